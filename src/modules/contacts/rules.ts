import type { QuestionState, Sort, Way } from './tables.ts'

export const SORTS = ['hub', 'body', 'community', 'place', 'edition', 'event'] as const satisfies readonly Sort[]
export const WAYS = ['page', 'phone', 'mail'] as const satisfies readonly Way[]
export const LONGEST = { about: 200, hours: 120, reach: 200, words: 2000, to: 160, when: 160, note: 1000, answer: 2000, path: 200 } as const
/** So many answer for one subject, deputies included. */
export const MOST_NAMED = 8
/** Where nobody said how long it takes. */
export const DAYS_WHERE_NOBODY = 7
/** Whoever did not agree until then was not named. */
export const AGREE_DAYS = 30
/** So long after the last look somebody stays named; a page says so a while before. */
export const LAPSE_DAYS = 365
/** What was asked is erased so many days after it was closed; and one that nobody ever closed, so many after it was asked. */
export const KEPT_DAYS = 14
export const OPEN_DAYS = 180

/** What somebody enters for others, a line of their own log is erased after so many days, and how much fits in. */
export const HELPED = ['event', 'call-back', 'dialogue', 'idea', 'registration', 'other'] as const
export const ENTRY_DAYS = 30
export const MOST_HELPED = { aTime: 200, entries: 300 } as const

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** The next full hour: the minute would say who asked, beside whatever else happened in it. */
export const hourAfter = (at: Date): Date => new Date((Math.floor(at.getTime() / HOUR_MS) + 1) * HOUR_MS)

export const dayAfter = (at: Date, days: number): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS + days * DAY_MS)
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** A day is over when the next one begins. */
export const isOverdue = (state: QuestionState, answerBy: string, now: Date): boolean =>
  state !== 'closed' && now.getTime() >= dayAfter(new Date(answerBy), 1).getTime()

/** Published in tens: of few, nobody learns who asked. */
export const inTens = (count: number): number => Math.floor(count / 10) * 10

/** How one names a question aloud; the private link, not this, is the way to it. */
export const numberOf = (id: string): string => id.slice(0, 6).toUpperCase()

/** One telephone needs another: whoever stands above calls at most so many. */
export const MOST_CALLED = { least: 2, most: 6, people: 200 } as const

export type Called = { readonly name: string; readonly number: string }
export type Branch = Called & { readonly calls: readonly Called[] }

/** A line is a name and a number, with a comma or a tab between; whatever has no number is left out. */
export function calledIn(text: string): readonly Called[] {
  return text
    .split('\n')
    .flatMap((line): Called[] => {
      const [, name = '', number = ''] = /^(.*?)[\s,;،\t]+(\+?[\d\s().\-/]{3,30})$/u.exec(line.trim()) ?? []
      return name.trim() === '' ? [] : [{ name: name.trim().slice(0, 80), number: number.trim() }]
    })
    .slice(0, MOST_CALLED.people)
}

/** The first calls the next few, each of them the next few after those: nobody is called twice, and everybody is reached. */
export function treeOf(people: readonly Called[], each: number): readonly Branch[] {
  return people.flatMap((one, at) => {
    const calls = people.slice(at * each + 1, at * each + 1 + each)
    return calls.length === 0 ? [] : [{ ...one, calls }]
  })
}
