import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold, takesPlace } from '../policy.ts'
import { demandDate, demandEvent } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST, momentOf } from '../rules.ts'
import type { DateRow } from '../queries/rows.ts'
import { toldOf } from './publish-event.ts'
import { datesFor } from './put-dates.ts'

const MINUTE_MS = 60_000

export const changeDate = command({
  name: 'events.change-date',
  summary:
    'Move one date of an event, call that date off with a reason, or say something that holds for it alone. The old hour stays readable',
  route: 'PATCH /events/{event}/dates/{slot}',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    when: shapes.when.nullish().describe('Left out: it stays when it is'),
    callOff: z.boolean().default(false),
    reason: z.string().trim().max(LONGEST.reason).default(''),
    note: z.string().trim().max(LONGEST.words).default(''),
    language: shapes.language,
    source: z.string().trim().max(LONGEST.source).default(''),
  }),
  output: z.object({ path: z.string() }),
  facts: (tx, { input, actor, now, outside }) => demandDate(tx, { actor, now, outside }, input, true),
  may: ({ actor, input, facts: { host, row, date }, now }) =>
    all(
      mayHold(actor, host),
      takesPlace(row, date),
      date.ends_at <= now ? no('event.over') : yes,
      input.callOff && input.reason === '' ? no('event.reason-needed') : yes,
      input.when == null || momentOf(input.when.day, input.when.time, row.zone) > now ? yes : no('event.in-the-past'),
    ),
  async run(tx, { input, facts: { row, date }, now }) {
    const moved = input.when == null ? null : timesOf(input.when, row.zone, date)
    await tx
      .updateTable('event_occurrence')
      .set({
        ...{ note: input.note || null, words_language: input.language, changed_at: now, source: input.source || date.source },
        ...(input.callOff ? { state: 'called-off' as const, reason: input.reason } : { reason: input.reason || null }),
        ...moved,
      })
      .where('host_id', '=', row.host_id)
      .where('event_id', '=', row.id)
      .where('slot', '=', date.slot)
      .execute()
    if (moved !== null)
      for (const table of ['event_answer', 'event_need', 'event_support'] as const)
        await tx
          .updateTable(table)
          .set({ ends_at: moved.ends_at })
          .where('host_id', '=', row.host_id)
          .where('event_id', '=', row.id)
          .where('slot', '=', date.slot)
          .execute()
    await tx
      .updateTable('hosted_event')
      .set({ sequence: row.sequence + 1 })
      .where('host_id', '=', row.host_id)
      .where('id', '=', row.id)
      .execute()
    return { path: `/events/${row.id}/dates/${date.slot}` }
  },
  tell: ({ input, facts: { row, host } }) => [toldOf(input.callOff ? 'events.date.called-off' : 'events.date.changed', row, host)],
})

/** The first hour is what stays readable, however often it is moved. */
function timesOf(when: z.infer<typeof shapes.when>, zone: string, date: DateRow) {
  const starts = momentOf(when.day, when.time, zone)
  const same = starts.getTime() === (date.moved_from ?? date.starts_at).getTime()
  return {
    ...{ starts_at: starts, ends_at: new Date(starts.getTime() + when.minutes * MINUTE_MS) },
    moved_from: same ? null : (date.moved_from ?? date.starts_at),
  }
}

export const addDate = command({
  name: 'events.add-date',
  summary:
    'Put in the date of another year for a feast that goes by the moon or by tradition, with where it is from. The hub reckons no such date',
  route: 'POST /events/{event}/dates',
  limit: 'write',
  input: z.object({ event: shapes.event, when: shapes.when, source: z.string().trim().min(1).max(LONGEST.source) }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandEvent(tx, { actor, now, outside }, input.event)
    const taken = await tx
      .selectFrom('event_occurrence')
      .select('slot')
      .where('host_id', '=', seen.row.host_id)
      .where('event_id', '=', seen.row.id)
      .where('slot', '=', input.when.day)
      .executeTakeFirst()
    return { ...seen, taken: taken !== undefined }
  },
  may: ({ actor, input, facts: { host, row, taken }, now }) =>
    all(
      mayHold(actor, host),
      row.state === 'called-off' ? no('event.called-off') : yes,
      row.repeats === 'by-hand' ? yes : no('event.not-by-hand'),
      taken ? no('event.date-taken') : yes,
      momentOf(input.when.day, input.when.time, row.zone) > now ? yes : no('event.in-the-past'),
    ),
  async run(tx, { input, facts: { row } }) {
    const plan = { ...row, starts_time: input.when.time, minutes: input.when.minutes }
    await tx
      .insertInto('event_occurrence')
      .values(datesFor(plan, [input.when.day], input.source))
      .onConflict((conflict) => conflict.columns(['host_id', 'event_id', 'slot']).doNothing())
      .execute()
    return { path: `/events/${row.id}/dates/${input.when.day}` }
  },
  tell: ({ facts: { row, host } }) => [toldOf('events.date.added', row, host)],
})
