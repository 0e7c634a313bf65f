import { bundleOf, TILE_WIDTH, type LogReader } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** The tree as it lies in the database. Of a tile the widest form is kept: who asks for a narrower one gets its beginning. */
export const readerOf = (db: Reader): LogReader => ({
  async tile({ level, index }) {
    const row = await db.selectFrom('log_tile').select('hashes').where('level', '=', level).where('place', '=', index).executeTakeFirst()
    return row === undefined ? null : new Uint8Array(row.hashes)
  },
  async entries({ index, width }) {
    const rows = await db
      .selectFrom('log_entry')
      .select('content')
      .where('position', '>=', index * TILE_WIDTH)
      .where('position', '<', index * TILE_WIDTH + width)
      .orderBy('position')
      .execute()
    return rows.length === 0 ? null : bundleOf(rows.map(({ content }) => new Uint8Array(content)))
  },
})

export type Signed = { readonly size: number; readonly root: Uint8Array; readonly note: string; readonly signedAt: Date }

/** The newest head of the log; null: nothing was signed yet. */
export async function lastSigned(db: Reader): Promise<Signed | null> {
  const row = await db.selectFrom('log_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : { size: row.size, root: new Uint8Array(row.root), note: row.note, signedAt: row.signed_at }
}

export async function signedAt(db: Reader, size: number): Promise<Signed | null> {
  const row = await db.selectFrom('log_checkpoint').selectAll().where('size', '=', size).executeTakeFirst()
  return row === undefined ? null : { size: row.size, root: new Uint8Array(row.root), note: row.note, signedAt: row.signed_at }
}

export async function stateOf(db: Reader) {
  return (await db.selectFrom('log_state').selectAll().executeTakeFirst()) ?? null
}

/** Whether the log stands still: nothing is signed until somebody has looked. */
export const logStands = async (db: Reader): Promise<boolean> => ((await stateOf(db))?.stands_since ?? null) !== null
