import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { dayIn } from '../rules.ts'
import type { NamerSort } from '../tables.ts'

export type Namer = { readonly sort: NamerSort; readonly id: string }

export const intermediaryRow = async (db: Reader, id: string) =>
  (await db.selectFrom('voice_intermediary').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

export const rowOfPerson = async (db: Reader, person: string | null) =>
  person === null
    ? null
    : ((await db
        .selectFrom('voice_intermediary')
        .selectAll()
        .where('person_id', '=', person)
        .where('state', '!=', 'ended')
        .executeTakeFirst()) ?? null)

/** Who names each of these. */
export async function namersAmong(db: Reader, intermediaries: readonly string[]): Promise<ReadonlyMap<string, readonly Namer[]>> {
  if (intermediaries.length === 0) return new Map()
  const rows = await db
    .selectFrom('voice_namer')
    .select(['intermediary_id', 'sort', 'subject_id as id'])
    .where('intermediary_id', 'in', [...intermediaries])
    .orderBy('subject_id')
    .execute()
  return Map.groupBy(rows, ({ intermediary_id: intermediary }) => intermediary)
}

export const namersOf = async (db: Reader, intermediary: string): Promise<readonly Namer[]> =>
  (await namersAmong(db, [intermediary])).get(intermediary) ?? []

type Cards = Awaited<ReturnType<typeof organisations.bodyCards>>

/** A body that speaks for a state names nobody alone. `cards`: of the bodies among them. */
export const isTrusted = (namers: readonly Namer[], cards: Cards): boolean =>
  namers.some(({ sort, id }) => {
    const card = cards.get(id)
    return sort === 'community' || (card !== undefined && !organisations.speaksForState(card.kind))
  })

export const idsOf = (namers: readonly Namer[], wanted: NamerSort): readonly string[] =>
  namers.flatMap(({ sort, id }) => (sort === wanted ? [id] : []))

export const namedByOthers = async (db: Reader, namers: readonly Namer[]): Promise<boolean> =>
  isTrusted(namers, await organisations.bodyCards(db, idsOf(namers, 'body'), 'en'))

/** By whichever name: who holds an office of a state does not hear those who are silenced by one. Told to themselves alone, for it ties their names. */
export async function isOfState(db: Reader, { account, person }: Actor): Promise<boolean> {
  const persons = account === null ? (person === null ? [] : [person]) : await people.personsOf(db, account)
  return (await organisations.officesOf(db, persons)).government
}

/** What the acting identity is as an intermediary. */
export async function ownFacts(db: Reader, { actor, now }: Pick<Reading, 'actor' | 'now'>) {
  const row = await rowOfPerson(db, actor.person)
  const namers = row === null ? [] : await namersOf(db, row.id)
  return {
    row,
    namers,
    trusted: await namedByOthers(db, namers),
    ofState: row === null ? false : await isOfState(db, actor),
    inTerm: row !== null && row.term_ends >= dayIn(now),
  }
}
export type OwnFacts = Awaited<ReturnType<typeof ownFacts>>

/** Whether the one who acts names for this body or community: as its steward. */
export async function isSteward(db: Reader, reading: Reading, { sort, id }: Namer): Promise<boolean> {
  if (sort === 'body') return (await organisations.standingOf(db, id, reading.actor.person)).steward
  return (await communities.membershipOf(db, reading, id))?.role === 'steward'
}

/** Who looks after its good order may read a second time: moderators of the bodies, not of a state, that named the intermediary; and other intermediaries. */
export async function readersFor(db: Reader, own: OwnFacts, now: Date): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const serving = await db
    .selectFrom('voice_intermediary')
    .select('person_id as id')
    .where('state', '=', 'serving')
    .where('term_ends', '>=', dayIn(now))
    .where('person_id', 'is not', null)
    .execute()
  const ids = serving.map(({ id }) => id)
  const cards = await organisations.bodyCards(db, idsOf(own.namers, 'body'), 'en')
  for (const [body, { kind }] of cards) {
    if (organisations.speaksForState(kind)) continue
    for (const { person, role } of await organisations.officersOf(db, body)) if (role !== 'convener') ids.push(person)
  }
  const names = await people.nameOf(
    db,
    ids.flatMap((id) => id ?? []),
  )
  return [...names].filter(([id]) => id !== own.row?.person_id).map(([id, name]) => ({ id, name }))
}
