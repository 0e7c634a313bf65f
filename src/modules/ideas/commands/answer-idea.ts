import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAnswer } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { rowOf } from '../queries/rows.ts'
import { language, outcome } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST } from '../rules.ts'

export const answerIdea = command({
  name: 'ideas.answer',
  summary: 'Say what became of an idea: taken up, merged with another, passed on, or not taken; always with the reason',
  route: 'PUT /sessions/{session}/ideas/{idea}/answer',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    idea: z.uuid(),
    outcome,
    reason: z.string().trim().min(1).max(LONGEST.reason),
    language,
    mergedWith: z.uuid().nullish(),
    passedTo: z.string().trim().max(LONGEST.passed).default(''),
  }),
  output: z.object({ outcome }),
  async facts(tx, { input, actor }) {
    const other = input.mergedWith == null ? null : await rowOf(tx, input.session, input.mergedWith)
    const found = await decisionFacts(tx, input, actor)
    return { ...found, otherThere: other?.status === 'published' && other.id !== input.idea }
  },
  may: ({ input, facts }) => all(mayAnswer(facts.desk, facts.row.status), whole(input.outcome, { ...input, otherThere: facts.otherThere })),
  async run(tx, { input, actor, now }) {
    const row = {
      ...{ outcome: input.outcome, reason: input.reason, language: input.language, answered_by: actor.person, answered_at: now },
      merged_with: input.outcome === 'merged' ? (input.mergedWith ?? null) : null,
      passed_to: input.outcome === 'passed-on' ? input.passedTo : null,
    }
    await tx
      .insertInto('idea_answer')
      .values({ session_id: input.session, idea_id: input.idea, ...row })
      .onConflict((oc) => oc.columns(['session_id', 'idea_id']).doUpdateSet(row))
      .execute()
    return { outcome: input.outcome }
  },
  tell: ({ input }) => [
    { kind: 'ideas.answer.given', scope: input.session, subject: input.idea, data: { outcome: input.outcome }, visibility: 'public' },
  ],
})

/** With which other, to whom: an answer that leaves that out says nothing. */
function whole(outcomeGiven: string, { otherThere, passedTo }: { readonly otherThere: boolean; readonly passedTo: string }): Verdict {
  if (outcomeGiven === 'merged') return otherThere ? yes : no('idea.other-missing')
  return outcomeGiven === 'passed-on' && passedTo === '' ? no('idea.passed-to-missing') : yes
}
