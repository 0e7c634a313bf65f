import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { maySeeWhatWaits } from '../policy.ts'
import { dateOf, dayAfter, inTens, monthOf } from '../rules.ts'
import { demandHere, type Here } from './here.ts'
import { knownOf } from './meeting.ts'
import { besideIn, offersFor, offersIn, requestsFor, requestsIn, triedIn } from './proposing.ts'
import { freeAmong, ownOffer } from './rows.ts'
import { waiting, where, type Waiting } from './shapes.ts'

/** So many of what waits are shown at once: the oldest. */
const MOST_SHOWN = 30

export type Counts = { readonly offers: number | null; readonly begun: number | null; readonly good: number | null }

/** In tens, from ten on; of twelve months. */
export async function countsOf(db: Reader, reading: Omit<Reading, 'actor'>, scope: string): Promise<Counts> {
  const rows = await db
    .selectFrom('buddy_count')
    .select(['begun', 'good'])
    .where('scope', '=', scope)
    .where('month', '>=', monthOf(dayAfter(dateOf(reading.now), -365)))
    .execute()
  const sum = (of: (row: (typeof rows)[number]) => number) => inTens(rows.reduce((all, row) => all + of(row), 0))
  return {
    offers: inTens((await offersIn(db, reading, scope)).length),
    begun: sum(({ begun }) => begun),
    good: sum(({ good }) => good),
  }
}

const count = z.number().int().nullable().describe('In tens; null: fewer than ten')

export const readPlace = query({
  name: 'buddies.read',
  summary: 'How many offer to go along with newcomers in a community or a place, and how often it came about in twelve months',
  route: 'GET /buddies/{sort}/{place}',
  input: z.object(where),
  output: z.object({ name: z.string(), path: z.string(), offers: count, begun: count, good: count }),
  async read(db, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    const here = await demandHere(db, reading, { sort: input.sort, id: input.place })
    return { name: here.name, path: here.at, ...(await countsOf(db, reading, here.id)) }
  },
})

/** Without the name of anybody who asks; buddies are named to those who look after the community. */
export async function waitingIn(db: Reader, reading: Reading, here: Here): Promise<Waiting> {
  const mine = await ownOffer(db, reading.outside.keys, here)
  demand(maySeeWhatWaits(reading.actor, here, mine !== null))
  const requests = await requestsIn(db, reading, { scope: here.id, most: MOST_SHOWN })
  const tried = await triedIn(db, here.id)
  const all = await offersIn(db, reading, here.id)
  const free = await freeAmong(db, reading.outside.keys, here.id, here.leads ? all : all.filter(({ id }) => id === mine?.id))
  const beside = besideIn(here)
  const parties = [...requests, ...free].map(({ by }) => by)
  const known = await knownOf(db, reading, here, beside === null ? parties : [...parties, beside])
  const held = free.find(({ id }) => id === mine?.id)
  const able = held === undefined || here.youth ? new Set() : await requestsFor(db, reading, { here, offer: held, requests, tried, known })
  const offers = here.leads ? free : []
  const names = await communities.authorsFor(
    db,
    reading,
    here.id,
    offers.flatMap(({ by }) => by.member ?? []),
  )
  const shown = here.leads ? requests : requests.filter(({ id }) => able.has(id))
  return {
    requests: await Promise.all(
      shown.map(async (request) => {
        const { id, languages, purposes, weeks, askedOn } = request
        const fitting = await offersFor(db, reading, { here, request, offers, tried, known })
        return {
          ...{ request: id, languages, purposes, weeks, askedOn, words: here.leads ? request.words : '', mine: able.has(id) },
          offers: fitting.map((offer) => ({
            ...{ offer: offer.id, languages: offer.languages, purposes: offer.purposes },
            name: names.get(offer.by.member ?? '')?.name ?? null,
          })),
        }
      }),
    ),
  }
}

export const readWaiting = query({
  name: 'buddies.waiting',
  summary:
    'Who looks for somebody to go along with, without names: for those who look after the community, and for buddies whose offer may fit',
  route: 'GET /buddies/{sort}/{place}/requests',
  input: z.object(where),
  output: waiting,
  async read(db, { input, actor, now, outside }) {
    const reading = { actor, now, outside }
    return waitingIn(db, reading, await demandHere(db, reading, { sort: input.sort, id: input.place }))
  },
})
