import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places, type Place } from '../../places/index.ts'
import type { Desk, Owner, Steward } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A page, with the page of its country where it is one of a town. */
export type Spot = { readonly place: Place; readonly ids: readonly string[] }

const idsOf = ({ id, country, town }: Place): readonly string[] => (town ? [id, country] : [id])

export async function spotById(db: Reader, id: string, locale: string): Promise<Spot> {
  const place = (await places.named(db, [id], locale)).get(id) ?? refuse(no('abroad.place-missing'))
  return { place, ids: idsOf(place) }
}

export async function spotAt(db: Reader, country: string, town: string | null, locale: string): Promise<Spot> {
  const place = (await places.byPath(db, country, town, locale)) ?? refuse(no('abroad.place-missing'))
  return { place, ids: idsOf(place) }
}

export const stewardRows = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('abroad_steward')
    .selectAll()
    .where('place', 'in', [...ids])
    .orderBy('place')
    .orderBy('person_id')
    .execute()

export const pageRows = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('abroad_page')
    .selectAll()
    .where('place', 'in', [...ids])
    .execute()

const forState = async (db: Reader, bodyIds: readonly string[]): Promise<ReadonlySet<string>> => {
  const cards = await organisations.bodyCards(db, bodyIds, 'en')
  return new Set([...cards.values()].filter(({ kind }) => organisations.speaksForState(kind)).map(({ id }) => id))
}

/** Who may do what there: read anew at each deed, for an office of a state can begin and end on any day. */
export async function deskOf(db: Reader, { ids }: Spot, actor: Actor): Promise<Desk> {
  const rows = (await stewardRows(db, ids)).filter(({ state }) => state === 'appointed')
  const bodies = (await pageRows(db, ids)).flatMap(({ body_id }) => body_id ?? [])
  const states = await forState(db, [...bodies, ...rows.flatMap(({ for_body }) => for_body ?? [])])
  const stewards: Steward[] = []
  for (const { person_id: person, for_body: body } of rows)
    stewards.push({ person, ofState: (body !== null && states.has(body)) || (await organisations.officesOf(db, [person])).government })
  const standings = await Promise.all(bodies.map((body) => organisations.standingOf(db, body, actor.person)))
  return { actor, stewards, ofItsBody: standings.some(({ steward }) => steward), bodyOfState: bodies.some((body) => states.has(body)) }
}

/** Whether an item is the actor's to look after: by their name, or by the office that owns it. */
export async function ownsOf(db: Reader, item: Owner, actor: Actor): Promise<boolean> {
  if (actor.person === null) return false
  if (item.owner_person !== null) return item.owner_person === actor.person
  if (item.owner_body === null || item.owner_office === null) return false
  return (await organisations.standingOf(db, item.owner_body, actor.person))[item.owner_office]
}
