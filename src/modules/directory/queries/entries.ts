import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import type { Accepts, Membership, Values } from '../tables.ts'

/** What a body says of itself here. */
export type Entry = {
  readonly body: string
  readonly places: readonly string[]
  readonly origins: readonly string[]
  readonly topics: readonly string[]
  readonly accepts: readonly Accepts[]
  readonly membership: Membership | null
  readonly language: string
  readonly postal: string | null
  readonly hours: string | null
  readonly fields: Values
  readonly checkedOn: string
  readonly checkedBy: string | null
  readonly editedAt: Date
}

const rowsIn = (db: Reader) =>
  db
    .selectFrom('directory_entry')
    .select(['body_id as body', 'places', 'origins', 'topics', 'accepts', 'membership', 'language', 'postal', 'hours', 'fields'])
    .select(sql<string>`checked_on::text`.as('checkedOn'))
    .select(['checked_by as checkedBy', 'edited_at as editedAt'])

export async function entriesOf(db: Reader, bodies: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
  if (bodies.length === 0) return new Map()
  const rows = await rowsIn(db)
    .where('body_id', 'in', [...bodies])
    .execute()
  return new Map(rows.map((row) => [row.body, row]))
}

export const entryOf = async (db: Reader, body: string): Promise<Entry | null> => (await entriesOf(db, [body])).get(body) ?? null

/** Identities that the room names, part by part. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const all = db.selectFrom('directory_entry').select('checked_by as id').distinct().where('checked_by', 'is not', null)
  const rows = await (after === null ? all : all.where('checked_by', '>', after)).orderBy('checked_by').limit(500).execute()
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}

/** What the room holds of somebody: that they looked whether an entry still holds. */
export async function checksOf(db: Reader, persons: readonly string[]) {
  if (persons.length === 0) return []
  return db
    .selectFrom('directory_entry')
    .select(['checked_by as identity', 'body_id as body'])
    .select(sql<string>`checked_on::text`.as('checkedOn'))
    .where('checked_by', 'in', [...persons])
    .orderBy('body_id')
    .execute()
}
