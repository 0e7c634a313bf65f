import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWritePractice, writerOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { heldPractice } from '../queries/practices.ts'
import { country, language, lessons, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { practicePathOf } from '../rules.ts'
import { recordChange, toldOf } from './record-change.ts'

export const writePractice = command({
  name: 'commitments.write-practice',
  summary: 'Write down what others can learn from a commitment that was kept; again, to word it anew in its own language',
  route: 'PUT /commitments/{commitment}/practice',
  input: z.object({
    ...{ ...ref, ...lessons, language, country },
    version: z.coerce.number().int().min(0).default(0).describe('The version that was read; 0 for the first'),
  }),
  output: z.object({ path: z.string() }),
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    return { ...at, practice: await heldPractice(tx, at.commitment.id) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayWritePractice(actor, facts),
      // The same form sent twice finds the first: nothing is written a second time.
      input.version === (facts.practice?.version ?? 0) ? yes : no('commitment.changed-meanwhile'),
    ),
  async run(tx, { input, actor, facts, now }) {
    const { commitment: id, country: where, title, did, cost, worked, failed, whom } = input
    const version = (facts.practice?.version ?? 0) + 1
    const original = facts.practice?.language ?? input.language
    const office = writerOf(actor, facts)
    const row = { version, language: original, country: where, checked_on: facts.today }
    await tx
      .insertInto('practice')
      .values({ commitment_id: id, ...row, hidden_for: null, hidden_at: null })
      .onConflict((conflict) => conflict.column('commitment_id').doUpdateSet(row))
      .execute()
    const lesson = { title, did, cost, worked, failed, whom, written_on: facts.today, office }
    await tx
      .insertInto('practice_text')
      .values({ commitment_id: id, language: original, version, ...lesson, follows: null })
      .execute()
    await recordChange(tx, id, { kind: 'practice-written', at: now, office })
    return { path: practicePathOf(id) }
  },
  tell: ({ input }) => [toldOf('practice', 'written', input.commitment)],
})
