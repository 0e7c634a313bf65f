import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold } from '../policy.ts'
import { demandEvent } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'
import { toldOf } from './publish-event.ts'

export const callOffEvent = command({
  name: 'events.call-off',
  summary: 'Call an event off with a reason, or all dates of a series from one day on. It stays readable, and whoever answered is told',
  route: 'POST /events/{event}/calling-off',
  limit: 'write',
  input: z.object({
    event: shapes.event,
    reason: z.string().trim().min(1).max(LONGEST.reason),
    language: shapes.language,
    from: shapes.slot.nullish().describe('That date of a series and all later ones; left out: the whole event'),
  }),
  output: z.object({ path: z.string() }),
  facts: (tx, { input, actor, now, outside }) => demandEvent(tx, { actor, now, outside }, input.event),
  may: ({ actor, facts: { host, row } }) =>
    all(mayHold(actor, host), row.state === 'published' ? yes : no(row.state === 'draft' ? 'event.not-published' : 'event.called-off')),
  async run(tx, { input, facts: { row }, now }) {
    const whole = input.from == null
    const words = { reason: input.reason, words_language: input.language }
    let dates = tx
      .updateTable('event_occurrence')
      .set({ state: 'called-off', changed_at: now, ...words })
      .where('host_id', '=', row.host_id)
      .where('event_id', '=', row.id)
      .where('state', '=', 'on')
      .where('starts_at', '>', now)
    if (input.from != null) dates = dates.where('slot', '>=', input.from)
    await dates.execute()
    await tx
      .updateTable('hosted_event')
      .set({
        sequence: row.sequence + 1,
        ...(whole
          ? { state: 'called-off' as const, called_off_at: now, reason: input.reason, reason_language: input.language }
          : { ends_on: dayBefore(input.from ?? row.first_on) }),
      })
      .where('host_id', '=', row.host_id)
      .where('id', '=', row.id)
      .execute()
    return { path: `/events/${row.id}` }
  },
  tell: ({ facts: { row, host } }) => [toldOf('events.event.called-off', row, host)],
})

const dayBefore = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
