import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { dayIn } from '../days.ts'

/** In the open community Idrissa offers to go along, Mai, who looks after it, asks; in Ireland Mai goes along with Idrissa, and did with Leïla. */
export type Accompanied = {
  readonly request: string
  readonly offer: string
  readonly proposed: string
  readonly running: string
  readonly over: string
}

export const IRELAND = { sort: 'place', place: 'IE' } as const
export const WANTED = { languages: ['en'], purposes: ['papers'], words: 'Papers.' }

export async function stageBuddies(hub: Hub, callers: Pick<Callers, 'Mai' | 'Idrissa' | 'Leïla'>): Promise<Accompanied> {
  const [mai, idrissa, leila] = [callAs(hub, callers.Mai.actor), callAs(hub, callers.Idrissa.actor), callAs(hub, callers.Leïla.actor)]
  const until = dayIn(hub, 90)
  const { id: place } = await hub.db.selectFrom('community').select('id').where('slug', '=', 'open-table').executeTakeFirstOrThrow()
  const there = { sort: 'community', place }
  const { offer } = await idrissa<{ offer: string }>('buddies.write-offer', { ...there, ...WANTED, most: 3, until })
  const { request } = await mai<{ request: string }>('buddies.write-request', { ...there, ...WANTED, weeks: 4 })
  await mai('buddies.write-offer', { ...IRELAND, ...WANTED, most: 3, until })
  const propose = async (asks: typeof leila): Promise<string> => {
    const { request: asked } = await asks<{ request: string }>('buddies.write-request', { ...IRELAND, ...WANTED, weeks: 4 })
    const { pair } = await mai<{ pair: string }>('buddies.propose-pair', { ...IRELAND, request: asked, reach: 'by letter' })
    return pair
  }
  const begin = async (asks: typeof leila): Promise<string> => {
    const pair = await propose(asks)
    await asks('buddies.answer-pair', { ...IRELAND, pair, yes: true, reach: 'by letter' })
    return pair
  }
  const over = await begin(leila)
  await leila('buddies.end-pair', { ...IRELAND, pair: over })
  return { request, offer, over, running: await begin(idrissa), proposed: await propose(leila) }
}
