import type { Reader } from '../../../platform/db.ts'

/** A place with its ways in, or an online room. The link of a room is with `onlineLinkOf` alone. */
export type Venue = {
  readonly number: number
  readonly sort: 'place' | 'online'
  readonly name: string
  readonly language: string
  readonly address: string
  readonly access: string
}

const COLUMNS = ['number', 'sort', 'name', 'language', 'street as address', 'access'] as const

export const venuesOf = (db: Reader, editionId: string): Promise<readonly Venue[]> =>
  db.selectFrom('venue').select(COLUMNS).where('edition_id', '=', editionId).orderBy('number').execute()

/** The same with the links, for organisers. */
export const venuesWithLinks = (db: Reader, editionId: string): Promise<readonly (Venue & { readonly link: string | null })[]> =>
  db
    .selectFrom('venue')
    .select([...COLUMNS, 'link'])
    .where('edition_id', '=', editionId)
    .orderBy('number')
    .execute()

type Held = { readonly editionId: string; readonly placeNumber: number | null; readonly onlineNumber: number | null }

export type SessionVenues = { readonly place: Venue | null; readonly online: Venue | null }

/** Where a session is held; null: not (yet) in that way. */
export async function venuesOfSession(db: Reader, { editionId, placeNumber, onlineNumber }: Held): Promise<SessionVenues> {
  const venues = placeNumber === null && onlineNumber === null ? [] : await venuesOf(db, editionId)
  const numbered = (wanted: number | null) => venues.find(({ number }) => number === wanted) ?? null
  return { place: numbered(placeNumber), online: numbered(onlineNumber) }
}

/** The link of a session's online room. Whoever shows it has asked whether the reader attends or has a part in the session. */
export async function onlineLinkOf(db: Reader, sessionId: string): Promise<{ readonly name: string; readonly link: string } | null> {
  const row = await db
    .selectFrom('summit_session')
    .innerJoin('venue', (join) =>
      join.onRef('venue.edition_id', '=', 'summit_session.edition_id').onRef('venue.number', '=', 'summit_session.online_number'),
    )
    .select(['venue.name', 'venue.link'])
    .where('summit_session.id', '=', sessionId)
    .executeTakeFirst()
  return row === undefined || row.link === null ? null : { name: row.name, link: row.link }
}
