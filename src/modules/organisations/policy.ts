import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { invitationHolds, type InvitationFacts, type Standing } from './rules.ts'
import type { InvitationRole, Office } from './tables.ts'

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noCore('sign-in.needed'))

export const mayCreateBodies = (actor: Actor): Verdict => all(signedIn(actor), actor.operator ? yes : no('body.operators-only'))

/** `slug` is null where no address can be made from the names. */
export const mayCreateBody = (actor: Actor, { slug, taken }: { slug: string | null; taken: boolean }): Verdict =>
  all(mayCreateBodies(actor), slug === null ? no('body.no-address') : yes, taken ? no('body.address-taken') : yes)

export type BodyFacts = { readonly id: string; readonly standing: Standing } | null

/** Stewards look after their body; operators after all of them. */
export function maySteward(actor: Actor, body: BodyFacts): Verdict {
  if (body === null) return no('body.missing')
  return all(signedIn(actor), actor.operator || body.standing.steward ? yes : no('body.stewards-only'))
}

export type AppointFacts = { readonly body: BodyFacts; readonly personExists: boolean; readonly held: boolean }

/** To name someone without asking is for operators; stewards invite. */
export const mayAppoint = (actor: Actor, { body, personExists, held }: AppointFacts): Verdict =>
  all(
    body === null ? no('body.missing') : yes,
    mayCreateBodies(actor),
    personExists ? yes : no('office.no-such-person'),
    held ? no('office.held') : yes,
  )

export type AcceptFacts = { readonly invitation: (InvitationFacts & { readonly role: InvitationRole }) | null; readonly held: boolean }

/** Only a person can say yes; the hub itself and a visitor without an account cannot. */
export const mayAccept = (actor: Actor, { invitation, held }: AcceptFacts, now: Date): Verdict =>
  all(
    invitationHolds(invitation, now),
    actor.person === null ? noCore('sign-in.needed') : yes,
    held ? no(invitation?.role === 'member' ? 'membership.held' : 'office.held') : yes,
  )

export type EndOfficeFacts = { readonly body: BodyFacts; readonly held: boolean; readonly stewards: number }
export type OfficeAsked = { readonly person: string; readonly role: Office }

/** Stewards and operators end any office of the body, everyone their own. The last steward stays until an operator decides. */
export function mayEndOffice(actor: Actor, { person, role }: OfficeAsked, { body, held, stewards }: EndOfficeFacts): Verdict {
  if (body === null) return no('body.missing')
  const own = actor.person !== null && actor.person === person
  return all(
    signedIn(actor),
    own || actor.operator || body.standing.steward ? yes : no('office.not-yours'),
    held ? yes : no('office.missing'),
    role === 'steward' && stewards <= 1 && !actor.operator ? no('body.last-steward') : yes,
  )
}

export function mayLeaveBody(actor: Actor, body: BodyFacts, member: boolean): Verdict {
  if (body === null) return no('body.missing')
  return all(actor.person === null ? noCore('sign-in.needed') : yes, member ? yes : no('membership.none'))
}

export type WithdrawFacts = { readonly body: BodyFacts; readonly invitation: InvitationFacts }

export const mayWithdraw = (actor: Actor, { body, invitation }: WithdrawFacts, now: Date): Verdict =>
  all(maySteward(actor, body), invitationHolds(invitation, now))
