import { createHash } from 'node:crypto'
import { wordsIn } from '#findable'
import { nobody } from '../../../core/actor.ts'
import { idsOf, subjectKey, type Publication, type Published, type Reading, type SubjectSort } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { MOST_WORDS, vectorOf } from '../rules.ts'

/** What is kept of one thing, so that it is found. */
export type Draft = {
  readonly id: string
  readonly vector: string
  readonly words: readonly string[]
  readonly languages: readonly string[]
  readonly subjects: readonly string[]
  readonly nearAt: Date
  readonly until: Date | null
  readonly digest: Buffer
}

export type Looking = { readonly locales: readonly string[]; readonly outside: Pick<Outside, 'keys' | 'now'> }

/** Those of these that everybody may read now, each by its words in all languages of the hub. */
export async function draftsOf(db: Reader, publication: Publication, ids: readonly string[], looking: Looking): Promise<readonly Draft[]> {
  if (ids.length === 0) return []
  const { locales, outside } = looking
  const now = outside.now()
  const drawn: Published[] = []
  for (const locale of locales) drawn.push(...(await publication.byIds(db, ids, { actor: nobody(locale), now, outside })))
  const byId = Map.groupBy(
    drawn.filter(({ open }) => open),
    ({ id }) => id,
  )
  const named = await namesFor(db, [...byId.values()].flat(), { now, outside })
  return [...byId].map(([id, versions]) => draftOf(id, versions, named))
}

type Names = ReadonlyMap<string, readonly string[]>

/** What things belong to, by all its names: who looks for `Cork` finds what is of Cork, whatever its own words. Nobody's name is in it. */
async function namesFor(db: Reader, drawn: readonly Published[], at: Omit<Reading, 'actor'>): Promise<Names> {
  const subjects = drawn.flatMap((one) => one.subjects)
  const idsIn = (sort: SubjectSort) => [...new Set(idsOf(subjects, sort))]
  const bodies = Map.groupBy(await organisations.textsOfBodies(db, idsIn('body')), ({ bodyId }) => bodyId)
  const own = await communities.seenAmong(db, { ...at, actor: nobody('en') }, idsIn('community'))
  return new Map([
    ...keyed('place', await places.namesOf(db, idsIn('place'))),
    ...keyed('topic', await topics.namesOf(db, idsIn('topic'))),
    ...keyed('body', new Map([...bodies].map(([id, texts]) => [id, texts.map(({ name }) => name)]))),
    ...keyed('community', new Map([...own].map(([id, { name }]) => [id, [name]]))),
  ])
}

const keyed = (sort: SubjectSort, names: Names) => [...names].map(([id, own]) => [subjectKey({ sort, id }), own] as const)

function draftOf(id: string, versions: readonly Published[], named: Names): Draft {
  const title = wordsIn(versions.map((one) => one.title).join('\n')).slice(0, MOST_WORDS)
  const subjects = [...new Set(versions.flatMap((one) => one.subjects.map(subjectKey)))].toSorted()
  const names = subjects.flatMap((key) => named.get(key) ?? [])
  // Names first: they are few, and the longest text leaves them there.
  const other = wordsIn([...names, ...versions.map(({ text, words }) => `${text}\n${words ?? ''}`)].join('\n')).slice(0, MOST_WORDS)
  const [first] = versions
  const kept = {
    id,
    vector: vectorOf(title, other),
    words: [...new Set([...title, ...other])],
    languages: [...new Set(versions.map(({ language }) => language))].toSorted(),
    subjects,
    nearAt: first?.starts ?? first?.at ?? new Date(0),
    until: first?.until ?? null,
  }
  return { ...kept, digest: createHash('sha256').update(JSON.stringify(kept)).digest() }
}
