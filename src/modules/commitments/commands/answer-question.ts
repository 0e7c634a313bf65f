import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAnswerQuestion, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { isPublished, questionsOf } from '../queries/questions.ts'
import { link, questionNumber, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { questionPathOf } from '../rules.ts'
import { writeEvidence } from './add-evidence.ts'
import { recordChange, toldOf } from './record-change.ts'

export const answerQuestion = command({
  name: 'commitments.answer-question',
  summary: 'Answer, as the body that leads it, whoever asked for evidence. What is shown with a page is evidence too, and can be checked',
  route: 'PUT /commitments/{commitment}/questions/{question}/answer',
  input: z.object({ ...ref, question: questionNumber, ...words, link }),
  output: z.object({ path: z.string() }),
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const row = (await questionsOf(tx, [at.commitment.id])).find(({ number }) => number === asked.input.question)
    if (row === undefined || !isPublished(row)) return refuse(no('commitment.question-missing'))
    return { ...at, answered: row.answer !== null }
  },
  may: ({ actor, facts }) => all(mayAnswerQuestion(actor, facts), facts.answered ? no('commitment.question-answered') : yes),
  async run(tx, { input, facts, now }) {
    const { id } = facts.commitment
    const { question, text, language, link: page } = input
    const office = officeOf(facts.standing)
    const answer = { answer: text, answer_language: language, answer_link: page, answered_at: now, answer_office: office }
    await tx.updateTable('commitment_question').set(answer).where('commitment_id', '=', id).where('number', '=', question).execute()
    await recordChange(tx, id, { kind: 'question-answered', at: now, office, reason: { text, language } })
    if (page !== null) await writeEvidence(tx, facts, { text, language, link: page, datedOn: facts.today, at: now })
    return { path: questionPathOf(id, question) }
  },
  tell: ({ input }) => [toldOf('question', 'answered', input.commitment, { number: input.question })],
})
