import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWritePractice } from '../policy.ts'
import { practiceFacts } from '../queries/practice-facts.ts'
import { ref } from '../queries/shapes.ts'
import { practicePathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const confirmPractice = command({
  name: 'commitments.confirm-practice',
  summary: 'Say that a practice still holds as it is written: it stays in the list for another year',
  route: 'PUT /commitments/{commitment}/practice/check',
  input: z.object(ref),
  output: z.object({ path: z.string() }),
  facts: (tx, asked) => practiceFacts(tx, asked),
  may: ({ actor, facts }) => mayWritePractice(actor, facts),
  async run(tx, { input: { commitment }, facts }) {
    await tx.updateTable('practice').set({ checked_on: facts.today }).where('commitment_id', '=', commitment).execute()
    return { path: practicePathOf(commitment) }
  },
  tell: ({ input }) => [toldOf('practice', 'confirmed', input.commitment)],
})
