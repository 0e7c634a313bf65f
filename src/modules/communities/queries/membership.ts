import type { Id } from '#base'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Role } from '../tables.ts'
import { accountTags, openPerson } from './shelf.ts'

/** What somebody is in a community. `member` is what they write there under. */
export type Membership = { readonly member: string; readonly person: Id<'person'>; readonly role: Role; readonly joinedOn: string } & {
  /** Two have still to vouch until that day; null: nothing is waited for. */
  readonly lapsesOn: string | null
}

/** Of the account, by whichever of its names; for deeds that must not let one account in twice. */
export async function accountIn(db: Reader, { actor, outside }: Reading, community: string): Promise<Membership | null> {
  if (actor.account === null) return null
  const row = await db
    .selectFrom('community_member')
    .select(['id', 'person_sealed', 'role', 'joined_on', 'lapses_on'])
    .where('community_id', '=', community)
    .where('account_tag', 'in', [...accountTags(outside.keys, community, actor.account)])
    .executeTakeFirst()
  if (row === undefined) return null
  const person = openPerson(outside.keys, community, row.person_sealed)
  return { member: row.id, person, role: row.role, joinedOn: row.joined_on, lapsesOn: row.lapses_on }
}

/** Of the identity that acts. By another of their names somebody is a stranger there. */
export async function membershipOf(db: Reader, reading: Reading, community: string): Promise<Membership | null> {
  const found = await accountIn(db, reading, community)
  return found !== null && found.person === reading.actor.person ? found : null
}

/** Of several communities at once, for lists. */
export async function membershipsIn(
  db: Reader,
  { actor, outside }: Reading,
  communities: readonly string[],
): Promise<ReadonlyMap<string, Membership>> {
  const { account } = actor
  if (account === null || communities.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_member')
    .select(['community_id', 'id', 'person_sealed', 'role', 'joined_on', 'lapses_on'])
    .where('community_id', 'in', [...communities])
    .where(
      'account_tag',
      'in',
      [...new Set(communities)].flatMap((community) => accountTags(outside.keys, community, account)),
    )
    .execute()
  return new Map(
    rows.flatMap((row) => {
      const person = openPerson(outside.keys, row.community_id, row.person_sealed)
      if (person !== actor.person) return []
      return [[row.community_id, { member: row.id, person, role: row.role, joinedOn: row.joined_on, lapsesOn: row.lapses_on }] as const]
    }),
  )
}

/** Somebody who wrote in a community, as this reader may know them. */
export type Author = {
  readonly role: Role
  /** Null: not for this reader, or gone. */ readonly person: string | null
  readonly name: string | null
}

/**
 * Who these members are, for somebody who reads there. Among themselves members go by the name with which they joined; strangers see the names
 * of those who are seen by everybody. Who keeps apart (profiles) is absent for either, and who has left is absent for all.
 */
export async function authorsFor(
  db: Reader,
  reading: Reading,
  community: string,
  members: readonly string[],
): Promise<ReadonlyMap<string, Author>> {
  if (members.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_member')
    .select(['id', 'person_sealed', 'role'])
    .where('community_id', '=', community)
    .where('id', 'in', [...new Set(members)])
    .execute()
  const persons = new Map<string, string>(rows.map((row) => [row.id, openPerson(reading.outside.keys, community, row.person_sealed)]))
  const names = await namesThere(db, reading, community, [...new Set(persons.values())])
  return new Map(
    rows.map(({ id, role }) => {
      const person = persons.get(id) ?? ''
      const name = names.get(person) ?? null
      return [id, { role, name, person: name === null ? null : person }]
    }),
  )
}

async function namesThere(
  db: Reader,
  reading: Reading,
  community: string,
  persons: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if ((await membershipOf(db, reading, community)) === null) return profiles.namesFor(db, reading.actor, persons)
  const apart = await profiles.apartFrom(db, reading.actor, persons)
  return people.nameOf(
    db,
    persons.filter((person) => !apart.has(person)),
  )
}

/** What a member chose, and the day of their last look where it is kept. For themselves and for the hub. */
export async function lookOf(db: Reader, { community, member }: { readonly community: string; readonly member: string }) {
  const row = await db
    .selectFrom('community_member')
    .select(['listed', 'tell_back as tellBack', 'looked_on as lookedOn', 'role'])
    .where('community_id', '=', community)
    .where('id', '=', member)
    .executeTakeFirstOrThrow()
  const offer = await db
    .selectFrom('community_offer')
    .select('role')
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .executeTakeFirst()
  return { ...row, keepsLook: row.tellBack || row.role !== 'member', offered: offer !== undefined }
}

/** How many requests wait, for those who look after it. */
export async function waitingIn(db: Reader, community: string): Promise<number> {
  const { count } = await db
    .selectFrom('community_request')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Which of these members are young and to be left alone by whoever reads: by everybody but those who look after the space, and others who said
 * that they are under 18. Outside spaces for the young nobody is.
 */
export async function youngThere(
  db: Reader,
  reading: Reading,
  community: string,
  members: readonly string[],
): Promise<ReadonlySet<string>> {
  const { keys } = reading.outside
  const place = await db.selectFrom('community').select('youth').where('id', '=', community).executeTakeFirst()
  if (place?.youth !== true || members.length === 0) return new Set()
  const me = await membershipOf(db, reading, community)
  if (me !== null && (me.role !== 'member' || (await profiles.youngAmong(db, keys, [me.person])).has(me.person))) return new Set()
  const rows = await db
    .selectFrom('community_member')
    .select(['id', 'person_sealed'])
    .where('community_id', '=', community)
    .where('id', 'in', [...members])
    .execute()
  const persons = new Map(rows.map((row) => [row.id, openPerson(keys, community, row.person_sealed)]))
  const young = await profiles.youngAmong(db, keys, [...persons.values()])
  return new Set([...persons].flatMap(([member, person]) => (young.has(person) ? [member] : [])))
}
