import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { EventDraft } from '../../../core/event.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayComeInvited } from '../policy.ts'
import { heldBy, holdersByMember, holdersOf, isAwaited, membersToMove } from '../queries/members-among.ts'
import { facetsOf } from '../queries/seen-community.ts'
import { changeShelf, openPerson, sealPerson } from '../queries/shelf.ts'
import { comingFacts, isOfState, standingIn } from '../queries/standing.ts'
import { dayIn, keyOf } from '../rules.ts'
import type { Readable, Role, Sort } from '../tables.ts'
import { addMember } from './add-member.ts'
import { dropMember, left } from './drop-member.ts'
import { randomSlug, slugFor } from './found-community.ts'
import { joined } from './join-community.ts'
import { writeFacets, writeTexts } from './write-lists.ts'

type Text = { readonly language: string; readonly name: string; readonly summary: string }
type Said = { readonly texts: readonly Text[]; readonly languages: readonly string[]; readonly readable: Readable }

const MOST_FACETS = 40

/** Of one sort where both are; else what two have in common is culture. */
const sortOfBoth = (sorts: readonly Sort[]): Sort => {
  const [first = 'culture', ...others] = sorts
  return others.every((sort) => sort === first) ? first : 'culture'
}

/** A community that two others hold together, in the transaction of whoever founds it: it has no stewards, and nobody belongs to it yet. Null: one of them is hidden now. */
async function found(
  tx: Tx,
  outside: Outside,
  { holders, now, ...said }: Said & { readonly holders: readonly string[]; readonly now: Date },
) {
  const id = outside.uuid()
  // Held until the deed is done: one that is being hidden at this moment holds nothing with others.
  const rows = await tx
    .selectFrom('community')
    .select(['sort', 'access'])
    .where('id', 'in', [...holders])
    .orderBy('id')
    .forShare()
    .execute()
  if (rows.length < holders.length || rows.some(({ access }) => access === 'hidden')) return null
  const latin = said.texts.toSorted((a, b) => Number(/[a-z]/i.test(b.name)) - Number(/[a-z]/i.test(a.name)))
  const { slug } = await slugFor(tx, { access: 'closed', texts: latin }, outside)
  await tx
    .insertInto('community')
    .values({
      ...{ id, slug, sort: sortOfBoth(rows.map(({ sort }) => sort)), access: 'closed', readable: said.readable, body_id: null },
      ...{ languages: [...said.languages], monthly_invitations: 0, jointly: true, founded_on: dayIn(now) },
    })
    .execute()
  await tx
    .insertInto('community_holder')
    .values(holders.map((holder) => ({ community_id: id, holder_id: holder })))
    .execute()
  await writeTexts(tx, id, said.texts)
  const facets = new Map([...(await facetsOf(tx, holders)).values()].flat().map((facet) => [keyOf(facet), facet]))
  await writeFacets(tx, id, [...facets.values()].slice(0, MOST_FACETS))
  return { id, slug }
}

/** What both have agreed on from now on. */
async function change(tx: Tx, { space, texts, languages, readable }: Said & { readonly space: string }): Promise<void> {
  await writeTexts(tx, space, texts)
  await tx
    .updateTable('community')
    .set({ languages: [...languages], readable })
    .where('id', '=', space)
    .where('access', '!=', 'hidden')
    .execute()
}

type Coming = { readonly space: string; readonly actor: Actor; readonly now: Date }

/** Null: the account belongs to it already, by whichever of its names. Whether it may come in whoever asks has to know. */
async function join(tx: Tx, outside: Outside, { space, actor: { account, person }, now }: Coming): Promise<string | null> {
  return account === null || person === null ? null : addMember(tx, outside, { community: space, account, person, role: 'member', now })
}

/** These members alone look after it from now on. */
async function appoint(tx: Tx, { space, members }: { readonly space: string; readonly members: readonly string[] }): Promise<void> {
  const rows = await tx
    .selectFrom('community_member')
    .select(['id', 'role'])
    .where('community_id', '=', space)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, role } of rows) {
    const wanted = members.includes(id) ? ('facilitator' as const) : ('member' as const)
    if (role !== wanted)
      await tx
        .updateTable('community_member')
        .set({ role: wanted, ...(wanted === 'member' ? { looked_on: null } : {}) })
        .where('community_id', '=', space)
        .where('id', '=', id)
        .execute()
  }
}

/** From which day on it is read only; null: it is not. */
async function rest(tx: Tx, { space, from }: { readonly space: string; readonly from: string | null }): Promise<void> {
  await tx.updateTable('community').set({ rests_on: from }).where('id', '=', space).where('jointly', '=', true).execute()
}

/** Read only for good: whoever could read it still can. */
async function end(tx: Tx, { space, now }: { readonly space: string; readonly now: Date }): Promise<void> {
  await tx
    .updateTable('community')
    .set({ state: 'ended', ended_at: now, rests_on: null })
    .where('id', '=', space)
    .where('jointly', '=', true)
    .where('state', '=', 'running')
    .execute()
}

/** One of those that held it is hidden from now on: nobody outside may know of it any more, and whoever was there reads it still. */
export async function endHidden(tx: Tx, outside: Outside, { space, now }: { readonly space: string; readonly now: Date }): Promise<void> {
  await end(tx, { space, now })
  await tx
    .updateTable('community')
    .set({ access: 'hidden', readable: 'members', slug: randomSlug(outside) })
    .where('id', '=', space)
    .execute()
  await tx.deleteFrom('community_address').where('community_id', '=', space).execute()
}

/** Of which sorts those are with which a community holds something together. */
export async function partnersOf(db: Reader, community: string): Promise<readonly Sort[]> {
  const spaces = await heldBy(db, community)
  const all = (await Promise.all(spaces.map((space) => holdersOf(db, space)))).flat().filter((id) => id !== community)
  if (all.length === 0) return []
  const rows = await db
    .selectFrom('community')
    .select('sort')
    .where('id', 'in', [...new Set([...spaces, ...all])])
    .execute()
  return rows.map(({ sort }) => sort)
}

/** Those of these that still run; one that rests does. */
async function runningAmong(db: Reader, spaces: readonly string[]): Promise<ReadonlySet<string>> {
  if (spaces.length === 0) return new Set()
  const rows = await db
    .selectFrom('community')
    .select('id')
    .where('id', 'in', [...spaces])
    .where('state', '=', 'running')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

const told =
  (what: string) =>
  (space: string): EventDraft => ({
    kind: `communities.community.${what}`,
    ...{ scope: space, subject: space, data: {}, visibility: 'internal', anonymous: true },
  })

/** For the room in which two communities agree on what they hold together: it writes in the transaction of that room's deeds. */
export const jointly = {
  ...{ found, change, join, appoint, rest, end, isOfState, runningAmong, holdersByMember },
  /** Whether somebody was taken out and may not come back. */
  coming: comingFacts,
  /** What a deed tells that did one of these. */
  told: { founded: told('founded'), edited: told('edited'), ended: told('ended'), joined },
}

/** Read only from that day on, while it moves to another hub and after; null: it stays here and goes on. */
async function holdStill(tx: Tx, { community, from }: { readonly community: string; readonly from: string | null }): Promise<void> {
  await tx.updateTable('community').set({ rests_on: from }).where('id', '=', community).where('jointly', '=', false).execute()
}

/** By its address or its id, also one that is hidden: for the command line of whoever runs the hub. */
async function idAt(db: Reader, space: string): Promise<string | null> {
  const named = db.selectFrom('community').select('id')
  const row = await (isUuid(space) ? named.where('id', '=', space) : named.where('slug', '=', space)).executeTakeFirst()
  return row?.id ?? null
}

/** Whoever came along says who they are here: whether they may, and as what. */
async function takingUp(tx: Tx, reading: Reading, { community, member }: { readonly community: string; readonly member: string }) {
  const standing = await standingIn(tx, reading, community)
  const coming = await comingFacts(tx, reading, community)
  const row = await tx
    .selectFrom('community_member')
    .select(['role', 'person_sealed as sealed'])
    .where('community_id', '=', community)
    .where('id', '=', member)
    .forUpdate()
    .executeTakeFirst()
  const awaited = row !== undefined && isAwaited(member, openPerson(reading.outside.keys, community, row.sealed))
  // A guardian who had to say yes did so where they came in.
  const verdict = mayComeInvited(reading.actor, { ...standing, ...coming }, awaited, true)
  const closed = standing.shown?.access === 'hidden' || standing.shown?.youth === true
  return { verdict, role: standing.officer && closed ? ('member' as const) : (row?.role ?? 'member') }
}

type TakenUp = { readonly community: string; readonly member: string; readonly person: string; readonly role: Role }

async function takeUp(tx: Tx, outside: Outside, { community, member, person, role }: TakenUp): Promise<void> {
  await tx
    .updateTable('community_member')
    .set({ person_sealed: sealPerson(outside.keys, community, person), role })
    .where('community_id', '=', community)
    .where('id', '=', member)
    .execute()
  await changeShelf(tx, outside.keys, person, (held) => [...held, community])
}

/** For the room that moves spaces to other hubs. */
export const moving = {
  ...{ idAt, holdStill, membersToMove, takingUp, takeUp },
  /** Who did not come within the time that they had is a former member. */
  drop: dropMember,
  told: { left, joined },
}
