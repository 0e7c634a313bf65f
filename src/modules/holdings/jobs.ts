import { theHub } from '../../core/actor.ts'
import type { HeldData, Own } from '../../core/holding.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { writeZip } from '../../platform/zip.ts'
import type { Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { completeExport, noteProgress } from './commands/complete-export.ts'
import { forgetStale } from './commands/forget-stale.ts'
import { exportToMake, sealPart } from './queries/export-file.ts'
import { PIECE_BYTES } from './rules.ts'
import { filesOf } from './views/export-files.tsx'

/** A room that is asked for what it holds of somebody. */
export type Asked = { readonly name: string; heldOf(kit: Kit, own: Own): Promise<HeldData> }

export const listeners = (kit: Kit, rooms: readonly Asked[]): readonly Listener[] => [
  { kind: 'holdings.export.requested', delivery: 'unhurried', job: (_runner, event) => makeExport(kit, rooms, event.subject) },
]

export const sweeps = (): readonly Sweep[] => [
  { name: 'holdings.forget-stale', everySeconds: 60 * 60, sweep: (runner) => forgetStale(runner.db, runner.outside.now()) },
]

/** Room after room is asked, then all is packed and sealed. Begun again after a fault it begins at the beginning. */
async function makeExport(kit: Kit, rooms: readonly Asked[], id: string): Promise<void> {
  const { db, outside } = kit.runner
  const wanted = await exportToMake(db, id)
  if (wanted === null) return
  const own = (await people.ownersOf(db, [wanted.account])).get(wanted.account)
  if (own === undefined) return
  const held = new Map<string, HeldData>()
  for (const [done, room] of rooms.entries()) {
    held.set(room.name, await room.heldOf(kit, own))
    await noteProgress(db, id, done + 1)
  }
  const made = { say: kit.books.say(wanted.language), hub: kit.hubName, address: kit.publicUrl, at: outside.now(), zone: kit.homeZone }
  const pieces = sealedPieces((piece) => sealPart(outside.keys, piece))
  await writeZip(filesOf(made, held), outside.now(), pieces.take)
  try {
    await perform(kit.runner, completeExport, { export: id, ...pieces.end() }, theHub)
  } catch (error) {
    // It was deleted while it was made, or another process made it: then there is nothing to put down.
    if (!(error instanceof Refused && error.refusal.code === 'my-file.missing')) throw error
  }
}

/** Bytes as they come, in pieces of one size, each sealed when it is full: never is more than one of them in clear. */
function sealedPieces(seal: (piece: Uint8Array) => Buffer) {
  const parts: Buffer[] = []
  let open = Buffer.alloc(0)
  let bytes = 0
  return {
    async take(more: Uint8Array) {
      bytes += more.length
      open = Buffer.concat([open, more])
      while (open.length >= PIECE_BYTES) {
        parts.push(seal(open.subarray(0, PIECE_BYTES)))
        open = open.subarray(PIECE_BYTES)
      }
    },
    end() {
      if (open.length > 0) parts.push(seal(open))
      return { parts, bytes }
    },
  }
}
