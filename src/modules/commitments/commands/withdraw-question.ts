import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayWithdrawQuestion } from '../policy.ts'
import { askerTags, selectQuestions } from '../queries/questions.ts'
import { questionNumber, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf, pathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const withdrawQuestion = command({
  name: 'commitments.withdraw-question',
  summary: 'Take a question of one’s own back, at any time: its words are gone, and an answer to it stays',
  route: 'DELETE /commitments/{commitment}/questions/{question}',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ ...ref, question: questionNumber }),
  output: z.object({ path: z.string() }),
  // Of one's own, also where the commitment was hidden since: words can always be taken back.
  async facts(tx, { input: { commitment, question }, actor, outside: { keys } }) {
    const row = await selectQuestions(tx)
      .where('commitment_id', '=', commitment)
      .where('number', '=', question)
      .forUpdate()
      .executeTakeFirst()
    const tags = actor.account === null ? [] : askerTags(keys, commitment, actor.account)
    const own = tags.some((tag) => row?.tag?.equals(tag) === true)
    // To others it is told as if it were not there, whether it is or not.
    return actor.account === null || own ? { own } : refuse(no('commitment.question-missing'))
  },
  may: ({ actor, facts }) => mayWithdrawQuestion(actor, facts),
  async run(tx, { input: { commitment, question }, now }) {
    await tx
      .updateTable('commitment_question')
      .set({ text: null, asker_tag: null, withdrawn_on: dayOf(now) })
      .where('commitment_id', '=', commitment)
      .where('number', '=', question)
      .execute()
    return { path: pathOf(commitment) }
  },
  tell: ({ input }) => [{ ...toldOf('question', 'withdrawn', input.commitment, { number: input.question }), anonymous: true }],
})
