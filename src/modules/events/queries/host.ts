import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import type { HostSort } from '../tables.ts'

/** Whoever holds an event, as this reader may know them. */
export type Host = Standing & {
  readonly sort: HostSort
  readonly id: string
  readonly name: string
  readonly language: string
  /** Its page, without language. */
  readonly path: string
  readonly languages: readonly string[]
  /** Anybody can come in there, or ask to. */
  readonly joins: boolean
  /** A community of a culture: from its page one goes on to the feasts of all. */
  readonly culture: boolean
  /** The body whose moderators decide; null: whoever runs the hub. */
  readonly bodyId: string | null
  /** Under what the reader is written down here: a person where a body is the host, a member where a community is. */
  readonly ref: string | null
}

export type HostId = { readonly sort: HostSort; readonly id: string }

/** Those of these that this reader may know of, by their ids; read together, for lists. */
export async function hostsSeen(db: Reader, reading: Reading, ids: readonly HostId[]): Promise<ReadonlyMap<string, Host>> {
  const of = (sort: HostSort) => [...new Set(ids.flatMap((one) => (one.sort === sort ? [one.id] : [])))]
  const [ofCommunities, ofBodies] = [of('community'), of('body')]
  const seen = await communities.seenAmong(db, reading, ofCommunities)
  const bodies = ofBodies.length === 0 ? [] : await bodyHosts(db, reading.actor, ofBodies)
  const hosts = [...seen.values()].map((one): Host => ({
    ...{ sort: 'community', id: one.id, name: one.name, language: one.language, path: one.path, languages: one.languages },
    ...{ team: one.leads, member: one.me !== null, hidden: one.access === 'hidden', ended: one.state === 'ended' },
    ...{ bodyId: one.bodyId, ref: one.me?.member ?? null },
    culture: one.sort === 'culture',
    joins: one.state !== 'ended' && (one.access === 'open' || one.access === 'request'),
  }))
  return new Map([...hosts, ...bodies].map((host) => [host.id, host]))
}

async function bodyHosts(db: Reader, { person, locale }: Actor, ids: readonly string[]): Promise<readonly Host[]> {
  const cards = await organisations.bodyCards(db, ids, locale)
  const own = person === null ? [] : (await organisations.bodiesOf(db, person, locale)).map(({ id }) => id)
  const led = person === null ? [] : (await organisations.bodiesWhere(db, person, 'convener', locale)).map(({ id }) => id)
  return [...cards.values()].map((card) => ({
    ...{ sort: 'body', id: card.id, name: card.name, language: card.language, path: `/bodies/${card.slug}`, languages: [card.language] },
    ...{ team: led.includes(card.id), member: own.includes(card.id), hidden: false, ended: card.archived },
    ...{ bodyId: card.id, ref: person, joins: false, culture: false },
  }))
}

export const hostSeen = async (db: Reader, reading: Reading, host: HostId): Promise<Host | null> =>
  (await hostsSeen(db, reading, [host])).get(host.id) ?? null

export const demandHost = async (db: Reader, reading: Reading, host: HostId): Promise<Host> =>
  (await hostSeen(db, reading, host)) ?? refuse(no('event.host-missing'))

/** By the address of its page. */
export async function hostByPath(db: Reader, reading: Reading, sort: HostSort, slug: string): Promise<Host> {
  const found =
    sort === 'community' ? await communities.seen(db, reading, { slug }) : await organisations.bodyBySlug(db, slug, reading.actor.locale)
  return found === null ? refuse(no('event.host-missing')) : demandHost(db, reading, { sort, id: found.id })
}

/** Where the acting identity belongs, and so may read what is for members. */
export async function ownHosts(db: Reader, reading: Reading): Promise<readonly HostId[]> {
  const { person, locale } = reading.actor
  if (person === null) return []
  const own = await communities.mine(db, reading)
  const bodies = await organisations.bodiesOf(db, person, locale)
  return [...own.map(({ id }) => ({ sort: 'community' as const, id })), ...bodies.map(({ id }) => ({ sort: 'body' as const, id }))]
}

/** Where the acting identity may hold events or propose them. */
export async function hostsToPropose(db: Reader, reading: Reading): Promise<readonly Host[]> {
  const hosts = await hostsSeen(db, reading, await ownHosts(db, reading))
  return [...hosts.values()].filter(({ team, member, ended }) => (team || member) && !ended)
}

export const hostsToHold = async (db: Reader, reading: Reading): Promise<readonly Host[]> =>
  (await hostsToPropose(db, reading)).filter(({ team }) => team)

type Called = { readonly name: string; readonly card: string | null }
type Refs = { readonly owner: string | null; readonly others: readonly (string | null)[] }

/** By what these are called, as this reader may know it. Who has left, and whom the reader may not see, is absent. */
export async function namesAt(db: Reader, reading: Reading, host: HostId, { owner, others }: Refs): Promise<ReadonlyMap<string, Called>> {
  const known = [...new Set([owner, ...others].flatMap((ref) => ref ?? []))]
  if (host.sort === 'body') {
    const cards = await profiles.namesFor(db, reading.actor, known)
    // Whoever answers for what a body holds is named to everybody; who else wrote there, as far as their card says.
    const named = new Map([...cards, ...(owner === null ? [] : await profiles.roleNames(db, reading, [owner]))])
    return new Map([...named].map(([ref, name]) => [ref, { name, card: cards.has(ref) ? ref : null }]))
  }
  const authors = await communities.authorsFor(db, reading, host.id, known)
  const cards = await profiles.namesFor(
    db,
    reading.actor,
    [...authors.values()].flatMap(({ person }) => person ?? []),
  )
  return new Map(
    [...authors].flatMap(([ref, { name, person }]) =>
      name === null ? [] : [[ref, { name, card: person !== null && cards.has(person) ? person : null }] as const],
    ),
  )
}
