import { isUuid } from '#base'
import { idsOf, subjectKey, type Publications, type Reading, type Subject, type SubjectSort } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import { topics } from '../../topics/index.ts'

/** What can be followed, as this reader may know of it. */
export type NamedSubject = {
  readonly subject: Subject
  /** As addresses and seals write it: `topic:health`. */
  readonly key: string
  readonly name: string
  readonly language: string
  /** Without language. */
  readonly path: string
  /** A community to which the reader belongs: it is in their feed by that alone. */
  readonly belongs: boolean
}
export type Named = ReadonlyMap<string, NamedSubject>

type Found = readonly (readonly [id: string, found: Omit<NamedSubject, 'subject' | 'key' | 'belongs'> & { readonly belongs?: boolean }])[]
type Finding = { readonly publications: Publications; readonly reading: Reading }
type Finder = (db: Reader, ids: readonly string[], finding: Finding) => Promise<Found>

const FINDERS: Readonly<Record<SubjectSort, Finder>> = {
  async person(db, ids, { reading }) {
    const names = await profiles.namesFor(db, reading.actor, ids)
    return [...names].map(([id, name]) => [id, { name, language: 'und', path: `/people/${id}` }])
  },
  async body(db, ids, { reading }) {
    const cards = await organisations.bodyCards(db, ids, reading.actor.locale)
    return [...cards].map(([id, { name, language, slug }]) => [id, { name, language, path: `/bodies/${slug}` }])
  },
  /** Only where the reader reads what is written there: of all else nothing would ever come. */
  async community(db, ids, { reading }) {
    const seen = [...(await communities.seenAmong(db, reading, ids))]
    return seen.flatMap(([id, { name, language, path, mayRead, me }]) =>
      mayRead ? [[id, { name, language, path, belongs: me !== null }]] : [],
    )
  },
  async topic(db, ids, { reading }) {
    const named = await topics.named(db, ids, reading.actor.locale)
    return [...named].map(([id, { name, language, path }]) => [id, { name, language, path }])
  },
  async place(db, ids, { reading }) {
    const named = await places.named(db, ids, reading.actor.locale)
    return [...named].map(([id, { name, language, path }]) => [id, { name, language, path }])
  },
  async dialogue(db, ids, { publications, reading }) {
    const there = (await publications.named('dialogue')?.byIds(db, ids, reading)) ?? []
    return there.map(({ id, title, language, path }) => [id, { name: title, language, path }])
  },
  /** Called by its newest edition that is announced: a summit itself has no name. */
  async summit(db, ids, { reading }) {
    const editions = await gatherings.editionsOfSummits(db, ids, reading.actor.locale)
    const announced = Map.groupBy(
      editions.filter(({ state }) => state !== 'draft'),
      ({ summitId }) => summitId,
    )
    return ids.flatMap((id) =>
      (announced.get(id) ?? [])
        .slice(0, 1)
        .map(({ name, language, path }) => [id, { name, language, path: path.replace(/\/[^/]+$/, '') }] as const),
    )
  },
}

/** By their keys; what there is not, or what this reader may not know of, is absent: both look the same. */
export async function subjectsNamed(db: Reader, subjects: readonly Subject[], finding: Finding): Promise<Named> {
  const named = new Map<string, NamedSubject>()
  for (const [sort, own] of Map.groupBy(subjects, (one) => one.sort)) {
    const ids = [...new Set(own.map(({ id }) => id))].filter((id) => sort === 'topic' || sort === 'place' || isUuid(id))
    if (ids.length === 0) continue
    for (const [id, found] of await FINDERS[sort](db, ids, finding)) {
      const subject: Subject = { sort, id }
      const key = subjectKey(subject)
      named.set(key, { subject, key, belongs: false, ...found })
    }
  }
  return named
}

/** Under which keys stands what belongs to topics and places: of a topic those below it and those merged into it, of a country its towns. All else stands under its own key. */
export async function keysOf(db: Reader, subjects: readonly Subject[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const below = await topics.within(db, idsOf(subjects, 'topic'))
  const towns = await places.townsWithin(db, idsOf(subjects, 'place'))
  return new Map(
    subjects.flatMap(({ sort, id }) => {
      const ids = sort === 'topic' ? below.get(id) : sort === 'place' ? towns.get(id) : undefined
      return ids === undefined ? [] : [[subjectKey({ sort, id }), ids.map((one) => subjectKey({ sort, id: one }))] as const]
    }),
  )
}
