import { alikeTo, NEAR, overlap, wordsOf } from '#lookalike'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { cardsOf, findableIds, type CommunityCard } from './find.ts'
import { facetsOf } from './seen-community.ts'
import { facetField } from './shapes.ts'
import { SORTS } from '../tables.ts'
import { keyOf, type Facet } from '../rules.ts'

export type Wanted = { readonly name: string; readonly summary: string; readonly sort: string; readonly facets: readonly Facet[] }

const MOST = 5

/**
 * Communities that could be the same: their name can be taken for the new one, or name and sentence say nearly the same, or they are of the same sort and
 * share two things that they are about. Only what the reader could find anyway.
 */
export async function lookAlikes(db: Reader, reading: Reading, { name, summary, sort, facets }: Wanted): Promise<readonly CommunityCard[]> {
  const { ids, rows } = await candidates(db, reading)
  if (ids.length === 0) return []
  const isAlike = alikeTo([name])
  const words = wordsOf(`${name} ${summary}`)
  const about = await facetsOf(db, ids)
  const wanted = new Set(facets.map(keyOf))
  const marked = new Map<string, number>()
  for (const row of rows) {
    const shared = about.get(row.id)?.filter((facet) => wanted.has(keyOf(facet))).length ?? 0
    const score = isAlike(row.name)
      ? 3
      : overlap(words, wordsOf(`${row.name} ${row.summary}`)) >= NEAR
        ? 2
        : row.sort === sort && shared >= 2
          ? 1
          : 0
    if (score > (marked.get(row.id) ?? 0)) marked.set(row.id, score)
  }
  const best = [...marked].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST)
  return cardsOf(
    db,
    best.map(([id]) => id),
    reading.actor.locale,
  )
}

async function candidates(db: Reader, reading: Reading) {
  const ids = await findableIds(db, reading)
  if (ids.length === 0) return { ids, rows: [] }
  const rows = await db
    .selectFrom('community_text')
    .innerJoin('community', 'community.id', 'community_text.community_id')
    .select(['community.id', 'community.sort', 'name', 'summary'])
    .where('community.id', 'in', [...ids])
    .where('community.state', '=', 'running')
    .execute()
  return { ids, rows }
}

/** What everybody may read of a community: its name and sentence in each language, and what it is about. */
export type Comparable = {
  readonly id: string
  readonly sort: string
  readonly texts: readonly { readonly name: string; readonly summary: string }[]
  readonly facets: readonly Facet[]
}

/** Of communities that run and that everybody can find, without those of the young: these, or those that follow one in the order of their ids. */
export async function comparableCommunities(
  db: Reader,
  which: { readonly ids: readonly string[] } | { readonly after: string | null; readonly most: number },
): Promise<readonly Comparable[]> {
  const open = db
    .selectFrom('community')
    .select(['id', 'sort'])
    .where('access', '!=', 'hidden')
    .where('hidden_for', 'is', null)
    .where('youth', '=', false)
    .where('state', '=', 'running')
    .orderBy('id')
  if ('ids' in which && which.ids.length === 0) return []
  const next = 'ids' in which ? open.where('id', 'in', [...new Set(which.ids)]) : open.limit(which.most)
  const rows = await ('ids' in which || which.after === null ? next : next.where('id', '>', which.after)).execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const texts = Map.groupBy(
    await db.selectFrom('community_text').select(['community_id as id', 'name', 'summary']).where('community_id', 'in', ids).execute(),
    ({ id }) => id,
  )
  const facets = await facetsOf(db, ids)
  return rows.map(({ id, sort }) => ({
    ...{ id, sort, texts: (texts.get(id) ?? []).map(({ name, summary }) => ({ name, summary })) },
    facets: (facets.get(id) ?? []).map((facet) => ({ sort: facet.sort, value: facet.value })),
  }))
}

export const alikeCommunities = query({
  name: 'communities.look-alikes',
  summary: 'Communities that a new one could be the same as: by name, by what it says, or by what it is about',
  route: 'GET /community-look-alikes',
  input: z.object({
    name: z.string().trim().min(1).max(80),
    summary: z.string().trim().max(500).default(''),
    sort: z.enum(SORTS),
    facets: z.array(facetField).max(40).default([]),
  }),
  output: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), summary: z.string(), language: z.string() })),
  async read(db, { input, actor, now, outside }) {
    const alike = await lookAlikes(db, { actor, now, outside }, input)
    return alike.map(({ id, slug, name, summary, language }) => ({ id, slug, name, summary, language }))
  },
})
