import { hashToken } from '../../../platform/keys.ts'
import type { Tx } from '../../../platform/db.ts'
import { refuse } from '../../../core/refused.ts'
import type { Question } from '../queries/passkey-question.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A question is answered once: of two answers, even at the same moment, the key lets one through. */
export async function spendQuestion(tx: Tx, question: Question | null): Promise<void> {
  if (question === null) throw new TypeError('the policy lets no one in without a question')
  const spent = await tx
    .insertInto('spent_question')
    .values({ question_hash: hashToken(question.challenge), expires_at: question.expiresAt })
    .onConflict((conflict) => conflict.column('question_hash').doNothing())
    .returning('question_hash')
    .executeTakeFirst()
  if (spent === undefined) refuse(no('passkey.too-late'))
}
