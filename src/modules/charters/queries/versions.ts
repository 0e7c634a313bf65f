import type { Reader, Tx } from '../../../platform/db.ts'
import type { VersionDays } from '../rules.ts'
import type {} from '../tables.ts'

export type WrittenText = { readonly language: string; readonly text: string; readonly changed: string }

/** In the order of their numbers. */
export async function versionsOf(db: Reader, scope: string): Promise<readonly VersionDays[]> {
  const rows = await db.selectFrom('charter_version').selectAll().where('scope_id', '=', scope).orderBy('number').execute()
  return rows.map(({ number, correction, published_on, holds_from }) => ({
    number,
    correction,
    publishedOn: published_on,
    holdsFrom: holds_from,
  }))
}

/** The same under a lock: of two who publish at once the second sees what the first did. */
export async function versionsLocked(tx: Tx, scope: string): Promise<readonly VersionDays[]> {
  await tx.selectFrom('charter_draft').select('language').where('scope_id', '=', scope).forUpdate().execute()
  return versionsOf(tx, scope)
}

/** In the order in which its languages were first written. */
export async function textsOf(db: Reader, scope: string, number: number): Promise<readonly WrittenText[]> {
  return db
    .selectFrom('charter_text')
    .select(['language', 'text', 'changed'])
    .where('scope_id', '=', scope)
    .where('number', '=', number)
    .orderBy('position')
    .execute()
}

/** What was said to change, of every version, by its number. */
export async function changesOf(db: Reader, scope: string): Promise<ReadonlyMap<number, readonly { language: string; changed: string }[]>> {
  const rows = await db
    .selectFrom('charter_text')
    .select(['number', 'language', 'changed'])
    .where('scope_id', '=', scope)
    .where('changed', '!=', '')
    .orderBy('number')
    .orderBy('position')
    .execute()
  const grouped = Map.groupBy(rows, ({ number }) => number)
  return new Map([...grouped].map(([number, own]) => [number, own.map(({ language, changed }) => ({ language, changed }))]))
}

export async function draftsOf(db: Reader, scope: string): Promise<readonly WrittenText[]> {
  return db.selectFrom('charter_draft').select(['language', 'text', 'changed']).where('scope_id', '=', scope).orderBy('language').execute()
}
