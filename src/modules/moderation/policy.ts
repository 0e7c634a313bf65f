import { all, yes, type Verdict } from '#base'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { appealEnds } from './rules.ts'
import type { Outcome } from './tables.ts'

/** What the one who asks is, in the body that is concerned. */
export type Desk = { readonly signedIn: boolean; readonly operator: boolean; readonly moderator: boolean }

/** A case is there only for those who decide about it. */
export const maySeeCase = ({ signedIn, operator, moderator }: Desk): Verdict =>
  signedIn && (operator || moderator) ? yes : no('case.missing')

/** The queue as a whole: moderators of any body, and operators. */
export function maySeeQueue({ signedIn, operator, moderator }: Desk): Verdict {
  if (!signedIn) return noFromHub('sign-in.needed')
  return operator || moderator ? yes : no('case.not-a-moderator')
}

export type CaseFacts = {
  readonly desk: Desk
  readonly decided: boolean
  /** The one who asks wrote what was reported. */
  readonly own: boolean
}

export const mayDecide = ({ desk, decided, own }: CaseFacts): Verdict =>
  all(maySeeCase(desk), own ? no('case.own') : yes, decided ? no('case.decided') : yes)

export type AppealFacts = {
  readonly byAuthor: boolean
  readonly decision: { readonly outcome: Outcome; readonly decidedAt: Date } | null
  readonly appealed: boolean
}

/** The author of what was hidden, or somebody who reported what was kept; once for a case, within six months. */
export function mayAppeal({ byAuthor, decision, appealed }: AppealFacts, now: Date): Verdict {
  if (decision === null) return no('appeal.too-early')
  return all(
    (decision.outcome === 'hidden') === byAuthor ? yes : no('appeal.not-yours'),
    appealed ? no('appeal.made') : yes,
    now < appealEnds(decision.decidedAt) ? yes : no('appeal.too-late'),
  )
}

export type AppealDecisionFacts = {
  readonly desk: Desk
  readonly appeal: { readonly decided: boolean } | null
  readonly own: boolean
  /** The one who asks decided first. */
  readonly sameAsFirst: boolean
}

/** Never who decided first, nor who wrote it. */
export function mayDecideAppeal({ desk, appeal, own, sameAsFirst }: AppealDecisionFacts): Verdict {
  return all(
    maySeeCase(desk),
    appeal === null ? no('appeal.missing') : yes,
    own ? no('case.own') : yes,
    appeal?.decided === true ? no('appeal.decided') : yes,
    sameAsFirst ? no('appeal.same-person') : yes,
  )
}

export type CircleFacts = { readonly operator: boolean; readonly inCircle: boolean; readonly circleEmpty: boolean }

/** The circle; while nobody is in it, whoever runs the hub. */
export const mayReadPressure = ({ operator, inCircle, circleEmpty }: CircleFacts): Verdict =>
  operator && (inCircle || circleEmpty) ? yes : no('pressure.missing')

/** Any operator begins the circle; after that those who are in it name the others. */
export const mayJoinCircle = (facts: CircleFacts): Verdict => (mayReadPressure(facts).ok ? yes : no('pressure.circle-only'))
