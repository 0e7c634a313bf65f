import { z } from 'zod'
import { nobody } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { subjectKey, type Publications, type Reading, type Subject } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { signedIn } from '../policy.ts'
import { no } from '../refusals.ts'
import {
  cursorFrom,
  cursorText,
  ORDERS,
  PAGE,
  pointsOf,
  subjectFrom,
  subjectsFrom,
  sumOf,
  USUAL_WEIGHT,
  type Cursor,
  type Entry,
  type Order,
  type Part,
} from '../rules.ts'
import { ownSubjects, readFeed, weigher, type FeedPage } from './feed.ts'
import { FIRST_ORDERING, stateOf, type Ordering, type State } from './state.ts'
import { subjectsNamed, type Named } from './subjects.ts'

export type Item = Entry & { readonly muted: boolean; readonly parts: readonly Part[]; readonly label: string }
export type Feed = {
  readonly items: readonly Item[]
  readonly next: Cursor | null
  readonly ordering: Ordering
  /** Of what is followed, as far as these items are there by it or belong to it. */
  readonly named: Named
}
export type OwnFeed = Feed & { readonly state: State; readonly follows: number; readonly asOf: Date }

type Asked = {
  readonly publications: Publications
  readonly reading: Reading
  readonly order: Order | undefined
  readonly cursor: Cursor | null
  /** Things on a page. */
  readonly most?: number
}

/** What was published of what the account follows and of the communities in which the acting identity belongs. */
export async function ownFeed(db: Reader, { publications, reading, order, cursor, most = PAGE }: Asked): Promise<OwnFeed> {
  const state = await stateOf(db, reading.outside.keys, reading.actor.account)
  const ordering = { order: order ?? state.order, weights: state.weights, languages: languagesOf(state, reading) }
  const { subjects } = await ownSubjects(db, reading, state)
  const weightOf = weigher(state)
  const page = await readFeed(db, { publications, reading, subjects, ordering, weightOf, mutes: state.mutes, cursor, most })
  return { ...(await drawn(db, page, { publications, reading, ordering, weightOf })), state, follows: subjects.length, asOf: page.asOf }
}

/** Who has not said in which languages they read is taken to read that of the page. */
const languagesOf = ({ languages }: State, { actor }: Reading): readonly string[] => (languages.length === 0 ? [actor.locale] : languages)

type Open = {
  readonly publications: Publications
  readonly reading: Reading
  readonly subjects: readonly Subject[] | null
  readonly cursor: Cursor | null
}

/** The same of some subjects, as somebody without an account finds it; `reading` is nobody’s. */
export async function openFeed(db: Reader, asked: Open & { readonly ordering?: Ordering; readonly most?: number }): Promise<Feed> {
  const { publications, reading, subjects, cursor, ordering = FIRST_ORDERING, most } = asked
  const weightOf = () => USUAL_WEIGHT
  const page = await readFeed(db, {
    publications,
    reading,
    subjects,
    ordering,
    weightOf,
    mutes: [],
    cursor,
    ...(most === undefined ? {} : { most }),
  })
  const entries = page.entries.filter(({ thing }) => thing.open)
  return drawn(db, { ...page, entries }, { publications, reading, ordering, weightOf })
}

type Drawing = {
  readonly publications: Publications
  readonly reading: Reading
  readonly ordering: Ordering
  readonly weightOf: (key: string) => number
}

async function drawn(db: Reader, { entries, next, asOf }: FeedPage, { publications, reading, ordering, weightOf }: Drawing): Promise<Feed> {
  const keys = new Set(entries.flatMap(({ by }) => by))
  const named = await subjectsNamed(
    db,
    [...keys].flatMap((key) => subjectFrom(key) ?? []),
    { publications, reading },
  )
  const reckoning = { ...ordering, weightOf, now: asOf }
  return {
    items: entries.map((entry) => ({
      ...entry,
      parts: ordering.order === 'points' ? pointsOf(entry, reckoning) : [],
      label: publications.named(entry.thing.sort)?.label ?? '',
    })),
    ...{ next, ordering, named },
  }
}

const part = z.object({
  what: z.enum(['fresh', 'follow', 'language', 'awaits', 'running']),
  points: z.number().int(),
  key: z.string().optional(),
})
const item = z.object({
  ...{ sort: z.string(), id: z.string(), path: z.string(), title: z.string(), text: z.string(), language: z.string() },
  at: z.string(),
  starts: z.string().nullable(),
  until: z.string().nullable(),
  awaits: z.boolean().describe('Somebody still waits for an answer to it'),
  by: z.string().nullable(),
  why: z
    .array(z.object({ key: z.string(), name: z.string(), belongs: z.boolean() }))
    .describe('What you follow, or where you belong, by which it is here'),
  muted: z.boolean(),
  points: z.array(part).describe('Where its points come from, in the order "points"'),
  total: z.number().int(),
})
export const feedShape = z.object({
  items: z.array(item),
  next: z.string().nullable().describe('For the next page, as `after`'),
  order: z.enum(ORDERS),
})

export function toldOf({ items, next, ordering, named }: Feed): z.infer<typeof feedShape> {
  return {
    items: items.map(({ thing, by, muted, parts }) => ({
      ...{ sort: thing.sort, id: thing.id, path: thing.path, title: thing.title, text: thing.text, language: thing.language },
      ...{
        at: thing.at.toISOString(),
        starts: thing.starts?.toISOString() ?? null,
        until: thing.until?.toISOString() ?? null,
        by: thing.by,
        awaits: thing.awaits === true,
      },
      why: by.flatMap((key) => {
        const found = named.get(key)
        return found === undefined ? [] : [{ key, name: found.name, belongs: found.belongs }]
      }),
      ...{ muted, points: [...parts], total: sumOf(parts) },
    })),
    ...{ next: next === null ? null : cursorText(next), order: ordering.order },
  }
}

const paging = { after: z.string().max(200).optional().describe('The end of the page before, as it was told') }

export const readOwnFeed = (publications: Publications) =>
  query({
    name: 'following.feed',
    summary: 'Your feed: what was published of what you follow and of your communities. Each item says why it is there',
    route: 'GET /me/feed',
    input: z.object({ order: z.enum(ORDERS).optional().describe('Left out: the one you chose'), ...paging }),
    output: feedShape,
    async read(db, asked) {
      demand(signedIn(asked.actor))
      const { order, after } = asked.input
      return toldOf(await ownFeed(db, { publications, reading: asked, order, cursor: cursorFrom(after) }))
    },
  })

export const readOpenFeed = (publications: Publications) =>
  query({
    name: 'following.open-feed',
    summary: 'What was published of some subjects, for everybody, without an account: what it follows stands in the address alone',
    route: 'GET /feeds',
    input: z.object({ follow: z.string().min(1).max(3000).describe('topic:health,place:IE'), ...paging }),
    output: feedShape,
    async read(db, asked) {
      const { subjects, reading } = await openSubjects(db, publications, asked, asked.input.follow)
      return toldOf(await openFeed(db, { publications, reading, subjects, cursor: cursorFrom(asked.input.after) }))
    },
  })

/** Those that everybody may know of. What is hidden is left out like what never was. */
export async function openSubjects(db: Reader, publications: Publications, reading: Reading, follow: string) {
  const open = { ...reading, actor: nobody(reading.actor.locale) }
  const asked = subjectsFrom(follow)
  const named = await subjectsNamed(db, asked, { publications, reading: open })
  const subjects = asked.filter((one) => named.has(subjectKey(one)))
  return subjects.length === 0 ? refuse(no('feed.missing')) : { subjects, named, reading: open }
}
