import { all, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type {
  DialogueState,
  MergeReason,
  Office,
  Participation,
  Publication,
  RemovalReason,
  SheetReason,
  StatementStatus,
  VoteValue,
} from './tables.ts'

/** Code points, as people count: an emoji or an Arabic letter is one. */
export const STATEMENT_LENGTH = 280
/** So many statements of one participant may wait for a decision at once. */
export const WAITING_LIMIT = 5
/** Groups and pictures of fewer people than this are not shown. */
export const FEWEST_SHOWN = 10

/** The rules that a dialogue can publish, and for which alone a statement may be declined. Each has a sentence in every language. */
export const RULES = ['one-idea', 'on-topic', 'not-twice', 'no-personal-data', 'no-attack', 'no-advert', 'can-be-understood'] as const
export type Rule = (typeof RULES)[number]
/** Why a statement can be hidden: a rule, or, after a report alone, a law. */
export const HIDDEN_FOR = [...RULES, 'law'] as const
/** Or because its author took it back, which nobody else can undo. */
export const DECLINED_FOR = [...HIDDEN_FOR, 'withdrawn'] as const
export const isRule = (text: string): text is Rule => (RULES as readonly string[]).includes(text)

/** Why a participant's votes can be taken out of the result; published, with a sentence in every language. */
export const REMOVAL_REASONS = ['automated', 'duplicate', 'coordinated', 'requested'] as const satisfies readonly RemovalReason[]

/** A sheet's participant is held by nobody, so nobody is ever told the reasons of sheets: for whoever looks at numbers, somebody asked for it. */
export const toldReason = (reason: RemovalReason | SheetReason | null): RemovalReason | null =>
  reason === 'sheet-undone' || reason === 'meeting-withdrawn' ? 'requested' : reason

/** Why one statement can be merged into another; published, with a sentence in every language. */
export const MERGE_REASONS = ['same-words', 'same-meaning', 'same-in-another-language'] as const satisfies readonly MergeReason[]

/** The offices of a body, as whom one can speak. */
export const OFFICES = ['steward', 'convener', 'moderator'] as const satisfies readonly Office[]

export const CHOICES = ['agree', 'disagree', 'pass'] as const
export type Choice = (typeof CHOICES)[number]
const VALUES: Readonly<Record<Choice, VoteValue>> = { agree: 1, disagree: -1, pass: 0 }
export const valueOf = (choice: Choice): VoteValue => VALUES[choice]
export const choiceOf = (value: VoteValue): Choice => (value === 1 ? 'agree' : value === -1 ? 'disagree' : 'pass')

export type Calendar = { readonly opensAt: Date; readonly closesAt: Date; readonly answerBy: Date }
export type DialogueClock = Calendar & { readonly state: DialogueState }
/** What a reader sees: an open dialogue whose first hour has not come is announced; one whose last hour has passed is closed. */
export type Phase = 'draft' | 'announced' | 'open' | 'closed' | 'answered'

export function phaseOf(dialogue: DialogueClock, now: Date): Phase {
  if (dialogue.state !== 'open') return dialogue.state
  if (now < dialogue.opensAt) return 'announced'
  return now < dialogue.closesAt ? 'open' : 'closed'
}

/** Open by state AND by the clock: the job that closes a dialogue may be late, and no vote slips in. */
export function takesVotes(dialogue: DialogueClock, now: Date): Verdict {
  const phase = phaseOf(dialogue, now)
  if (phase === 'open') return yes
  return phase === 'announced' || phase === 'draft' ? no('dialogue.not-open-yet') : no('dialogue.closed')
}

export type VotedStatement = { readonly status: StatementStatus }

/** Published, or not there: whether something waits or was declined is its author's business. */
export function canBeVotedOn(statement: VotedStatement | null): Verdict {
  return statement !== null && statement.status === 'published' ? yes : no('statement.missing')
}

export function calendarHolds({ opensAt, closesAt, answerBy }: Calendar): Verdict {
  return opensAt < closesAt && closesAt <= answerBy ? yes : no('dialogue.calendar')
}

export function canBeOpened(dialogue: DialogueClock, statements: number, now: Date): Verdict {
  return all(
    dialogue.state === 'draft' ? yes : no('dialogue.not-a-draft'),
    now < dialogue.closesAt ? calendarHolds(dialogue) : no('dialogue.calendar'),
    statements > 0 ? yes : no('dialogue.needs-statements'),
  )
}

export function canBeClosed(dialogue: DialogueClock, now: Date): Verdict {
  const phase = phaseOf(dialogue, now)
  if (phase === 'draft') return no('dialogue.not-open-yet')
  return dialogue.state === 'open' ? yes : no('dialogue.closed')
}

export function canBeAnswered(dialogue: DialogueClock, now: Date): Verdict {
  const phase = phaseOf(dialogue, now)
  return phase === 'closed' || phase === 'answered' ? yes : no('dialogue.still-open')
}

/** No vote comes any more. */
export const isOver = (dialogue: DialogueClock, now: Date): boolean => canBeAnswered(dialogue, now).ok

/** Code points, not UTF-16 units. */
export const lengthOf = (text: string): number => [...text].length

const LIKE_AN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const SLUG_LENGTH = 60

/**
 * A title as it stands in an address, readable in any script; null where nothing is left, or something that means another page.
 * Accents of Latin letters go; signs that belong to a letter in other scripts stay.
 */
export function slugFrom(title: string): string | null {
  const plain = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
  const words = plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+/, '')
  const slug = [...words].slice(0, SLUG_LENGTH).join('').replace(/-+$/, '')
  return slug === '' || slug === 'new' || LIKE_AN_ID.test(slug) ? null : slug
}

/** Two statements are the same when they differ only in case, spaces, width and closing marks. */
export function sameWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('und')
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/[.!?…؟۔]+$/u, '')
    .trim()
}

export const PARTICIPATIONS = ['anyone', 'account', 'members', 'hidden', 'hidden-members'] as const satisfies readonly Participation[]

/** Votes come by the ballot box alone: whoever could vote under a name beside it would have two voices, or be known by the one they did not use. */
export const isHidden = (participation: Participation): boolean => participation === 'hidden' || participation === 'hidden-members'
export const isOfMembers = (participation: Participation): boolean => participation === 'members' || participation === 'hidden-members'

/** Votes one by one unless sums were chosen; for members only, sums alone (membership could be read from the votes), and of hidden voices too. */
export const publicationOf = (participation: Participation, chosen: Publication | undefined): Publication =>
  participation === 'members' || isHidden(participation) ? 'aggregates' : (chosen ?? 'votes')

const DAY_MS = 86_400_000
/** The last day on which credentials are asked for lies so many days before the first of the votes: two whole days between them. */
const HIDDEN_REST_DAYS = 3
/** From the day on which it is opened to the first day of votes, at least. */
export const HIDDEN_LEAD_DAYS = 5
const dayNumber = (at: Date): number => Math.floor(at.getTime() / DAY_MS)

/** The last day (UTC) on which credentials are asked for, where enough were asked for by then. */
export const credentialsUntil = ({ opensAt }: Pick<Calendar, 'opensAt'>): Date => new Date((dayNumber(opensAt) - HIDDEN_REST_DAYS) * DAY_MS)

/** Everybody has some days to be given a credential, whether or not they mean to vote. */
export const leavesTimeToHide = (participation: Participation, { opensAt }: Pick<Calendar, 'opensAt'>, now: Date): Verdict =>
  !isHidden(participation) || dayNumber(opensAt) - dayNumber(now) >= HIDDEN_LEAD_DAYS
    ? yes
    : no('dialogue.hidden-too-soon', { days: HIDDEN_LEAD_DAYS })

/** A number under ten is told as "fewer than ten": exact small counts point at people. */
export const shownCount = (count: number): number | null => (count < FEWEST_SHOWN ? null : count)

/** Only the sealed result is shown of such a dialogue. What was imported was public where it was held. */
export const isSealed = (dialogue: { readonly origin: 'here' | 'polis'; readonly publication: 'votes' | 'aggregates' }): boolean =>
  dialogue.origin === 'here' && dialogue.publication === 'aggregates'
