import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHold } from '../policy.ts'
import { demandDate } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const recordDoor = command({
  name: 'events.record-door',
  summary:
    'Type back in what the paper list of the door says: who of those who answered came, and how many walked in. Again it takes the place of what was said before',
  route: 'PUT /events/{event}/dates/{slot}/door',
  limit: 'write',
  input: z.object({
    ...shapes.date,
    came: z.array(z.uuid()).max(5000).default([]).describe('Answers whose people came'),
    walkIns: z.number().int().min(0).max(100_000).default(0),
  }),
  output: z.object({ came: z.number().int() }),
  facts: (tx, { input, actor, now, outside }) => demandDate(tx, { actor, now, outside }, input, true),
  may: ({ actor, facts: { host, row, date }, now }) =>
    all(mayHold(actor, host), row.state === 'draft' ? no('event.not-published') : yes, date.starts_at > now ? no('event.not-over') : yes),
  async run(tx, { input, facts: { row, date } }) {
    const answers = await tx
      .selectFrom('event_answer')
      .select(['id', 'people'])
      .where('host_id', '=', row.host_id)
      .where('event_id', '=', row.id)
      .where('slot', '=', date.slot)
      .execute()
    const came = answers.filter(({ id }) => input.came.includes(id))
    for (const [value, ids] of [
      [true, came.map(({ id }) => id)],
      [false, answers.map(({ id }) => id).filter((id) => !input.came.includes(id))],
    ] as const)
      if (ids.length > 0)
        await tx
          .updateTable('event_answer')
          .set({ came: value })
          .where('host_id', '=', row.host_id)
          .where('event_id', '=', row.id)
          .where('slot', '=', date.slot)
          .where('id', 'in', [...ids])
          .execute()
    const all = came.reduce((sum, { people }) => sum + people, 0) + input.walkIns
    await tx
      .updateTable('event_occurrence')
      .set({ came: all, walk_ins: input.walkIns })
      .where('host_id', '=', row.host_id)
      .where('event_id', '=', row.id)
      .where('slot', '=', date.slot)
      .execute()
    return { came: all }
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.door.recorded', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
