import { bundlePath, TILE_WIDTH, tilePath, tilesOf } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import { signedNote } from './entries.ts'
import { lastSigned, readerOf } from './tree.ts'

export type LogFile = { readonly path: string; readonly bytes: Uint8Array }

/** Every log that was begun here as the files that it is published as, its head last: whoever copies them can bring it back. */
export async function* filesOf(db: Reader): AsyncGenerator<LogFile> {
  const logs = await db.selectFrom('log_checkpoint').select('log').distinct().orderBy('log').execute()
  for (const { log } of logs) for await (const file of filesOfOne(db, log)) yield { ...file, path: `${folderOf(log)}${file.path}` }
}

/** The first lies where it always lay, each later one in a folder with its number. */
export const folderOf = (log: number): string => (log === 1 ? '' : `${log}/`)

async function* filesOfOne(db: Reader, log: number): AsyncGenerator<LogFile> {
  const last = await lastSigned(db, log)
  const note = await signedNote(db, log)
  if (last === null || note === null) return
  const reader = readerOf(db, last)
  for (const tile of tilesOf(last.size)) {
    const bytes = await reader.tile(tile)
    if (bytes === null) throw new Error(`${tilePath(tile)} is not in the database`)
    yield { path: tilePath(tile), bytes: bytes.slice(0, tile.width * 32) }
  }
  for (let index = 0; index * TILE_WIDTH < last.size; index += 1) {
    const bundle = { index, width: Math.min(TILE_WIDTH, last.size - index * TILE_WIDTH) }
    const bytes = await reader.entries(bundle)
    if (bytes === null) throw new Error(`${bundlePath(bundle)} is not in the database`)
    yield { path: bundlePath(bundle), bytes }
  }
  yield { path: 'checkpoint', bytes: new TextEncoder().encode(note) }
}
