import { bundlePath, TILE_WIDTH, tilePath, tilesOf } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import { signedNote } from './entries.ts'
import { lastSigned, readerOf } from './tree.ts'

export type LogFile = { readonly path: string; readonly bytes: Uint8Array }

/** The whole log as the files that it is published as, the head last: whoever copies them can bring it back. Nothing where nothing was signed. */
export async function* filesOf(db: Reader): AsyncGenerator<LogFile> {
  const last = await lastSigned(db)
  const note = await signedNote(db)
  if (last === null || note === null) return
  const reader = readerOf(db)
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
