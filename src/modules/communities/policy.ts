import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { leads, mayKnow, mayLookAfter, mayStandBehind, running, takesAnybody, type Behind, type Mine, type Shown } from './rules.ts'
import type { Access, Sort } from './tables.ts'

/** Jobs, seeds and the command line, and no person. */
export const signedIn = (actor: Pick<Actor, 'person'>): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)

type Founding = {
  readonly sort: Sort
  readonly access: Access
  readonly youth: boolean
  readonly slug: string | null
  readonly taken: boolean
  readonly body: 'none' | 'known' | 'unknown'
  readonly behind: Behind | null
  readonly officer: boolean
  readonly young: boolean
}

export function mayFound(actor: Actor, facts: Founding): Verdict {
  const hosted = isTheHub(actor) || facts.body !== 'none' || facts.young
  return all(
    isTheHub(actor) ? yes : signedIn(actor),
    facts.slug === null ? no('community.no-address') : yes,
    facts.taken ? no('community.address-taken') : yes,
    facts.body === 'unknown' ? no('community.body-unknown') : yes,
    mayStandBehind(facts.sort, facts.youth, facts.behind),
    mayLookAfter(facts, facts.officer),
    // Grown-ups who gather the young have a body behind them that answers for it.
    !facts.youth || hosted ? yes : no('community.youth-needs-body'),
  )
}

type ShownToAll = Shown & {
  readonly youth: boolean
  readonly hidden_for: string | null
  readonly guardian: boolean
  readonly jointly?: boolean
}

/** What somebody is in a community: nothing yet, a member, or a member by another of their names. */
export type Standing = {
  readonly shown: ShownToAll | null
  readonly me: Mine
  readonly otherName: boolean
  /** Holds an office of a state; looked at where it matters. */
  readonly officer: boolean
}

/** Whoever may not know that it exists learns nothing from asking, also nothing of their other names. */
export const known = ({ shown, me, officer }: Standing): Verdict =>
  shown === null || !mayKnow(shown, me, officer) ? no('community.missing') : yes

export const asMember = (actor: Actor, facts: Standing): Verdict =>
  all(known(facts), signedIn(actor), facts.me === null ? no(facts.otherName ? 'community.by-another-name' : 'community.members-only') : yes)

export const asLead = (actor: Actor, facts: Standing): Verdict =>
  all(asMember(actor, facts), leads(facts.me) ? yes : no('community.leads-only'))

/** What two communities hold together is decided by both, and by nobody who is in it. */
export const heldByItself = ({ shown }: Standing): Verdict => (shown?.jointly === true ? no('community.held-jointly') : yes)

export const asSteward = (actor: Actor, facts: Standing): Verdict =>
  all(asMember(actor, facts), heldByItself(facts), facts.me?.role === 'steward' ? yes : no('community.stewards-only'))

/** The same, while it is running. */
export const inRunning = ({ shown }: Standing): Verdict => (shown === null ? no('community.missing') : running(shown))

type Coming = Standing & { readonly removed: boolean; readonly young: boolean }

const notYet = (actor: Actor, facts: Coming): Verdict =>
  all(
    signedIn(actor),
    facts.me === null ? yes : no('community.member-already'),
    facts.otherName ? no('community.by-another-name') : yes,
    facts.removed ? no('community.removed') : yes,
    facts.shown?.youth === true && facts.officer ? no('community.not-for-officers') : yes,
  )

const consents = (facts: Coming, guardian: boolean): Verdict =>
  facts.shown?.guardian === true && facts.young && !guardian ? no('community.guardian-needed') : yes

export function mayJoin(actor: Actor, facts: Coming, guardian = false): Verdict {
  const { shown } = facts
  return all(
    known(facts),
    notYet(actor, facts),
    shown === null ? no('community.missing') : takesAnybody(shown),
    // Others are chosen by those who look after it.
    shown?.youth === true && !facts.young ? no('community.youth-only') : yes,
    consents(facts, guardian),
  )
}

/** `before`: what became of the request that the account has made. */
export const mayAsk = (actor: Actor, facts: Coming, before: 'waiting' | 'accepted' | 'declined' | null, guardian: boolean): Verdict =>
  all(
    known(facts),
    notYet(actor, facts),
    inRunning(facts),
    facts.shown?.access === 'request' ? yes : no('community.takes-no-requests'),
    before === 'waiting' ? no('community.requested-already') : yes,
    consents(facts, guardian),
  )

/** By a link: whoever holds it was invited, also into what they could not know of. */
export const mayComeInvited = (actor: Actor, facts: Coming, holds: boolean, guardian: boolean): Verdict =>
  all(
    signedIn(actor),
    facts.shown === null || !holds ? no('community.invitation-missing') : yes,
    notYet(actor, facts),
    inRunning(facts),
    consents(facts, guardian),
  )

/** Into a space for the young only those who look after it invite. */
export const mayInvite = (actor: Actor, facts: Standing, left: number | null): Verdict =>
  all(
    asMember(actor, facts),
    heldByItself(facts),
    inRunning(facts),
    facts.shown?.youth === true && !leads(facts.me) ? no('community.leads-only') : yes,
    left === null || left > 0 ? yes : no('community.invitations-spent'),
  )

export type Other = { readonly waits: boolean } | null

/** For somebody who waits for it, and not for oneself. */
export const mayVouch = (actor: Actor, facts: Standing & { readonly waits: boolean }, newcomer: Other, self: boolean): Verdict =>
  all(
    asMember(actor, facts),
    inRunning(facts),
    newcomer === null ? no('community.member-missing') : yes,
    self ? no('community.not-yourself') : yes,
    // Who waits themselves vouches for nobody.
    newcomer?.waits === true && !facts.waits ? yes : no('community.not-waiting'),
  )

/** Whoever lays a role down or leaves leaves somebody behind who looks after it, while anybody else is there. */
export const leavesAnother = (me: Mine, stewards: number, members: number): Verdict =>
  me?.role === 'steward' && stewards < 2 && members > 1 ? no('community.last-steward') : yes

/** What stewards decided about somebody is looked at by whoever runs the hub; a program never does it. */
export const mayDecideAppeals = (actor: Actor): Verdict => (actor.operator ? yes : no('community.removal-missing'))
