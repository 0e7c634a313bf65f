import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { appealEnds, dayOf, lastTermDay } from './rules.ts'
import type { Outcome } from './tables.ts'

/** What the one who asks is, in the body that is concerned. `ofHub`: named for what belongs to no body, which this does. */
export type Desk = { readonly signedIn: boolean; readonly operator: boolean; readonly moderator: boolean; readonly ofHub: boolean }

const decides = ({ operator, moderator, ofHub }: Desk): boolean => operator || moderator || ofHub

/** A case is there only for those who decide about it. */
export const maySeeCase = (desk: Desk): Verdict => (desk.signedIn && decides(desk) ? yes : no('case.missing'))

/** The queue as a whole: moderators of any body or of the hub, and operators. */
export function maySeeQueue(desk: Desk): Verdict {
  if (!desk.signedIn) return noFromHub('sign-in.needed')
  return decides(desk) ? yes : no('case.not-a-moderator')
}

export type CaseFacts = {
  readonly desk: Desk
  readonly decided: boolean
  /** The one who asks wrote what was reported. */
  readonly own: boolean
}

export const mayDecide = ({ desk, decided, own }: CaseFacts): Verdict =>
  all(maySeeCase(desk), own ? no('case.own') : yes, decided ? no('case.decided') : yes)

/** One request for a case, before anything is decided; whoever wrote the thing does not write it down. */
export const mayRecordRequest = (facts: CaseFacts & { readonly requested: boolean }): Verdict =>
  all(mayDecide(facts), facts.requested ? no('request.made') : yes)

/** Four eyes: whoever proposed hiding does not agree to it as well. */
export const mayAgree = (facts: CaseFacts & { readonly proposed: boolean; readonly sameAsFirst: boolean }): Verdict =>
  all(mayDecide(facts), facts.proposed ? yes : no('case.not-proposed'), facts.sameAsFirst ? no('case.second-person') : yes)

export type AppealFacts = {
  readonly byAuthor: boolean
  readonly decision: { readonly outcome: Outcome; readonly decidedAt: Date } | null
  readonly appealed: boolean
}

/** The author of what was hidden or labelled, or somebody who reported what was kept; once for a case, within six months. */
export function mayAppeal({ byAuthor, decision, appealed }: AppealFacts, now: Date): Verdict {
  if (decision === null) return no('appeal.too-early')
  return all(
    (decision.outcome !== 'kept') === byAuthor ? yes : no('appeal.not-yours'),
    appealed ? no('appeal.made') : yes,
    now < appealEnds(decision.decidedAt) ? yes : no('appeal.too-late'),
  )
}

export type AppealDecisionFacts = {
  readonly desk: Desk
  readonly appeal: { readonly decided: boolean } | null
  readonly own: boolean
  /** The one who asks decided first, or agreed to it as the second. */
  readonly sameAsFirst: boolean
  /** It would hide, alone, what an authority asked for. */
  readonly hidesAlone?: boolean
}

/** Never who decided first, nor who wrote it. */
export function mayDecideAppeal({ desk, appeal, own, sameAsFirst, hidesAlone = false }: AppealDecisionFacts): Verdict {
  return all(
    maySeeCase(desk),
    appeal === null ? no('appeal.missing') : yes,
    own ? no('case.own') : yes,
    appeal?.decided === true ? no('appeal.decided') : yes,
    sameAsFirst ? no('appeal.same-person') : yes,
    hidesAlone ? no('appeal.needs-two') : yes,
  )
}

export type CircleFacts = {
  readonly signedIn: boolean
  readonly operator: boolean
  readonly inCircle: boolean
  readonly circleEmpty: boolean
}

/** The circle; while nobody is in it, whoever runs the hub. Who is in it need not run the hub: trained people seldom do. */
export const mayReadPressure = ({ signedIn, operator, inCircle, circleEmpty }: CircleFacts): Verdict =>
  signedIn && (inCircle || (operator && circleEmpty)) ? yes : no('pressure.missing')

/** Any operator begins the circle. After that others come in by a link that they accept. */
export const mayJoinCircle = (facts: CircleFacts): Verdict =>
  facts.operator && mayReadPressure(facts).ok ? yes : no('pressure.circle-only')

/** Who is in the circle: known to it, and to whoever runs the hub. */
export const maySeeCircle = ({ signedIn, operator, inCircle }: CircleFacts): Verdict =>
  signedIn && (operator || inCircle) ? yes : no('pressure.missing')

/** Links into it are handed over by those who read the reports: else whoever runs the hub could let themselves in. */
export const mayInviteToCircle = (facts: CircleFacts): Verdict => (mayReadPressure(facts).ok ? yes : no('pressure.circle-only'))

export type CircleLink = { readonly expiresAt: Date; readonly usedAt: Date | null } | null

/** Once, within its days, by somebody who is signed in. */
export function mayAcceptCircle(signedIn: boolean, link: CircleLink, now: Date): Verdict {
  if (link === null) return no('circle.link-broken')
  return all(signedIn ? yes : noFromHub('sign-in.needed'), link.usedAt === null && now < link.expiresAt ? yes : no('circle.link-spent'))
}

/** Whoever runs the hub offers the office, for a year at most, and ends it. */
export const mayNameModerators = ({ operator }: Pick<Actor, 'operator'>): Verdict => (operator ? yes : no('moderator.operators-only'))

export const mayOfferModerator = (actor: Pick<Actor, 'operator'>, until: string, now: Date): Verdict =>
  all(mayNameModerators(actor), until > dayOf(now) && until <= lastTermDay(now) ? yes : no('moderator.day'))

export type Accepting = {
  readonly signedIn: boolean
  readonly operator: boolean
  /** An account of theirs speaks for a state, by whatever name. */
  readonly government: boolean
  /** The account holds the office already, by whatever name. */
  readonly already: boolean
}

/**
 * Once, within the days of the link. Who runs the hub decides anyway. Who speaks for a state does not: people who wrote in communities that no
 * body stands behind would have their words read by it.
 */
export function mayAcceptModerator({ signedIn, operator, government, already }: Accepting, offer: CircleLink, now: Date): Verdict {
  if (offer === null) return no('moderator.link-broken')
  return all(
    signedIn ? yes : noFromHub('sign-in.needed'),
    offer.usedAt === null && now < offer.expiresAt ? yes : no('moderator.link-spent'),
    operator ? no('moderator.runs-it') : yes,
    government ? no('moderator.government') : yes,
    already ? no('moderator.already') : yes,
  )
}

/** Oneself, whoever runs the hub, or the hub where somebody has left it. */
export const mayDismissModerator = (actor: Pick<Actor, 'operator' | 'person'>, person: string): Verdict =>
  actor.operator || actor.person === person ? yes : no('moderator.operators-only')
