import type { HeldData } from '../../../core/holding.ts'
import type { Travel } from '../../../core/moving.ts'
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

const by = 'commitment_id'
const ofCommitment = { by, through: 'commitment', columns: { commitment_id: 'own' } } as const

/**
 * What a body promised goes along with it, with all that it said of it. What ties a promise to others stays: who supports or checks it, who took up a practice,
 * and the session or dialogue from which it came.
 */
export const travels = {
  commitment: {
    by: 'lead_body',
    columns: {
      ...{ id: 'own', lead_body: 'own', edition_id: 'dropped', session_id: 'dropped', source_id: 'dropped', merged_into: 'dropped' },
      ...{ source_sort: 'dropped', source_version: 'dropped' },
    },
    only: ({ state }) => state !== 'merged',
  },
  part: ofCommitment,
  // Another body that did something is not there; that it was done is.
  change: {
    ...ofCommitment,
    columns: { commitment_id: 'own', body_id: { by: ({ body_id: body }, space) => (body === space ? 'own' : 'empty') } },
  },
  report: { by: 'body_id', columns: { body_id: 'own' } },
  line: { by: 'body_id', columns: { body_id: 'own', commitment_id: { of: 'commitment' } } },
  question: {
    ...ofCommitment,
    columns: { commitment_id: 'own', asker_tag: { held: (keys, row, account) => askerTags(keys, String(row[by]), account), of: [by] } },
  },
} as const satisfies Readonly<Record<string, Travel>>
