import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Publications, Published, Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type Crossing } from '../../communities/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { no } from '../refusals.ts'
import { FACETS, facetsFrom, keyOf, type Facet } from '../rules.ts'
import type {} from '../tables.ts'

export type Crossed = Crossing & {
  readonly facets: readonly Facet[]
  /** What the rooms published of all of them, the newest first. */
  readonly things: readonly Published[]
}

type Looking = { readonly publications: Publications; readonly reading: Reading; readonly part: number; readonly most: number }

/** What everybody may read of several things at once: communities, and what was published of all of them. Null: one of them is none. */
export async function crossed(
  db: Reader,
  text: string,
  { publications, reading, part, most }: Looking,
  languageName: (tag: string) => string,
): Promise<Crossed | null> {
  const facets = communities.inOneOrder(facetsFrom(text))
  if (facets.length === 0) return null
  const crossing = await communities.crossing(db, reading, { facets, part }, languageName)
  if (facets.some((facet) => !crossing.names.has(keyOf(facet)))) return null
  return { ...crossing, facets, things: await thingsOf(db, facets, { publications, reading, most }) }
}

/** A facet of place or topic is something that things belong to; of a generation there is nothing but communities. */
async function thingsOf(
  db: Reader,
  facets: readonly Facet[],
  { publications, reading, most }: Omit<Looking, 'part'>,
): Promise<readonly Published[]> {
  const lists = await subjectsOf(db, facets)
  if (lists.length === 0 || facets.some(({ sort }) => sort === 'generation')) return []
  let select = db.selectFrom('search_entry').select(['sort', 'id']).where('sort', '!=', 'community')
  for (const list of lists) select = select.where(sql<boolean>`subjects && ${[...list]}::text[]`)
  const language = facets.find(({ sort }) => sort === 'language')
  if (language !== undefined) select = select.where(sql<boolean>`${language.value} = any(languages)`)
  const met = await select
    .where((where) => where.or([where('until', 'is', null), where('until', '>', reading.now)]))
    .orderBy('near_at', 'desc')
    .orderBy('sort')
    .orderBy('id')
    .limit(most)
    .execute()
  const drawn: Published[] = []
  for (const [sort, own] of Map.groupBy(met, (one) => one.sort)) {
    const ids = own.map(({ id }) => id)
    drawn.push(...((await publications.named(sort)?.byIds(db, ids, reading)) ?? []).filter(({ open }) => open))
  }
  return drawn.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** For each the keys of all that lies in it: a country with its towns, a topic with those below it. */
async function subjectsOf(db: Reader, facets: readonly Facet[]): Promise<readonly (readonly string[])[]> {
  const lists: (readonly string[])[] = []
  for (const { sort, value } of facets)
    if (sort === 'topic') lists.push([...(await topics.within(db, [value])).values()].flat().map((key) => `topic:${key}`))
    else if (sort === 'origin' || sort === 'residence')
      lists.push([...(await places.townsWithin(db, [value])).values()].flat().map((id) => `place:${id}`))
  return lists
}

const facet = z.object({ sort: z.enum(FACETS), value: z.string() })
const counted = facet.extend({ count: z.number().int().describe('Of communities; nobody is counted here') })

export const readCrossing = (publications: Publications) =>
  query({
    name: 'search.crossing',
    summary: 'What there is of several things at once, as of a country of origin, a town and a topic: communities, and what was published',
    route: 'GET /crossings/{facets}',
    input: z.object({
      facets: z.string().min(1).max(400).describe('origin:LB,residence:FR,topic:health'),
      part: z.coerce.number().int().min(1).max(200).default(1),
    }),
    output: z.object({
      total: z.number().int(),
      communities: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), summary: z.string(), language: z.string() })),
      things: z.array(
        z.object({ sort: z.string(), id: z.string(), path: z.string(), title: z.string(), language: z.string(), at: z.date() }),
      ),
      fewer: z.array(counted).describe('Without this one'),
      more: z.array(counted).describe('With this one as well'),
    }),
    async read(db, { input, ...reading }) {
      const looking = { publications, reading, part: input.part, most: AT_ONCE }
      const found = (await crossed(db, input.facets, looking, (tag) => tag)) ?? refuse(no('crossing.missing'))
      const chosen = new Set(found.facets.map(({ sort }) => sort))
      return {
        total: found.found.total,
        communities: found.found.communities.map(({ id, slug, name, summary, language }) => ({ id, slug, name, summary, language })),
        things: found.things.map(({ sort, id, path, title, language, at }) => ({ sort, id, path, title, language, at })),
        fewer: found.fewer.map((one) => ({ ...one.facet, count: one.count })),
        more: found.found.facets.filter(({ sort }) => !chosen.has(sort)).map((one) => ({ ...one })),
      }
    },
  })

/** Things beside the communities on one page; and in a file for programs. */
export const AT_ONCE = 10
export const IN_A_FILE = 50
