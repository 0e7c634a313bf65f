import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { asMember } from '../policy.ts'
import { AWAY_DAYS, daysAfter, inTens, VOUCHES } from '../rules.ts'
import { ROLES, ACCESSES, FACETS, SORTS } from '../tables.ts'
import { authorsFor, membershipOf } from './membership.ts'
import { openPerson } from './shelf.ts'
import { at } from './shapes.ts'
import { leadersOf, standingRead, vouchesIn } from './standing.ts'
import { no } from '../refusals.ts'
import { questionsOf } from './requests.ts'
import { countOf, facetsOf, seenCommunity } from './seen-community.ts'

const member = z.object({
  member: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  me: z.boolean(),
  offered: z.enum(['facilitator', 'steward']).nullable(),
  waits: z.enum(['entry', 'role']).nullable().describe('For two others who vouch'),
  until: z.string().nullable().describe('By then they have to'),
  vouched: z.boolean().describe('By you'),
  vouchers: z.array(z.string()).nullable().describe('For stewards alone'),
})
export type SeenMember = z.infer<typeof member>

/** So many are put in the order of their names at once; whoever stands behind them comes by a cursor. */
const MOST = 500
const PAGE = 50

/** By the names with which they came in. Who is not in the list, or keeps apart from the reader, is absent; when somebody came stands nowhere. */
export const listMembers = query({
  name: 'communities.members',
  summary: 'The members of a community who are in its list. For members',
  route: 'GET /communities/{community}/members',
  input: at.extend({
    part: z.coerce.number().int().min(1).max(100).default(1),
    after: z
      .uuid()
      .optional()
      .describe('What an answer before said under `next`; left out, the first are listed, those who look after it among them'),
  }),
  output: z.object({
    parts: z.number(),
    members: z.array(member),
    next: z.string().nullable().describe('Behind these there are more; their parts are counted anew'),
    quiet: z.number().nullable(),
  }),
  async read(db, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const standing = await standingRead(db, reading, input.community)
    demand(asMember(actor, standing))
    const me = standing.me?.member ?? ''
    const { rows, next } = await membersFrom(db, input, me)
    const persons = new Map<string, string>(rows.map((row) => [row.id, openPerson(outside.keys, input.community, row.person_sealed)]))
    const names = await people.nameOf(db, [...persons.values()])
    const apart = await profiles.apartFrom(db, actor, [...persons.values()])
    const { compare } = new Intl.Collator(actor.locale)
    const seen = rows
      .flatMap((row) => {
        const person = persons.get(row.id) ?? ''
        const name = names.get(person)
        return name === undefined || (apart.has(person) && row.id !== me) ? [] : [{ row, name }]
      })
      .toSorted(
        (a, b) => ROLES.indexOf(b.row.role) - ROLES.indexOf(a.row.role) || compare(a.name, b.name) || (a.row.id < b.row.id ? -1 : 1),
      )
    const parts = Math.max(1, Math.ceil(seen.length / PAGE))
    const part = seen.slice((Math.min(input.part, parts) - 1) * PAGE, Math.min(input.part, parts) * PAGE)
    const waiting = await waitingOf(db, { community: input.community, youth: standing.shown?.youth === true }, part)
    const steward = standing.me?.role === 'steward'
    const byId = steward ? await vouchersIn(db, reading, input.community, [...waiting.values()]) : new Map<string, string>()
    const members = part.map(({ row, name }): SeenMember => {
      const own = waiting.get(row.id)
      const needed = (own?.vouchers.length ?? 0) < VOUCHES
      return {
        ...{ member: row.id, name, role: row.role, me: row.id === me, offered: own?.offered ?? null },
        waits: needed ? (own?.waits ?? null) : null,
        until: row.lapses_on,
        vouched: own?.vouchers.includes(me) === true,
        vouchers: steward ? (own?.vouchers ?? []).flatMap((one) => byId.get(one) ?? []) : null,
      }
    })
    return { parts, members, next, quiet: steward ? await quietIn(db, reading, input.community) : null }
  },
})

/** Those who look after it and whoever reads come first; the others by their ids, which say nothing of when somebody came. */
async function membersFrom(
  db: Reader,
  { community, after }: { readonly community: string; readonly after?: string | undefined },
  me: string,
) {
  const select = db
    .selectFrom('community_member')
    .select(['id', 'person_sealed', 'role', 'lapses_on'])
    .where('community_id', '=', community)
    .orderBy('id')
  const others = select
    .where('listed', '=', true)
    .where('role', '=', 'member')
    .where('id', '!=', me)
    .limit(MOST + 1)
  if (after !== undefined) return chunkOf([], await others.where('id', '>', after).execute())
  const first = await select.where((where) => where.or([where('role', '!=', 'member'), where('id', '=', me)])).execute()
  return chunkOf(first, await others.execute())
}

function chunkOf<One extends { readonly id: string }>(first: readonly One[], others: readonly One[]) {
  const shown = others.slice(0, MOST)
  return { rows: [...first, ...shown], next: others.length > MOST ? (shown.at(-1)?.id ?? null) : null }
}

type Vouched = { readonly vouchers: readonly string[] }

/** What those are called who vouched, as far as they are in the list, wherever in it they stand. */
async function vouchersIn(
  db: Reader,
  reading: Reading,
  community: string,
  waiting: readonly Vouched[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(waiting.flatMap(({ vouchers }) => vouchers))]
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_member')
    .select('id')
    .where('community_id', '=', community)
    .where('id', 'in', ids)
    .where((where) => where.or([where('listed', '=', true), where('role', '!=', 'member')]))
    .execute()
  const authors = await authorsFor(
    db,
    reading,
    community,
    rows.map(({ id }) => id),
  )
  return new Map([...authors].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const])))
}

type Row = { readonly row: { readonly id: string; readonly lapses_on: string | null } }

async function waitingOf(db: Reader, { community, youth }: { readonly community: string; readonly youth: boolean }, part: readonly Row[]) {
  const ids = part.map(({ row }) => row.id)
  if (ids.length === 0) return new Map<string, never>()
  const offers = await db
    .selectFrom('community_offer')
    .select(['member_id as member', 'role'])
    .where('community_id', '=', community)
    .where('member_id', 'in', ids)
    .execute()
  const offered = new Map(offers.map(({ member: id, role }) => [id, role]))
  const vouches = Map.groupBy(await vouchesIn(db, community, ids), ({ newcomer }) => newcomer)
  return new Map(
    part.map(({ row }) => {
      const waits = row.lapses_on !== null ? ('entry' as const) : youth && offered.has(row.id) ? ('role' as const) : null
      const vouchers = (vouches.get(row.id) ?? []).filter(({ sort }) => sort === waits).map(({ voucher }) => voucher)
      return [row.id, { waits, vouchers, offered: offered.get(row.id) ?? null }] as const
    }),
  )
}

/** Of those who chose to be told after a long time, how many went quiet: in tens, from ten on. */
async function quietIn(db: Reader, { now }: Pick<Reading, 'now'>, community: string): Promise<number | null> {
  const { count } = await db
    .selectFrom('community_member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('tell_back', '=', true)
    .where('looked_on', '<', daysAfter(now, -AWAY_DAYS))
    .executeTakeFirstOrThrow()
  return inTens(Number(count))
}

/** Its list, by the names with which they came in, for one of its members; nobody else has a list. */
export async function listedIn(
  db: Reader,
  reading: Reading,
  community: string,
): Promise<readonly { readonly member: string; readonly name: string }[]> {
  const me = await membershipOf(db, reading, community)
  if (me === null) return []
  const rows = await db
    .selectFrom('community_member')
    .select('id')
    .where('community_id', '=', community)
    .where((where) => where.or([where('listed', '=', true), where('role', '!=', 'member'), where('id', '=', me.member)]))
    .orderBy('id')
    .limit(MOST)
    .execute()
  const { compare } = new Intl.Collator(reading.actor.locale)
  const authors = await authorsFor(
    db,
    reading,
    community,
    rows.map(({ id }) => id),
  )
  return [...authors]
    .flatMap(([member, { name }]) => (name === null ? [] : [{ member, name }]))
    .toSorted((a, b) => compare(a.name, b.name) || (a.member < b.member ? -1 : 1))
}

export type Leader = {
  readonly member: string
  readonly name: string
  /** Their card, where the reader may see it. */
  readonly card: string | null
  readonly role: 'facilitator' | 'steward'
  readonly awaySince: string | null
}

/**
 * Who looks after a community, by the names by which they agreed to: public, but for those from whom they hide, and of the young but for members. Members read
 * since when a steward has not looked in.
 */
export async function leadersFor(db: Reader, reading: Reading, community: string, member: boolean): Promise<readonly Leader[]> {
  const rows = await leadersOf(db, reading.outside.keys, community)
  const persons = rows.map(({ person }) => person)
  const named = await profiles.inRole(db, reading, persons, member)
  const away = daysAfter(reading.now, -AWAY_DAYS)
  return rows.flatMap(({ id, person, role, lookedOn }) => {
    const one = named.get(person)
    if (one === undefined || role === 'member') return []
    const awaySince = member && lookedOn !== null && lookedOn < away ? lookedOn : null
    return [{ member: id, ...one, role, awaySince }]
  })
}

export const readCommunity = query({
  name: 'communities.read',
  summary: 'One community: what it is, who looks after it, how one comes in. One that is hidden is there for its members alone',
  route: 'GET /communities/{community}',
  input: z.object({ community: z.string().min(1).max(80).describe('Its address, or its id') }),
  output: z.object({
    id: z.string(),
    slug: z.string(),
    sort: z.enum(SORTS),
    access: z.enum(ACCESSES),
    readable: z.enum(['everybody', 'members']),
    state: z.enum(['running', 'ended']),
    resting: z.boolean().describe('Held by two, and one of them has nobody who looks after it: read only until they have'),
    jointly: z.boolean().describe('Two communities hold it together'),
    name: z.string(),
    summary: z.string(),
    language: z.string(),
    languages: z.array(z.string()),
    facets: z.array(z.object({ sort: z.enum(FACETS), value: z.string() })),
    members: z.number().nullable().describe('From ten on'),
    role: z.enum(ROLES).nullable().describe('Of whoever asks'),
    leaders: z.array(z.object({ name: z.string(), role: z.enum(['facilitator', 'steward']) })),
    questions: z.array(z.object({ language: z.string(), text: z.string() })),
  }),
  async read(db, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const by = z.uuid().safeParse(input.community).success ? { id: input.community } : { slug: input.community }
    const seen = (await seenCommunity(db, reading, by)) ?? refuse(no('community.missing'))
    const { id, slug, sort, access, readable, state, resting, jointly, name, summary, language, languages, me } = seen
    const leaders = await leadersFor(db, reading, id, me !== null)
    return {
      ...{ id, slug, sort, access, readable, state, resting, jointly, name, summary, language, languages: [...languages] },
      facets: ((await facetsOf(db, [id])).get(id) ?? []).map((facet) => ({ sort: facet.sort, value: facet.value })),
      members: await countOf(db, id),
      role: me?.role ?? null,
      leaders: leaders.map((leader) => ({ name: leader.name, role: leader.role })),
      questions: [...(await questionsOf(db, id))],
    }
  },
})
