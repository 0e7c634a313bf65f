import { base64Of } from '#base'
import { ED25519, grow, keyOf, vkeyOf, type Signer } from '#merkle-log'
import type { Entry } from '../../../core/recorded.ts'
import type { Tx } from '../../../platform/db.ts'
import { LogBookFault, type LogBook, type LogKey, type Seen } from '../../../platform/log-book.ts'
import { signedNote } from '../queries/entries.ts'
import { hasSigned, soundnessOf } from '../queries/soundness.ts'
import { lastSigned, readerOf, type Signed, type Which } from '../queries/tree.ts'
import { bytesOf, readEntry, scopeIn, sha256 } from '../queries/written.ts'
import { dayText, type WhyAnew } from '../rules.ts'
import { signerOf, writeTree } from './take-in.ts'
import type {} from '../tables.ts'

export type BegunAnew =
  /** `vouched`: the old log's last entry, under the old key, names the new key. The caller calls `began` once this has committed. */
  | { readonly outcome: 'done'; readonly key: string; readonly vouched: boolean; readonly began: () => void }
  /** `none`: no log was begun here. `there`: the key that is said to be lost signed the log. `gone`: the key that is to be replaced is not there. `stands`: what is to be vouched for is not sound. */
  | { readonly outcome: 'none' | 'there' | 'gone' | 'stands' }

type Doing = { readonly log: LogBook; readonly now: Date; readonly source: () => string }

/** Another log, with a key and a name of its own, whose first entry says what came before it. What the old key signed stays what it was. */
export async function beginAnew(tx: Tx, why: WhyAnew, { log, now, source }: Doing): Promise<BegunAnew> {
  const seen = orLost(() => log.seen())
  const last = await lastSigned(tx)
  if (seen === null && last === null) return { outcome: 'none' }
  // It was begun, and the process died before the folder knew.
  if (last !== null && last.log > log.number()) return done(log.another(last.log), { last, now, vouched: await saysVouched(tx, last) })
  const old = last !== null && last.log === log.number() ? last : null
  const key = orLost(() => log.publicKey())
  const fits = key !== null && (old === null ? seen?.key === base64Of(key) : await hasSigned(key, old.note))
  if (why === 'lost' ? fits : !fits) return { outcome: why === 'lost' ? 'there' : 'gone' }
  // A stolen key vouches for nothing: the thief could do the same.
  const vouches = why === 'replaced'
  if (vouches && (await soundnessOf(tx, log)).state !== 'sound') return { outcome: 'stands' }
  const next = log.another(log.number() + 1)
  const vkey = vkeyOf(keyOf(next.origin, ED25519, next.publicKey))
  const day = dayText(now)
  if (vouches && old !== null)
    await addOne(
      tx,
      { t: 'log.ended', fields: { why, next: vkey } },
      { which: old, size: old.size, day, source: source(), now, signer: signerOf(log) },
    )
  const head = vouches ? await lastSigned(tx, log.number()) : old
  const before = await beforeOf(tx, { head, seen, log, key: fits ? key : null })
  const earlier = (head?.first ?? (await entriesHere(tx))) + before.size
  const signer = { name: next.origin, publicKey: next.publicKey, sign: async (message: Uint8Array) => next.sign(message) }
  const which = { log: log.number() + 1, first: earlier }
  await addOne(
    tx,
    { t: 'log.begun', fields: { why, earlier, vouched: vouches, before } },
    { which, size: 0, day, source: source(), now, signer },
  )
  await tx.updateTable('log_state').set({ stands_since: null, stands_why: null }).execute()
  const begun = await lastSigned(tx)
  if (begun === null) throw new TypeError('the new log has no head')
  return done(next, { last: begun, now, vouched: vouches })
}

type Begun = { readonly last: Signed; readonly now: Date; readonly vouched: boolean }

function done(next: LogKey & { began(seen: Seen): void }, { last, now, vouched }: Begun): BegunAnew {
  const began = () => next.began({ size: last.size, root: base64Of(last.root), day: dayText(now) })
  return { outcome: 'done', key: vkeyOf(keyOf(next.origin, ED25519, next.publicKey)), vouched, began }
}

type Adding = {
  readonly which: Which
  readonly size: number
  readonly day: string
  readonly source: string
  readonly now: Date
  readonly signer: Signer
}

async function addOne(tx: Tx, entry: Entry, { which, size, day, source, now, signer }: Adding): Promise<void> {
  const content = bytesOf(entry, { day, source, commits: null })
  const place = { position: which.first + size, source, kind: entry.t, scope_id: scopeIn({}), body_id: null, day, content }
  await tx.insertInto('log_entry').values(place).execute()
  const grown = await grow(size, [content], readerOf(tx, which), sha256)
  await writeTree(tx, grown, { which: { log: which.log, first: which.first }, now, signer })
}

type Before = { readonly head: Signed | null; readonly seen: Seen | null; readonly log: LogBook; readonly key: Uint8Array | null }

/** The last that is known of the old log: by its head, or by what was noted beside the database where that knows of more. */
async function beforeOf(tx: Tx, { head, seen, log, key }: Before) {
  const origin = log.originOf(log.number())
  const noted = key === null ? (seen?.key ?? null) : base64Of(key)
  const known = noted === null ? null : vkeyOf(keyOf(origin, ED25519, Buffer.from(noted, 'base64')))
  if (head !== null && head.size >= (seen?.size ?? 0))
    return { origin, key: known, size: head.size, root: base64Of(head.root), head: await signedNote(tx, head.log) }
  return { origin, key: known, size: seen?.size ?? 0, root: seen?.root ?? '', head: null }
}

async function entriesHere(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('log_entry')
    .select((eb) => eb.fn.max('position').as('last'))
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

async function saysVouched(tx: Tx, { first }: Which): Promise<boolean> {
  const row = await tx.selectFrom('log_entry').select('content').where('position', '=', first).executeTakeFirst()
  return row !== undefined && readEntry(row.content)?.fields['vouched'] === true
}

/** What cannot be read is lost as well. */
function orLost<Read>(read: () => Read): Read | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof LogBookFault) return null
    throw error
  }
}
