import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { isPublic } from './rules.ts'
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

const isTheHub = ({ account, operator }: Actor): boolean => operator && account === null
const signedIn = (actor: Actor): Verdict => (actor.person !== null || isTheHub(actor) ? yes : noCore('sign-in.needed'))

/** In seeds and imports the hub itself may do what a body may. */
const speaksFor = (actor: Actor, { convener }: Pick<Standing, 'convener'>): boolean => convener || isTheHub(actor)

/** As what they do it, for the record. */
export const officeOf = ({ steward, convener }: Standing): Office => (steward ? 'steward' : convener ? 'convener' : 'hub')

export const isLead = (actor: Actor, { standing }: Pick<At, 'standing'>): boolean => speaksFor(actor, standing)

export const mayKnow = (actor: Actor, at: At): boolean => isPublic(at.commitment) || isLead(actor, at) || at.organiser

export const mayMake = (actor: Actor, at: Pick<At, 'standing' | 'organiser'>): Verdict =>
  all(signedIn(actor), isLead(actor, at) || at.organiser ? yes : no('commitment.makers-only'))

const mayLead = (actor: Actor, at: Pick<At, 'standing'>): Verdict =>
  all(signedIn(actor), isLead(actor, at) ? yes : no('commitment.lead-only'))

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
    signedIn(actor),
    speaksFor(actor, standing) ? yes : no('commitment.office-only'),
    state === null ? no('commitment.not-asked') : yes,
    isRunning(at.commitment),
  )

/** In the name of a body that has no part in it, also after its end. */
export const mayCheck = (actor: Actor, { standing, involved }: { readonly standing: Standing; readonly involved: boolean }): Verdict =>
  all(signedIn(actor), speaksFor(actor, standing) ? yes : no('commitment.office-only'), involved ? no('commitment.involved') : yes)

/** Whether two are the same is said by one of the two bodies, or by who organises the edition of one. */
export const mayJudge = (actor: Actor, at: At, other: At): Verdict =>
  all(
    signedIn(actor),
    isLead(actor, at) || isLead(actor, other) || at.organiser || other.organiser || actor.operator ? yes : no('commitment.judges-only'),
  )

export const mayReport = (actor: Actor, standing: Standing): Verdict => mayLead(actor, { standing })

export const mayModerate = ({ moderator }: { readonly moderator: boolean }): Verdict => (moderator ? yes : no('commitment.moderators-only'))

export const theHubMay = (actor: Actor): Verdict => (isTheHub(actor) ? yes : noCore('sign-in.needed'))
