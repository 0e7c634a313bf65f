import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { doorToken, stillOrganises } from './door.ts'

export type OpenLink = { readonly id: string; readonly token: string; readonly expiresAt: Date }

/** Links for the door that hold, for organisers. */
export async function openLinks(db: Reader, keys: Keys, edition: string, now: Date): Promise<readonly OpenLink[]> {
  const rows = await db
    .selectFrom('check_in_link')
    .select(['id', 'made_by', 'expires_at'])
    .where('edition_id', '=', edition)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
  const open: OpenLink[] = []
  for (const { id, made_by: madeBy, expires_at: expiresAt } of rows)
    if (await stillOrganises(db, edition, madeBy)) open.push({ id, token: doorToken(keys, edition, id), expiresAt })
  return open
}
