/** A whole log, read again: every entry, every tile, the root, the signatures, and that an earlier checkpoint is its beginning. */
import { base64Of } from '#base'
import { checkCheckpoint, type Checked } from './checked.ts'
import { readCheckpoint, type Checkpoint } from './checkpoint.ts'
import { found, gathering, type Finding, type Gathering } from './findings.ts'
import type { VerifyEd25519 } from './keys.ts'
import type { Policy } from './policy.ts'
import { rootAt } from './proofs.ts'
import {
  bundlePath,
  entriesIn,
  FileMissing,
  TILE_WIDTH,
  tilePath,
  widthOf,
  type BundleName,
  type LogReader,
  type TileName,
} from './tiles.ts'
import { HASH_BYTES, leafHashes, pureSha256, rootOfHashes, sameBytes, type Sha256 } from './tree.ts'

export type Audited = {
  /** The log's checkpoint; its signature does not fit where a finding says so. */
  readonly checkpoint: string | null
  /** A checkpoint of before that somebody has kept; null: none. */
  readonly since: string | null
  readonly reader: LogReader
  readonly policy: Policy
}
export type Auditing = {
  readonly verify: VerifyEd25519
  readonly sha256?: Sha256
  /** Each entry that could be read, in order. They are the log's where nothing fails in the end. */
  readonly entry?: (index: number, entry: Uint8Array) => void
  /** How many of how many entries were read. */
  readonly step?: (done: number, of: number) => void
}

/** Signatures, then entries and tiles (faults in the order in which they are met), then the root, then the beginning. */
export async function audit({ checkpoint: note, since, reader, policy }: Audited, auditing: Auditing): Promise<Checked> {
  if (note === null) return { checkpoint: null, witnessed: [], findings: [found('checkpoint.missing', { at: 'checkpoint' })] }
  const checked = await checkCheckpoint(note, policy, auditing.verify)
  // Whoever wants to know where a log is wrong may want it of one with a wrong signature too.
  const checkpoint = checked.checkpoint ?? readCheckpoint(note)?.checkpoint ?? null
  if (checkpoint === null) return checked
  const older = await readOlder(since, checkpoint, policy, auditing.verify)
  const files = await auditFiles(checkpoint, older.tree, reader, auditing)
  return { ...checked, findings: [...checked.findings, ...files, ...older.findings] }
}

type Older = { readonly tree: Checkpoint | null; readonly findings: readonly Finding[] }

async function readOlder(since: string | null, now: Checkpoint, policy: Policy, verify: VerifyEd25519): Promise<Older> {
  if (since === null) return { tree: null, findings: [found('consistency.first')] }
  const older = readCheckpoint(since)?.checkpoint
  if (older === undefined) return { tree: null, findings: [found('older.malformed')] }
  const signed = await checkCheckpoint(since, { ...policy, witnesses: [], groups: [], quorum: null }, verify)
  const data = { from: String(older.size), to: String(now.size) }
  if (older.origin !== now.origin) return { tree: null, findings: [found('older.other-log', data)] }
  if (signed.checkpoint === null) return { tree: null, findings: [found('older.unsigned', data)] }
  return older.size > now.size ? { tree: null, findings: [found('consistency.shorter', data)] } : { tree: older, findings: [] }
}

type Files = { readonly size: number; readonly reader: LogReader; readonly sha256: Sha256; readonly faults: Gathering }
type Level = { readonly level: number; readonly hashes: AsyncIterable<Uint8Array | null> | Iterable<Uint8Array | null> }

async function auditFiles(now: Checkpoint, older: Checkpoint | null, reader: LogReader, auditing: Auditing): Promise<Finding[]> {
  const { sha256 = pureSha256 } = auditing
  const faults = gathering()
  const files: Files = { size: now.size, reader, sha256, faults }
  const edges = edgesOf([now.size, older?.size ?? 0])
  let tiles = 0
  let level: Level = { level: 0, hashes: leaves(files, auditing) }
  while (widthOf({ level: level.level, index: 0 }, now.size) > 0) {
    const read = await auditLevel(level, files, edges)
    tiles += read.tiles
    level = { level: level.level + 1, hashes: grouped(read.above) }
  }
  if (faults.count() > 0) return [...faults.all(), ...(await trees(now, older, edges, sha256))]
  const hold = [found('entries.hold', { entries: String(now.size) }), found('tiles.hold', { tiles: String(tiles) })]
  return [...hold, ...(await trees(now, older, edges, sha256))]
}

/** The tiles at the right end of a tree are all that its root is made of. They are kept as they were worked out, and not read again. */
function edgesOf(sizes: readonly number[]): Map<string, Uint8Array | null> {
  const edges = new Map<string, Uint8Array | null>()
  for (const size of sizes)
    for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level += 1)
      edges.set(`${level}/${Math.floor(Math.floor(size / TILE_WIDTH ** level) / TILE_WIDTH)}`, null)
  return edges
}

/** Whoever signs a size without end shall not keep a reader busy without end. */
const MOST_FAULTS_READ = 1000

/** The hashes of the entries of each bundle; null where these cannot be read. */
async function* leaves({ size, reader, sha256, faults }: Files, { entry, step }: Auditing): AsyncGenerator<Uint8Array | null> {
  for (let index = 0; index * TILE_WIDTH < size && faults.count() < MOST_FAULTS_READ; index += 1) {
    const name = { index, width: widthOf({ level: 0, index }, size) }
    const entries = await readEntries(name, reader, faults)
    if (entries !== null) for (const [at, one] of entries.entries()) entry?.(index * TILE_WIDTH + at, one)
    yield entries === null ? null : leafHashes(entries, sha256)
    step?.(Math.min(size, (index + 1) * TILE_WIDTH), size)
  }
}

async function readEntries(name: BundleName, reader: LogReader, faults: Gathering): Promise<readonly Uint8Array[] | null> {
  const at = bundlePath(name)
  const bytes = await reader.entries(name)
  if (bytes === null) faults.add(found('entries.missing', { at }))
  const entries = bytes === null ? null : entriesIn(bytes)
  if (bytes !== null && (entries === null || entries.length < name.width)) faults.add(found('entries.malformed', { at }))
  return entries === null || entries.length < name.width ? null : entries.slice(0, name.width)
}

async function auditLevel({ level, hashes }: Level, files: Files, edges: Map<string, Uint8Array | null>) {
  const above: (Uint8Array | null)[] = []
  let index = 0
  for await (const own of hashes) {
    const name = { level, index, width: widthOf({ level, index }, files.size) }
    const given = await readTile(name, files)
    if (own !== null && given !== null) compare(name, own, given, files.faults)
    // What was worked out counts; where that is not to be had, what the log says lets the rest be looked at.
    const hashesHere = own ?? given
    if (edges.has(`${level}/${index}`)) edges.set(`${level}/${index}`, hashesHere)
    if (name.width === TILE_WIDTH) above.push(hashesHere === null ? null : rootOfHashes(hashesHere, files.sha256))
    index += 1
  }
  return { tiles: index, above }
}

async function readTile(name: TileName, { reader, faults }: Files): Promise<Uint8Array | null> {
  const bytes = await reader.tile(name)
  if (bytes !== null && bytes.length >= name.width * HASH_BYTES) return bytes.subarray(0, name.width * HASH_BYTES)
  faults.add(found('tile.missing', { at: tilePath(name) }))
  return null
}

function compare(name: TileName, own: Uint8Array, given: Uint8Array, faults: Gathering): void {
  for (let at = 0; at < name.width; at += 1) {
    const [from, to] = [at * HASH_BYTES, (at + 1) * HASH_BYTES]
    if (sameBytes(own.subarray(from, to), given.subarray(from, to))) continue
    const index = String(name.index * TILE_WIDTH + at)
    if (name.level === 0) faults.add(found('entry.differs', { index, at: bundlePath(name), tile: tilePath(name) }))
    else return faults.add(found('tile.differs', { at: tilePath(name), place: String(at) }))
  }
}

/** The hashes of a level in runs of 256; null for a run of which one is not known. */
function* grouped(hashes: readonly (Uint8Array | null)[]): Generator<Uint8Array | null> {
  for (let at = 0; at < hashes.length; at += TILE_WIDTH) {
    const run = hashes.slice(at, at + TILE_WIDTH)
    const known = run.filter((hash) => hash !== null)
    yield known.length === run.length ? joined(known) : null
  }
}

async function trees(now: Checkpoint, older: Checkpoint | null, edges: Map<string, Uint8Array | null>, sha256: Sha256): Promise<Finding[]> {
  const rootOf = async (size: number): Promise<Uint8Array | null> => {
    try {
      return await rootAt(size, async ({ level, index }) => edges.get(`${level}/${index}`) ?? null, sha256)
    } catch (error) {
      if (error instanceof FileMissing) return null
      throw error
    }
  }
  const root = await rootOf(now.size)
  const data = { size: String(now.size), signed: base64Of(now.root), recomputed: root === null ? '–' : base64Of(root) }
  const findings = [found(root === null ? 'root.unknown' : sameBytes(root, now.root) ? 'root.same' : 'root.differs', data)]
  if (older === null) return findings
  const before = await rootOf(older.size)
  const sizes = { from: String(older.size), to: String(now.size) }
  // Of one size the two signed roots alone decide, whatever the files are.
  if (older.size === now.size && !sameBytes(older.root, now.root)) return [...findings, found('consistency.split', sizes)]
  if (before !== null && sameBytes(before, older.root)) return [...findings, found('consistency.holds', sizes)]
  // Nobody is told that a past was rewritten where files may only be damaged: what is shown must be what was signed.
  const shown = before !== null && root !== null && sameBytes(root, now.root)
  return [...findings, found(shown ? 'consistency.broken' : 'consistency.unknown', sizes)]
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.length * HASH_BYTES)
  for (const [at, part] of parts.entries()) bytes.set(part, at * HASH_BYTES)
  return bytes
}
