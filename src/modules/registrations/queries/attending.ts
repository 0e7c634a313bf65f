import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** As what somebody comes to an edition. */
export type Attendance = { readonly mode: 'in-person' | 'online'; readonly quiet: boolean }

/** Null: this identity has no place in it (not registered, waiting, cancelled). */
export async function attending(db: Reader, editionId: string, personId: string | null): Promise<Attendance | null> {
  if (personId === null) return null
  const row = await db
    .selectFrom('registration')
    .select(['mode', 'quiet'])
    .where('edition_id', '=', editionId)
    .where('person_id', '=', personId)
    .where('state', '=', 'confirmed')
    .executeTakeFirst()
  return row ?? null
}

/** Which of these identities have a place in it, with how they come. */
export async function attendingAmong(
  db: Reader,
  editionId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Attendance>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('registration')
    .select(['person_id', 'mode', 'quiet'])
    .where('edition_id', '=', editionId)
    .where('person_id', 'in', [...personIds])
    .where('state', '=', 'confirmed')
    .execute()
  return new Map(rows.map(({ person_id, mode, quiet }) => [person_id, { mode, quiet }]))
}
