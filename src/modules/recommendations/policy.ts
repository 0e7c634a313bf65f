import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, namedOrHub, no as noCore } from '../../core/refused.ts'
import type { gatherings } from '../gatherings/index.ts'
import { no } from './refusals.ts'
import type { Count } from './rules.ts'
import type { ContributionSort, ContributionState, Day, Office, RecommendationState } from './tables.ts'

export type Parts = Awaited<ReturnType<typeof gatherings.partsIn>>

/** A recommendation as its deeds see it. */
export type Recommendation = {
  readonly id: string
  readonly sessionId: string
  readonly editionId: string
  readonly number: number
  readonly state: RecommendationState
  readonly version: number
  readonly question: number | null
  readonly addresseeBody: string | null
  readonly addresseeName: string | null
  readonly actBy: Day | null
  readonly answerBy: Day
  readonly sdgs: readonly number[]
  readonly gcm: readonly number[]
  readonly amendmentsUntil: Day | null
  readonly rule: 'consent' | 'vote' | null
  readonly quorum: number | null
  readonly ballotUntil: Day | null
  /** The votes, once they were counted. */
  readonly count: Count | null
  readonly proposedAt: Date | null
  readonly putAt: Date | null
  readonly hiddenFor: string | null
}

type Here = { readonly parts: Parts; readonly today: Day }
type At = Here & { readonly recommendation: Recommendation }

/** In seeds and imports the hub itself may do what those who lead a session may. */
const holds = (actor: Actor, parts: Parts, roles: readonly ('rapporteur' | 'youth-rapporteur' | 'chair' | 'organiser')[]): boolean =>
  isTheHub(actor) || roles.some((role) => parts.has(role))

/** As what they do it, for the record: the first of these that they hold. */
export function officeOf(actor: Actor, parts: Parts, roles: readonly Exclude<Office, 'hub'>[]): Office {
  const held = roles.find((role) => role !== 'steward' && role !== 'convener' && parts.has(role))
  return held ?? 'hub'
}

export const isTeam = (actor: Actor, parts: Parts): boolean =>
  isTheHub(actor) || (['rapporteur', 'youth-rapporteur', 'chair', 'organiser'] as const).some((role) => parts.has(role))

export const mayDraft = (actor: Actor, { parts }: Pick<Here, 'parts'>): Verdict =>
  all(namedOrHub(actor), holds(actor, parts, ['rapporteur']) ? yes : no('recommendation.rapporteur-only'))

/** Until people vote on it, or until it was decided. */
const isMovable = ({ state, ballotUntil }: Recommendation): Verdict =>
  state !== 'draft' && state !== 'proposed' ? no('recommendation.frozen') : ballotUntil === null ? yes : no('recommendation.frozen')

export const mayEdit = (actor: Actor, at: At): Verdict => all(mayDraft(actor, at), isMovable(at.recommendation))

export const isAddressed = ({ addresseeBody, addresseeName }: Pick<Recommendation, 'addresseeBody' | 'addresseeName'>): boolean =>
  (addresseeBody === null) !== (addresseeName === null)

export const mayPropose = (actor: Actor, at: At): Verdict =>
  all(
    mayDraft(actor, at),
    at.recommendation.state === 'draft' ? yes : no('recommendation.not-draft'),
    isAddressed(at.recommendation) ? yes : no('recommendation.addressee-needed'),
  )

const mayChair = (actor: Actor, { parts }: Here): Verdict =>
  all(namedOrHub(actor), holds(actor, parts, ['chair']) ? yes : no('recommendation.chair-only'))

const isProposed = ({ state }: Recommendation): Verdict => (state === 'proposed' ? yes : no('recommendation.not-proposed'))

export const amendmentsAreOpen = ({ recommendation, today }: Omit<At, 'parts'>): boolean =>
  recommendation.state === 'proposed' &&
  recommendation.ballotUntil === null &&
  recommendation.amendmentsUntil !== null &&
  today <= recommendation.amendmentsUntil

/** What still has to be done before anybody decides. */
export type Undone = { readonly amendments: number; readonly objections: number; readonly sources: number }

const isReady = (at: At, { amendments, objections, sources }: Undone): Verdict =>
  all(
    amendmentsAreOpen(at) ? no('recommendation.amendments-open') : yes,
    amendments > 0 ? no('recommendation.amendments-undecided', { count: amendments }) : yes,
    objections > 0 ? no('recommendation.objections-unanswered', { count: objections }) : yes,
    sources === 0 ? no('recommendation.no-source') : yes,
  )

export const mayOpenBallot = (actor: Actor, at: At, undone: Undone): Verdict =>
  all(
    mayChair(actor, at),
    isProposed(at.recommendation),
    at.recommendation.rule === 'vote' ? yes : no('recommendation.by-consent'),
    at.recommendation.ballotUntil === null ? yes : no('recommendation.ballot-running'),
    isReady(at, undone),
  )

export const mayDecide = (actor: Actor, at: At, undone: Undone): Verdict => {
  const { rule, ballotUntil } = at.recommendation
  return all(
    mayChair(actor, at),
    isProposed(at.recommendation),
    rule === 'vote' && ballotUntil === null ? no('recommendation.no-ballot') : yes,
    rule === 'vote' && ballotUntil !== null && at.today <= ballotUntil ? no('recommendation.ballot-running') : yes,
    rule === 'vote' ? yes : isReady(at, undone),
    undone.sources === 0 ? no('recommendation.no-source') : yes,
  )
}

export const mayPut = (actor: Actor, at: At): Verdict =>
  all(
    namedOrHub(actor),
    holds(actor, at.parts, ['rapporteur', 'chair', 'organiser']) ? yes : no('recommendation.leaders-only'),
    at.recommendation.state === 'adopted' ? yes : no('recommendation.not-adopted'),
  )

/** By a body's convener or steward; where the addressee is outside, the organisers write down what came back. */
export const mayAnswer = (actor: Actor, at: At, { convener }: { readonly convener: boolean }): Verdict => {
  const { addresseeBody, state } = at.recommendation
  const entitled = addresseeBody === null ? holds(actor, at.parts, ['organiser']) : convener || isTheHub(actor)
  return all(
    namedOrHub(actor),
    entitled ? yes : no(addresseeBody === null ? 'recommendation.organisers-only' : 'recommendation.addressee-only'),
    state === 'put' || state === 'answered' ? yes : no('recommendation.not-put'),
  )
}

export const mayWithdraw = (actor: Actor, at: At): Verdict =>
  all(
    namedOrHub(actor),
    holds(actor, at.parts, ['rapporteur', 'chair']) ? yes : no('recommendation.leaders-only'),
    at.recommendation.state === 'answered' || at.recommendation.state === 'withdrawn' ? no('recommendation.is-answered') : yes,
  )

/** Also when it was decided: what it stands on may be withdrawn at any time. */
export const mayConfirmSources = (actor: Actor, at: At): Verdict => mayDraft(actor, at)

export const mayReadYouth = (actor: Actor, at: At): Verdict =>
  all(
    namedOrHub(actor),
    holds(actor, at.parts, ['youth-rapporteur']) ? yes : no('recommendation.youth-rapporteur-only'),
    at.recommendation.state === 'withdrawn' ? no('recommendation.settled') : yes,
  )

/** What everybody reads: of a draft no wording stays that a translation could follow. */
export const mayTranslate = (actor: Actor, at: At): Verdict =>
  all(
    namedOrHub(actor),
    holds(actor, at.parts, ['rapporteur', 'chair', 'organiser']) ? yes : no('recommendation.leaders-only'),
    at.recommendation.proposedAt === null ? no('recommendation.not-proposed') : yes,
  )

/** Whether somebody may speak about it: with a place in the edition, or for a body by an office. */
export type Entitled = { readonly attends: boolean; readonly forBody: boolean | null }

const maySpeak = (actor: Actor, { attends, forBody }: Entitled): Verdict =>
  all(
    actor.person === null ? noCore('sign-in.needed') : yes,
    forBody === null ? (attends ? yes : no('recommendation.attending-only')) : forBody ? yes : no('recommendation.office-only'),
  )

export const mayAmend = (actor: Actor, at: At, entitled: Entitled): Verdict =>
  all(maySpeak(actor, entitled), isProposed(at.recommendation), amendmentsAreOpen(at) ? yes : no('recommendation.amendments-closed'))

/** Support and objections, as long as nobody has decided. */
export const mayTakeStance = (actor: Actor, at: At, entitled: Entitled): Verdict =>
  all(maySpeak(actor, entitled), at.recommendation.state === 'proposed' ? yes : no('recommendation.settled'))

/** Whoever objects, until it is put to somebody: with what was decided in view. */
export const mayWriteMinority = (actor: Actor, at: At, { objects, ...entitled }: Entitled & { readonly objects: boolean }): Verdict =>
  all(
    maySpeak(actor, entitled),
    ['proposed', 'adopted', 'not-adopted'].includes(at.recommendation.state) ? yes : no('recommendation.settled'),
    objects ? yes : no('recommendation.objection-first'),
  )

export const mayVote = (actor: Actor, at: At, attends: boolean): Verdict =>
  all(
    maySpeak(actor, { attends, forBody: null }),
    at.recommendation.state === 'proposed' && at.recommendation.ballotUntil !== null ? yes : no('recommendation.no-ballot'),
    at.recommendation.ballotUntil !== null && at.today > at.recommendation.ballotUntil ? no('recommendation.ballot-over') : yes,
  )

/** One's own words, as long as nothing was decided on them; a minority position until it is put to somebody with the recommendation. */
export function mayTakeBack(
  { recommendation }: Pick<At, 'recommendation'>,
  mine: boolean,
  { sort, state }: { readonly sort: ContributionSort; readonly state: ContributionState },
): Verdict {
  const proposed = recommendation.state === 'proposed'
  const open = state === 'open' && (proposed || (sort === 'minority' && recommendation.putAt === null))
  return all(mine ? yes : no('recommendation.not-yours'), open ? yes : no('recommendation.settled'))
}

export const mayModerate = (standing: { readonly moderator: boolean }): Verdict =>
  standing.moderator ? yes : no('recommendation.moderators-only')

export const theHubMay = (actor: Actor): Verdict => (isTheHub(actor) ? yes : noCore('sign-in.needed'))
