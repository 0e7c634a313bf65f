import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { phaseOf, type Part, type Phase } from './rules.ts'
import type { ApplicationState, BlockSort, EditionState, SessionState } from './tables.ts'

type Parts = ReadonlySet<Part>

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noCore('sign-in.needed'))
const organiser = (parts: Parts): Verdict => (parts.has('organiser') ? yes : no('gathering.organisers-only'))

/** Whoever convenes for a body that hosts it; the hub itself for imports and seeds. */
export const mayOrganise = (actor: Actor, parts: Parts): Verdict => all(signedIn(actor), organiser(parts))

/** The same where only the office counts, and no session is spoken of. */
export const mayOrganiseFor = (actor: Actor, organises: boolean): Verdict =>
  mayOrganise(actor, new Set<Part>(organises ? ['organiser'] : []))

export const theClockMay = (actor: Actor): Verdict => (actor.operator && actor.account === null ? yes : no('gathering.organisers-only'))

/** Drafts are seen by organisers and by whoever has a role in them; to others they are missing. */
export const maySeeSession = (session: { readonly state: SessionState; readonly editionAnnounced: boolean }, parts: Parts): boolean =>
  (session.state !== 'draft' && session.editionAnnounced) || parts.size > 0

export type SessionClock = { readonly state: SessionState; readonly openedAt: Date | null; readonly closedAt: Date | null }

type SessionDraft = SessionClock & { readonly editionState: EditionState }

const runs = (parts: Parts): Verdict => (parts.has('organiser') || parts.has('chair') ? yes : no('gathering.organisers-only'))

const toBeHeld = (phase: Phase): Verdict =>
  phase === 'draft' ? no('session.not-announced') : phase === 'called-off' ? no('session.called-off') : yes

/** The chair opens and closes; an organiser may do it for them. What nobody can read yet is not held either. */
export function mayOpen(actor: Actor, parts: Parts, clock: SessionDraft): Verdict {
  const phase = phaseOf(clock)
  return all(
    signedIn(actor),
    runs(parts),
    toBeHeld(phase),
    clock.editionState === 'draft' ? no('edition.not-announced') : yes,
    phase === 'running' ? no('session.running') : yes,
    phase === 'closed' ? no('session.closed') : yes,
  )
}

export function mayClose(actor: Actor, parts: Parts, clock: SessionClock): Verdict {
  return all(signedIn(actor), runs(parts), phaseOf(clock) === 'running' ? yes : no('session.not-running'))
}

/** The run sheet is looked at where one can do something with it. */
export const mayReadRunSheet = (actor: Actor, parts: Parts): Verdict => all(signedIn(actor), runs(parts))

type BlockClock = { readonly beganAt: Date | null; readonly endedAt: Date | null }

export function mayBeginBlock(actor: Actor, parts: Parts, { clock, block }: { clock: SessionClock; block: BlockClock | null }): Verdict {
  return all(
    signedIn(actor),
    runs(parts),
    block === null ? no('block.missing') : yes,
    phaseOf(clock) === 'running' ? yes : no('session.not-running'),
    block?.beganAt == null ? yes : no('block.began'),
  )
}

export function mayEndBlock(actor: Actor, parts: Parts, block: BlockClock | null): Verdict {
  return all(
    signedIn(actor),
    runs(parts),
    block === null ? no('block.missing') : yes,
    block?.beganAt == null || block.endedAt !== null ? no('block.not-running') : yes,
  )
}

export function mayAnnounceEdition(actor: Actor, organises: boolean, state: EditionState): Verdict {
  return all(
    mayOrganiseFor(actor, organises),
    state === 'announced' ? no('edition.announced') : state === 'called-off' ? no('edition.called-off') : yes,
  )
}

type EditionDraft = { readonly state: EditionState; readonly held: boolean }

/** What somebody has read, or taken part in, stays. */
export const mayDiscardEdition = (actor: Actor, organises: boolean, { state, held }: EditionDraft): Verdict =>
  all(mayAnnounceEdition(actor, organises, state), held ? no('edition.was-held') : yes)

/** Also one that is announced while its edition is still a draft: nobody else has seen it. */
export function mayDiscardSession(actor: Actor, parts: Parts, { state, openedAt, editionState }: SessionDraft): Verdict {
  const hidden = state === 'draft' || (state === 'announced' && editionState === 'draft' && openedAt === null)
  return all(mayOrganise(actor, parts), hidden ? yes : no(state === 'called-off' ? 'session.called-off' : 'session.announced'))
}

/** What was called off stays as it was told. */
export const mayEditEdition = (actor: Actor, organises: boolean, state: EditionState): Verdict =>
  all(mayOrganiseFor(actor, organises), state === 'called-off' ? no('edition.called-off') : yes)

export const mayCallOffEdition = (actor: Actor, organises: boolean, state: EditionState): Verdict =>
  all(mayEditEdition(actor, organises, state), state === 'draft' ? no('edition.not-announced') : yes)

export const mayEditSession = (actor: Actor, parts: Parts, clock: SessionClock): Verdict =>
  all(mayOrganise(actor, parts), clock.state === 'called-off' ? no('session.called-off') : yes)

export function mayCallOffSession(actor: Actor, parts: Parts, clock: SessionClock): Verdict {
  const phase = phaseOf(clock)
  return all(mayOrganise(actor, parts), toBeHeld(phase), phase === 'closed' ? no('session.closed') : yes)
}

type HostFacts = { readonly first: boolean; readonly row: { readonly confirmedAt: Date | null } | null; readonly convenes: boolean }

export const mayInviteHost = (actor: Actor, organises: boolean, { first, row }: Pick<HostFacts, 'first' | 'row'>): Verdict =>
  all(mayOrganiseFor(actor, organises), first || row !== null ? no('host.held') : yes)

/** Whoever convenes for the body that was asked. */
export const mayConfirmHost = (actor: Actor, { row, convenes }: HostFacts): Verdict =>
  all(
    signedIn(actor),
    convenes ? yes : no('host.not-yours'),
    row === null ? no('host.missing') : yes,
    row?.confirmedAt == null ? yes : no('host.held'),
  )

/** By those who asked it, and by the body itself. */
export const mayRemoveHost = (actor: Actor, organises: boolean, { first, row, convenes }: HostFacts): Verdict =>
  all(
    signedIn(actor),
    organises || convenes ? yes : no('gathering.organisers-only'),
    first ? no('host.first') : yes,
    row === null ? no('host.missing') : yes,
  )

type RoleFacts = {
  /** An identity that is here and, unless the hub itself asks, holds an office in a body that hosts it. */
  readonly known: boolean
}

export const mayGiveRole = (actor: Actor, parts: Parts, { known }: RoleFacts): Verdict =>
  all(mayOrganise(actor, parts), known ? yes : no('role.unknown-identity'))

export const mayEndRole = (actor: Actor, parts: Parts, { person, held }: { readonly person: string; readonly held: boolean }): Verdict =>
  all(signedIn(actor), parts.has('organiser') || actor.person === person ? yes : no('role.not-yours'), held ? yes : no('role.missing'))

export type InvitationFacts = {
  readonly invitation: { readonly acceptedAt: Date | null; readonly expiresAt: Date } | null
  readonly makerGone: boolean
  /** They have the role already, or the speaker is linked with an identity. */
  readonly held: boolean
  readonly sort: 'role' | 'speaker'
}

export function mayAcceptInvitation(actor: Actor, { invitation, makerGone, held, sort }: InvitationFacts, now: Date): Verdict {
  return all(
    invitation === null ? no('session-invitation.missing') : yes,
    invitation !== null && (invitation.acceptedAt !== null || invitation.expiresAt <= now) ? no('session-invitation.over') : yes,
    makerGone ? no('session-invitation.maker-gone') : yes,
    actor.person === null ? noCore('sign-in.needed') : yes,
    held ? no(sort === 'role' ? 'role.held' : 'speaker.known') : yes,
  )
}

/** Organisers, and whoever the speaker is. */
export const mayDetach = (actor: Actor, parts: Parts, person: string | null): Verdict =>
  all(
    signedIn(actor),
    parts.has('organiser') || (person !== null && actor.person === person) ? yes : no('speaker.not-yours'),
    person === null ? no('speaker.missing') : yes,
  )

export const mayCall = (actor: Actor, parts: Parts, { sort, decided }: { readonly sort: BlockSort; readonly decided: boolean }): Verdict =>
  all(mayOrganise(actor, parts), sort === 'example' ? yes : no('call.not-an-example'), decided ? no('call.decided') : yes)

export type ApplyFacts = {
  readonly call: { readonly closesAt: Date; readonly decided: boolean } | null
  readonly phase: Phase
  readonly convenes: boolean
  readonly sent: boolean
}

/** Whoever speaks for a body on this hub, until the day that the call names. */
export function mayApply(actor: Actor, { call, phase, convenes, sent }: ApplyFacts, now: Date): Verdict {
  return all(
    signedIn(actor),
    call === null || phase === 'draft' ? no('call.missing') : yes,
    convenes ? yes : no('application.conveners-only'),
    call !== null && (call.closesAt <= now || phase !== 'before') ? no('call.over') : yes,
    call?.decided === true ? no('call.decided') : yes,
    sent ? no('application.sent') : yes,
  )
}

export const mayAnswerApplication = (
  actor: Actor,
  parts: Parts,
  { state, decided, choosing }: { readonly state: ApplicationState; readonly decided: boolean; readonly choosing: boolean },
): Verdict =>
  all(
    mayOrganise(actor, parts),
    state === 'withdrawn' ? no('application.missing') : state === 'waiting' ? yes : no('application.answered'),
    choosing && decided ? no('call.decided') : yes,
  )

export const mayWithdrawApplication = (actor: Actor, { state, convenes }: { state: ApplicationState; convenes: boolean }): Verdict =>
  all(
    signedIn(actor),
    convenes ? yes : no('application.conveners-only'),
    state === 'waiting' ? yes : state === 'withdrawn' ? no('application.missing') : no('application.answered'),
  )
