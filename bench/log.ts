import { hash } from 'node:crypto'
import { cpus, loadavg, totalmem } from 'node:os'
import { jcs } from '#base'
import {
  audit,
  bundlePath,
  consistencyProof,
  ED25519,
  grow,
  inclusionProof,
  keyOf,
  leafAt,
  policyOf,
  pureSha256,
  signCheckpoint,
  tilePath,
  verifyConsistency,
  verifyInclusion,
  writeReceipt,
  type LogReader,
  type Sha256,
  type Tree,
} from '#merkle-log'
import { nodeSha256, verifyEd25519 } from '../src/platform/ed25519.ts'
import { LOG } from '../src/testing/logs.ts'
import { middleOf, say } from './measuring.ts'

// `npm run bench:log [-- <entries>]`: a public log of 70,000 entries, made at once and step by step, its proofs, and its audit. The reference is the bare hash of the
// platform over as many messages of the same lengths, in the same run.

const [ENTRIES = 70_000] = process.argv.slice(2).map(Number)
const ROUNDS = 5
const STEP = 1000
const PROOFS = 200

const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`
const rate = (took: number): string => `${ms(took)}  ${Math.round((1000 * ENTRIES) / took).toLocaleString('en')} entries a second`

type Files = Map<string, Uint8Array>
const readerOf = (files: Files): LogReader => ({
  tile: async (tile) => files.get(tilePath(tile)) ?? null,
  entries: async (bundle) => files.get(bundlePath(bundle)) ?? null,
})

async function built(
  entries: readonly Uint8Array[],
  step: number,
  sha256: Sha256,
): Promise<{ readonly files: Files; readonly tree: Tree }> {
  const files: Files = new Map()
  const reader = readerOf(files)
  let tree: Tree = { size: 0, root: new Uint8Array(0) }
  for (let at = 0; at < entries.length; at += step) {
    const grown = await grow(tree.size, entries.slice(at, at + step), reader, sha256)
    for (const tile of grown.tiles) files.set(tilePath(tile), tile.bytes)
    for (const bundle of grown.bundles) files.set(bundlePath(bundle), bundle.bytes)
    tree = grown
  }
  return { files, tree }
}

/** As many hashes as a tree has, over as many bytes. */
function bare(entries: readonly Uint8Array[]): void {
  const node = new Uint8Array(65)
  for (const entry of entries) hash('sha256', entry, 'buffer')
  for (let at = 1; at < entries.length; at += 1) hash('sha256', node, 'buffer')
}

async function proofs({ files, tree }: { readonly files: Files; readonly tree: Tree }): Promise<void> {
  const { tile } = readerOf(files)
  const places = Array.from({ length: PROOFS }, (_, at) => Math.floor((at * tree.size) / PROOFS))
  const made = await middleOf(ROUNDS, async () => {
    for (const index of places) await inclusionProof(index, tree.size, tile, nodeSha256)
  })
  const shown = await Promise.all(
    places.map(async (index) => ({
      ...{ index, leaf: await leafAt(index, tree.size, tile), size: tree.size, root: tree.root },
      proof: await inclusionProof(index, tree.size, tile, nodeSha256),
    })),
  )
  const checked = await middleOf(ROUNDS, () => {
    for (const one of shown) if (!verifyInclusion(one)) throw new Error('an inclusion proof does not hold')
  })
  const most = Math.max(...shown.map(({ proof }) => proof.length))
  say('inclusion proof, made from tiles', `${ms(made / PROOFS)}  at most ${most} hashes, ${most * 32} bytes`)
  say('inclusion proof, checked without node:crypto', ms(checked / PROOFS))
  const receipt = writeReceipt({ index: 1, proof: shown[1]?.proof ?? [], checkpoint: await signCheckpoint(tree, LOG), extra: null })
  say('receipt without entry and witnesses', `${receipt.length} bytes`)
  const from = { size: Math.floor(tree.size * 0.6), root: new Uint8Array(0) }
  const grown = await built(entriesOf(from.size), from.size, nodeSha256)
  const proof = await consistencyProof(from.size, tree.size, tile, nodeSha256)
  const took = await middleOf(ROUNDS, async () => consistencyProof(from.size, tree.size, tile, nodeSha256))
  const verified = await middleOf(ROUNDS, () => {
    if (!verifyConsistency({ from: grown.tree, to: tree, proof })) throw new Error('a consistency proof does not hold')
  })
  say('consistency proof, made from tiles', `${ms(took)}  ${proof.length} hashes, ${proof.length * 32} bytes`)
  say('consistency proof, checked without node:crypto', ms(verified))
}

/** Each about as long as what a hub writes down. */
const entriesOf = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) =>
    Buffer.from(
      jcs({
        t: 'dialogue.closed',
        day: '2026-05-01',
        event: 'a'.repeat(43),
        dialogue: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      }),
    ),
  )

async function main(): Promise<void> {
  const [load = 0] = loadavg()
  say(
    'machine',
    `${cpus().length} x ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`,
  )
  const entries = entriesOf(ENTRIES)
  say('entries', `${ENTRIES}, ${entries[0]?.length ?? 0} bytes each`)
  const reference = await middleOf(ROUNDS, () => bare(entries))
  say('bare hashes of the platform (reference)', rate(reference))
  for (const [name, sha256] of [
    ['node:crypto', nodeSha256],
    ['the hash of the package', pureSha256],
  ] as const) {
    const took = await middleOf(ROUNDS, async () => built(entries, ENTRIES, sha256))
    say(`built at once, with ${name}`, `${rate(took)}, ${(took / reference).toFixed(1)} times the reference`)
  }
  const steps = await middleOf(3, async () => built(entries, STEP, nodeSha256))
  say(`built by steps of ${STEP}, with node:crypto`, rate(steps))
  const log = await built(entries, ENTRIES, nodeSha256)
  const bytes = [...log.files.values()].reduce((sum, file) => sum + file.length, 0)
  say('files', `${log.files.size}, ${(bytes / 1e6).toFixed(1)} MB`)
  await proofs(log)
  const audited = {
    checkpoint: await signCheckpoint(log.tree, LOG),
    since: null,
    reader: readerOf(log.files),
    policy: policyOf(keyOf(LOG.name, ED25519, LOG.publicKey)),
  }
  const took = await middleOf(ROUNDS, async () => audit(audited, { verify: verifyEd25519, sha256: nodeSha256 }))
  say('audited whole, with node:crypto', rate(took))
}

await main()
