import { nobody } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reading } from '../../../core/published.ts'
import type { GoneMember } from '../../../core/worker.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { people } from '../../people/index.ts'
import { meetable } from './meeting.ts'
import { ownHere } from './mine.ts'
import type { PairRow } from './rows.ts'
import { openOffer, openPair, openRequest, type Party } from './sealed.ts'

/** By each of their names, what they offered and asked, and whom they go along with: of the other one no more than they see. */
export async function heldOf(db: Reader, at: Omit<Reading, 'actor'>, { account, persons }: Own): Promise<HeldData> {
  const held: Record<'offers' | 'requests' | 'pairs', Readonly<Record<string, unknown>>[]> = { offers: [], requests: [], pairs: [] }
  for (const person of persons) {
    const own = await ownHere(db, { actor: { ...nobody('en'), account, person }, ...at })
    const by = { identity: person }
    held.offers.push(...own.offers.map((one) => ({ ...by, ...one })))
    held.requests.push(...own.requests.map((one) => ({ ...by, ...one })))
    held.pairs.push(
      ...own.proposed.map((one) => ({ ...by, state: 'proposed', ...one })),
      ...own.running.map((one) => ({ ...by, state: 'running', ...one })),
      ...own.over.map((one) => ({ ...by, state: 'over', ...one })),
    )
  }
  return held
}

type Standing = Party & { readonly scope: string }

async function parties(db: Reader, { keys }: Reading['outside']): Promise<readonly Standing[]> {
  const offers = await db.selectFrom('buddy_offer').select(['scope', 'offer_sealed as lies']).execute()
  const requests = await db.selectFrom('buddy_request').select(['scope', 'request_sealed as lies']).execute()
  const pairs = await db.selectFrom('buddy_pair').select(['scope', 'pair_sealed as lies']).execute()
  return [
    ...offers.map(({ scope, lies }) => ({ scope, ...openOffer(keys, scope, lies).by })),
    ...requests.map(({ scope, lies }) => ({ scope, ...openRequest(keys, scope, lies).by })),
    ...pairs.flatMap(({ scope, lies }) => {
      if (lies === null) return []
      const { buddy, newcomer } = openPair(keys, scope, lies)
      return [buddy, newcomer].flatMap((one) => (one === null ? [] : [{ scope, ...one }]))
    }),
  ]
}

/** Members of whom something stands here though they belong to the community no more. */
export async function membersLeft(db: Reader, outside: Reading['outside']): Promise<readonly GoneMember[]> {
  const standing = await parties(db, outside)
  return communities.goneAmong(
    db,
    standing.flatMap(({ scope: community, member }) => (member === null ? [] : [{ community, member }])),
  )
}

/** The same of identities that are gone from the hub. */
export async function personsLeft(db: Reader, outside: Reading['outside']): Promise<readonly string[]> {
  const persons = [...new Set((await parties(db, outside)).flatMap(({ member, person }) => (member === null ? [person] : [])))]
  const there = await people.nameOf(db, persons)
  return persons.filter((person) => !there.has(person))
}

/** Pairs that may be no longer: somebody hides from the other, took an office, or nobody stands beside the young any more. */
export async function partedPairs(db: Reader, at: Omit<Reading, 'actor'>): Promise<readonly PairRow[]> {
  const rows = await db.selectFrom('buddy_pair').selectAll().where('state', 'in', ['proposed', 'running']).execute()
  const parted: PairRow[] = []
  for (const row of rows) {
    if (row.pair_sealed === null) continue
    const { buddy, newcomer, second, youth, guarded } = openPair(at.outside.keys, row.scope, row.pair_sealed)
    if (buddy === null || newcomer === null) continue
    const there = { sort: row.sort, id: row.scope, youth, guarded }
    const able = await meetable(db, at, there, { side: 'newcomer', one: newcomer, others: [buddy], second })
    if (able.size === 0) parted.push(row)
  }
  return parted
}
