import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate, notWithdrawn } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { rule } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { decide, next } from './publish-idea.ts'

export const declineIdea = command({
  name: 'ideas.decline',
  summary: 'Decline an idea for one of the published rules, with a note that its writer alone reads',
  route: 'POST /sessions/{session}/ideas/{idea}/refusal',
  input: z.object({ session: z.uuid(), idea: z.uuid(), rule, note: z.string().trim().max(LONGEST.note).default('') }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ facts }) => all(mayModerate(facts.desk), notWithdrawn(facts.row.status)),
  async run(tx, { input, facts, now }) {
    const reason = { declined_for: input.rule, note: input.note || null }
    await decide(tx, input, { status: 'declined', ...reason, decided_at: now, version: next(facts.row) })
    return { session: input.session }
  },
  tell: ({ input }) => [
    { kind: 'ideas.idea.declined', scope: input.session, subject: input.idea, data: { rule: input.rule }, visibility: 'public' },
  ],
})
