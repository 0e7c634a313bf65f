import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEnd, officeOf, type At } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { evidenceOf } from '../queries/parts.ts'
import { done, ref, words } from '../queries/shapes.ts'
import { doneWith, recordChange, told } from './record-change.ts'

type End = {
  readonly state: 'kept' | 'partly' | 'not-kept' | 'withdrawn'
  readonly at: Date
  readonly reason: { readonly text: string; readonly language: string }
}

export async function writeEnd(tx: Tx, { commitment, standing, today }: At, { state, at, reason }: End): Promise<void> {
  await tx.updateTable('commitment').set({ state, ended_on: today }).where('id', '=', commitment.id).execute()
  await recordChange(tx, commitment.id, { kind: state, at, office: officeOf(standing), reason })
}

export const endCommitment = command({
  name: 'commitments.end',
  summary: 'Say, as the body that leads it, that a commitment was kept, partly kept or not kept, and why',
  route: 'PUT /commitments/{commitment}/outcome',
  input: z.object({ ...ref, outcome: z.enum(['kept', 'partly', 'not-kept']), ...words }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    return { ...at, evidence: (await evidenceOf(tx, [at.commitment.id])).length }
  },
  may: ({ input, actor, facts }) => mayEnd(actor, facts, { kept: input.outcome !== 'not-kept', evidence: facts.evidence }),
  async run(tx, { input, facts, now }) {
    await writeEnd(tx, facts, { state: input.outcome, at: now, reason: input })
    return doneWith(facts.commitment.id)
  },
  tell: ({ input, result }) => told('ended', result.id, { data: { outcome: input.outcome } }),
})
