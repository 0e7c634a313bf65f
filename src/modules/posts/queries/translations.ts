import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { openBody } from './seals.ts'
import type { Shown } from './shapes.ts'
import type { Here } from './standing.ts'

type Of = { readonly id: string; readonly version: number }

/** Beside the originals, each with who made it and how. */
export async function translationsOf(
  db: Reader,
  reading: Reading,
  { community, asking }: Here,
  posts: readonly Of[],
): Promise<ReadonlyMap<string, Shown['translations']>> {
  if (posts.length === 0) return new Map()
  const rows = await db
    .selectFrom('post_translation')
    .selectAll()
    .where('community_id', '=', community.id)
    .where(
      'post_id',
      'in',
      posts.map(({ id }) => id),
    )
    .orderBy('post_id')
    .orderBy('language')
    .execute()
  const authors = await communities.authorsFor(
    db,
    reading,
    community.id,
    rows.flatMap(({ member_id: member }) => member ?? []),
  )
  const drawn = (row: (typeof rows)[number]) => {
    const { title, text } = openBody(reading.outside.keys, { community: community.id, id: row.post_id }, row.body_sealed)
    return {
      ...{ language: row.language, title, text, madeBy: row.made_by, checked: row.checked_by !== null },
      stale: posts.some(({ id, version }) => id === row.post_id && version > row.of_version),
      by: (row.member_id === null ? undefined : authors.get(row.member_id)?.name) ?? null,
      mine: asking.member !== null && asking.member === row.member_id,
    }
  }
  return new Map([...Map.groupBy(rows, (row) => row.post_id)].map(([id, own]) => [id, own.map(drawn)]))
}
