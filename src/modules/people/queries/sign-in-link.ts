import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type {} from '../tables.ts'
import { accountOfEmail } from './identities.ts'

const PURPOSE = 'sign-in'
const UUID = /^[0-9a-f-]{36}$/

/** What the mail carries: the row's id under the hub's signature. */
export const signInToken = (keys: Keys, link: string): string => keys.sign(PURPOSE, link)

/** The row's id, or null where the token is not whole or not ours. */
export function linkIdIn(keys: Keys, token: string): string | null {
  const id = keys.verify(PURPOSE, token)
  return id !== null && UUID.test(id) ? id : null
}

/** Links to a new address are rows of the same table, and sign nobody in. */
const rowOf = (db: Reader, id: string) => db.selectFrom('sign_in_link').selectAll().where('id', '=', id).where('for_account', 'is', null)

/** `signed`: the token is ours. `link` is null where there is no such row any more. */
export async function signInLink(db: Reader, keys: Keys, token: string) {
  const id = linkIdIn(keys, token)
  const row = id === null ? undefined : await rowOf(db, id).executeTakeFirst()
  return { signed: id !== null, link: row === undefined ? null : { usedAt: row.used_at, expiresAt: row.expires_at } }
}

/** Whether this link would make an account. Asked for whoever holds the link alone, to whom the address belongs. */
export async function isNewcomers(db: Reader, keys: Keys, token: string): Promise<boolean> {
  const id = linkIdIn(keys, token)
  const row = id === null ? undefined : await rowOf(db, id).executeTakeFirst()
  if (row === undefined) return false
  return (await accountOfEmail(db, keys, keys.open('email', row.email_sealed))) === null
}

/** The same under a lock, with what is needed to use it: of two clicks at once the second finds it used. */
export async function signInLinkForUse(db: Reader, keys: Keys, token: string) {
  const id = linkIdIn(keys, token)
  const row = id === null ? undefined : await rowOf(db, id).forUpdate().executeTakeFirst()
  if (row === undefined) return { signed: id !== null, link: null }
  const { used_at: usedAt, expires_at: expiresAt, email_sealed: emailSealed, then_path: then, language } = row
  return { signed: true, link: { id: row.id, usedAt, expiresAt, emailSealed, then, language } }
}

/** What the letter needs; null where the link is gone or used by now, and the letter is not worth sending. */
export async function linkForLetter(db: Reader, id: string) {
  const row = await rowOf(db, id).where('used_at', 'is', null).executeTakeFirst()
  if (row === undefined) return null
  return { emailSealed: row.email_sealed, language: row.language, createdAt: row.created_at, expiresAt: row.expires_at }
}

/** Links to this address that could still be used. */
export async function countOpenLinks(db: Reader, emailTags: readonly Buffer[], now: Date): Promise<number> {
  const row = await db
    .selectFrom('sign_in_link')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('email_tag', 'in', [...emailTags])
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return row.count
}

const ADDRESS = 'new-address'

/** What a letter to a new address carries: another signature than that of a link that signs in. */
export const addressToken = (keys: Keys, link: string): string => keys.sign(ADDRESS, link)

const addressRow = (db: Reader, id: string) =>
  db.selectFrom('sign_in_link').selectAll().where('id', '=', id).where('for_account', 'is not', null)

/** A link to a new address, under a lock where it is to be used; null where it is not ours or gone. */
export async function addressLink(db: Reader, keys: Keys, token: string, lock = false) {
  const id = keys.verify(ADDRESS, token)
  if (id === null || !UUID.test(id)) return null
  const found = addressRow(db, id)
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst()
  if (row === undefined) return null
  const { used_at: usedAt, expires_at: expiresAt, email_sealed: emailSealed, for_account: account } = row
  return { id, usedAt, expiresAt, emailSealed, account }
}

/** For the letters about it. */
export async function addressChange(db: Reader, id: string) {
  return (await addressRow(db, id).executeTakeFirst()) ?? null
}
