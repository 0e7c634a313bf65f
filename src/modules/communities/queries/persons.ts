import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { openPerson, shelfOf } from './shelf.ts'

const LEAST = '00000000-0000-0000-0000-000000000000'

/** Where somebody belongs: as their shelf says, looked up by opening the seals of those communities. */
export async function membershipsOfPerson(db: Reader, keys: Keys, person: string) {
  const communities = await shelfOf(db, keys, person)
  if (communities.length === 0) return []
  const rows = await db
    .selectFrom('community_member')
    .select(['community_id as community', 'id as member', 'person_sealed as sealed'])
    .where('community_id', 'in', [...communities])
    .execute()
  return rows
    .filter(({ community, sealed }) => openPerson(keys, community, sealed) === person)
    .map(({ community, member }) => ({ community, member }))
}

/** Requests are few and last weeks: all of them are opened. */
export async function requestsOfPerson(db: Reader, keys: Keys, person: string) {
  const rows = await db.selectFrom('community_request').select(['community_id as community', 'id', 'person_sealed as sealed']).execute()
  return rows.filter(({ community, sealed }) => openPerson(keys, community, sealed) === person)
}

/** Members piece by piece, in the order of their random ids. */
export const membersAfter = (db: Reader, after: string | null) =>
  db
    .selectFrom('community_member')
    .select(['community_id as community', 'id as member', 'person_sealed as sealed'])
    .where('id', '>', after ?? LEAST)
    .orderBy('id')
    .limit(PIECE)
    .execute()
