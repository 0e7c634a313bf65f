import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { isProposal, mayHold } from '../policy.ts'
import { demandEvent } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow } from '../rules.ts'
import { fillPlaces } from './fill-places.ts'
import { knowsPlace, planFits, planValues, timesFit, timesValues } from './create-event.ts'
import { putDates } from './put-dates.ts'

export const editEvent = command({
  name: 'events.edit',
  summary: 'Change what an event says of itself; its days and hours as long as it is a draft, later each date by itself',
  route: 'PUT /events/{event}',
  limit: 'write',
  input: z.object({
    event: shapes.event,
    ...shapes.plan.shape,
    times: shapes.times.nullish().describe('Of a draft alone'),
    text: shapes.text.nullish().describe('In place of the words in that language'),
    own: z.boolean().default(false).describe('Answer for it from now on'),
  }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandEvent(tx, { actor, now, outside }, input.event)
    return { ...seen, placeKnown: await knowsPlace(tx, input.place) }
  },
  may: ({ actor, input, facts: { host, row, placeKnown }, now }) =>
    all(
      mayHold(actor, host),
      row.state === 'called-off' ? no('event.called-off') : yes,
      input.times == null || row.state === 'draft' ? yes : no('event.not-draft'),
      planFits(input, placeKnown),
      input.times == null ? yes : timesFit(input.times, now),
    ),
  async run(tx, { input, facts: { row, host, texts }, now, outside }) {
    const plan = { ...planValues(input, outside.keys), ...(input.times == null ? {} : timesValues(input.times)) }
    const next = { ...row, ...plan }
    await tx
      .updateTable('hosted_event')
      .set({
        ...{ ...plan, sequence: row.sequence + 1, checked_on: dayOfNow(now) },
        ...(input.own ? { owner_ref: host.ref } : {}),
      })
      .where('host_id', '=', row.host_id)
      .where('id', '=', row.id)
      .execute()
    if (input.text != null) {
      const { text } = input
      const position = texts.find(({ language }) => language === text.language)?.position ?? texts.length
      await tx
        .insertInto('event_text')
        .values({ host_id: row.host_id, event_id: row.id, position, ...text, by_ref: host.ref })
        .onConflict((conflict) =>
          // Whoever proposed it still follows it when those who lead have changed its words.
          conflict.columns(['host_id', 'event_id', 'language']).doUpdateSet(isProposal(row) ? text : { ...text, by_ref: host.ref }),
        )
        .execute()
    }
    if (input.times != null) {
      await tx.deleteFrom('event_occurrence').where('host_id', '=', row.host_id).where('event_id', '=', row.id).execute()
      await putDates(tx, next, now, input.times.source || null)
    } else if (next.capacity !== row.capacity) await refill(tx, next, now)
    return { path: `/events/${row.id}` }
  },
  tell: ({ facts: { row } }) => [
    {
      kind: 'events.event.edited',
      ...{ scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

type Next = { readonly host_id: string; readonly id: string; readonly capacity: number | null }

/** More places than before: who waits moves up, on each date that is to come. */
async function refill(tx: Parameters<typeof putDates>[0] & Parameters<typeof fillPlaces>[0], next: Next, now: Date): Promise<void> {
  const dates = await tx
    .selectFrom('event_occurrence')
    .select('slot')
    .where('host_id', '=', next.host_id)
    .where('event_id', '=', next.id)
    .where('ends_at', '>', now)
    .orderBy('slot')
    .forUpdate()
    .execute()
  for (const { slot } of dates) await fillPlaces(tx, { host: next.host_id, event: next.id, slot }, next.capacity, now)
}

export const checkEvent = command({
  name: 'events.check',
  summary: 'Say that what stands here still holds, today',
  route: 'PUT /events/{event}/check',
  limit: 'write',
  input: z.object({ event: shapes.event }),
  output: z.object({}),
  facts: (tx, { input, actor, now, outside }) => demandEvent(tx, { actor, now, outside }, input.event),
  may: ({ actor, facts: { host } }) => mayHold(actor, host),
  async run(tx, { facts: { row }, now }) {
    await tx
      .updateTable('hosted_event')
      .set({ checked_on: dayOfNow(now) })
      .where('host_id', '=', row.host_id)
      .where('id', '=', row.id)
      .execute()
    return {}
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.event.checked', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
