import { isUuid } from '#base'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { isSort, type Sort } from '../rules.ts'
import type {} from '../tables.ts'

export type Stopping = Sort | 'all'

/** Ends letters of one sort, or all, without signing in. It holds as long as the account does: an old letter ends them too. */
export const stopLink = (keys: Keys, letterKey: string, what: Stopping): string => keys.sign('letters', `${letterKey}.${what}`)

export function readStopLink(keys: Keys, link: string): { readonly letterKey: string; readonly what: Stopping } | null {
  const [letterKey = '', what = '', ...more] = keys.verify('letters', link)?.split('.') ?? []
  if (!isUuid(letterKey) || more.length > 0 || !(what === 'all' || isSort(what))) return null
  return { letterKey, what }
}

/** The account that a link stands for; null where it has left. */
export async function holderOfLink(db: Reader, letterKey: string, lock: 'none' | 'update' = 'none') {
  const select = db.selectFrom('notices_state').select(['account_id as account', 'letters']).where('letter_key', '=', letterKey)
  return (await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

const MARK_DIGITS = 10
const PROOF_BYTES = 10
const BACK = 'letter-back'

/** What of a letter makes that its coming back counts once: no more than that is kept of it. */
export const markOf = (letter: string): string => letter.replaceAll('-', '').slice(0, MARK_DIGITS)

const proofOf = (tag: Buffer): Buffer => tag.subarray(0, PROOF_BYTES)

/**
 * By what a letter comes back (VERP): whose it is, which one, and a proof that the hub made it. In the 32 signs that survive a mail server
 * that writes addresses in small letters, and short enough for what stands before the @ (64 signs).
 */
export function comesBackAs(keys: Pick<Keys, 'tag'>, letterKey: string, letter: string): string {
  const mark = markOf(letter)
  const said = Buffer.from(letterKey.replaceAll('-', '') + mark, 'hex')
  return base32(Buffer.concat([said, proofOf(keys.tag(BACK, letterKey, mark))]))
}

export function readComesBack(keys: Pick<Keys, 'tags'>, text: string): { readonly letterKey: string; readonly mark: string } | null {
  const hex = bytesOf(text).toString('hex')
  const letterKey = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const mark = hex.slice(32, 32 + MARK_DIGITS)
  const proof = hex.slice(32 + MARK_DIGITS)
  const right = keys.tags(BACK, letterKey, mark).some((tag) => proofOf(tag).toString('hex') === proof)
  return right && isUuid(letterKey) ? { letterKey, mark } : null
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return [...bits.matchAll(/.{1,5}/g)].map(([five]) => SIGNS.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

function bytesOf(text: string): Buffer {
  const bits = [...text.toLowerCase()].map((sign) => Math.max(0, SIGNS.indexOf(sign)).toString(2).padStart(5, '0')).join('')
  return Buffer.from([...bits.matchAll(/.{8}/g)].map(([eight]) => Number.parseInt(eight, 2)))
}
