import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayDecide } from '../policy.ts'
import * as shapes from '../queries/shapes.ts'
import { heldTie, isCircle } from '../queries/ties.ts'
import { no } from '../refusals.ts'
import { dayIn, partOf } from '../rules.ts'

export const answerTie = command({
  name: 'ties.answer',
  summary: 'For stewards of the community that was asked: accept a tie or decline it, in words of one’s own',
  route: 'PUT /communities/{community}/ties/{tie}/answer',
  limit: 'write',
  input: z.object({ community: z.uuid(), tie: z.uuid(), accepts: z.boolean(), text: shapes.words, language: shapes.language }),
  output: z.object({ state: z.enum(['standing', 'declined']) }),
  async facts(tx, { input, ...reading }) {
    const held = await heldTie(tx, reading, input)
    const parts = partOf(held.row.sort, { from: held.row.from_id, to: held.row.to_id })
    return { ...held, circle: parts !== null && (await isCircle(tx, reading, parts)) }
  },
  may: ({ input, now, facts: { here, row, other, circle } }) =>
    all(
      mayDecide(here.asking),
      row.to_id === input.community ? yes : no('tie.other-side'),
      row.state === 'proposed' && row.answer_by >= dayIn(now) ? yes : no('tie.answered'),
      input.accepts && other.ended ? no('tie.community-ended') : yes,
      input.accepts && circle ? no('tie.in-a-circle') : yes,
    ),
  async run(tx, { input, now }) {
    const state = input.accepts ? ('standing' as const) : ('declined' as const)
    await tx
      .updateTable('tie')
      .set({ state, answer: input.text, answer_language: input.language, answered_at: now })
      .where('id', '=', input.tie)
      .execute()
    return { state }
  },
  tell: ({ input, result }) => [
    {
      kind: result.state === 'standing' ? 'ties.tie.accepted' : 'ties.tie.declined',
      ...{ scope: input.community, subject: input.tie, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
