import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { places, type Place } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Self, Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import type { Sort } from '../tables.ts'
import type { Party } from './sealed.ts'

export type Where = { readonly sort: Sort; readonly id: string }
/** A place as whoever asks sees it: a community, or a country or a town. */
export type Here = Where &
  Standing & {
    readonly name: string
    readonly language: string
    /** Its own page, and that of its buddies; both without language. */
    readonly path: string
    readonly at: string
    readonly party: Party | null
    /** Whether its page is for everybody. */
    readonly open: boolean
  }

const GUARDED: readonly SeenCommunity['sort'][] = ['ancestry', 'gender', 'youth']

function fromCommunity(seen: SeenCommunity, { actor }: Reading): Here {
  const youth = seen.youth || seen.sort === 'youth'
  const { account, person } = actor
  const member = seen.me?.member ?? null
  return {
    ...{ sort: 'community', id: seen.id, name: seen.name, language: seen.language, path: seen.path, at: `${seen.path}/buddies` },
    ...{ own: member, leads: seen.leads, youth, guarded: youth || seen.access === 'hidden' || GUARDED.includes(seen.sort) },
    running: seen.state === 'running',
    party: member === null || account === null || person === null ? null : { account, person, member },
    open: seen.readable === 'everybody' && seen.access !== 'hidden',
  }
}

const fromPlace = ({ id, name, language, path }: Place, { actor: { account, person } }: Reading): Here => ({
  ...{ sort: 'place', id, name, language, path, at: `/buddies/${id}`, own: person },
  ...{ leads: false, youth: false, guarded: false, running: true, open: true },
  party: account === null || person === null ? null : { account, person, member: null },
})

/** Null: there is none, or none that this reader may know of. */
export async function hereOf(db: Reader, reading: Reading, by: Where | { readonly slug: string }): Promise<Here | null> {
  if ('slug' in by || by.sort === 'community') {
    if (!('slug' in by) && !isUuid(by.id)) return null
    const seen = await communities.seen(db, reading, 'slug' in by ? by : { id: by.id })
    return seen === null ? null : fromCommunity(seen, reading)
  }
  const place = (await places.named(db, [by.id], reading.actor.locale)).get(by.id)
  return place === undefined ? null : fromPlace(place, reading)
}

export const demandHere = async (db: Reader, reading: Reading, by: Where | { readonly slug: string }): Promise<Here> =>
  (await hereOf(db, reading, by)) ?? refuse(no('buddy.place-missing'))

/** Wherever the acting identity may be known by something: its communities, and these places. */
export async function ownPlaces(db: Reader, reading: Reading, placeIds: readonly string[]): Promise<readonly Here[]> {
  const there = await places.named(db, [...new Set(placeIds)], reading.actor.locale)
  return [
    ...(await communities.mine(db, reading)).map((seen) => fromCommunity(seen, reading)),
    ...[...there.values()].map((place) => fromPlace(place, reading)),
  ]
}

/** By account: whichever name they act under, who holds an office of a state does, and who said that they are under 18 is. */
export async function selfOf(db: Reader, { actor, outside }: Reading): Promise<Omit<Self, 'elsewhere'>> {
  const persons = await people.personsOf(db, actor.account)
  const { government } = await organisations.officesOf(db, persons)
  return { officer: government, young: (await profiles.youngAmong(db, outside.keys, persons)).size > 0 }
}
