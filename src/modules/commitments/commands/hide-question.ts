import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHideQuestion, mayModerate } from '../policy.ts'
import { moderatedQuestion } from '../queries/reported-questions.ts'
import { questionNumber, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'
import { toldOf } from './record-change.ts'

const which = { ...ref, question: questionNumber }

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideQuestion = command({
  name: 'commitments.hide-question',
  summary: 'Take a question from the public after a report; that there was one stays visible',
  input: z.object({ ...which, rule: z.string() }),
  output: z.object(which),
  facts: (tx, { input, actor }) => moderatedQuestion(tx, input, actor),
  may: ({ input, actor, facts }) => all(mayHideQuestion(actor, facts), isRule(input.rule) ? yes : no('commitment.rule-unknown')),
  async run(tx, { input: { commitment, question, rule }, now }) {
    await tx
      .updateTable('commitment_question')
      .set({ hidden_for: rule, hidden_at: now })
      .where('commitment_id', '=', commitment)
      .where('number', '=', question)
      .execute()
    return { commitment, question }
  },
  tell: ({ input }) => [toldOf('question', 'hidden', input.commitment, { number: input.question, rule: input.rule })],
})

// No route: the decision on an appeal does it.
export const showQuestion = command({
  name: 'commitments.show-question',
  summary: 'Give a question back to the public after an appeal',
  input: z.object(which),
  output: z.object(which),
  facts: (tx, { input, actor }) => moderatedQuestion(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input: { commitment, question } }) {
    await tx
      .updateTable('commitment_question')
      .set({ hidden_for: null, hidden_at: null })
      .where('commitment_id', '=', commitment)
      .where('number', '=', question)
      .execute()
    return { commitment, question }
  },
  tell: ({ input }) => [toldOf('question', 'shown', input.commitment, { number: input.question })],
})
