import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { dayIn } from '../rules.ts'
import { namedByOthers, namersOf, type Namer } from './intermediaries.ts'

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

/** What names somebody, as this reader may know of it. */
export async function namesOf(db: Reader, reading: Reading, namers: readonly Namer[]): Promise<readonly NamedBy[]> {
  const ids = (sort: Namer['sort']) => namers.flatMap((one) => (one.sort === sort ? [one.id] : []))
  const cards = await organisations.bodyCards(db, ids('body'), reading.actor.locale)
  const seen = await communities.seenAmong(db, reading, ids('community'))
  return [
    ...[...cards.values()].map(({ name, language, slug }) => ({ name, language, path: `/bodies/${slug}` })),
    ...[...seen.values()].map(({ name, language, path }) => ({ name, language, path })),
  ]
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
  const told: Listed[] = []
  for (const row of rows) {
    const [name, namers] = [names.get(row.person_id ?? ''), await namersOf(db, row.id)]
    if (name === undefined || !(await namedByOthers(db, namers))) continue
    told.push({
      ...{ id: row.id, name, languages: row.languages, reach: row.reach, training: row.training, trainedOn: row.trained_on },
      ...{ termEnds: row.term_ends, namedBy: await namesOf(db, reading, namers) },
    })
  }
  return told
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
