import { z } from 'zod'
import { isTheHub, type Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import { mayKeep } from '../policy.ts'
import { no } from '../refusals.ts'
import { dayOf, endsSoon, freshness, isOverdue, isShown } from '../rules.ts'
import { deskOf, ownsOf, pageRows, spotAt, spotById, stewardRows, type Spot } from './desk.ts'
import { draw, ordered } from './items.ts'
import { demandItem, itemsAt, remarksOf, type ItemRow, type RemarkRow } from './rows.ts'
import { remark as remarkShape, shown, type Remark, type Shown } from './shapes.ts'

/** Who looks after a page, as everybody reads it. */
export type Care = {
  readonly stewards: readonly {
    readonly person: string
    /** Null: not for this reader. */
    readonly name: string | null
    readonly card: string | null
    readonly ofState: boolean
    readonly since: string | null
  }[]
  readonly body: {
    readonly id: string
    readonly name: string
    readonly language: string
    readonly path: string
    readonly ofState: boolean
    readonly since: string
  } | null
  readonly lookedOn: string | null
  readonly lookedBy: string | null
}

/** Of this very page: who keeps the country's page is named there. */
export async function careOf(db: Reader, spot: Spot, reading: Reading): Promise<Care> {
  const { actor } = reading
  const [page] = await pageRows(db, [spot.place.id])
  const rows = (await stewardRows(db, [spot.place.id])).filter(({ state }) => state === 'appointed')
  const { stewards } = await deskOf(db, spot, actor)
  const named = [...rows.map((row) => row.person_id), ...(page?.looked_by == null ? [] : [page.looked_by])]
  const names = await profiles.inRole(db, reading, named)
  const card = page?.body_id == null ? undefined : (await organisations.bodyCards(db, [page.body_id], actor.locale)).get(page.body_id)
  return {
    stewards: rows.flatMap(({ person_id: person, appointed_on: since }) => {
      const ofState = stewards.some((steward) => steward.person === person && steward.ofState)
      // Who may not be named to this reader is there all the same: the page is looked after.
      return [{ person, ...(names.get(person) ?? { name: null, card: null }), ofState, since }]
    }),
    body:
      card === undefined
        ? null
        : {
            ...{ id: card.id, name: card.name, language: card.language, path: `/bodies/${card.slug}`, since: page?.taken_on ?? '' },
            ofState: organisations.speaksForState(card.kind),
          },
    lookedOn: page?.looked_on ?? null,
    lookedBy: page?.looked_by == null ? null : (names.get(page.looked_by)?.name ?? null),
  }
}

export type Asking = Reading & { readonly origins: readonly string[] }

/** Places of origin that somebody chose, each with its country: what is for all of a country is for a town of it. */
export async function originsOf(db: Reader, ids: readonly string[], locale: string): Promise<ReadonlySet<string>> {
  const known = await places.named(db, ids, locale)
  return new Set([...known.values()].flatMap(({ id, country }) => [id, country]))
}

/** What the page shows now: of a town what holds in its country too. */
export async function itemsOf(db: Reader, spot: Spot, { origins, ...reading }: Asking): Promise<readonly Shown[]> {
  const { actor, now } = reading
  const today = dayOf(now)
  const rows = (await itemsAt(db, spot.ids)).filter((row) => isShown(row, today))
  const items = await draw(db, rows, reading)
  return ordered(items, await originsOf(db, origins, actor.locale), actor.locale)
}

export const listItems = query({
  name: 'abroad.items',
  summary: 'What stands on the page of a country or a town where people live, in its order, with who looked last and until when it holds',
  route: 'GET /abroad/{country}/items',
  input: z.object({
    country: z.string().max(2).describe('In small letters: ie'),
    town: z.string().max(80).optional().describe('Its address: cork'),
    from: z.string().max(300).optional().describe('Places of origin with commas between them: what is for them comes first'),
  }),
  output: z.array(shown),
  async read(db, { input, actor, now, outside }) {
    const spot = await spotAt(db, input.country, input.town ?? null, actor.locale)
    return [...(await itemsOf(db, spot, { actor, now, outside, origins: (input.from ?? '').split(',').slice(0, 5) }))]
  },
})

const remarkShown = (row: RemarkRow, today: string): Remark => ({
  ...{ id: row.id, sort: row.sort, sentOn: row.sent_on, answerBy: row.answer_by, state: row.state },
  overdue: row.state === 'waiting' && isOverdue(row.answer_by, today),
  answer: row.answered_on === null ? null : { text: row.answer, language: row.answer_language ?? 'und', on: row.answered_on },
})

/** One item with what was remarked; the words of what waits, was declined or is hidden are for its writer and for those who keep the page. */
export async function oneItem(db: Reader, id: string, reading: Reading) {
  const { actor, now } = reading
  const row = await demandItem(db, id)
  const desk = await deskOf(db, await spotById(db, row.place, actor.locale), actor)
  const writer = actor.person !== null && row.proposed_by === actor.person
  const today = dayOf(now)
  const all = mayKeep(desk).ok || (writer && row.state !== 'hidden')
  const [item] = await draw(db, [row], { ...reading, all })
  if (item === undefined) return refuse(no('abroad.item-missing'))
  const remarks = ((await remarksOf(db, [row])).get(row.id) ?? []).map((one) => remarkShown(one, today))
  return { row, item, remarks, desk, writer, owns: await ownsOf(db, row, actor) }
}

export const readItem = query({
  name: 'abroad.item',
  summary: 'One item, and what became of each remark about it',
  route: 'GET /abroad/items/{item}',
  input: z.object({ item: z.uuid() }),
  output: z.object({ item: shown, remarks: z.array(remarkShape) }),
  async read(db, { input, actor, now, outside }) {
    const { item, remarks } = await oneItem(db, input.item, { actor, now, outside })
    return { item, remarks: [...remarks] }
  },
})

const waiting = remarkShape.extend({ item: z.uuid(), title: z.string(), words: z.string(), language: z.string() })

const deskShape = z.object({
  proposals: z.array(shown).describe('The oldest first'),
  remarks: z.array(waiting),
  toCheck: z.array(shown).describe('What ends within thirty days, or has ended'),
  links: z.array(shown).describe('Whose links do not answer, or lead elsewhere now'),
  ownerless: z.array(shown),
})
export type DeskShown = z.infer<typeof deskShape>

/** Whether something of it is not as it should be: no answer, or another address. */
const hasFault = ({ links }: Shown): boolean => links.some(({ state, movedTo }) => state === 'dead' || movedTo !== null)

/** Of a country and its towns the pages that somebody keeps: all, or those of towns of which they are steward. Whoever runs the hub keeps none that has a steward. */
export async function keptIn(db: Reader, country: string, actor: Actor): Promise<readonly string[]> {
  const ids = await places.within(db, country)
  const rows = (await stewardRows(db, ids)).filter(({ state }) => state === 'appointed')
  const own = rows.filter(({ person_id: person }) => person === actor.person).map(({ place }) => place)
  const keeps = async (place: string): Promise<boolean> => mayKeep(await deskOf(db, await spotById(db, place, actor.locale), actor)).ok
  const whole = await keeps(country)
  if (whole && (own.includes(country) || isTheHub(actor))) return ids
  const tended = new Set(rows.map(({ place }) => place))
  const kept = whole ? ids.filter((id) => !tended.has(id) || id === country) : []
  for (const place of own) if (!kept.includes(place) && (await keeps(place))) kept.push(place)
  return kept
}

/** What waits on these pages, for those who keep them. */
export async function deskShown(db: Reader, ids: readonly string[], reading: Reading): Promise<DeskShown> {
  const today = dayOf(reading.now)
  const rows = ids.length === 0 ? [] : await itemsAt(db, ids)
  const items = await draw(db, rows, { ...reading, all: true })
  const remarks = await remarksOf(db, rows)
  const published = items.filter(({ state }) => state === 'published')
  const byEnd = (a: Shown, b: Shown): number => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1)
  return {
    proposals: items.filter(({ state }) => state === 'proposed').toSorted((a, b) => (a.answerBy < b.answerBy ? -1 : 1)),
    remarks: items
      .flatMap((item) => (remarks.get(item.id) ?? []).map((row) => ({ item, row })))
      .filter(({ row }) => row.state === 'waiting')
      .toSorted((a, b) => (a.row.answer_by < b.row.answer_by ? -1 : 1))
      .map(({ item, row }) => ({ ...remarkShown(row, today), item: item.id, title: item.title, words: row.words, language: row.language })),
    toCheck: published.filter(({ expiresOn }) => expiresOn !== null && endsSoon(expiresOn, today)).toSorted(byEnd),
    links: published.filter(hasFault),
    ownerless: published.filter(({ owner }) => owner.sort === 'nobody'),
  }
}

export const readDesk = query({
  name: 'abroad.desk',
  summary: 'For those who keep the page of a country: what waits for an answer, what has to be checked soon, and links that do not answer',
  route: 'GET /abroad/{country}/desk',
  input: z.object({ country: z.string().max(2) }),
  output: deskShape,
  async read(db, { input, actor, now, outside }) {
    const spot = await spotAt(db, input.country, null, actor.locale)
    const kept = await keptIn(db, spot.place.id, actor)
    if (kept.length === 0) demand(mayKeep(await deskOf(db, spot, actor)))
    return deskShown(db, kept, { actor, now, outside })
  },
})

/** What waits on a page, in numbers that everybody reads. */
export type Waiting = { readonly proposals: number; readonly remarks: number; readonly overdue: number; readonly next: string | null }

export async function waitingAt(db: Reader, spot: Spot, now: Date): Promise<Waiting> {
  const today = dayOf(now)
  const rows = await itemsAt(db, [spot.place.id])
  const proposals = rows.filter(({ state }) => state === 'proposed')
  const published: readonly ItemRow[] = rows.filter(
    ({ state, expires_on: end }) => state === 'published' && freshness(end, today) !== 'expired',
  )
  const remarks = [...(await remarksOf(db, published)).values()].flat().filter(({ state }) => state === 'waiting')
  const days = [...proposals, ...remarks].map(({ answer_by: day }) => day).toSorted()
  return {
    ...{ proposals: proposals.length, remarks: remarks.length, next: days[0] ?? null },
    overdue: days.filter((day) => isOverdue(day, today)).length,
  }
}
