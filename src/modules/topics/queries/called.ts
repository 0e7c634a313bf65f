import { soughtIn, wordsIn } from '#findable'
import type { Reader } from '../../../platform/db.ts'
import { isCalled } from '../rules.ts'
import type {} from '../tables.ts'
import { allTopics, topicRows, topicsNamed, type Topic } from './topics.ts'

type Name = { readonly key: string; readonly name: string }

const allNames = (db: Reader): Promise<readonly Name[]> =>
  db.selectFrom('topic_name').select(['topic_key as key', 'name']).orderBy('topic_key').orderBy('language').execute()

/** The topics that a text names in any language, in their order; of one that was merged, what it became. */
export async function called(db: Reader, text: string, locale: string, most: number): Promise<readonly Topic[]> {
  const [sought, written] = [soughtIn(text), new Set(wordsIn(text))]
  if (sought.length === 0) return []
  const met = (await allNames(db)).filter(({ name }) => isCalled(wordsIn(name), { sought, written })).map(({ key }) => key)
  const shown = new Set([...(await topicsNamed(db, met, locale)).values()].map(({ key }) => key))
  return shown.size === 0 ? [] : (await allTopics(db, locale)).filter(({ key }) => shown.has(key)).slice(0, most)
}

/** Every name of each of these in all languages, with those of what stands above it; nothing of hidden ones. */
export async function namesOf(db: Reader, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (keys.length === 0) return new Map()
  const [shown, rows] = [await topicsNamed(db, keys, 'en'), await topicRows(db)]
  const names = Map.groupBy(await allNames(db), ({ key }) => key)
  const hidden = new Set(rows.flatMap((row) => (row.hidden ? [row.key] : [])))
  const called = (key: string | null): readonly string[] =>
    key === null || hidden.has(key) ? [] : (names.get(key) ?? []).map(({ name }) => name)
  return new Map([...shown].map(([asked, { key, parent }]) => [asked, [...called(key), ...called(parent)]]))
}
