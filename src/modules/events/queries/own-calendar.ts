import { isUuid } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse, no as noFromHub } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { ANSWERS } from '../tables.ts'
import { goingOf } from './answers.ts'
import { cardsOf, listed, type Listed } from './calendar.ts'
import { card } from './shapes.ts'

export async function feedOf(db: Reader, person: string | null): Promise<string | null> {
  if (person === null) return null
  const row = await db.selectFrom('event_feed').select('id').where('person_id', '=', person).executeTakeFirst()
  return row?.id ?? null
}

/** Whose secret address this is; whoever reads by it reads as that identity, and learns nothing of its other names. */
export async function actorBehind(db: Reader, keys: Pick<Keys, 'verify'>, token: string, locale: string): Promise<Actor | null> {
  const id = keys.verify('event-feed', token)
  if (id === null || !isUuid(id)) return null
  const row = await db.selectFrom('event_feed').select('person_id as person').where('id', '=', id).executeTakeFirst()
  const account = row === undefined ? null : await people.accountOf(db, row.person)
  const owner = account === null ? undefined : (await people.ownersOf(db, [account])).get(account)
  const person = owner?.persons.find((one) => one === row?.person)
  return owner === undefined || person === undefined
    ? null
    : { account: owner.account, person, operator: false, locale, guestKey: () => null }
}

const FAR = new Date('9999-01-01T00:00:00Z')

/** Where the acting identity said that it comes, or may. */
export async function ownDates(db: Reader, reading: Reading & { readonly outside: { readonly keys: Keys } }) {
  const { actor, now, outside } = reading
  if (actor.person === null) return []
  const going = await goingOf(db, outside.keys, actor.person, now)
  if (going.length === 0) return []
  const found = await listed(db, reading, { from: now, to: FAR, events: [...new Set(going.map(({ event }) => event))], most: 2000 })
  return found.flatMap((one): (Listed & { answer: (typeof going)[number]['answer']; waiting: boolean })[] => {
    const own = going.find(({ event, slot }) => event === one.row.id && slot === one.date.slot)
    return own === undefined ? [] : [{ ...one, answer: own.answer, waiting: own.waiting }]
  })
}

export const myCalendar = query({
  name: 'events.my-calendar',
  summary: 'Where the acting identity said that it comes, or may',
  route: 'GET /my-calendar',
  input: z.object({}),
  output: z.array(z.object({ ...card.shape, answer: z.enum(ANSWERS), waiting: z.boolean() })),
  async read(db, { actor, now, outside }) {
    if (actor.person === null) return refuse(noFromHub('sign-in.needed'))
    const own = await ownDates(db, { actor, now, outside })
    const cards = await cardsOf(db, actor.locale, own)
    return cards.flatMap((one, at) => {
      const mine = own[at]
      return mine === undefined ? [] : [{ ...one, answer: mine.answer, waiting: mine.waiting }]
    })
  },
})
