import type { DecidedHow, Day } from './tables.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export const LONGEST = {
  title: 120,
  text: 6000,
  described: 80,
  reach: 300,
  training: 300,
  agreed: 2000,
  note: 1000,
  by: 80,
  statement: 280,
} as const
export const LONGEST_MANDATE = { subject: 160, words: 1500, minutes: 1500, report: 3000, question: 600, answer: 1500 } as const
/** How long it waits before it is published, and by how many hours at most chance moves it. */
export const DELAY = { least: 0, most: 90, usual: 14, shiftHours: 48 } as const
/** For so many days it is tried to let it stand elsewhere, where that is refused at first. */
export const PUT_DAYS = 7
/** Where else what was said can stand. */
export const PUT_SORTS = ['dialogue', 'session'] as const
/** The second reader answers within so many days. */
export const READ_DAYS = 7
/** A code under which nothing was written ends after so many days, at the end of that month. */
export const CODE_DAYS = 90
export const MOST_OPEN = { usual: 10, most: 50 } as const
export const LONGEST_TERM_DAYS = 730
/** Whoever holds a mandate answers a member within so many days. */
export const ANSWER_DAYS = 14
export const MOST_QUESTIONS = 20
/** What can claim a mandate: what somebody said, in lists that draw what stands beside it. */
export const CLAIMING: readonly string[] = ['statement', 'intervention', 'idea']
/** For how many days members are asked whether a mandate is given. */
export const VOTE_DAYS = { least: 3, most: 30, usual: 14 } as const
export const ON_A_PAGE = 30
/** Counts below this are told to nobody. */
export const LEAST = 10

/** What is looked at before a text leaves the room in which it was said. */
export const CHECKS = ['names', 'places', 'dates', 'jobs', 'events'] as const
export const DECIDED = ['members', 'vote', 'stewards', 'body', 'spoken'] as const satisfies readonly DecidedHow[]

/** Published rules for testimonies; by these moderation may take one from the public. */
export const RULES = ['no-attack', 'no-deceit', 'no-advert', 'no-personal-data', 'no-pressure'] as const
export const isRule = (rule: string): boolean => [...RULES, 'law'].some((one) => one === rule)

export const pathOf = (testimony: string): string => `/voices/testimonies/${testimony}`
export const mandatePath = (mandate: string): string => `/voices/mandates/${mandate}`

export const dayIn = (at: Date): Day => at.toISOString().slice(0, 10)
export const daysAfter = (at: Date, days: number): Day => dayIn(new Date(at.getTime() + days * DAY_MS))

/** The next full hour: no minute says who had just pressed a button. */
export const fullHour = (at: Date): Date => new Date(Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS)

/** The delay that was agreed to, moved on by chance, and then to a full hour. */
export const publishAt = (now: Date, days: number, below: (limit: number) => number): Date =>
  fullHour(new Date(now.getTime() + days * DAY_MS + below(DELAY.shiftHours + 1) * HOUR_MS))

/** At the end of a month, so that it does not say on which day it began. */
export function codeEnds(now: Date): Day {
  const after = new Date(now.getTime() + CODE_DAYS * DAY_MS)
  return dayIn(new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)))
}

const WORD = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu
const BEGINS = /(^|[.!?…:؟»”"]\s*|\n\s*)$/u
const MOST_MARKS = 60

/** Words that may lead to somebody: with a figure in them, or with a capital within a sentence. A help for the eye; it knows nothing of what they mean. */
export function marksIn(text: string): readonly string[] {
  const found = [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    if (/\p{N}/u.test(word)) return [word]
    return /^\p{Lu}/u.test(word) && word.length > 1 && !BEGINS.test(text.slice(0, index)) ? [word] : []
  })
  return [...new Set(found)].slice(0, MOST_MARKS)
}

const MOST_ASKED = 80

/** Words long enough to be the name of a place. */
export const placeWords = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(WORD)].map(({ 0: word }) => word).filter((word) => word.length >= 4 && !/\p{N}/u.test(word)))].slice(
    0,
    MOST_ASKED,
  )

type Standing = {
  readonly decided_how: DecidedHow
  readonly vote_given: boolean | null
  readonly starts_on: Day
  readonly ends_on: Day
  readonly accepted_on: Day | null
  readonly withdrawn_on: Day | null
}

/** Whether a mandate holds on that day, and if not, why. */
export function standing(of: Standing, today: Day) {
  if (of.withdrawn_on !== null) return 'withdrawn'
  if (of.decided_how === 'members' && of.vote_given !== true) return of.vote_given === null ? 'asked' : 'not-given'
  if (of.ends_on < today) return 'over'
  if (of.accepted_on === null) return 'offered'
  return of.starts_on > today ? 'to-come' : 'holds'
}

/** What is told of a count: in tens, and nothing below ten. */
export const inTens = (count: number): number | null => (count < LEAST ? null : Math.floor(count / 10) * 10)

/** Given where enough members answered, and more of them for it than against it. */
export const isGiven = ({ yes, no, quorum }: { readonly yes: number; readonly no: number; readonly quorum: number }): boolean =>
  yes + no >= quorum && yes > no
