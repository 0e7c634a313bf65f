import type { PollSort, QuestionState, TurnRole } from './tables.ts'

/** For which a question is declined, or hidden later. */
export const FLOOR_RULES = ['on-topic', 'said-already', 'no-attack', 'no-personal-data', 'no-advert', 'can-be-understood'] as const
export type FloorRule = (typeof FLOOR_RULES)[number]

export const TURN_ROLES = ['host', 'chair', 'panellist', 'participant', 'other'] as const satisfies readonly TurnRole[]
export const POLL_SORTS = ['single', 'several', 'scale'] as const satisfies readonly PollSort[]

/** A question may be long enough for a sentence that explains it. */
export const QUESTION_LENGTH = 500
/** Of one person in a session: so many that wait at once, and so many at all. */
export const MOST_WAITING = 5
export const MOST_QUESTIONS = 30
export const SCALE = 5
export const MOST_OPTIONS = 8

/** After so many days nobody can be found any more who asked, joined, answered, raised a hand or spoke. */
export const DAYS_KEPT = 30
/** After the session the chair answers in writing within so many days. */
export const ANSWER_DAYS = 14

const DAY_MS = 86_400_000
export const answerDueAt = (closedAt: Date): Date => new Date(closedAt.getTime() + ANSWER_DAYS * DAY_MS)
export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - DAYS_KEPT * DAY_MS)

/** What everybody reads of questions. */
export const PUBLIC_STATES = ['shown', 'floor', 'answered', 'merged'] as const satisfies readonly QuestionState[]
/** Others may still join it, and it can be answered. */
export const OPEN_STATES = ['shown', 'floor'] as const satisfies readonly QuestionState[]

export const isPublic = ({ state, chairOnly, hidden }: { state: QuestionState; chairOnly: boolean; hidden: boolean }): boolean =>
  !chairOnly && !hidden && PUBLIC_STATES.some((one) => one === state)

/** With fewer answers no number of a poll is shown. */
export const FEWEST = 10
export const shownCounts = (people: number): boolean => people >= FEWEST

/** Whether these are numbers of the poll, as many as its sort allows, each once. */
export function isChoice(sort: PollSort, chosen: readonly number[], numbers: readonly number[]): boolean {
  const known = chosen.every((number) => numbers.includes(number)) && new Set(chosen).size === chosen.length
  return known && (sort === 'several' ? chosen.length > 0 : chosen.length === 1)
}

type Hand = { readonly person: string; readonly language: string; readonly raisedAt: Date }
type Spoken = { readonly person: string | null; readonly language: string | null; readonly seconds: number }

/**
 * The order of raised hands: first who has spoken least often, then the language in which least was said, then who waits longest. Nothing
 * else about a person counts.
 */
export function inFairOrder<H extends Hand>(hands: readonly H[], turns: readonly Spoken[]): readonly H[] {
  const often = (person: string): number => turns.filter((turn) => turn.person === person).length
  const said = (language: string): number => turns.reduce((sum, turn) => (turn.language === language ? sum + turn.seconds : sum), 0)
  return hands.toSorted(
    (a, b) => often(a.person) - often(b.person) || said(a.language) - said(b.language) || a.raisedAt.getTime() - b.raisedAt.getTime(),
  )
}

/** Seconds of speaking by each value of a key, the most first; `null` for those who did not say it. */
export function balanceBy<T extends { readonly seconds: number }, K extends string>(
  turns: readonly T[],
  keyOf: (turn: T) => K | null,
): readonly { readonly key: K | null; readonly seconds: number; readonly share: number }[] {
  const all = turns.reduce((sum, { seconds }) => sum + seconds, 0)
  return [...Map.groupBy(turns, keyOf)]
    .map(([key, own]) => ({ key, seconds: own.reduce((sum, { seconds }) => sum + seconds, 0) }))
    .map((row) => ({ ...row, share: all === 0 ? 0 : row.seconds / all }))
    .toSorted((a, b) => b.seconds - a.seconds)
}

/** Minutes until the planned end of a block, from when it really began; below nothing where it runs over. */
export function minutesLeft({ beganAt, minutes }: { readonly beganAt: Date | null; readonly minutes: number }, now: Date): number | null {
  return beganAt === null ? null : Math.ceil((beganAt.getTime() + minutes * 60_000 - now.getTime()) / 60_000)
}

/** Where open pages of a session listen. */
export const topicOf = (session: string): string => `floor/${session}`

export type Order = 'voices' | 'time'
type Placed = { readonly state: QuestionState; readonly people: number; readonly askedAt: Date }

/** What is on the floor comes first; then by how many ask it and, among as many, by the time, or by the time alone. */
export function ordered<Q extends Placed>(questions: readonly Q[], order: Order): readonly Q[] {
  const first = (question: Q): number => (question.state === 'floor' ? 0 : 1)
  return questions.toSorted(
    (a, b) => first(a) - first(b) || (order === 'voices' ? b.people - a.people : 0) || a.askedAt.getTime() - b.askedAt.getTime(),
  )
}

const two = (value: number): string => String(value).padStart(2, '0')

/** 00:01:12, or with thousandths as WebVTT wants it. */
export function timeMark(ms: number, exact = false): string {
  const seconds = Math.floor(ms / 1000)
  const mark = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return exact ? `${mark}.${String(ms % 1000).padStart(3, '0')}` : mark
}
