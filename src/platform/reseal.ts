import { sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Keys } from './keys.ts'

type Sealed = { readonly table: string; readonly column: string; readonly purpose: string }

/**
 * Puts what lies under an older secret in a column under the one in use; how many rows that were. By where each row lies: nobody else writes
 * meanwhile, and a column is gone through once. One after the other, for uploads are large, and all of them need not fit into the memory.
 */
export async function resealColumn(tx: Tx, keys: Keys, { table, column, purpose }: Sealed): Promise<number> {
  const { rows: places } = await sql<{ at: string }>`
    select ctid::text as at from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(tx)
  let rows = 0
  for (const { at } of places) {
    const { rows: found } = await sql<{ sealed: Buffer }>`
      select ${sql.ref(column)} as sealed from ${sql.table(table)} where ctid = ${at}::tid`.execute(tx)
    const [held] = found
    const anew = held === undefined ? null : keys.reseal(purpose, held.sealed)
    if (anew === null) continue
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew} where ctid = ${at}::tid`.execute(tx)
    rows += 1
  }
  return rows
}
