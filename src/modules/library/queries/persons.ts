import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

const TABLES = [
  ...(['library_entry', 'library_version', 'library_translation', 'library_trial'] as const),
  ...(['library_keeper', 'assist', 'assist_offer', 'assist_meeting', 'assist_note'] as const),
]

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const found = new Set<string>()
  for (const table of TABLES) {
    const rows = await db
      .selectFrom(table)
      .select('person_id as id')
      .distinct()
      .where('person_id', '>', least)
      .orderBy('person_id')
      .limit(PIECE)
      .execute()
    for (const { id } of rows) if (id !== null) found.add(id)
  }
  const checked = await db
    .selectFrom('library_translation')
    .select('checked_by as id')
    .distinct()
    .where('checked_by', '>', least)
    .orderBy('checked_by')
    .limit(PIECE)
    .execute()
  for (const { id } of checked) if (id !== null) found.add(id)
  return [...found].toSorted().slice(0, PIECE)
}
