import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEnd } from '../policy.ts'
import { heldMerger } from '../queries/mergers.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, UNDO_DAYS } from '../rules.ts'

export const undoMerger = command({
  name: 'ties.undo-merger',
  summary: 'For stewards of either, within 14 days: undo a merger. Whoever came over stays where they are',
  route: 'DELETE /communities/{community}/mergers/{merger}',
  limit: 'write',
  input: z.object({ community: z.uuid(), merger: z.uuid() }),
  output: z.object({ merger: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldMerger(tx, reading, input),
  may: ({ now, facts: { here, row } }) =>
    all(
      mayEnd(here.asking),
      row.state === 'merged' && row.settled_at !== null ? yes : no('merger.not-merged'),
      row.settled_at !== null && daysAfter(row.settled_at, UNDO_DAYS) >= dayIn(now) ? yes : no('merger.undo-too-late', { days: UNDO_DAYS }),
    ),
  async run(tx, { input }) {
    await tx.updateTable('merger').set({ state: 'undone' }).where('id', '=', input.merger).execute()
    return { merger: input.merger }
  },
  tell: ({ input, facts: { row } }) => [
    { kind: 'ties.merger.undone', scope: row.ending_id, subject: input.merger, data: {}, visibility: 'internal', anonymous: true },
  ],
})
