import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Row } from '../rules.ts'
import type {} from '../tables.ts'

export type Topic = {
  readonly key: string
  readonly name: string
  /** Of the name: the reader’s where there is one. */
  readonly language: string
  /** The key of the topic above it; null: it stands at the top. */
  readonly parent: string | null
  readonly path: string
  /** Nobody is called by an interest in it, and how many follow it is told to nobody. */
  readonly sensitive: boolean
}

/** All that there are, also hidden ones and those that lead to others, in their order. There are a few dozen. */
export async function topicRows(db: Reader): Promise<readonly Row[]> {
  const rows = await db.selectFrom('topic').selectAll().orderBy('position').orderBy('key').execute()
  return rows.map(({ merged_into: mergedInto, ...row }) => ({ ...row, mergedInto }))
}

type Named = { readonly name: string; readonly language: string }

/** By key: in the reader's language, else in English, else in the first that there is. */
async function namesIn(db: Reader, locale: string): Promise<ReadonlyMap<string, Named>> {
  const rows = await db.selectFrom('topic_name').selectAll().orderBy('language').execute()
  const rank = (language: string): number => (language === locale ? 0 : language === 'en' ? 1 : 2)
  const names = new Map<string, Named>()
  for (const { topic_key: key, language, name } of rows) {
    const known = names.get(key)
    if (known === undefined || rank(language) < rank(known.language)) names.set(key, { name, language })
  }
  return names
}

const topicFrom = ({ key, parent, sensitive }: Row, names: ReadonlyMap<string, Named>): Topic => {
  const { name, language } = names.get(key) ?? { name: key, language: 'und' }
  return { key, name, language, parent, path: `/topics/${key}`, sensitive }
}

/** Those that can be chosen: first one of the top, then what stands below it, then the next. */
export async function allTopics(db: Reader, locale: string): Promise<readonly Topic[]> {
  const [rows, names] = [await topicRows(db), await namesIn(db, locale)]
  const seen = rows.filter(({ hidden, mergedInto }) => !hidden && mergedInto === null)
  const below = Map.groupBy(seen, ({ parent }) => parent)
  const tops = below.get(null) ?? []
  return tops.flatMap((top) => [top, ...(below.get(top.key) ?? [])]).map((row) => topicFrom(row, names))
}

/** Those that are offered no more, for whoever may show them again. */
export async function hiddenTopics(db: Reader, locale: string): Promise<readonly Topic[]> {
  const [rows, names] = [await topicRows(db), await namesIn(db, locale)]
  const hidden = new Set(rows.flatMap((row) => (row.hidden ? [row.key] : [])))
  return rows
    .filter(({ key, parent, mergedInto }) => mergedInto === null && (hidden.has(key) || (parent !== null && hidden.has(parent))))
    .map((row) => topicFrom(row, names))
}

/** By the keys that were asked for; the key of a merged one leads to the topic that it became. Hidden ones and unknown ones are absent. */
export async function topicsNamed(db: Reader, keys: readonly string[], locale: string): Promise<ReadonlyMap<string, Topic>> {
  if (keys.length === 0) return new Map()
  const [rows, names] = [await topicRows(db), await namesIn(db, locale)]
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const found = (key: string): Row | undefined => {
    const row = byKey.get(key)
    return row === undefined || row.mergedInto === null ? row : byKey.get(row.mergedInto)
  }
  // What stands below a hidden one has no way to it.
  const shown = (row: Row): boolean => !row.hidden && (row.parent === null || byKey.get(row.parent)?.hidden !== true)
  return new Map(
    keys.flatMap((key) => {
      const row = found(key)
      return row === undefined || !shown(row) ? [] : [[key, topicFrom(row, names)] as const]
    }),
  )
}

/**
 * Every key under which something may stand that belongs to a topic: its own, those below it, and those that were merged into any of these.
 * Of a key that was merged, all of the topic that it became.
 */
export async function keysWithin(db: Reader, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = keys.length === 0 ? [] : await topicRows(db)
  const became = new Map(rows.flatMap(({ key, mergedInto }) => (mergedInto === null ? [] : [[key, mergedInto] as const])))
  return new Map(
    keys.map((key) => {
      const top = became.get(key) ?? key
      const own = [top, ...rows.flatMap((row) => (row.parent === top && !row.hidden ? [row.key] : []))]
      return [key, [...own, ...[...became].flatMap(([merged, into]) => (own.includes(into) ? [merged] : []))]]
    }),
  )
}

export type TopicNames = readonly { readonly language: string; readonly name: string }[]

export async function namesOf(db: Reader, key: string): Promise<TopicNames> {
  return db.selectFrom('topic_name').select(['language', 'name']).where('topic_key', '=', key).orderBy('language').execute()
}

export const listTopics = query({
  name: 'topics.list',
  summary: 'The topics of this hub in two levels, each with its key, by which things belong to it',
  route: 'GET /topics',
  input: z.object({}),
  output: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      language: z.string(),
      parent: z.string().nullable(),
      path: z.string(),
      sensitive: z.boolean(),
    }),
  ),
  read: async (db, { actor }) => [...(await allTopics(db, actor.locale))],
})
