import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { dateOf, holds, suits } from '../rules.ts'
import type { Here } from './here.ts'
import { meetable, type KnownParties } from './meeting.ts'
import { offerFrom, requestFrom, type Offer, type Request } from './rows.ts'

/** Offers of a place that hold today. */
export async function offersIn(db: Reader, { now, outside }: Omit<Reading, 'actor'>, scope: string): Promise<readonly Offer[]> {
  const rows = await db.selectFrom('buddy_offer').selectAll().where('scope', '=', scope).orderBy('id').execute()
  return rows.map((row) => offerFrom(outside.keys, row)).filter((offer) => holds(offer, dateOf(now)))
}

/** What waits there, the oldest first. */
export async function requestsIn(
  db: Reader,
  { now, outside }: Omit<Reading, 'actor'>,
  { scope, most }: { readonly scope: string; readonly most: number },
): Promise<readonly Request[]> {
  const rows = await db
    .selectFrom('buddy_request')
    .selectAll()
    .where('scope', '=', scope)
    .where('until', '>=', dateOf(now))
    .orderBy('asked_on')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map((row) => requestFrom(outside.keys, row))
}

/** Which offers were put to which request before, as `offer request`. */
export async function triedIn(db: Reader, scope: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('buddy_pair').select(['offer_id as offer', 'request_id as request']).where('scope', '=', scope).execute()
  return new Set(rows.map(({ offer, request }) => `${offer} ${request}`))
}

type Near = Pick<Here, 'sort' | 'id' | 'youth' | 'guarded' | 'leads' | 'party'>

/** Whoever looks after a space for the young stands beside those whom they bring together. */
export const besideIn = (here: Near) => (here.youth && here.leads ? here.party : null)

type Put = { readonly here: Near; readonly tried: ReadonlySet<string>; readonly known?: KnownParties }

/** Which of these offers, all of them free, can be put to this request now. One question for all reasons: none of them is told. */
export async function offersFor(
  db: Reader,
  reading: Omit<Reading, 'actor'>,
  { here, request, offers, tried, ...given }: Put & { readonly request: Request; readonly offers: readonly Offer[] },
): Promise<readonly Offer[]> {
  const near = offers.filter((offer) => suits(offer, request) && !tried.has(`${offer.id} ${request.id}`))
  const others = near.map(({ by }) => by)
  const able = await meetable(db, reading, here, { side: 'newcomer', one: request.by, others, second: besideIn(here), ...given })
  return near.filter(({ by }) => able.has(by.person))
}

/** Which of these requests a buddy whose offer is free could take up. */
export async function requestsFor(
  db: Reader,
  reading: Omit<Reading, 'actor'>,
  { here, offer, requests, tried, ...given }: Put & { readonly offer: Offer; readonly requests: readonly Request[] },
): Promise<ReadonlySet<string>> {
  const near = requests.filter((request) => suits(offer, request) && !tried.has(`${offer.id} ${request.id}`))
  const others = near.map(({ by }) => by)
  const able = await meetable(db, reading, here, { side: 'buddy', one: offer.by, others, second: besideIn(here), ...given })
  return new Set(near.filter(({ by }) => able.has(by.person)).map(({ id }) => id))
}
