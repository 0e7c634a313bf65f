import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'
import { toldOf } from './record-change.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hidePractice = command({
  name: 'commitments.hide-practice',
  summary: 'Take a practice from the public after a report',
  input: z.object({ ...ref, rule: z.string() }),
  output: z.object(ref),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.commitment, actor),
  may: ({ input, facts }) => all(mayModerate(facts.standing), isRule(input.rule) ? yes : no('commitment.rule-unknown')),
  async run(tx, { input: { commitment, rule }, now }) {
    await tx.updateTable('practice').set({ hidden_for: rule, hidden_at: now }).where('commitment_id', '=', commitment).execute()
    return { commitment }
  },
  tell: ({ input }) => [toldOf('practice', 'hidden', input.commitment, { rule: input.rule })],
})

// No route: the decision on an appeal does it.
export const showPractice = command({
  name: 'commitments.show-practice',
  summary: 'Give a practice back to the public after an appeal',
  input: z.object(ref),
  output: z.object(ref),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input.commitment, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input: { commitment } }) {
    await tx.updateTable('practice').set({ hidden_for: null, hidden_at: null }).where('commitment_id', '=', commitment).execute()
    return { commitment }
  },
  tell: ({ input }) => [toldOf('practice', 'shown', input.commitment)],
})
