import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { organisations, type BodyCard } from '../../organisations/index.ts'
import type { Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import type { SenderSort } from '../tables.ts'

export type Key = { readonly sort: SenderSort; readonly id: string }
export type Sender = Key & Standing & { readonly name: string; readonly language: string; readonly path: string }

const isOpen = ({ readable, access, state, hiddenFor }: SeenCommunity): boolean =>
  readable === 'everybody' && access !== 'hidden' && state === 'running' && hiddenFor === null

const fromCommunity = (seen: SeenCommunity): Sender => ({
  ...{ sort: 'community', id: seen.id, name: seen.name, language: seen.language, path: seen.path },
  ...{ member: seen.me !== null, leads: seen.leads, open: isOpen(seen), running: seen.state === 'running' },
})

const fromBody = ({ id, slug, name, language, archived }: BodyCard, { member, leads }: { member: boolean; leads: boolean }): Sender => ({
  ...{ sort: 'body', id, name, language, path: `/bodies/${encodeURIComponent(slug)}`, member, leads, open: !archived, running: !archived },
})

async function bodyFor(db: Reader, { actor }: Reading, card: BodyCard | null | undefined): Promise<Sender | null> {
  if (card == null) return null
  const { member, convener } = await organisations.standingOf(db, card.id, actor.person)
  return fromBody(card, { member, leads: convener })
}

/** Null: there is none, or none that this reader may know of. */
export async function senderOf(db: Reader, reading: Reading, { sort, id }: Key): Promise<Sender | null> {
  if (!isUuid(id)) return null
  if (sort === 'body') return bodyFor(db, reading, (await organisations.bodyCards(db, [id], reading.actor.locale)).get(id))
  const seen = await communities.seen(db, reading, { id })
  return seen === null ? null : fromCommunity(seen)
}

export async function senderAt(db: Reader, reading: Reading, shelf: string, slug: string): Promise<Sender | null> {
  if (shelf === 'bodies') return bodyFor(db, reading, await organisations.bodyBySlug(db, slug, reading.actor.locale))
  const seen = await communities.seen(db, reading, { slug })
  return seen === null ? null : fromCommunity(seen)
}

export const demandSender = async (db: Reader, reading: Reading, key: Key): Promise<Sender> =>
  (await senderOf(db, reading, key)) ?? refuse(no('pulse.sender-missing'))

/** Those of these whose calls everybody may read now, by id; what the reader is there is not asked. */
export async function openSenders(db: Reader, reading: Reading, keys: readonly Key[]): Promise<ReadonlyMap<string, Sender>> {
  const of = (wanted: SenderSort) => [...new Set(keys.flatMap(({ sort, id }) => (sort === wanted ? [id] : [])))]
  const [bodies, circles] = [of('body'), of('community')]
  const cards = bodies.length === 0 ? [] : [...(await organisations.bodyCards(db, bodies, reading.actor.locale)).values()]
  const seen = [...(await communities.seenAmong(db, reading, circles)).values()]
  const all = [...cards.map((card) => fromBody(card, { member: false, leads: false })), ...seen.map(fromCommunity)]
  return new Map(all.filter(({ open }) => open).map((one) => [one.id, one]))
}
