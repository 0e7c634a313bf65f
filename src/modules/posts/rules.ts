import { no } from './refusals.ts'
import { all, yes, type Verdict } from '#base'
import type { Kind, MeasureSort, PollShown } from './tables.ts'

export const LONGEST = { title: 160, text: 12_000, answer: 160, source: 400, reason: 2000, call: 3000, draft: 20_000 } as const
export const MOST = { media: 4, answers: 10, pinned: 2, onPage: 30, replies: 100, split: 100 } as const
/** Counts below this are told to nobody. */
export const LEAST_SHOWN = 10
/** Reactions are counted from three on, and never put anything first. */
export const LEAST_REACTIONS = 3
/** By then a facilitator looks whether a question or an introduction has an answer. */
export const LOOK_DAYS = 7
export const DRAFT_DAYS = 90

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** How far the end of each may lie: a pause of a member is not a way to be rid of them. */
export const LONGEST_HOURS: Readonly<Record<MeasureSort, number>> = { slow: 30 * 24, rest: 14 * 24, pause: 14 * 24 }
export const SLOWEST_SECONDS = 24 * 3600

export const RULES = ['on-topic', 'not-twice', 'no-personal-data', 'no-attack', 'no-advert', 'no-deceit'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const
/** What an author says who asks moderators to look at what facilitators hid. */
export const HIDDEN_WRONGLY = 'hidden-wrongly'

/** Asks for an answer, and is looked after until there is one. */
export const asks = (kind: Kind): boolean => kind === 'question' || kind === 'introduction'

/** Drafts from before then are gone: nobody went on with them. */
export const draftsForgottenBefore = (now: Date): Date => new Date(now.getTime() - DRAFT_DAYS * DAY_MS)
export const draftEnds = (keptAt: Date): Date => new Date(keptAt.getTime() + DRAFT_DAYS * DAY_MS)

export const dayOfLook = (now: Date): string => new Date(now.getTime() + LOOK_DAYS * DAY_MS).toISOString().slice(0, 10)

export const isOverdue = ({ lookBy, answered }: { readonly lookBy: string | null; readonly answered: boolean }, now: Date): boolean =>
  lookBy !== null && !answered && lookBy < now.toISOString().slice(0, 10)

/** An answer to an answer to an answer stands beside the second, so that a talk can be read on a telephone. */
export const shownUnder = (parent: { readonly id: string; readonly parentId: string | null } | null): string | null =>
  parent === null ? null : (parent.parentId ?? parent.id)

type Active = { readonly sort: MeasureSort; readonly until: Date; readonly seconds: number | null }

export type WriteClock = {
  readonly measures: readonly Active[]
  /** Of the community. */
  readonly slowSeconds: number
  /** When they last wrote, in this thread or, where the community is slow, in it. */
  readonly lastInThread: Date | null
  readonly lastInCommunity: Date | null
  readonly leads: boolean
}

/** Whether one may write here now. Whoever looks after a talk can always say something in it. */
export function mayWriteNow({ measures, slowSeconds, lastInThread, lastInCommunity, leads }: WriteClock, now: Date): Verdict {
  if (leads) return yes
  const active = measures.filter(({ until }) => until > now)
  const pause = active.find(({ sort }) => sort === 'pause')
  const rest = active.find(({ sort }) => sort === 'rest')
  const slow = Math.max(0, ...active.map(({ sort, seconds }) => (sort === 'slow' ? (seconds ?? 0) : 0)))
  const wait = Math.max(secondsLeft(lastInThread, slow, now), secondsLeft(lastInCommunity, slowSeconds, now))
  return all(
    pause === undefined ? yes : no('post.paused'),
    rest === undefined ? yes : no('post.thread-rests'),
    wait === 0 ? yes : no('post.slow', { seconds: wait }),
  )
}

const secondsLeft = (last: Date | null, seconds: number, now: Date): number =>
  last === null || seconds === 0 ? 0 : Math.max(0, Math.ceil(seconds - (now.getTime() - last.getTime()) / 1000))

export const endsInTime = (sort: MeasureSort, until: Date, now: Date): boolean =>
  until > now && until.getTime() - now.getTime() <= LONGEST_HOURS[sort] * HOUR_MS

export type Tally = { readonly counts: readonly number[]; readonly ended: boolean; readonly shown: PollShown }

/** The counts as everybody may see them; null: not yet, or too few to say. */
export function toldCounts({ counts, ended, shown }: Tally): readonly number[] | null {
  if (shown === 'at-end') return ended ? counts : null
  return counts.reduce((sum, count) => sum + count, 0) >= LEAST_SHOWN ? counts : null
}

/** How often each was chosen, from three on. */
export const toldReactions = (counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...counts].filter(([, count]) => count >= LEAST_REACTIONS))

export const topicOf = (community: string): string => `community/${community}`

/** The beginning of a text, cut after a word where there is one. */
export function beginningOf(text: string, most: number): string {
  const signs = [...text]
  return signs.length <= most
    ? text
    : `${signs
        .slice(0, most)
        .join('')
        .replace(/\s+\S*$/, '')}…`
}

/** The words without the signs that lay them out, for lists and for what programs show. */
export const plainWords = (text: string): string =>
  text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^[ \t]*(?:[-*+>]|\d+\.|#{1,6})[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~/g, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
