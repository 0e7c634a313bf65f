import { all, yes, type Verdict } from '#base'
import type { HiddenPlace } from '../../core/hidden-voices.ts'
import { no } from './refusals.ts'

const HOUR_MS = 3_600_000

/** A batch is of so many voters or more, so that nobody is found by when theirs was opened. */
export const LEAST_IN_BATCH = 10
/** Between two batches, at the least: so often the box is looked into. */
export const BETWEEN_SECONDS = 600
/** Votes are taken until an hour before the dialogue ends, so that all of them are counted by then. */
const COUNTING_MS = HOUR_MS
/** What comes in on the last day is opened at the end at once: else the last batch could be of very few. */
const LAST_MS = 24 * HOUR_MS

export const MOST = {
  statementLength: 280,
  statementUnits: 2000,
  waitingStatements: 5,
  statements: 20,
  entries: 5000,
  ahead: 1000,
} as const

/** What is asked of the box itself, all but what moderators do under their name; and the voter's client, which is the same for everybody. */
export const KNOWS_NOBODY = /^\/voice\/|^\/api\/ballots\/(?![^/]+\/(written\/|issuers$))/

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const votesUntil = ({ closesAt }: Pick<HiddenPlace, 'closesAt'>): Date => new Date(closesAt.getTime() - COUNTING_MS)

export type BoxClock = {
  /** Null: credentials are still given out, or came to nothing. */
  readonly votesFrom: string | null
  readonly closed: boolean
}

/** By the box's own days and the dialogue's last hour. */
export function takesVotes({ votesFrom, closed }: BoxClock, place: Pick<HiddenPlace, 'state' | 'closesAt'>, now: Date): Verdict {
  if (closed || place.state !== 'open' || now >= votesUntil(place)) return no('ballot.closed')
  return votesFrom !== null && dayIn(now) >= votesFrom ? yes : no('ballot.not-open')
}

/** What is to be done with a box in which so many voters wait. */
export function dueOf(box: BoxClock, { place, voters, now }: { readonly place: HiddenPlace; readonly voters: number; readonly now: Date }) {
  if (box.closed || box.votesFrom === null) return 'nothing'
  if (place.state !== 'open' || now >= votesUntil(place)) return 'last'
  const lastDay = now.getTime() >= votesUntil(place).getTime() - LAST_MS
  return voters >= LEAST_IN_BATCH && !lastDay ? 'batch' : 'nothing'
}

/** Votes one by one are given out after the end alone, and only where so many voted: among fewer, a choice can point at somebody. */
export const isGivenOut = ({
  closed,
  voted,
  least,
}: {
  readonly closed: boolean
  readonly voted: number
  readonly least: number
}): boolean => closed && voted >= least

export const VALUES = { agree: 1, disagree: -1, pass: 0 } as const
export const choiceOf = (value: -1 | 0 | 1) => (value === 1 ? ('agree' as const) : value === -1 ? ('disagree' as const) : ('pass' as const))

/** At least one sign that can be seen, whole, and none that a database cannot hold. */
const INK = /[\p{L}\p{N}\p{P}\p{S}]/u
export const canBeRead = (text: string): boolean =>
  text.length <= MOST.statementUnits && text.isWellFormed() && !text.includes('\0') && INK.test(text)

/** Whoever held a key for a moment could else give the highest number there is, and its owner could change nothing any more. */
export const isNext = (seq: number, highest: number): boolean => seq <= highest + MOST.ahead

type Writing = {
  readonly mayAdd: boolean
  readonly length: number
  readonly mutedFor: string | null
  readonly waiting: number
  readonly written: number
}

export const mayWrite = ({ mayAdd, length, mutedFor, waiting, written }: Writing): Verdict =>
  all(
    mayAdd ? yes : no('ballot.statements-not-wanted'),
    length > 0 && length <= MOST.statementLength ? yes : no('ballot.too-long', { most: MOST.statementLength }),
    mutedFor === null ? yes : no('ballot.muted'),
    waiting < MOST.waitingStatements && written + waiting < MOST.statements ? yes : no('ballot.too-many'),
  )
