import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { leads, mayKnow, mayRead, rests, toldCount } from '../rules.ts'
import type { Access, FacetSort, Readable, Sort } from '../tables.ts'
import { membershipOf, membershipsIn, type Membership } from './membership.ts'
import { shelfOf } from './shelf.ts'
import { isOfficer, NONE } from './standing.ts'

/** A community as somebody sees it who may know of it. */
export type SeenCommunity = {
  readonly id: string
  readonly slug: string
  /** Its page, without language. */
  readonly path: string
  readonly sort: Sort
  readonly access: Access
  readonly readable: Readable
  /** One that rests reads as one that has ended: nothing is done in it. */
  readonly state: 'running' | 'ended'
  readonly resting: boolean
  /** Others hold it together: it has no stewards, and whoever belongs to it belongs to one of those. */
  readonly jointly: boolean
  readonly bodyId: string | null
  /** In the reader's language where there is such a text, else in its first; `language` says which. */
  readonly name: string
  readonly summary: string
  readonly language: string
  /** Those of the community, not of its texts. */
  readonly languages: readonly string[]
  readonly youth: boolean
  readonly slowSeconds: number
  readonly foundedOn: string
  /** Whether two members have to vouch for whoever comes in. */
  readonly vouching: boolean
  /** Moderation took its name and words from the public; its members still see them. */
  readonly hiddenFor: string | null
  /** What the reader is there; null: no member, or a member by another of their names. */
  readonly me: Membership | null
  /** Whether the reader reads what is written there. */
  readonly mayRead: boolean
  /** Facilitator or steward. */
  readonly leads: boolean
}

type By = { readonly slug: string } | { readonly id: string }

/** Null: there is none, or none that this reader may know of. */
export async function seenCommunity(db: Reader, reading: Reading, by: By): Promise<SeenCommunity | null> {
  const select = rowsOf(db)
  const [row] = await ('slug' in by ? select.where('slug', '=', by.slug) : select.where('id', '=', by.id)).execute()
  // What is asked for one that is hidden is asked for one that is not there, too: the time that it takes tells nothing.
  const me = await membershipOf(db, reading, row?.id ?? NONE)
  const texts = await textsOf(db, [row?.id ?? NONE], reading.actor.locale)
  const there = row !== undefined && mayKnow(row, me)
  const officer = me === null && (!there || row.youth) && (await isOfficer(db, reading.actor))
  if (!there || !mayKnow(row, me, officer)) return null
  return seenFrom(row, texts, { me, now: reading.now })
}

/** Those of these that this reader may know of, by their ids. */
export async function seenCommunities(
  db: Reader,
  reading: Reading,
  ids: readonly string[],
  own = false,
): Promise<ReadonlyMap<string, SeenCommunity>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(db)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const mine = await membershipsIn(db, reading, ids)
  const texts = await textsOf(db, ids, reading.actor.locale)
  // Of one's own nobody asks; of others the same is asked for what is hidden and for what is not there.
  const known = rows.filter((row) => mine.has(row.id) || (!row.youth && mayKnow(row, null)))
  const officer = !own && known.length < new Set(ids).size && (await isOfficer(db, reading.actor))
  return new Map(
    rows.flatMap((row) => {
      const me = mine.get(row.id) ?? null
      return mayKnow(row, me, officer) ? [[row.id, seenFrom(row, texts, { me, now: reading.now })] as const] : []
    }),
  )
}

/** Where the acting identity belongs; for its own eyes. */
export async function ownCommunities(db: Reader, reading: Reading): Promise<readonly SeenCommunity[]> {
  if (reading.actor.person === null) return []
  const seen = await seenCommunities(db, reading, await shelfOf(db, reading.outside.keys, reading.actor.person), true)
  const { compare } = new Intl.Collator(reading.actor.locale)
  return [...seen.values()].filter(({ me }) => me !== null).toSorted((a, b) => compare(a.name, b.name))
}

/** How many belong to it, from ten on; null below, and of a community that the reader may not know of. */
export async function countOf(db: Reader, community: string): Promise<number | null> {
  const { count } = await db
    .selectFrom('community_member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .executeTakeFirstOrThrow()
  return toldCount(Number(count))
}

/** What it is about. */
export async function facetsOf(
  db: Reader,
  communities: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly sort: FacetSort; readonly value: string }[]>> {
  if (communities.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_facet')
    .select(['community_id', 'sort', 'value'])
    .where('community_id', 'in', [...communities])
    .orderBy('community_id')
    .orderBy('sort')
    .orderBy('value')
    .execute()
  return Map.groupBy(rows, ({ community_id: id }) => id)
}

const rowsOf = (db: Reader) =>
  db
    .selectFrom('community')
    .select(['id', 'slug', 'sort', 'access', 'readable', 'state', 'body_id', 'languages', 'youth', 'slow_seconds', 'founded_on'])
    .select(['vouching', 'hidden_for', 'jointly', 'rests_on'])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]
type Text = { readonly name: string; readonly summary: string; readonly language: string }

export async function textsOf(db: Reader, communities: readonly string[], locale: string): Promise<ReadonlyMap<string, Text>> {
  if (communities.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_text')
    .select(['community_id', 'language', 'name', 'summary'])
    .where('community_id', 'in', [...communities])
    .orderBy('community_id')
    .orderBy('position')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ community_id: id }) => id)].flatMap(([id, own]) => {
      const chosen = own.find(({ language }) => language === locale) ?? own[0]
      return chosen === undefined ? [] : [[id, chosen] as const]
    }),
  )
}

type Looking = { readonly me: Membership | null; readonly now: Date }

function seenFrom(row: Row, texts: ReadonlyMap<string, Text>, { me, now }: Looking): SeenCommunity {
  const resting = row.state === 'running' && rests(row.rests_on, now)
  const text = texts.get(row.id) ?? { name: row.slug, summary: '', language: 'und' }
  return {
    ...{ id: row.id, slug: row.slug, path: `/communities/${row.slug}`, sort: row.sort, access: row.access, readable: row.readable },
    ...{
      state: resting ? 'ended' : row.state,
      resting,
      jointly: row.jointly,
      bodyId: row.body_id,
      name: text.name,
      summary: text.summary,
      language: text.language,
      languages: row.languages,
    },
    ...{ youth: row.youth, slowSeconds: row.slow_seconds, foundedOn: row.founded_on, me, mayRead: mayRead(row, me), leads: leads(me) },
    ...{ vouching: row.vouching, hiddenFor: row.hidden_for },
  }
}

/** Which community had this address before. */
export async function addressOf(db: Reader, slug: string): Promise<string | null> {
  const row = await db.selectFrom('community_address').select('community_id').where('slug', '=', slug).executeTakeFirst()
  return row?.community_id ?? null
}

export type CommunityText = {
  readonly language: string
  readonly name: string
  readonly summary: string
  readonly guardians: string
  readonly member: string | null
}

/** Its name and sentence in every language, with who wrote them. */
export async function allTextsOf(db: Reader, community: string): Promise<readonly CommunityText[]> {
  return db
    .selectFrom('community_text')
    .select(['language', 'name', 'summary', 'guardians', 'member_id as member'])
    .where('community_id', '=', community)
    .orderBy('position')
    .execute()
}

/** What its stewards set, for the form in which they change it. */
export async function settingsOf(db: Reader, community: string) {
  return db
    .selectFrom('community')
    .select(['monthly_invitations as monthlyInvitations', 'guardian', 'guardian_age as guardianAge', 'ended_at as endedAt', 'youth'])
    .where('id', '=', community)
    .executeTakeFirstOrThrow()
}
