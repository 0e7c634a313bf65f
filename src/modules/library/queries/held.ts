import type { HeldData, Own } from '../../../core/holding.ts'
import type { MovedRow, Travel } from '../../../core/moving.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody, whichever of their names they used. */
export async function heldOfLibrary(db: Reader, { persons }: Own): Promise<HeldData> {
  const own = [...persons]
  if (own.length === 0)
    return { entries: [], texts: [], translations: [], trials: [], keeper: [], questions: [], offers: [], meetings: [], notes: [] }
  return {
    entries: await db
      .selectFrom('library_entry')
      .select(['person_id as identity', 'id', 'kind', 'body_id as body', 'language', 'state', 'licence', 'made_at as at'])
      .where('person_id', 'in', own)
      .orderBy('made_at')
      .execute(),
    texts: await db
      .selectFrom('library_version')
      .select(['person_id as identity', 'entry_id as entry', 'version', 'title', 'summary', 'words', 'written_at as at'])
      .where('person_id', 'in', own)
      .orderBy('written_at')
      .execute(),
    translations: await db
      .selectFrom('library_translation')
      .select(['person_id as identity', 'checked_by as checkedBy', 'entry_id as entry', 'language', 'title', 'summary', 'words'])
      .where('person_id', 'in', own)
      .orderBy('written_at')
      .execute(),
    trials: await db
      .selectFrom('library_trial')
      .select(['person_id as identity', 'entry_id as entry', 'body_id as body', 'outcome', 'text', 'year', 'told_at as at'])
      .where('person_id', 'in', own)
      .orderBy('told_at')
      .execute(),
    keeper: await db
      .selectFrom('library_keeper')
      .select(['person_id as identity', 'named_at as at'])
      .where('person_id', 'in', own)
      .execute(),
    ...(await assistsOf(db, own)),
  }
}

async function assistsOf(db: Reader, own: readonly string[]): Promise<HeldData> {
  return {
    questions: await db
      .selectFrom('assist')
      .select(['person_id as identity', 'id', 'body_id as body', 'question', 'context', 'tried', 'made_at as at'])
      .where('person_id', 'in', own)
      .orderBy('made_at')
      .execute(),
    offers: await db
      .selectFrom('assist_offer')
      .select(['person_id as identity', 'assist_id as assist', 'body_id as body', 'who', 'available', 'lived', 'state'])
      .where('person_id', 'in', own)
      .orderBy('offered_at')
      .execute(),
    meetings: await db
      .selectFrom('assist_meeting')
      .select(['person_id as identity', 'assist_id as assist', 'body_id as body', 'starts_at as at', 'minutes', 'place'])
      .where('person_id', 'in', own)
      .orderBy('starts_at')
      .execute(),
    notes: await db
      .selectFrom('assist_note')
      .select(['person_id as identity', 'assist_id as assist', 'body_id as body', 'title', 'did', 'came', 'failed', 'written_at as at'])
      .where('person_id', 'in', own)
      .orderBy('written_at')
      .execute(),
  }
}

const by = 'entry_id'
const inEntry = { by, through: 'library_entry' } as const
const who = { person: 'empty' } as const

/** A body that is named as a subject is only there where it is this one. */
const subjectOf = ({ sort, subject }: MovedRow, space: string) =>
  sort === 'place' ? 'place' : sort === 'topic' ? 'words' : subject === space ? 'own' : 'other'

/** What a body has in the library under its name, once somebody has said yes to it. What it wrote down of help that it gave or had stays with both. */
export const travels = {
  entry: {
    by: 'body_id',
    columns: { id: 'own', body_id: 'own', person_id: who, assist_id: 'dropped' },
    only: ({ state }) => state === 'published' || state === 'archived',
  },
  version: { ...inEntry, columns: { entry_id: 'own', person_id: who } },
  translation: { ...inEntry, columns: { entry_id: 'own', person_id: who, checked_by: who } },
  subject: { ...inEntry, columns: { entry_id: 'own', subject: { by: subjectOf } } },
} as const satisfies Readonly<Record<string, Travel>>
