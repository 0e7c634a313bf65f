import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLookAfter } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { done, ref, words } from '../queries/shapes.ts'
import { writeEnd } from './end-commitment.ts'
import { doneWith, told } from './record-change.ts'

export const withdrawCommitment = command({
  name: 'commitments.withdraw',
  summary: 'Take a running commitment back, with the reason; it stays on the board as withdrawn',
  route: 'PUT /commitments/{commitment}/withdrawal',
  input: z.object({ ...ref, ...words }),
  output: done,
  facts: (tx, asked) => heldCommitment(tx, asked),
  may: ({ actor, facts }) => mayLookAfter(actor, facts),
  async run(tx, { input, facts, now }) {
    await writeEnd(tx, facts, { state: 'withdrawn', at: now, reason: input })
    return doneWith(facts.commitment.id)
  },
  tell: ({ result }) => told('withdrawn', result.id),
})
