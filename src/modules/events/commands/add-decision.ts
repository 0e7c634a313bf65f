import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayHold } from '../policy.ts'
import { demandDate } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow, LONGEST } from '../rules.ts'

export const addDecision = command({
  name: 'events.add-decision',
  summary: 'Write down what was decided, who does what until when. It is shown where the host is at home until it is done',
  route: 'POST /events/{event}/dates/{slot}/decisions',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    text: z.string().trim().min(1).max(LONGEST.decision),
    who: z.string().trim().min(1).max(LONGEST.who),
    language: shapes.language,
    dueOn: z.iso.date(),
  }),
  output: z.object({ number: z.number().int() }),
  async facts(tx, { input, actor, now, outside }) {
    const seen = await demandDate(tx, { actor, now, outside }, input, true)
    const there = await tx
      .selectFrom('event_decision')
      .select(['number', 'text'])
      .where('host_id', '=', seen.row.host_id)
      .where('event_id', '=', seen.row.id)
      .where('slot', '=', seen.date.slot)
      .orderBy('number')
      .execute()
    return { ...seen, there }
  },
  may: ({ actor, facts: { host, row, date }, now }) =>
    all(mayHold(actor, host), row.state === 'draft' ? no('event.not-published') : yes, date.starts_at > now ? no('event.not-over') : yes),
  async run(tx, { input, facts: { row, date, host, there } }) {
    // The same words twice are one decision.
    const same = there.find(({ text }) => text === input.text)
    if (same !== undefined) return { number: same.number }
    const number = (there.at(-1)?.number ?? 0) + 1
    const { text, who, language, dueOn } = input
    await tx
      .insertInto('event_decision')
      .values({
        ...{ host_id: row.host_id, event_id: row.id, slot: date.slot, number, text, who, language },
        ...{ due_on: dueOn, done_on: null, by_ref: host.ref },
      })
      .execute()
    return { number }
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.decision.added', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

export const settleDecision = command({
  name: 'events.settle-decision',
  summary: 'Say that a decision is carried out, or that it is not after all; or give it another day',
  route: 'PATCH /events/{event}/dates/{slot}/decisions/{number}',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    number: z.coerce.number().int().min(1).max(10_000),
    done: z.boolean(),
    dueOn: z.iso.date().nullish(),
  }),
  output: z.object({}),
  facts: (tx, { input, actor, now, outside }) => demandDate(tx, { actor, now, outside }, input, true),
  may: ({ actor, facts: { host } }) => mayHold(actor, host),
  async run(tx, { input, facts: { row, date }, now }) {
    const done = await tx
      .updateTable('event_decision')
      .set({ done_on: input.done ? dayOfNow(now) : null, ...(input.dueOn == null ? {} : { due_on: input.dueOn }) })
      .where('host_id', '=', row.host_id)
      .where('event_id', '=', row.id)
      .where('slot', '=', date.slot)
      .where('number', '=', input.number)
      .executeTakeFirst()
    return done.numUpdatedRows === 0n ? refuse(no('event.decision-missing')) : {}
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.decision.settled', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
