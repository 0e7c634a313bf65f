import { isNear, soughtIn, gramsOf, type Sought } from '#findable'
import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Publications, Published, Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { no } from '../refusals.ts'
import {
  AT_ONCE,
  ELSEWHERE,
  IN_TITLE,
  LONGEST_QUERY,
  MOST_CALLED,
  MOST_DOUBTED,
  MOST_LOOKED_AT,
  MOST_NEAR,
  MOST_PARTS,
  MOST_SOUGHT,
  MOST_TRIES,
  ON_A_PART,
  queryOf,
  titleQueryOf,
} from '../rules.ts'
import type {} from '../tables.ts'

const subject = z.object({ sort: z.string(), id: z.string() })

const thing = z.object({
  sort: z.string().describe('Which sort of thing: the room’s own word'),
  id: z.string(),
  path: z.string().describe('The address of its page, without language'),
  title: z.string(),
  text: z.string(),
  language: z.string(),
  at: z.date().describe('When it was published'),
  starts: z.date().nullable(),
  until: z.date().nullable(),
  checkedOn: z.string().nullable().describe('The day on which somebody last looked whether it still holds'),
  by: z.string().nullable(),
  subjects: z.array(subject),
})
export type Thing = z.infer<typeof thing>

const page = { name: z.string(), language: z.string(), path: z.string().describe('The address of its page, without language') }
const placeCalled = z.object({ ...page, id: z.string(), country: z.string().nullable().describe('Of a town: the name of its country') })
const topicCalled = z.object({ ...page, key: z.string() })
export type Called = {
  readonly places: readonly z.infer<typeof placeCalled>[]
  readonly topics: readonly z.infer<typeof topicCalled>[]
}

const asked = z.object({
  q: z.string().trim().max(LONGEST_QUERY).describe('Words in any language and script; the last may be the beginning of one'),
  sort: z.string().max(40).optional(),
  language: z.string().max(35).optional(),
  place: z.string().max(80).optional().describe('A country by its code, or a town by its id: what belongs to it and to what lies in it'),
  topic: z.string().max(80).optional().describe('The key of a topic'),
  running: z.stringbool().default(false).describe('Only what is not over'),
  part: z.coerce.number().int().min(1).max(MOST_PARTS).default(1).describe(`Each part holds up to ${ON_A_PART}`),
})
export type Asked = z.infer<typeof asked>

/** All of it is drawn at the moment of reading by the rooms themselves, so that what is hidden or withdrawn is in no answer and in no count. */
export const findIn = (publications: Publications) =>
  query({
    name: 'search.find',
    summary: 'What everybody may read here and holds all these words, by the published order',
    route: 'GET /search',
    input: asked,
    output: z.object({
      found: z.array(thing),
      more: z.boolean().describe('There are more than these'),
      near: z.array(z.string()).describe('Where nothing was found: what may have been meant'),
      places: z.array(placeCalled).describe('With the first part: places that the words name, in any language'),
      topics: z.array(topicCalled).describe('With the first part: topics that the words name, in any language'),
    }),
    async read(db, { input, actor, now, outside }) {
      const sought = soughtIn(input.q, MOST_SOUGHT)
      if (sought.length === 0) return refuse(no('search.nothing-asked'))
      const looking = { db, publications, reading: { actor, now, outside }, limits: await limitsOf(db, input) }
      const drawn = await drawnFor(looking, sought, input.part * ON_A_PART + 1)
      const found = drawn.slice((input.part - 1) * ON_A_PART, input.part * ON_A_PART)
      const called = input.part === 1 ? await calledBy(db, input.q, actor.locale) : { places: [], topics: [] }
      const isName = called.places.length + called.topics.length > 0
      const near = drawn.length === 0 && !isName ? await nearQueries(looking, sought) : []
      return {
        ...{ found: found.map(shown), more: drawn.length > input.part * ON_A_PART, near: [...near] },
        ...{ places: [...called.places], topics: [...called.topics] },
      }
    },
  })

const shown = ({ sort, id, path, title, text, language, at, starts, until, checkedOn, by, subjects }: Published): Thing => ({
  ...{ sort, id, path, title, text, language, at, starts, until, checkedOn, by, subjects: [...subjects] },
})

/** Pages that are called by the words themselves. They are everybody's, so nothing of them depends on who asks. */
async function calledBy(db: Reader, q: string, locale: string): Promise<Called> {
  const found = await places.called(db, q, locale, MOST_CALLED)
  const towns = found.filter(({ town }) => town)
  const countries = await places.named(
    db,
    towns.map(({ country }) => country),
    locale,
  )
  return {
    places: found.map(({ id, name, language, path, town, country }) => ({
      ...{ id, name, language, path },
      country: town ? (countries.get(country)?.name ?? null) : null,
    })),
    topics: (await topics.called(db, q, locale, MOST_CALLED)).map(({ key, name, language, path }) => ({ key, name, language, path })),
  }
}

type Limits = {
  readonly sort: string | undefined
  readonly language: string | undefined
  /** Each of these lists: it belongs to one of them. */
  readonly subjects: readonly (readonly string[])[]
  readonly running: boolean
}
type Looking = { readonly db: Reader; readonly publications: Publications; readonly reading: Reading; readonly limits: Limits }

async function limitsOf(db: Reader, { sort, language, place, topic, running }: Asked): Promise<Limits> {
  const within = place === undefined ? null : ((await places.townsWithin(db, [place])).get(place) ?? [place])
  const about = topic === undefined ? null : [topic, ...((await topics.within(db, [topic])).get(topic) ?? [])]
  const subjects = [
    ...(within === null ? [] : [within.map((id) => `place:${id}`)]),
    ...(about === null ? [] : [about.map((key) => `topic:${key}`)]),
  ]
  return { sort, language, subjects, running }
}

type Met = { readonly sort: string; readonly id: string }

/** Those that fit, in the published order: the sum of the weights, then what is nearer to today, then the ids. */
async function candidates({ db, reading, limits }: Looking, sought: readonly Sought[]): Promise<readonly Met[]> {
  const scores = sought.map(
    (one) => sql`(case when words @@ ${titleQueryOf(one)}::tsquery then ${sql.lit(IN_TITLE)} else ${sql.lit(ELSEWHERE)} end)`,
  )
  let select = db
    .selectFrom('search_entry')
    .select(['sort', 'id'])
    .where(sql<boolean>`words @@ ${queryOf(sought)}::tsquery`)
  if (limits.sort !== undefined) select = select.where('sort', '=', limits.sort)
  if (limits.language !== undefined) select = select.where(sql<boolean>`${limits.language} = any(languages)`)
  for (const subjects of limits.subjects) select = select.where(sql<boolean>`subjects && ${[...subjects]}::text[]`)
  if (limits.running) select = select.where((where) => where.or([where('until', 'is', null), where('until', '>', reading.now)]))
  return select
    .orderBy(sql`${sql.join(scores, sql` + `)}`, 'desc')
    .orderBy(sql`abs(extract(epoch from near_at - ${reading.now}::timestamptz))`)
    .orderBy('sort')
    .orderBy('id')
    .limit(MOST_LOOKED_AT)
    .execute()
}

/** As many as are wanted, each as its own room draws it for this reader now. */
async function drawnFor(looking: Looking, sought: readonly Sought[], wanted: number): Promise<readonly Published[]> {
  const met = await candidates(looking, sought)
  const drawn: Published[] = []
  for (let from = 0; from < met.length && drawn.length < wanted; from += AT_ONCE)
    drawn.push(...(await drawAll(looking, met.slice(from, from + AT_ONCE))))
  return drawn.slice(0, wanted)
}

async function drawAll({ db, publications, reading, limits }: Looking, met: readonly Met[]): Promise<readonly Published[]> {
  const drawn = new Map<string, Published>()
  for (const [sort, of] of Map.groupBy(met, (one) => one.sort)) {
    const ids = of.map(({ id }) => id)
    for (const one of (await publications.named(sort)?.byIds(db, ids, reading)) ?? [])
      if (one.open && !(limits.running && one.until !== null && one.until <= reading.now)) drawn.set(`${sort} ${one.id}`, one)
  }
  return met.flatMap(({ sort, id }) => drawn.get(`${sort} ${id}`) ?? [])
}

/** What may have been meant; only what would now be answered with something is proposed, so that no word of what is gone is. */
async function nearQueries(looking: Looking, sought: readonly Sought[]): Promise<readonly string[]> {
  const near: (readonly string[])[] = []
  for (const { word } of sought.slice(0, MOST_DOUBTED)) near.push(await nearWords(looking.db, word))
  const instead = (pick: (index: number) => string | undefined) =>
    sought.map((one, index): Sought => {
      const other = pick(index)
      return other === undefined ? one : { word: other, prefix: false }
    })
  // One word at a time, and all that may have slipped at once.
  const tried = [
    ...near.flatMap((words, at) => words.map((word) => instead((index) => (index === at ? word : undefined)))),
    ...(near.filter((words) => words.length > 0).length > 1 ? [instead((index) => near[index]?.[0])] : []),
  ]
  const proposed: string[] = []
  for (const other of tried.slice(-MOST_TRIES))
    if (proposed.length < MOST_NEAR && (await drawnFor(looking, other, 1)).length > 0)
      proposed.push(other.map(({ word }) => word).join(' '))
  return [...new Set(proposed)]
}

const MOST_ALIKE = 60

/** Words that are there and one or two slips away, those that share most with it first. */
async function nearWords(db: Reader, word: string): Promise<readonly string[]> {
  const grams = [...gramsOf(word)]
  const shared = sql<number>`(select count(*) from unnest(grams) as gram where gram = any(${grams}::text[]))`
  const rows = await db
    .selectFrom('search_word')
    .select('word')
    .where(sql<boolean>`grams && ${grams}::text[]`)
    .orderBy(sql`${shared}::float / cardinality(grams)`, 'desc')
    .orderBy('word')
    .limit(MOST_ALIKE)
    .execute()
  return rows
    .map((row) => row.word)
    .filter((other) => isNear(word, other))
    .slice(0, MOST_NEAR)
}
