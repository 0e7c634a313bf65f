import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, namedOrHub, no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { isAskedAbout, isPublic } from './rules.ts'
import type { CommitmentState, Day, Office, SupportState } from './tables.ts'

/** A commitment as its deeds see it. */
export type Commitment = {
  readonly id: string
  readonly leadBody: string
  readonly editionId: string | null
  readonly sessionId: string | null
  readonly sourceSort: string | null
  readonly sourceId: string | null
  readonly sourceVersion: number | null
  readonly state: CommitmentState
  readonly version: number
  readonly language: string
  readonly startsOn: Day
  readonly dueOn: Day
  readonly owner: string
  readonly sdgs: readonly number[]
  readonly madeAt: Date
  readonly acceptedOn: Day | null
  readonly endedOn: Day | null
  readonly mergedInto: string | null
  readonly hiddenFor: string | null
}

export type Standing = { readonly steward: boolean; readonly convener: boolean }
export type At = {
  readonly commitment: Commitment
  /** Of the actor in the lead body. */
  readonly standing: Standing
  /** Whether the actor organises the edition under which it was made. */
  readonly organiser: boolean
  readonly today: Day
}

/** In seeds and imports the hub itself may do what a body may. */
const speaksFor = (actor: Actor, { convener }: Pick<Standing, 'convener'>): boolean => convener || isTheHub(actor)

/** As what they do it, for the record. */
export const officeOf = ({ steward, convener }: Standing): Office => (steward ? 'steward' : convener ? 'convener' : 'hub')

export const isLead = (actor: Actor, { standing }: Pick<At, 'standing'>): boolean => speaksFor(actor, standing)

export const mayKnow = (actor: Actor, at: At): boolean => isPublic(at.commitment) || isLead(actor, at) || at.organiser

export const mayMake = (actor: Actor, at: Pick<At, 'standing' | 'organiser'>): Verdict =>
  all(namedOrHub(actor), isLead(actor, at) || at.organiser ? yes : no('commitment.makers-only'))

const mayLead = (actor: Actor, at: Pick<At, 'standing'>): Verdict =>
  all(namedOrHub(actor), isLead(actor, at) ? yes : no('commitment.lead-only'))

export const mayAnswer = (actor: Actor, at: At): Verdict =>
  all(mayLead(actor, at), at.commitment.state === 'proposed' ? yes : no('commitment.not-proposed'))

const isRunning = ({ state }: Commitment): Verdict => (state === 'running' ? yes : no('commitment.not-running'))

/** Its text, its date, milestones, indicators, evidence, support, and its end. */
export const mayLookAfter = (actor: Actor, at: At): Verdict => all(mayLead(actor, at), isRunning(at.commitment))

/** A kept promise is shown: without evidence nobody could check it. */
export const mayEnd = (actor: Actor, at: At, { kept, evidence }: { readonly kept: boolean; readonly evidence: number }): Verdict =>
  all(mayLookAfter(actor, at), kept && evidence === 0 ? no('commitment.evidence-first') : yes)

type Asked = { readonly standing: Standing; readonly state: SupportState | null }

/** A body that was asked answers, and may end its support as long as the commitment runs. */
export const mayAnswerSupport = (actor: Actor, at: At, { standing, state }: Asked): Verdict =>
  all(
    namedOrHub(actor),
    speaksFor(actor, standing) ? yes : no('commitment.office-only'),
    state === null ? no('commitment.not-asked') : yes,
    isRunning(at.commitment),
  )

type Checking = { readonly standing: Standing; readonly involved: boolean; readonly independent: boolean }

/** In the name of a body that has no part in it, also after its end; by nobody who speaks for one that has, or that looked already. */
export const mayCheck = (actor: Actor, { standing, involved, independent }: Checking): Verdict =>
  all(
    namedOrHub(actor),
    speaksFor(actor, standing) ? yes : no('commitment.office-only'),
    involved ? no('commitment.involved') : yes,
    independent ? yes : no('commitment.not-independent'),
  )

/** Anybody with an account, under whichever name; who speaks for the body would ask themselves. One at a time. */
export const mayAsk = (actor: Actor, at: At, { open }: { readonly open: boolean }): Verdict =>
  all(
    actor.account === null ? noCore('sign-in.needed') : yes,
    // What the body itself has not agreed to yet, or what is hidden, is nothing to ask about.
    isPublic(at.commitment) && isAskedAbout(at.commitment) ? yes : no('commitment.not-asked-about'),
    at.standing.convener ? no('commitment.own-commitment') : yes,
    open ? no('commitment.question-open') : yes,
  )

export const mayAnswerQuestion = (actor: Actor, at: Pick<At, 'standing'>): Verdict => mayLead(actor, at)

/** Whoever asked; to everybody else it is not even there. */
export const mayWithdrawQuestion = (actor: Actor, { own }: { readonly own: boolean }): Verdict =>
  all(actor.account === null ? noCore('sign-in.needed') : yes, own ? yes : no('commitment.question-missing'))

type ToIt = { readonly standing: { readonly moderator: boolean }; readonly ofLead: boolean }

/** Nobody takes from the public what their own body was asked: then whoever runs the hub decides. */
export const mayHideQuestion = (actor: Actor, { standing, ofLead }: ToIt): Verdict =>
  all(mayModerate(standing), ofLead && !actor.operator ? no('commitment.question-to-it') : yes)

const wasKept = ({ state }: Commitment): boolean => state === 'kept' || state === 'partly'

/** What can be learnt of a promise that was kept, also in part: its lead writes it up, or whoever organises the edition. */
export const mayWritePractice = (actor: Actor, at: At): Verdict =>
  all(
    namedOrHub(actor),
    isLead(actor, at) || at.organiser ? yes : no('practice.writers-only'),
    isPublic(at.commitment) && wasKept(at.commitment) ? yes : no('practice.kept-first'),
  )

/** As what they write it. */
export const writerOf = (actor: Actor, at: At): Office => (isLead(actor, at) ? officeOf(at.standing) : 'organiser')

/** In the name of another body that does the same. */
export const mayAdopt = (actor: Actor, { standing, lead }: { readonly standing: Standing; readonly lead: boolean }): Verdict =>
  all(namedOrHub(actor), speaksFor(actor, standing) ? yes : no('commitment.office-only'), lead ? no('practice.own') : yes)

/** Whether two are the same is said by one of the two bodies, or by who organises the edition of one. */
export const mayJudge = (actor: Actor, at: At, other: At): Verdict =>
  all(
    namedOrHub(actor),
    isLead(actor, at) || isLead(actor, other) || at.organiser || other.organiser || actor.operator ? yes : no('commitment.judges-only'),
  )

export const mayReport = (actor: Actor, standing: Standing): Verdict => mayLead(actor, { standing })

export const mayModerate = ({ moderator }: { readonly moderator: boolean }): Verdict => (moderator ? yes : no('commitment.moderators-only'))

export const theHubMay = (actor: Actor): Verdict => (isTheHub(actor) ? yes : noCore('sign-in.needed'))
