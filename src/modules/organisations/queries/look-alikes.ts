import { alikeTo } from '#lookalike'
import type { Reader } from '../../../platform/db.ts'
import { bodyCards, type BodyCard } from './body-cards.ts'
import type { Level } from '../tables.ts'

/** `body`: null for one that is not there yet; then none is itself, and none is known to be different. */
export type Named = { readonly body: string | null; readonly words: readonly string[] }

type Levels = ReadonlyMap<string, Level>

/** The verified bodies that this one could be taken for, by name or address, and that nobody has marked as different. */
async function lookAlikeIds(db: Reader, { body, words }: Named, levels: Levels): Promise<readonly string[]> {
  const ids = [...levels.keys()].filter((id) => id !== body)
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('body_text')
    .innerJoin('body', 'body.id', 'body_text.body_id')
    .select(['body.id', 'body.slug', 'body_text.name'])
    .where('body.id', 'in', ids)
    .execute()
  const isAlike = alikeTo(words)
  const alike = rows.filter(({ slug, name }) => isAlike(name) || isAlike(slug))
  const different = body === null ? new Set() : await differentFrom(db, body)
  return [...new Set(alike.map(({ id }) => id))].filter((id) => !different.has(id))
}

async function differentFrom(db: Reader, body: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('body_difference')
    .select(['body_id', 'other_id'])
    .where((where) => where.or([where('body_id', '=', body), where('other_id', '=', body)]))
    .execute()
  return new Set(rows.map((row) => (row.body_id === body ? row.other_id : row.body_id)))
}

/** For whoever runs the hub: which bodies were marked as different from this one, so that it can be undone. */
export const differentCards = async (db: Reader, body: string, locale: string): Promise<readonly BodyCard[]> => [
  ...(await bodyCards(db, [...(await differentFrom(db, body))], locale)).values(),
]

export type Asked = { readonly levels: Levels; readonly locale: string }

/** The name of the first of them, for a sentence; null: there is none. */
export async function alikeName(db: Reader, named: Named, asked: Asked): Promise<string | null> {
  const [first] = await lookAlikeCards(db, named, asked)
  return first?.name ?? null
}

export async function lookAlikeCards(db: Reader, named: Named, { levels, locale }: Asked): Promise<readonly BodyCard[]> {
  return [...(await bodyCards(db, await lookAlikeIds(db, named, levels), locale)).values()]
}

/** All names of a body, and its address. */
export async function wordsOf(db: Reader, body: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('body_text')
    .innerJoin('body', 'body.id', 'body_text.body_id')
    .select(['body.slug', 'body_text.name'])
    .where('body.id', '=', body)
    .execute()
  return [...new Set(rows.flatMap(({ slug, name }) => [slug, name]))]
}
