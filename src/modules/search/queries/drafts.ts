import { createHash } from 'node:crypto'
import { wordsIn } from '#findable'
import { nobody } from '../../../core/actor.ts'
import { subjectKey, type Publication, type Published } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
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
  return [...byId].map(([id, versions]) => draftOf(id, versions))
}

function draftOf(id: string, versions: readonly Published[]): Draft {
  const title = wordsIn(versions.map((one) => one.title).join('\n')).slice(0, MOST_WORDS)
  const other = wordsIn(versions.map(({ text, words }) => `${text}\n${words ?? ''}`).join('\n')).slice(0, MOST_WORDS)
  const [first] = versions
  const kept = {
    id,
    vector: vectorOf(title, other),
    words: [...new Set([...title, ...other])],
    languages: [...new Set(versions.map(({ language }) => language))].toSorted(),
    subjects: [...new Set(versions.flatMap(({ subjects }) => subjects.map(subjectKey)))].toSorted(),
    nearAt: first?.starts ?? first?.at ?? new Date(0),
    until: first?.until ?? null,
  }
  return { ...kept, digest: createHash('sha256').update(JSON.stringify(kept)).digest() }
}
