import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'
import { personAtSignIn } from './identities.ts'

/** Whose passkey this is, or null. */
export async function accountOfPasskey(db: Reader, id: string): Promise<string | null> {
  const row = await db.selectFrom('passkey').select('account_id').where('id', '=', id).executeTakeFirst()
  return row?.account_id ?? null
}

/** The key under a lock, so that of two uses at once each sees the counter of the one before; with the person who signs in by it. */
export async function passkeyForUse(db: Reader, credentialId: string) {
  const row = await db
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', Buffer.from(credentialId, 'base64url'))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, account_id: account, credential_id: credential, public_key: publicKey, counter } = row
  return { id, account, person: await personAtSignIn(db, account), credentialId: credential, publicKey, counter }
}

export async function countPasskeys(db: Reader, account: string | null): Promise<number> {
  const row = await db
    .selectFrom('passkey')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
  return row.count
}

/** By how many ways of this room somebody can sign in: an address, which letters and recovery codes need, and each passkey. */
export async function countWaysIn(db: Reader, account: string | null): Promise<number> {
  const row = await db.selectFrom('account').select('email_tag').where('id', '=', account).executeTakeFirst()
  return (row === undefined || row.email_tag === null ? 0 : 1) + (await countPasskeys(db, account))
}
