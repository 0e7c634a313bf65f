import { base64Of } from '#base'
import { audit, grow, readNote, rootAt, writeNote, type Finding, type LogReader } from '#merkle-log'
import type { Tx } from '../../../platform/db.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import { verifyEd25519 } from '../../../platform/ed25519.ts'
import { keyOfLog } from '../queries/witnesses.ts'
import { lastSigned } from '../queries/tree.ts'
import { dayText } from '../rules.ts'
import { readEntry, scopeIn, sha256 } from '../queries/written.ts'
import type {} from '../tables.ts'

export type BroughtBack =
  | { readonly outcome: 'done'; readonly size: number; /** Base64. */ readonly root: string }
  /** `key`: the key of the log is not here. `unsound`: the files do not hold, see the findings. `smaller`, `other`: the hub, or its database, has seen a longer log or another one. */
  | { readonly outcome: 'key' | 'unsound' | 'smaller' | 'other'; readonly findings: readonly Finding[] }

type Copy = { readonly checkpoint: string | null; readonly reader: LogReader }

/**
 * The log from a copy of its files, in the place of what the database has of it. All of it is read again and must fit itself, the key, and the last size
 * and root that were noted outside of the database. The caller notes the size once this has committed.
 */
export async function bringLogBack(
  tx: Tx,
  { checkpoint, reader }: Copy,
  { log, now }: { readonly log: LogBook; readonly now: Date },
): Promise<BroughtBack> {
  const key = keyOfLog(log)
  if (key === null) return { outcome: 'key', findings: [] }
  const entries: Uint8Array[] = []
  const { checkpoint: head, findings } = await audit(
    { checkpoint, since: null, reader, policy: { logs: [{ key, url: null }], witnesses: [], groups: [], quorum: null } },
    { verify: verifyEd25519, sha256, entry: (_index, entry) => void entries.push(entry.slice()) },
  )
  if (head === null || checkpoint === null || findings.some(({ outcome }) => outcome === 'fails')) return { outcome: 'unsound', findings }
  const number = log.number()
  const here = await lastSigned(tx, number)
  const known = [log.seen(), here === null ? null : { size: here.size, root: base64Of(here.root) }]
  for (const one of known) {
    if (one === null || one.size === 0) continue
    if (one.size > head.size) return { outcome: 'smaller', findings: [] }
    if (base64Of(await rootAt(one.size, reader.tile, sha256)) !== one.root) return { outcome: 'other', findings: [] }
  }
  await writeAll(tx, { entries, checkpoint, root: head.root, now, log })
  return { outcome: 'done', size: head.size, root: base64Of(head.root) }
}

/** How many entries the record had when this log was begun, as its first entry says where it is not the first log. */
function firstOf([bytes]: readonly Uint8Array[]): number {
  const earlier = bytes === undefined ? undefined : readEntry(bytes)?.fields['earlier']
  return typeof earlier === 'number' && Number.isSafeInteger(earlier) && earlier >= 0 ? earlier : 0
}

type All = {
  readonly entries: readonly Uint8Array[]
  readonly checkpoint: string
  readonly root: Uint8Array
  readonly now: Date
  readonly log: LogBook
}

async function writeAll(tx: Tx, { entries, checkpoint, root, now, log }: All): Promise<void> {
  const number = log.number()
  const first = firstOf(entries)
  await tx.deleteFrom('log_entry').where('position', '>=', first).execute()
  await tx.deleteFrom('log_tile').where('log', '=', number).execute()
  await tx.deleteFrom('log_checkpoint').where('log', '=', number).execute()
  await tx.deleteFrom('log_cosignature').where('log', '=', number).execute()
  for (const [at, bytes] of entries.entries()) {
    const position = first + at
    const read = readEntry(bytes)
    const body = read?.fields['body']
    await tx
      .insertInto('log_entry')
      .values({
        ...{ position, source: read?.source ?? `unread ${position}`, kind: read?.t ?? '', day: read?.day ?? dayText(now) },
        ...{ scope_id: scopeIn(read?.fields ?? {}), body_id: typeof body === 'string' ? body : null, content: Buffer.from(bytes) },
      })
      .execute()
  }
  const { tiles } = await grow(0, entries, { tile: async () => null, entries: async () => null }, sha256)
  for (const { level, index, width, bytes } of tiles)
    await tx
      .insertInto('log_tile')
      .values({ log: number, level, place: index, width, hashes: Buffer.from(bytes) })
      .execute()
  const note = readNote(checkpoint)
  // Signatures of witnesses come again with the next head; under this one the hub's own is enough.
  const own = note?.signatures.filter(({ name }) => name === log.origin) ?? []
  const signed = note === null ? checkpoint : writeNote({ text: note.text, signatures: own })
  await tx
    .insertInto('log_checkpoint')
    .values({ log: number, first, size: entries.length, root: Buffer.from(root), note: signed, signed_at: now })
    .execute()
  // Which events are in is found out anew, by what their entries say.
  await tx.updateTable('log_state').set({ mark: 0, candidate: 0, candidate_at: now, candidate_transaction: 0 }).execute()
}
