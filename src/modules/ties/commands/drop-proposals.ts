import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'
import { dayIn } from '../rules.ts'

// No route: the clock does it.
export const dropProposals = command({
  name: 'ties.drop-proposals',
  summary: 'Let go of proposals that nobody answered in time',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now }) {
    const dropped = await tx
      .updateTable('tie')
      .set({ state: 'lapsed' })
      .where('state', '=', 'proposed')
      .where('answer_by', '<', dayIn(now))
      .executeTakeFirstOrThrow()
    return { rows: Number(dropped.numUpdatedRows) }
  },
  tell: ({ result }) =>
    result.rows === 0
      ? []
      : [
          {
            kind: 'ties.proposals.dropped',
            ...{ scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
          },
        ],
})
