import { keyOf, type Citable, type Source, type SourceId, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { documentsByIds, documentsOf, languagesOf, type Document } from './documents.ts'
import { currentArticles } from './endorsements.ts'
import { releasesOf, isReleased, sourcesOfText } from './releases.ts'

const SORT = 'article'
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,3})$/

async function sourcesFrom(db: Reader, document: Document, locale: string): Promise<readonly Source[]> {
  const edition = document.sort === 'outcome' ? await gatherings.editionById(db, document.editionId, locale) : null
  const current = edition === null || edition.state === 'draft' ? null : await currentArticles(db, document)
  if (edition === null || current === null) return []
  const [original] = await languagesOf(db, document)
  const newest = (await releasesOf(db, document)).find(isReleased)
  const language = original?.language ?? 'und'
  const cited = await sourcesOfText(db, document, { version: current.version, language })
  return current.articles.map(({ number, text, notes }) => ({
    ...{ sort: SORT, id: `${document.id}/${number}`, path: `${edition.path}/outcome/articles/${number}`, text, language },
    ...{ version: current.version, state: 'standing', session: null, question: null, speaker: null, at: newest?.releasedAt ?? null },
    from: notes.flatMap((note): SourceId[] => {
      const one = cited.get(note)
      return one === undefined ? [] : [{ sort: one.sort, id: one.id }]
    }),
  }))
}

/** The articles of an outcome document as they were released last: `<document>/<number>`. They belong to the edition, and come with each of its sessions. */
export const articles: Citable = {
  sort: SORT,
  takenBy: [],
  async ofSession(db, sessionId, locale) {
    const session = await gatherings.sessionById(db, sessionId, locale)
    const found: Source[] = []
    for (const document of session === null ? [] : await documentsOf(db, session.editionId))
      found.push(...(await sourcesFrom(db, document, locale)))
    return found
  },
  async byIds(db, ids, locale) {
    const asked = ids.flatMap((id) => ID.exec(id)?.[1] ?? [])
    const found: Source[] = []
    for (const document of await documentsByIds(db, [...new Set(asked)])) found.push(...(await sourcesFrom(db, document, locale)))
    return found.filter(({ id }) => ids.includes(id))
  },
}

/** A source with what it was itself built on. `seen`: the version that the text cites; null: it is cited by another source. */
export type Traced = {
  readonly id: SourceId
  readonly source: Source | null
  readonly seen: number | null
  readonly from: readonly Traced[]
}

/** From an article to what was said: recommendations, and what they stand on. No further down than rooms build on one another. */
const DEEPEST = 4

export async function tracedFrom(
  db: Reader,
  sources: Sources,
  cited: readonly (SourceId & { readonly version: number })[],
  locale: string,
): Promise<readonly Traced[]> {
  const known = new Map<string, Source>()
  let open: readonly SourceId[] = cited
  for (let depth = 0; depth < DEEPEST && open.length > 0; depth += 1) {
    const found = await sources.byIds(
      db,
      open.filter((one) => !known.has(keyOf(one))),
      locale,
    )
    for (const [key, source] of found) known.set(key, source)
    open = [...found.values()].flatMap(({ from }) => from)
  }
  const traced = (id: SourceId, seen: number | null, depth: number): Traced => {
    const source = known.get(keyOf(id)) ?? null
    const from = source === null || depth >= DEEPEST ? [] : source.from.map((one) => traced(one, null, depth + 1))
    return { id, source, seen, from }
  }
  return cited.map((one) => traced(one, one.version, 1))
}
