/** A log whose files lie in memory: to try one out, and for tests. */
import { signCheckpoint } from './checkpoint.ts'
import { grow } from './grow.ts'
import type { Signer } from './keys.ts'
import { bundlePath, tilePath, type LogReader } from './tiles.ts'
import { emptyRoot, pureSha256, type Sha256, type Tree } from './tree.ts'

export type MemoryLog = Tree & {
  readonly files: Map<string, Uint8Array>
  readonly reader: LogReader
  /** The paths that were written last. */
  readonly written: readonly string[]
  add(entries: readonly Uint8Array[]): Promise<void>
  /** Of all that is in it now. */
  checkpoint(): Promise<string>
}

export function logInMemory(signer: Signer, sha256: Sha256 = pureSha256): MemoryLog {
  const files = new Map<string, Uint8Array>()
  const reader: LogReader = {
    tile: async (tile) => files.get(tilePath(tile)) ?? null,
    entries: async (bundle) => files.get(bundlePath(bundle)) ?? null,
  }
  let tree: Tree = { size: 0, root: emptyRoot(sha256) }
  let written: readonly string[] = []
  return {
    files,
    reader,
    get size() {
      return tree.size
    },
    get root() {
      return tree.root
    },
    get written() {
      return written
    },
    async add(entries) {
      const { tiles, bundles, ...grown } = await grow(tree.size, entries, reader, sha256)
      for (const tile of tiles) files.set(tilePath(tile), tile.bytes)
      for (const bundle of bundles) files.set(bundlePath(bundle), bundle.bytes)
      written = [...tiles.map(tilePath), ...bundles.map(bundlePath)]
      tree = grown
    },
    checkpoint: async () => signCheckpoint(tree, signer),
  }
}
