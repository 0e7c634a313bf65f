import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'
import { told } from './record-change.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideCommitment = command({
  name: 'commitments.hide',
  summary: 'Take a commitment from the public after a report',
  input: z.object({ ...ref, rule: z.string() }),
  output: z.object(ref),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.commitment, actor),
  may: ({ input, facts }) => all(mayModerate(facts.standing), isRule(input.rule) ? yes : no('commitment.rule-unknown')),
  async run(tx, { input, now }) {
    await tx.updateTable('commitment').set({ hidden_for: input.rule, hidden_at: now }).where('id', '=', input.commitment).execute()
    return { commitment: input.commitment }
  },
  tell: ({ input }) => told('hidden', input.commitment, { data: { rule: input.rule } }),
})

// No route: the decision on an appeal does it.
export const showCommitment = command({
  name: 'commitments.show',
  summary: 'Give a commitment back to the public after an appeal',
  input: z.object(ref),
  output: z.object(ref),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.commitment, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input }) {
    await tx.updateTable('commitment').set({ hidden_for: null, hidden_at: null }).where('id', '=', input.commitment).execute()
    return { commitment: input.commitment }
  },
  tell: ({ input }) => told('shown', input.commitment),
})
