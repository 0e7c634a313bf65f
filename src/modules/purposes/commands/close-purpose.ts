import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayClose } from '../policy.ts'
import { heldPurpose } from '../queries/rows.ts'
import { ref, words } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { AFTERWARDS, OUTCOMES } from '../tables.ts'

export const closePurpose = command({
  name: 'purposes.close',
  summary:
    'For stewards: close a purpose and say whether it was reached, why, what was learned, and what becomes of the community. For good',
  route: 'POST /communities/{community}/purposes/{purpose}/closing',
  limit: 'write',
  input: z.object({
    ...ref,
    outcome: z.enum(OUTCOMES),
    reason: words(LONGEST.text),
    learned: words(LONGEST.text),
    afterwards: z.enum(AFTERWARDS),
  }),
  output: z.object({ purpose: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldPurpose(tx, reading, input),
  may: ({ facts }) => mayClose(facts.here.asking, facts.closed),
  async run(tx, { input, now }) {
    await tx
      .updateTable('purpose')
      .set({ outcome: input.outcome, reason: input.reason, learned: input.learned, afterwards: input.afterwards, closed_at: now })
      .where('community_id', '=', input.community)
      .where('id', '=', input.purpose)
      .execute()
    return { purpose: input.purpose }
  },
  tell: ({ input }) => [
    {
      kind: 'purposes.purpose.closed',
      ...{ scope: input.community, subject: input.purpose, data: { outcome: input.outcome }, visibility: 'internal', anonymous: true },
    },
  ],
})
