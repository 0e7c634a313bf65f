import { z } from 'zod'
import { wordsIn } from '#findable'
import { sql } from 'kysely'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { LEAST, PAGE, type Facet, ORDERS } from '../rules.ts'
import { ACCESSES, FACETS, SORTS, type FacetSort } from '../tables.ts'
import { facetsOf } from './seen-community.ts'
import { isOfficer } from './standing.ts'

const value = z.string().trim().max(60).default('')

export const asked = z.object({
  sort: z.enum(['', ...SORTS]).default(''),
  origin: value.describe('A country (IE) or the id of a town; a country finds its towns too'),
  residence: value,
  language: value,
  topic: value,
  generation: value,
  q: z.string().trim().max(120).default('').describe('Words of the name or the sentence; accents and case do not count'),
  order: z.enum(ORDERS).default('name').describe('By name, or by the day of founding, the newest first'),
  part: z.coerce.number().int().min(1).max(200).default(1),
})
export type FindAsked = z.infer<typeof asked>

const card = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  language: z.string(),
  sort: z.enum(SORTS),
  access: z.enum(ACCESSES),
  jointly: z.boolean().describe('Two communities hold it together: whoever belongs to one of them comes in'),
  languages: z.array(z.string()),
  foundedOn: z.string(),
  members: z.number().nullable().describe('From ten on'),
  facets: z.array(z.object({ sort: z.enum(FACETS), value: z.string() })),
})
export type CommunityCard = z.infer<typeof card>

const found = z.object({
  total: z.number(),
  parts: z.number(),
  communities: z.array(card),
  facets: z
    .array(z.object({ sort: z.enum(FACETS), value: z.string(), count: z.number() }))
    .describe('What those that were found are about'),
})
export type Found = z.infer<typeof found>

/** Far more than a hub has; a list that were longer would be cut. */
const MOST = 2000

/** A hidden one is in no list, no count and no facet, not even for its members: they find it among their own. */
export const findCommunities = query({
  name: 'communities.find',
  summary: 'Find communities by sort, words and what they are about; several facets cross',
  route: 'GET /communities',
  input: asked,
  output: found,
  read: (db, { input, actor, now, outside }) => find(db, { actor, now, outside }, input),
})

/** Every community that this reader may find in lists. */
const visible = (db: Reader, officer: boolean) => {
  const rows = db.selectFrom('community').where('access', '!=', 'hidden').where('hidden_for', 'is', null)
  return officer ? rows.where('youth', '=', false) : rows
}

/** All of them, by id. */
export async function findableIds(db: Reader, reading: Reading): Promise<readonly string[]> {
  const rows = await visible(db, await isOfficer(db, reading.actor))
    .select('id')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(({ id }) => id)
}

async function valuesFor(db: Reader, sort: FacetSort, wanted: string): Promise<readonly string[]> {
  if (sort === 'topic') return [...(await topics.within(db, [wanted])).values()].flat()
  return sort === 'origin' || sort === 'residence' ? [...(await places.townsWithin(db, [wanted])).values()].flat() : [wanted]
}

async function matching(db: Reader, input: FindAsked, officer: boolean) {
  let select = visible(db, officer).select(['id', 'founded_on as foundedOn'])
  if (input.sort !== '') select = select.where('sort', '=', input.sort)
  for (const sort of FACETS) {
    const wanted = input[sort]
    if (wanted === '') continue
    const values = await valuesFor(db, sort, wanted)
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('community_facet')
          .select('value')
          .whereRef('community_facet.community_id', '=', 'community.id')
          .where('community_facet.sort', '=', sort)
          .where('value', 'in', [...values]),
      ),
    )
  }
  for (const word of wordsIn(input.q).slice(0, 8))
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('community_text')
          .select('language')
          .whereRef('community_text.community_id', '=', 'community.id')
          .where(sql<boolean>`position(${word} in plain) > 0`),
      ),
    )
  return select.orderBy('id').limit(MOST).execute()
}

/** How many communities these would find; nothing of who belongs to them. */
export const countFound = async (db: Reader, reading: Reading, input: FindAsked): Promise<number> =>
  (await matching(db, input, await isOfficer(db, reading.actor))).length

/** All that were asked for, in the order that was asked for. */
async function idsInOrder(db: Reader, reading: Reading, input: FindAsked): Promise<readonly string[]> {
  const { locale } = reading.actor
  const rows = await matching(db, input, await isOfficer(db, reading.actor))
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const names = await namesOf(db, ids, locale)
  const { compare } = new Intl.Collator(locale)
  const byName = rows.toSorted((a, b) => compare(names.get(a.id) ?? '', names.get(b.id) ?? '') || (a.id < b.id ? -1 : 1))
  const inOrder =
    input.order === 'name' ? byName : byName.toSorted((a, b) => (a.foundedOn < b.foundedOn ? 1 : a.foundedOn > b.foundedOn ? -1 : 0))
  return inOrder.map(({ id }) => id)
}

export async function find(db: Reader, reading: Reading, input: FindAsked): Promise<Found> {
  const { locale } = reading.actor
  const ids = await idsInOrder(db, reading, input)
  if (ids.length === 0) return { total: 0, parts: 1, communities: [], facets: [] }
  const parts = Math.max(1, Math.ceil(ids.length / PAGE))
  const part = Math.min(input.part, parts)
  const shown = ids.slice((part - 1) * PAGE, part * PAGE)
  return { total: ids.length, parts, communities: [...(await cardsOf(db, shown, locale))], facets: [...(await facetsAmong(db, ids))] }
}

/** For sorting: in the reader's language where there is such a text, else in the first. */
async function namesOf(db: Reader, ids: readonly string[], locale: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('community_text')
    .select(['community_id as id', 'language', 'position', 'name'])
    .where('community_id', 'in', [...ids])
    .orderBy('position', 'desc')
    .execute()
  // What stands later in the list takes the place of what stood before: the first text, then the one of the reader.
  return new Map([...rows, ...rows.filter(({ language }) => language === locale)].map(({ id, name }) => [id, name]))
}

async function facetsAmong(db: Reader, ids: readonly string[]) {
  const rows = await db
    .selectFrom('community_facet')
    .select(['sort', 'value'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', 'in', [...ids])
    .groupBy(['sort', 'value'])
    .orderBy('count', 'desc')
    .orderBy('sort')
    .orderBy('value')
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** In the order of these; those that this reader may not find have to be left out before. */
export async function cardsOf(db: Reader, ids: readonly string[], locale: string): Promise<readonly CommunityCard[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('community')
    .innerJoin('community_text', 'community_text.community_id', 'community.id')
    .select(['id', 'slug', 'sort', 'access', 'jointly', 'languages', 'founded_on', 'language', 'position', 'name', 'summary'])
    .where('id', 'in', [...ids])
    .orderBy('position')
    .execute()
  const counts = await db
    .selectFrom('community_member')
    .select('community_id as id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', 'in', [...ids])
    .groupBy('community_id')
    .having((eb) => eb.fn.countAll(), '>=', LEAST)
    .execute()
  const members = new Map(counts.map(({ id, count }) => [id, Number(count)]))
  const facets = await facetsOf(db, ids)
  const texts = Map.groupBy(rows, ({ id }) => id)
  return ids.flatMap((id) => {
    const own = texts.get(id) ?? []
    const row = own.find(({ language }) => language === locale) ?? own[0]
    if (row === undefined) return []
    const { slug, name, summary, language, sort, access, jointly, languages, founded_on: foundedOn } = row
    const about: readonly Facet[] = facets.get(id) ?? []
    return [
      {
        ...{ id, slug, name, summary, language, sort, access, jointly, languages, foundedOn },
        ...{ members: members.get(id) ?? null, facets: about.map((facet) => ({ sort: facet.sort, value: facet.value })) },
      },
    ]
  })
}

const COLUMNS = [
  ...['address', 'sort', 'access', 'jointly', 'name', 'name_language', 'summary', 'languages', 'members', 'founded_on'],
  ...FACETS.map((sort) => `about_${sort}`),
] as const

/** What a program for tables would take for a formula stands behind an apostrophe. */
const safe = (cell: string): string => (/^[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell)
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const BAR = ' | '

/** The whole list as a file, for this reader: with places as another hub knows them too (`ie`, `ie/cork`), and lists in one cell. */
export async function listAsFiles(db: Reader, reading: Reading, input: FindAsked) {
  const cards = await cardsOf(db, await idsInOrder(db, reading, input), reading.actor.locale)
  const wanted = cards.flatMap(({ facets }) =>
    facets.flatMap(({ sort, value: id }) => (sort === 'origin' || sort === 'residence' ? [id] : [])),
  )
  const known = await places.named(db, [...new Set(wanted)], reading.actor.locale)
  const written = ({ sort, value: id }: Facet) =>
    sort === 'origin' || sort === 'residence' ? (known.get(id)?.path.replace(/^\/abroad\//, '') ?? '') : id
  const listed = cards.map(({ facets, ...card }) => ({
    ...card,
    about: facets.flatMap((facet) => (written(facet) === '' ? [] : [{ sort: facet.sort, value: written(facet) }])),
  }))
  const rows = listed.map(({ slug, sort, access, jointly, name, language, summary, languages, members, foundedOn, about }) => [
    ...[
      slug,
      sort,
      access,
      String(jointly),
      name,
      language,
      summary,
      languages.join(BAR),
      members === null ? '' : String(members),
      foundedOn,
    ],
    ...FACETS.map((one) => about.flatMap((facet) => (facet.sort === one ? [facet.value] : [])).join(BAR)),
  ])
  return { listed, csv: `${[COLUMNS, ...rows].map((row) => row.map((cell) => quoted(safe(cell))).join(',')).join('\r\n')}\r\n` }
}
