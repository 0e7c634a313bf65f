import { bundleOf, TILE_WIDTH, type LogReader } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** One of the logs that this hub has begun, and what number on the record its first entry has. */
export type Which = { readonly log: number; readonly first: number }

/** A tree as it lies in the database. Of a tile the widest form is kept: who asks for a narrower one gets its beginning. */
export const readerOf = (db: Reader, { log, first }: Which): LogReader => ({
  async tile({ level, index }) {
    const row = await db
      .selectFrom('log_tile')
      .select('hashes')
      .where('log', '=', log)
      .where('level', '=', level)
      .where('place', '=', index)
      .executeTakeFirst()
    return row === undefined ? null : new Uint8Array(row.hashes)
  },
  async entries({ index, width }) {
    const rows = await db
      .selectFrom('log_entry')
      .select('content')
      .where('position', '>=', first + index * TILE_WIDTH)
      .where('position', '<', first + index * TILE_WIDTH + width)
      .orderBy('position')
      .execute()
    return rows.length === 0 ? null : bundleOf(rows.map(({ content }) => new Uint8Array(content)))
  },
})

export type Signed = Which & { readonly size: number; readonly root: Uint8Array; readonly note: string; readonly signedAt: Date }

const heads = (db: Reader) => db.selectFrom('log_checkpoint').selectAll().orderBy('log', 'desc').orderBy('size', 'desc').limit(1)
type Row = Omit<Signed, 'root' | 'signedAt'> & { readonly root: Buffer; readonly signed_at: Date }
const signedIn = (row: Row | undefined): Signed | null =>
  row === undefined
    ? null
    : { log: row.log, first: row.first, size: row.size, root: new Uint8Array(row.root), note: row.note, signedAt: row.signed_at }

/** The newest head of the log; of an older one that was begun here, where its number is given. Null: nothing was signed yet. */
export async function lastSigned(db: Reader, log?: number): Promise<Signed | null> {
  return signedIn(await (log === undefined ? heads(db) : heads(db).where('log', '=', log)).executeTakeFirst())
}

export async function signedAt(db: Reader, log: number, size: number): Promise<Signed | null> {
  return signedIn(await heads(db).where('log', '=', log).where('size', '=', size).executeTakeFirst())
}

/** The newest head of the log in which the entry with this number on the record stands. */
export async function headOver(db: Reader, index: number): Promise<Signed | null> {
  const head = signedIn(await heads(db).where('first', '<=', index).executeTakeFirst())
  return head === null || index - head.first >= head.size ? null : head
}

export async function stateOf(db: Reader) {
  return (await db.selectFrom('log_state').selectAll().executeTakeFirst()) ?? null
}

/** Whether the log stands still: nothing is signed until somebody has looked. */
export const logStands = async (db: Reader): Promise<boolean> => ((await stateOf(db))?.stands_since ?? null) !== null
