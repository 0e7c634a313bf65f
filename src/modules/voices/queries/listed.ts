import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { dayIn } from '../rules.ts'
import { idsOf, isTrusted, namersAmong, type Namer } from './intermediaries.ts'

export type NamedBy = { readonly name: string; readonly language: string; readonly path: string }
export type Listed = {
  readonly id: string
  readonly name: string
  readonly languages: readonly string[]
  readonly reach: string
  readonly training: string
  readonly trainedOn: string | null
  readonly termEnds: string
  readonly namedBy: readonly NamedBy[]
}

/** Who serves now and agreed to be listed; of one body or community, or all. */
export async function listed(db: Reader, reading: Reading, by: Namer | null): Promise<readonly Listed[]> {
  let wanted = db
    .selectFrom('voice_intermediary')
    .selectAll()
    .where('state', '=', 'serving')
    .where('listed', '=', true)
    .where('term_ends', '>=', dayIn(reading.now))
  if (by !== null)
    wanted = wanted.where('id', 'in', (eb) =>
      eb.selectFrom('voice_namer').select('intermediary_id').where('sort', '=', by.sort).where('subject_id', '=', by.id),
    )
  const rows = await wanted.orderBy('id').execute()
  const names = await profiles.roleNames(
    db,
    reading,
    rows.flatMap(({ person_id: person }) => person ?? []),
  )
  const namersOf = await namersAmong(
    db,
    rows.map(({ id }) => id),
  )
  const all = [...namersOf.values()].flat()
  const cards = await organisations.bodyCards(db, idsOf(all, 'body'), reading.actor.locale)
  const seen = await communities.seenAmong(db, reading, idsOf(all, 'community'))
  return rows.flatMap((row): Listed[] => {
    const [name, namers] = [names.get(row.person_id ?? ''), namersOf.get(row.id) ?? []]
    if (name === undefined || !isTrusted(namers, cards)) return []
    // What names somebody, as this reader may know of it: bodies before communities.
    const bodies = idsOf(namers, 'body').flatMap((id) => cards.get(id) ?? [])
    const circles = idsOf(namers, 'community').flatMap((id) => seen.get(id) ?? [])
    const namedBy = [...bodies.map((card) => ({ ...card, path: `/bodies/${card.slug}` })), ...circles]
    return [
      {
        ...{ id: row.id, name, languages: row.languages, reach: row.reach, training: row.training, trainedOn: row.trained_on },
        ...{ termEnds: row.term_ends, namedBy: namedBy.map(({ name: of, language, path }) => ({ name: of, language, path })) },
      },
    ]
  })
}

/** For stewards: whom their body or community names, listed or not. */
export async function namedBy(db: Reader, { sort, id }: Namer) {
  const rows = await db
    .selectFrom('voice_namer')
    .innerJoin('voice_intermediary', 'voice_intermediary.id', 'voice_namer.intermediary_id')
    .select(['voice_intermediary.id', 'person_id', 'state', 'term_ends'])
    .where('voice_namer.sort', '=', sort)
    .where('voice_namer.subject_id', '=', id)
    .where('state', '!=', 'ended')
    .orderBy('voice_intermediary.id')
    .execute()
  const names = await people.nameOf(
    db,
    rows.flatMap(({ person_id: person }) => person ?? []),
  )
  return rows.map(({ id: intermediary, person_id: person, state, term_ends: termEnds }) => ({
    ...{ id: intermediary, state, termEnds },
    name: names.get(person ?? '') ?? null,
  }))
}
