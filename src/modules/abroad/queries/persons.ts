import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Every column in which somebody is named, but for stewards, whose rows go with them. */
export const NAMED_IN = [
  ['abroad_page', 'taken_by'],
  ['abroad_page', 'looked_by'],
  ['abroad_steward', 'appointed_by'],
  ['abroad_item', 'owner_person'],
  ['abroad_item', 'checked_by'],
  ['abroad_item', 'proposed_by'],
  ['abroad_text', 'author'],
  ['abroad_version', 'changed_by'],
  ['abroad_remark', 'sent_by'],
  ['abroad_remark', 'answered_by'],
] as const

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const named = [['abroad_steward', 'person_id'] as const, ...NAMED_IN].map(
    ([table, column]) => sql`select ${sql.ref(column)} as id from ${sql.table(table)} where ${sql.ref(column)} > ${least}`,
  )
  const all = sql<{ id: string }>`(${sql.join(named, sql` union `)})`
  const rows = await db.selectFrom(all.as('named')).select('named.id').orderBy('id').limit(PIECE).execute()
  return rows.map(({ id }) => id)
}
