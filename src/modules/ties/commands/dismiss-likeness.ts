import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayDecide } from '../policy.ts'
import { demandHere } from '../queries/here.ts'
import { heldLikeness } from '../queries/likenesses.ts'
import { no } from '../refusals.ts'
import { dayIn, pairOf } from '../rules.ts'

export const dismissLikeness = command({
  name: 'ties.dismiss-likeness',
  summary: 'For stewards of either: the two are not the same, and the hub never says so again',
  route: 'POST /communities/{community}/likenesses/{other}/dismissal',
  limit: 'write',
  input: z.object({ community: z.uuid(), other: z.uuid() }),
  output: z.object({ state: z.literal('aside') }),
  async facts(tx, { input, ...reading }) {
    const { asking } = await demandHere(tx, reading, { id: input.community })
    return { asking, row: await heldLikeness(tx, input.community, input.other) }
  },
  may: ({ facts: { asking, row } }) =>
    all(
      mayDecide(asking),
      row === null ? no('likeness.missing') : yes,
      // Pressed twice, or by the other side in the same moment: it stays as it is.
      row?.state === 'taken' ? no('likeness.answered') : yes,
    ),
  async run(tx, { input, now }) {
    const [one, other] = pairOf(input.community, input.other)
    await tx
      .updateTable('likeness')
      .set({ state: 'aside', settled_on: dayIn(now) })
      .where('one_id', '=', one)
      .where('other_id', '=', other)
      .where('state', '=', 'waiting')
      .execute()
    return { state: 'aside' as const }
  },
  tell: ({ input, facts: { row } }) =>
    row?.state !== 'waiting'
      ? []
      : [
          {
            kind: 'ties.likeness.dismissed',
            ...{ scope: input.community, subject: input.other, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
