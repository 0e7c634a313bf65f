import { all, yes, type Verdict } from '#base'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import {
  canBeAnswered,
  canBeClosed,
  canBeOpened,
  canBeVotedOn,
  isHidden,
  isOfMembers,
  leavesTimeToHide,
  takesVotes,
  WAITING_LIMIT,
  type DialogueClock,
  type VotedStatement,
} from './rules.ts'
import type { Participation, Publication, RemovalReason, StatementStatus, WritingOffice } from './tables.ts'

/** What is known of the one who asks: an account or none, and what they are in the dialogue's body. */
export type Standing = {
  readonly signedIn: boolean
  readonly operator: boolean
  readonly steward: boolean
  readonly convener: boolean
  readonly moderator: boolean
  readonly member: boolean
}

export type DialogueFacts = DialogueClock & { readonly participation: Participation; readonly mayAdd: boolean; readonly standing: Standing }

export function mayConvene(standing: Standing): Verdict {
  if (standing.operator || standing.steward || standing.convener) return yes
  return standing.signedIn ? no('dialogue.not-its-convener') : noFromHub('sign-in.needed')
}

export function mayModerate(standing: Standing): Verdict {
  if (standing.moderator || mayConvene(standing).ok) return yes
  return standing.signedIn ? no('dialogue.not-its-moderator') : noFromHub('sign-in.needed')
}

/** One by one, only where the dialogue publishes votes one by one: moderators see no more of a person than everybody will. */
export function mayReadAnswers(dialogue: { readonly publication: Publication; readonly standing: Standing }): Verdict {
  return all(mayModerate(dialogue.standing), dialogue.publication === 'votes' ? yes : no('export.aggregates-only'))
}

/** A draft is there only for those who prepare it. */
export function maySee(dialogue: DialogueFacts): Verdict {
  return dialogue.state !== 'draft' || mayModerate(dialogue.standing).ok ? yes : no('dialogue.missing')
}

/** Whom the dialogue is for, whatever the hour. */
export function isAmongThose(dialogue: DialogueFacts): Verdict {
  const { participation, standing } = dialogue
  if (participation === 'anyone') return yes
  if (!standing.signedIn) return noFromHub('sign-in.needed')
  return !isOfMembers(participation) || standing.member ? yes : no('dialogue.needs-members')
}

/** One voice for each: where votes are hidden there is no second way in, so that nobody is known by which of two they took. */
const isOpenlyVoted = ({ participation }: Pick<DialogueFacts, 'participation'>): Verdict =>
  isHidden(participation) ? no('dialogue.hidden-alone') : yes

export function mayTakePart(dialogue: DialogueFacts, now: Date): Verdict {
  return all(maySee(dialogue), takesVotes(dialogue, now), isOpenlyVoted(dialogue), isAmongThose(dialogue))
}

/** What is known of somebody in a dialogue: their number, and why a moderator took them out, if one did. */
type Taking = { readonly participant: number | null; readonly removedFor: RemovalReason | null }

/** They have begun, and nobody took them out. */
export function takesPart({ participant, removedFor }: Taking): Verdict {
  if (participant === null) return no('participation.missing')
  return removedFor === null ? yes : no('participation.removed', { reason: removedFor })
}

export type VoteFacts = Taking & { readonly dialogue: DialogueFacts | null; readonly statement: VotedStatement | null }

/** Guards the deed and draws the buttons: the page asks the same question as the command. */
export function mayVote(facts: VoteFacts, now: Date): Verdict {
  if (facts.dialogue === null) return no('dialogue.missing')
  return all(mayTakePart(facts.dialogue, now), canBeVotedOn(facts.statement), takesPart(facts))
}

export type AddFacts = Taking & {
  readonly dialogue: DialogueFacts | null
  readonly waiting: number
  readonly known: boolean
  /** As who they chose to speak they can still speak: the office is held, the name is one of theirs. */
  readonly voiceHolds: boolean
}

export function mayAddStatement(facts: AddFacts, now: Date): Verdict {
  const { dialogue } = facts
  if (dialogue === null) return no('dialogue.missing')
  return all(
    mayTakePart(dialogue, now),
    dialogue.mayAdd ? yes : no('statement.not-wanted'),
    takesPart(facts),
    facts.voiceHolds ? yes : no('voice.not-held'),
    facts.waiting < WAITING_LIMIT ? yes : no('statement.too-many-waiting', { limit: WAITING_LIMIT }),
    facts.known ? no('statement.twice') : yes,
  )
}

export type VoiceFacts = Taking & {
  readonly dialogue: DialogueFacts | null
  /** A statement of theirs was published: a second name beside the same author would link the two. */
  readonly settled: boolean
  /** What they ask for is one of their names, or an office that they hold. */
  readonly own: boolean
}

export function mayChooseVoice(facts: VoiceFacts, now: Date): Verdict {
  const { dialogue } = facts
  if (dialogue === null) return no('dialogue.missing')
  return all(
    mayTakePart(dialogue, now),
    takesPart(facts),
    facts.settled ? no('voice.settled') : yes,
    facts.own ? yes : no('voice.not-held'),
  )
}

/** What somebody said of themselves they may take back at any time; said, or changed, it is while votes are taken. */
export function mayTellCountry(
  facts: Taking & { readonly dialogue: DialogueFacts },
  { takesBack, now }: { readonly takesBack: boolean; readonly now: Date },
): Verdict {
  if (takesBack) return all(maySee(facts.dialogue), facts.participant === null ? no('participation.missing') : yes)
  return all(mayTakePart(facts.dialogue, now), takesPart(facts))
}

/** What an author took back is nobody else's to show, nor to give another reason for. */
export const notWithdrawn = (statement: { readonly declinedFor: string | null }): Verdict =>
  statement.declinedFor === 'withdrawn' ? no('statement.withdrawn') : yes

/** One's own, and as long as it is not declined: what somebody wrote they may take back at any time, taken out or not. */
export function mayWithdraw(statement: {
  readonly own: boolean
  readonly status: StatementStatus
  readonly declinedFor: string | null
}): Verdict {
  if (!statement.own) return no('statement.missing')
  return statement.declinedFor === 'withdrawn' ? no('statement.withdrawn') : statement.status === 'declined' ? no('statement.decided') : yes
}

/** Votes hang on the words: they change while nobody but moderators has read them, and never again. */
export function mayCorrect(statement: { readonly own: boolean; readonly status: StatementStatus; readonly published: boolean }): Verdict {
  if (!statement.own) return no('statement.missing')
  return statement.status === 'waiting' && !statement.published ? yes : no('statement.decided')
}

/** In which office of the dialogue's body somebody decides or writes; null: by no office, as the hub does by itself. */
export function officeOf({ steward, convener, moderator, operator }: Standing, acts: boolean): WritingOffice | null {
  if (steward) return 'steward'
  if (convener) return 'convener'
  if (moderator) return 'moderator'
  return operator && acts ? 'operator' : null
}

export const mayOpen = (dialogue: DialogueFacts, statements: number, now: Date): Verdict =>
  all(mayConvene(dialogue.standing), canBeOpened(dialogue, statements, now), leavesTimeToHide(dialogue.participation, dialogue, now))

/** What lies in the box would be lost with an early end, so a hidden dialogue ends at its hour. */
export const mayClose = (dialogue: DialogueFacts, now: Date): Verdict =>
  all(
    mayConvene(dialogue.standing),
    canBeClosed(dialogue, now),
    isHidden(dialogue.participation) && now < dialogue.closesAt ? no('dialogue.hidden-runs') : yes,
  )

export const mayEdit = (dialogue: DialogueFacts): Verdict =>
  all(mayConvene(dialogue.standing), dialogue.state === 'draft' ? yes : no('dialogue.not-a-draft'))

/** The original stays as people read it when they voted; other languages may come, and be mended, at any time. */
export const mayTranslate = (dialogue: DialogueFacts, isOriginal: boolean): Verdict =>
  all(mayConvene(dialogue.standing), isOriginal && dialogue.state !== 'draft' ? no('dialogue.not-a-draft') : yes)

export const mayAnswer = (dialogue: DialogueFacts, now: Date): Verdict => all(mayConvene(dialogue.standing), canBeAnswered(dialogue, now))

/** By which right somebody types in sheets: an office, or a link that the convener gave. */
export type EntryFacts = {
  readonly dialogue: DialogueFacts
  /** Undefined: none was shown. Null: one that opens nothing here. */
  readonly link: { readonly quota: number; readonly used: number; readonly endsAt: Date; readonly withdrawn: boolean } | null | undefined
}

/** Only while votes are taken: what is typed in later would change a result that people have read. */
export function mayEnter({ dialogue, link }: EntryFacts, now: Date): Verdict {
  const byRight = link === undefined ? mayModerate(dialogue.standing) : link !== null && linkHolds(link, now) ? yes : no('entry.link-over')
  return all(maySee(dialogue), byRight, takesVotes(dialogue, now), isOpenlyVoted(dialogue))
}

const linkHolds = ({ withdrawn, endsAt }: NonNullable<EntryFacts['link']>, now: Date): boolean => !withdrawn && now < endsAt

type MeetingFacts = EntryFacts & {
  readonly meeting: { readonly ofThisLink: boolean; readonly people: number; readonly sheets: number; readonly withdrawn: boolean }
}

/** Whoever holds a link types in for its own meetings; an office for all of them. */
const isEnterer = ({ link, meeting }: MeetingFacts): Verdict =>
  link === undefined || meeting.ofThisLink ? yes : no('meeting.not-its-enterer')

export type SheetFacts = MeetingFacts & { readonly answers: number; readonly alike: number | null; readonly adds: boolean }

export function mayEnterSheet(facts: SheetFacts, now: Date): Verdict {
  const { dialogue, link, meeting, answers, alike, adds } = facts
  return all(
    mayEnter(facts, now),
    isEnterer(facts),
    meeting.withdrawn ? no('meeting.withdrawn') : yes,
    answers > 0 ? yes : no('sheet.empty'),
    meeting.sheets < meeting.people ? yes : no('meeting.full', { people: meeting.people }),
    link == null || link.used < link.quota ? yes : no('entry.quota-used', { quota: link.quota }),
    adds && !dialogue.mayAdd ? no('statement.not-wanted') : yes,
    alike === null ? yes : no('sheet.same-answers', { number: alike }),
  )
}

export const mayUndoSheet = (facts: MeetingFacts & { readonly last: boolean }, now: Date): Verdict =>
  all(mayEnter(facts, now), isEnterer(facts), facts.last ? yes : no('sheet.none-to-undo'))

/** Whoever typed it in as long as they type in; moderators at any time, as they take out anybody. */
export function mayWithdrawMeeting(facts: MeetingFacts, now: Date): Verdict {
  const right = facts.link === undefined ? all(maySee(facts.dialogue), mayModerate(facts.dialogue.standing)) : mayEnter(facts, now)
  return all(right, isEnterer(facts))
}

/** While people are asked; what was published of a result says the same before and after. */
export const mayMerge = (dialogue: DialogueFacts, now: Date): Verdict => {
  if (dialogue.state === 'draft') return all(mayModerate(dialogue.standing), no('dialogue.not-open-yet'))
  return all(mayModerate(dialogue.standing), canBeClosed(dialogue, now))
}

/** A link opens while votes are taken, so nobody gives one before or after. */
export const mayGiveLink = (dialogue: DialogueFacts, now: Date): Verdict => all(mayConvene(dialogue.standing), takesVotes(dialogue, now))

type MergedFacts = { readonly number: number; readonly status: StatementStatus; readonly mergedInto: number | null }

/** Both are published, and what says the same leads to one statement. */
export function canBeMerged({
  statement,
  into,
  hasMerged,
}: {
  readonly statement: MergedFacts
  readonly into: MergedFacts
  readonly hasMerged: boolean
}): Verdict {
  return all(
    canBeVotedOn(statement),
    canBeVotedOn(into),
    statement.number === into.number ? no('statement.merge-itself') : yes,
    statement.mergedInto === into.number || (statement.mergedInto === null && !hasMerged) ? yes : no('statement.merged'),
    into.mergedInto === null ? yes : no('statement.merged'),
  )
}

export const canBeSplit = (statement: { readonly mergedInto: number | null }): Verdict =>
  statement.mergedInto === null ? no('statement.not-merged') : yes
