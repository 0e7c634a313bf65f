import type { HeldData } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { askerTags, selectQuestions } from './questions.ts'

/** The commitments about which anybody asked and was not forgotten: nothing leads from a row to an account, so each of them is tried. */
export async function askedAbout(db: Reader): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('commitment_question')
    .select('commitment_id as id')
    .distinct()
    .where('asker_tag', 'is not', null)
    .orderBy('commitment_id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What somebody asked, for the file that they take along. */
export async function heldOfCommitments(db: Reader, keys: Keys, account: string): Promise<HeldData> {
  const tags = (await askedAbout(db)).flatMap((commitment) => askerTags(keys, commitment, account))
  if (tags.length === 0) return { questions: [] }
  const rows = await selectQuestions(db).where('asker_tag', 'in', tags).orderBy('commitment_id').execute()
  const questions = rows.map(({ commitment, number, text, language, askedOn, answer, hiddenFor }) => ({
    ...{ commitment, number, text, language, askedOn, answer, hiddenFor },
  }))
  return { questions }
}
