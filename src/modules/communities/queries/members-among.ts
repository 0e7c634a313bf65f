import type { Id } from '#base'
import type { MovedRow, Travel } from '../../../core/moving.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Role } from '../tables.ts'
import { people } from '../../people/index.ts'
import { accountTags, openPerson, sealPerson } from './shelf.ts'

/**
 * Which of these accounts belong to a community, whichever name they chose, and as what: for the hub itself, which works out whose news
 * something is. Nobody reads it.
 */
export async function membersAmong(
  db: Reader,
  keys: Pick<Keys, 'tags'>,
  community: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, { readonly member: string; readonly role: Role }>> {
  if (accounts.length === 0) return new Map()
  const owners = new Map(
    accounts.flatMap((account) => accountTags(keys, community, account).map((tag) => [tag.toString('hex'), account] as const)),
  )
  const rows = await db.selectFrom('community_member').select(['id', 'account_tag', 'role']).where('community_id', '=', community).execute()
  return new Map(
    rows.flatMap(({ id, account_tag: tag, role }) => {
      const account = owners.get(tag.toString('hex'))
      return account === undefined ? [] : [[account, { member: id, role }] as const]
    }),
  )
}

/** The ids of all members: for the hub itself, which counts among whom something was asked. Nobody reads it. */
export async function memberIdsOf(db: Reader, community: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('community_member').select('id').where('community_id', '=', community).execute()
  return new Set(rows.map(({ id }) => id))
}

type Member = { readonly community: string; readonly member: string }

/** Of the members of whom something is held elsewhere, those who belong to their community no more; each once. For the hub itself. */
export async function goneAmong(db: Reader, held: readonly Member[]): Promise<readonly Member[]> {
  const gone: Member[] = []
  for (const [community, own] of Map.groupBy(held, (one) => one.community)) {
    const there = await memberIdsOf(db, community)
    const members = new Set(own.map(({ member }) => member))
    for (const member of members) if (!there.has(member)) gone.push({ community, member })
  }
  return gone
}

/** Which communities hold this one together; none: it holds itself. */
export async function holdersOf(db: Reader, community: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('community_holder')
    .select('holder_id as id')
    .where('community_id', '=', community)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What a community holds together with another. */
export async function heldBy(db: Reader, holder: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('community_holder').select('community_id as id').where('holder_id', '=', holder).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Where else somebody belongs no more once they leave a community: in what it holds with others, unless they belong to one of these too. */
export async function alsoGone(db: Reader, keys: Keys, { community, member }: Member): Promise<readonly Member[]> {
  const spaces = await heldBy(db, community)
  if (spaces.length === 0) return []
  const row = await db
    .selectFrom('community_member')
    .select('person_sealed as sealed')
    .where('community_id', '=', community)
    .where('id', '=', member)
    .executeTakeFirst()
  const account = row === undefined ? null : await people.accountOf(db, openPerson(keys, community, row.sealed))
  if (account === null) return []
  const gone: Member[] = []
  for (const space of spaces) {
    const there = (await membersAmong(db, keys, space, [account])).get(account)
    if (there === undefined) continue
    const others = (await holdersOf(db, space)).filter((holder) => holder !== community)
    const stays = await Promise.all(others.map(async (holder) => (await membersAmong(db, keys, holder, [account])).has(account)))
    if (!stays.includes(true)) gone.push({ community: space, member: there.member })
  }
  return gone
}

/**
 * To which of those that hold a community its members belong, by the ids of their memberships in it: for the hub itself, which opens their seals to
 * see whether they still may be there. Nobody reads it. Whose account is gone is absent.
 */
export async function holdersByMember(db: Reader, keys: Keys, space: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('community_member')
    .select(['id', 'person_sealed as sealed'])
    .where('community_id', '=', space)
    .orderBy('id')
    .execute()
  const persons = new Map<string, Id<'person'>>(rows.map(({ id, sealed }) => [id, openPerson(keys, space, sealed)]))
  const accounts = await people.accountsOf(db, [...persons.values()])
  const belonging = new Map<string, Set<string>>()
  for (const holder of await holdersOf(db, space)) {
    const there = await membersAmong(db, keys, holder, [...new Set(accounts.values())])
    for (const [member, person] of persons) {
      const account = accounts.get(person)
      if (account === undefined) continue
      const own = belonging.get(member) ?? new Set()
      belonging.set(member, there.has(account) ? own.add(holder) : own)
    }
  }
  return belonging
}

/** Members of what others hold together who belong to none of these any more. */
export async function orphansIn(db: Reader, keys: Keys): Promise<readonly Member[]> {
  const spaces = await db.selectFrom('community').select('id').where('jointly', '=', true).execute()
  const gone: Member[] = []
  for (const { id: community } of spaces)
    for (const [member, holders] of await holdersByMember(db, keys, community)) if (holders.size === 0) gone.push({ community, member })
  return gone
}

/** Whoever came with the community from another hub and has not said who they are here: what lies under the seal is their own id there, and nobody. */
export const isAwaited = (member: string, person: string): boolean => member === person

/** Everybody who belongs to it, with their account: for the hub itself, which asks nobody but them. Who is awaited still is absent. */
export async function membersToMove(db: Reader, keys: Keys, community: string) {
  const rows = await db
    .selectFrom('community_member')
    .select(['id as member', 'person_sealed as sealed'])
    .where('community_id', '=', community)
    .orderBy('id')
    .execute()
  const persons = rows.map(({ member, sealed }) => ({ member, person: openPerson(keys, community, sealed) }))
  const accounts = await people.accountsOf(
    db,
    persons.map(({ person }) => person),
  )
  return persons.flatMap(({ member, person }) => {
    const account = accounts.get(person)
    return account === undefined ? [] : [{ member, account }]
  })
}

const by = 'community_id'
const sortOfFacet = ({ sort }: MovedRow) => (sort === 'origin' || sort === 'residence' ? 'place' : 'words')

/** How a community travels to another hub. Its members are there by the same ids; by which account, each of them says there. */
export const travels = {
  community: {
    by: 'id',
    // A body that stands behind it does so here: there another may.
    columns: { id: 'own', slug: 'address', body_id: 'dropped', rests_on: 'dropped' },
    only: ({ jointly, state }) => jointly === false && state === 'running',
  },
  text: { by, columns: { community_id: 'own', member_id: 'member' } },
  facet: { by, columns: { community_id: 'own', value: { by: sortOfFacet } } },
  question: { by, columns: { community_id: 'own' } },
  member: {
    by,
    columns: {
      ...{ community_id: 'own', id: 'member', looked_on: 'dropped' },
      account_tag: { tags: (keys, row, account) => accountTags(keys, String(row[by]), account), of: [by] },
      person_sealed: { made: (keys, { [by]: community, id }) => sealPerson(keys, String(community), String(id)) },
    },
  },
  vouch: { by, columns: { community_id: 'own', newcomer_id: 'member', voucher_id: 'member' } },
  proposal: { by, columns: { community_id: 'own', id: 'own', member_id: 'member' } },
  support: { by, columns: { community_id: 'own', proposal_id: 'own', member_id: 'member' } },
} as const satisfies Readonly<Record<string, Travel>>
