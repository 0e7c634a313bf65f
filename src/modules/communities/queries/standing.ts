import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { rests, type Behind } from '../rules.ts'
import { accountIn, type Membership } from './membership.ts'
import { accountTags, openPerson } from './shelf.ts'
import type { Standing } from '../policy.ts'
import type { Access, VouchSort } from '../tables.ts'

const columns = ['id', 'slug', 'sort', 'access', 'readable', 'state', 'body_id', 'languages', 'youth', 'vouching'] as const
const more = ['monthly_invitations', 'guardian', 'guardian_age', 'hidden_for', 'ended_at', 'slow_seconds', 'jointly', 'rests_on'] as const

type Running = { readonly state: 'running' | 'ended'; readonly rests_on: string | null }

/** One that rests is read only, as one that has ended. */
const stateOf = ({ state, rests_on: restsOn }: Running, now: Date): Running['state'] => (rests(restsOn, now) ? 'ended' : state)

async function rowOf(tx: Tx, community: string, { hold, now }: { readonly hold: 'share' | 'update'; readonly now: Date }) {
  const select = tx
    .selectFrom('community')
    .select([...columns, ...more])
    .where('id', '=', community)
  const row = await (hold === 'share' ? select.forShare() : select.forUpdate()).executeTakeFirst()
  return row === undefined ? null : { ...row, state: stateOf(row, now) }
}

export type HeldCommunity = NonNullable<Awaited<ReturnType<typeof rowOf>>>

/** Where one looks for what is not there. */
export const NONE = '00000000-0000-4000-8000-000000000000'

/** A community as a deed finds it, held until the deed is done, and what whoever acts is there. */
export async function standingIn(tx: Tx, reading: Reading, community: string, hold: 'share' | 'update' = 'share') {
  const shown = isUuid(community) ? await rowOf(tx, community, { hold, now: reading.now }) : null
  return { shown, ...(await roleIn(tx, reading, community, shown)) }
}

type ShownAs = { readonly youth: boolean; readonly access: Access }

/** What whoever asks is in this community; null: it is not there. */
async function roleIn(db: Reader, reading: Reading, community: string, shown: ShownAs | null) {
  // What is asked for one that is hidden is asked for one that is not there, too: the time that it takes tells nothing.
  const found = await accountIn(db, reading, shown === null ? NONE : community)
  const me: Membership | null = found !== null && found.person === reading.actor.person ? found : null
  const asked = me === null && (shown === null || shown.youth || shown.access === 'hidden')
  return { me, otherName: found !== null && me === null, officer: asked ? await isOfficer(db, reading.actor) : false }
}

/** Whether somebody holds an office of a state, by whichever of their names. */
export async function isOfficer(db: Reader, { account }: Pick<Actor, 'account'>): Promise<boolean> {
  if (account === null) return false
  return (await organisations.officesOf(db, await people.personsOf(db, account))).government
}

export async function officerAmong(db: Reader, persons: readonly string[]): Promise<ReadonlySet<string>> {
  const officers = new Set<string>()
  const accounts = await people.accountsOf(db, persons)
  for (const person of persons) {
    const account = accounts.get(person)
    if (account !== undefined && (await organisations.officesOf(db, await people.personsOf(db, account))).government) officers.add(person)
  }
  return officers
}

/** Whoever wants to come in: whether they were taken out before, and whether they said that they are under 18. */
export async function comingFacts(db: Reader, { actor, outside: { keys } }: { actor: Actor; outside: { keys: Keys } }, community: string) {
  if (actor.account === null || actor.person === null) return { removed: false, young: false }
  const removal = await db
    .selectFrom('community_removal')
    .select('banned')
    .where('community_id', '=', community)
    .where('account_tag', 'in', [...accountTags(keys, community, actor.account)])
    .executeTakeFirst()
  return { removed: removal?.banned === true, young: (await profiles.youngAmong(db, keys, [actor.person])).has(actor.person) }
}

/** Those who look after it, by the ids under which they are there. */
export async function leadersOf(db: Reader, keys: Pick<Keys, 'open'>, community: string) {
  const rows = await db
    .selectFrom('community_member')
    .select(['id', 'person_sealed', 'role', 'looked_on as lookedOn'])
    .where('community_id', '=', community)
    .where('role', '!=', 'member')
    .orderBy('role', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ person_sealed: sealed, ...row }) => ({ ...row, person: openPerson(keys, community, sealed) }))
}

export async function countMembers(db: Reader, community: string): Promise<{ readonly members: number; readonly stewards: number }> {
  const { members, stewards } = await db
    .selectFrom('community_member')
    .select((eb) => [eb.fn.countAll<number>().as('members'), eb.fn.countAll<number>().filterWhere('role', '=', 'steward').as('stewards')])
    .where('community_id', '=', community)
    .executeTakeFirstOrThrow()
  return { members: Number(members), stewards: Number(stewards) }
}

/** Whether the body behind a community is one of a state. */
export async function isOfState(db: Reader, body: string | null): Promise<boolean> {
  const card = body === null ? undefined : (await organisations.bodyCards(db, [body], 'en')).get(body)
  return card !== undefined && organisations.speaksForState(card.kind)
}

/** Of which kind the body behind a community is, and who beside it looks after it. */
export async function behindOf(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  { body, community }: { readonly body: string | null; readonly community: string | null },
): Promise<Behind | null> {
  if (body === null) return null
  const government = await isOfState(db, body)
  if (!government || community === null) return { government, freeStewards: 0 }
  const stewards = (await leadersOf(db, keys, community)).filter(({ role }) => role === 'steward')
  const officers = await officerAmong(
    db,
    stewards.map(({ person }) => person),
  )
  return { government, freeStewards: stewards.filter(({ person }) => !officers.has(person)).length }
}

/** The same as a deed finds it, for a reading, which holds nothing. */
export async function standingRead(
  db: Reader,
  reading: Reading,
  community: string,
): Promise<Standing & { readonly me: Membership | null }> {
  const shown = isUuid(community)
    ? await db
        .selectFrom('community')
        .select(['access', 'readable', 'state', 'youth', 'hidden_for', 'guardian', 'jointly', 'rests_on'])
        .where('id', '=', community)
        .executeTakeFirst()
    : undefined
  const held = shown === undefined ? null : { ...shown, state: stateOf(shown, reading.now) }
  return { shown: held, ...(await roleIn(db, reading, community, held)) }
}

/** For what a member needs others to vouch: to stay, or (among the young) for the role they were offered. Null: there is no such member. */
export async function waitsFor(db: Reader, community: string, member: string): Promise<VouchSort | 'nothing' | null> {
  const row = await db
    .selectFrom('community_member')
    .select('lapses_on')
    .where('community_id', '=', community)
    .where('id', '=', member)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.lapses_on !== null) return 'entry'
  const offer = await db
    .selectFrom('community_offer')
    .innerJoin('community', 'community.id', 'community_offer.community_id')
    .select('community_offer.role')
    .where('community_offer.community_id', '=', community)
    .where('community_offer.member_id', '=', member)
    .where('community.youth', '=', true)
    .executeTakeFirst()
  return offer === undefined ? 'nothing' : 'role'
}

/** Who vouched for whom in a community; who did is for its stewards alone. */
export async function vouchesIn(db: Reader, community: string, newcomers: readonly string[]) {
  if (newcomers.length === 0) return []
  return db
    .selectFrom('community_vouch')
    .select(['newcomer_id as newcomer', 'voucher_id as voucher', 'sort'])
    .where('community_id', '=', community)
    .where('newcomer_id', 'in', [...newcomers])
    .orderBy('newcomer_id')
    .orderBy('voucher_id')
    .execute()
}

export async function countVouches(
  db: Reader,
  { community, member, sort }: { community: string; member: string; sort: VouchSort },
): Promise<number> {
  return (await vouchesIn(db, community, [member])).filter((one) => one.sort === sort).length
}

/** Whether two members have to vouch for whoever comes in. */
export async function vouchingIn(db: Reader, community: string): Promise<boolean> {
  const row = await db.selectFrom('community').select('vouching').where('id', '=', community).executeTakeFirst()
  return row?.vouching === true
}
