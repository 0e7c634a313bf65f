import { FileMissing, readNote, rootAt } from '#merkle-log'
import { base64Of } from '#base'
import type { Reader } from '../../../platform/db.ts'
import { LogBookFault, type LogBook } from '../../../platform/log-book.ts'
import { verifyEd25519 } from '../../../platform/ed25519.ts'
import { sha256 } from './written.ts'
import { lastSigned, readerOf, type Signed } from './tree.ts'
import { policyHere } from './witnesses.ts'

/**
 * Why the log is not gone on with. `key`: its key is gone, or cannot be read. `other-key`: another key lies there than the one that signed. `unknown`: nobody knows how large it was, as after a restored backup.
 * `smaller`, `other`: it is not what was signed. `damaged`: the tree does not fit itself. `witness`: a witness has seen another log.
 */
export const STANDSTILLS = ['key', 'other-key', 'unknown', 'smaller', 'other', 'damaged', 'witness'] as const
export type Standstill = (typeof STANDSTILLS)[number]

export type Soundness =
  | { readonly state: 'sound'; readonly last: Signed | null }
  /** Nothing was ever signed, neither here nor in the database. */
  | { readonly state: 'fresh' }
  | { readonly state: 'stands'; readonly why: Standstill }

/** Whether what lies in the database goes on from what was signed: asked before each signature, and at the start. */
export async function soundnessOf(db: Reader, log: LogBook): Promise<Soundness> {
  try {
    const last = await lastSigned(db)
    const seen = log.seen()
    const number = log.number()
    const here = last?.log === number ? last : null
    const key = log.publicKey()
    if (key === null) return seen === null && last === null ? { state: 'fresh' } : stands('key')
    if (seen?.key !== undefined && seen.key !== base64Of(key)) return stands('other-key')
    // Of a log after this one the folder knows nothing: its head is not that of this key.
    if (last !== null && last.log > number) return stands('unknown')
    if (here !== null && !(await hasSigned(key, here.note))) return stands('other-key')
    if (seen === null) return stands('unknown')
    if ((here?.size ?? 0) < seen.size) return stands('smaller')
    if (await hasAlarm(db, log)) return stands('witness')
    if (here !== null && seen.size > 0 && base64Of(await rootAt(seen.size, readerOf(db, here).tile, sha256)) !== seen.root)
      return stands('other')
    return (await fitsItself(db, last)) ? { state: 'sound', last } : stands('damaged')
  } catch (error) {
    if (error instanceof LogBookFault) return stands('key')
    if (error instanceof FileMissing) return stands('damaged')
    throw error
  }
}

const stands = (why: Standstill): Soundness => ({ state: 'stands', why })

/** By the key itself and not by its name: a hub that got another address has signed under another one. */
export async function hasSigned(key: Uint8Array, note: string): Promise<boolean> {
  const { text = '', signatures = [] } = readNote(note) ?? {}
  for (const { signature } of signatures) if ((await verifyEd25519(key, Buffer.from(text), signature)) === true) return true
  return false
}

/** Of a witness that whoever runs the hub still names. */
async function hasAlarm(db: Reader, log: LogBook): Promise<boolean> {
  const names = (policyHere(log)?.policy.witnesses ?? []).map(({ name }) => name)
  if (names.length === 0) return false
  const found = await db
    .selectFrom('log_alarm')
    .select('witness')
    .where('log', '=', log.number())
    .where('witness', 'in', names)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The head over the tiles, and no entry too many or too few. */
async function fitsItself(db: Reader, last: Signed | null): Promise<boolean> {
  const row = await db
    .selectFrom('log_entry')
    .select((eb) => eb.fn.max('position').as('last'))
    .executeTakeFirst()
  const entries = (row?.last ?? -1) + 1
  if (last === null) return entries === 0
  if (entries !== last.first + last.size) return false
  return base64Of(await rootAt(last.size, readerOf(db, last).tile, sha256)) === base64Of(last.root)
}
