import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { PushAddress } from '../../../platform/push.ts'
import type {} from '../tables.ts'

/** Purposes of the tag and of the seal. */
export const ENDPOINT = 'push-endpoint'
export const ADDRESS = 'push-address'

export type Device = { readonly id: string; readonly name: string; readonly addedOn: string }

/** Those that an account said yes on, in the order of the days. Where they are reached is not in it. */
export async function devicesOf(db: Reader, account: string): Promise<readonly Device[]> {
  const rows = await db
    .selectFrom('notices_device')
    .select(['id', 'name', 'added_on as addedOn'])
    .where('account_id', '=', account)
    .orderBy('added_on')
    .orderBy('id')
    .execute()
  return rows
}

/** Of these accounts those that have one. */
export async function accountsWithDevice(db: Reader, accounts: readonly string[]): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set()
  const rows = await db
    .selectFrom('notices_device')
    .select('account_id')
    .distinct()
    .where('account_id', 'in', [...accounts])
    .execute()
  return new Set(rows.map((row) => row.account_id))
}

/** Where it is reached, and in which language it was added. */
export async function addressOf(db: Reader, keys: Pick<Keys, 'open'>, { account, device }: { account: string; device: string }) {
  const row = await db
    .selectFrom('notices_device')
    .select(['sealed', 'language'])
    .where('account_id', '=', account)
    .where('id', '=', device)
    .executeTakeFirst()
  return row === undefined ? null : { to: openAddress(keys, row.sealed), language: row.language }
}

export const sealAddress = (keys: Pick<Keys, 'seal'>, { endpoint, p256dh, auth }: PushAddress): Buffer =>
  keys.seal(ADDRESS, JSON.stringify([endpoint, p256dh, auth]))

export function openAddress(keys: Pick<Keys, 'open'>, sealed: Buffer): PushAddress {
  const held: unknown = JSON.parse(keys.open(ADDRESS, sealed))
  const [endpoint, p256dh, auth]: readonly unknown[] = Array.isArray(held) ? held : []
  return { endpoint: String(endpoint), p256dh: String(p256dh), auth: String(auth) }
}
