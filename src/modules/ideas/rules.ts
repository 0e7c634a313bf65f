import type { Access, Moderation, Outcome } from './tables.ts'

export const OUTCOMES = ['taken-up', 'merged', 'passed-on', 'not-taken'] as const satisfies readonly Outcome[]
export const ACCESSES = ['anyone', 'account'] as const satisfies readonly Access[]
export const MODERATIONS = ['before', 'after'] as const satisfies readonly Moderation[]

export const LONGEST = { call: 4000, title: 160, text: 3000, label: 60, reason: 3000, note: 500, passed: 160 } as const
/** So many one account writes for one call. */
export const MOST_OWN = 10
/** Of one call so many wait to be read, and so many come in a day from people without an account; then it is for somebody to read first. */
export const MOST_WAITING = 300
/** So long before the day whoever organises hears that answers are due. */
export const DUE_DAYS = 7

export const RULES = ['on-topic', 'not-twice', 'no-personal-data', 'no-attack', 'no-advert'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

type Clock = { readonly opensAt: Date; readonly closesAt: Date; readonly answerBy: Date }
export type CallPhase = 'before' | 'open' | 'closed'

export const phaseOf = ({ opensAt, closesAt }: Clock, now: Date): CallPhase =>
  now < opensAt ? 'before' : now < closesAt ? 'open' : 'closed'

export const inOrder = ({ opensAt, closesAt, answerBy }: Clock): boolean => opensAt < closesAt && closesAt <= answerBy

/** The day for the answer has passed, and nobody has answered. */
export const isOverdue = (answered: boolean, { answerBy }: Pick<Clock, 'answerBy'>, now: Date): boolean => !answered && now > answerBy

export const sameWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLocaleLowerCase('und')
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
