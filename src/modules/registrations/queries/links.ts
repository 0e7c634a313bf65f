import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { doorToken } from './door.ts'

export type OpenLink = { readonly id: string; readonly token: string; readonly expiresAt: Date }

/** Links for the door that hold, for organisers. */
export async function openLinks(db: Reader, keys: Keys, edition: string, now: Date): Promise<readonly OpenLink[]> {
  const rows = await db
    .selectFrom('check_in_link')
    .select(['id', 'expires_at'])
    .where('edition_id', '=', edition)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
  return rows.map(({ id, expires_at: expiresAt }) => ({ id, token: doorToken(keys, edition, id), expiresAt }))
}
