import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
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
    ...{ bodyId: card.id, ref: person },
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

/** Where the acting identity may hold events. */
export async function hostsToHold(db: Reader, reading: Reading): Promise<readonly Host[]> {
  const hosts = await hostsSeen(db, reading, await ownHosts(db, reading))
  return [...hosts.values()].filter(({ team, ended }) => team && !ended)
}

/** By what these are called, as this reader may know it. Who has left, and whom the reader may not see, is absent. */
export async function namesAt(
  db: Reader,
  reading: Reading,
  host: HostId,
  refs: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(refs.flatMap((ref) => ref ?? []))]
  // Who acts for a body holds an office in it: its page names them to everybody.
  if (host.sort === 'body') return people.nameOf(db, known)
  const authors = await communities.authorsFor(db, reading, host.id, known)
  return new Map([...authors].flatMap(([ref, { name }]) => (name === null ? [] : [[ref, name] as const])))
}
