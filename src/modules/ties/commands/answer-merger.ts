import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayDecide } from '../policy.ts'
import { heldMerger } from '../queries/mergers.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, OBJECT_DAYS } from '../rules.ts'

export const answerMerger = command({
  name: 'ties.answer-merger',
  summary:
    'For stewards of either: whether the two communities should be one. After two yes the members of the one that would end are asked',
  route: 'PUT /communities/{community}/mergers/{merger}/answer',
  limit: 'write',
  input: z.object({ community: z.uuid(), merger: z.uuid(), agrees: z.boolean() }),
  output: z.object({ state: z.enum(['proposed', 'asking', 'declined']) }),
  facts: (tx, { input, ...reading }) => heldMerger(tx, reading, input),
  may: ({ now, facts: { here, row, ends } }) =>
    all(
      mayDecide(here.asking),
      row.state === 'proposed' && row.answer_by >= dayIn(now) ? yes : no('merger.answered'),
      (ends ? row.ending_says : row.into_says) === null ? yes : no('merger.answered'),
    ),
  async run(tx, { input, now, facts: { row, ends } }) {
    const [endingSays, intoSays] = ends ? [input.agrees, row.into_says] : [row.ending_says, input.agrees]
    const both = endingSays === true && intoSays === true
    const state = !input.agrees ? ('declined' as const) : both ? ('asking' as const) : ('proposed' as const)
    await tx
      .updateTable('merger')
      .set({
        ...{ ending_says: endingSays, into_says: intoSays, state },
        object_by: both ? daysAfter(now, OBJECT_DAYS) : null,
        settled_at: state === 'declined' ? now : null,
      })
      .where('id', '=', input.merger)
      .execute()
    return { state }
  },
  tell: ({ input, facts: { row }, result }) => [
    {
      kind: 'ties.merger.answered',
      ...{ scope: row.ending_id, subject: input.merger, data: { state: result.state }, visibility: 'internal', anonymous: true },
    },
  ],
})
