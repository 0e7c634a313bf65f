import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { askedVersion, dayIn, inForce, publishingHolds, type Publishing, type VersionDays } from './rules.ts'

/** Whose charter: the hub's (no body), or a body's or a community's with what the actor is in it. Null: there is none such. */
export type Place = {
  readonly scope: string
  readonly body: { readonly steward: boolean; readonly belongs: boolean } | null
  /** A community: its members alone look after its charter, and reply as what they are there. */
  readonly space?: { readonly member: string | null; readonly secret: boolean }
} | null

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.account !== null ? yes : noCore('sign-in.needed'))

/** Whoever runs the hub looks after its charter; a steward, or again whoever runs the hub, after a body's. */
export function mayKeep(actor: Actor, place: Place): Verdict {
  if (place === null) return no('charter.missing')
  return all(
    signedIn(actor),
    (actor.operator && place.space === undefined) || place.body?.steward === true ? yes : no('charter.keepers-only'),
  )
}

export type PublishFacts = { readonly place: Place; readonly last: VersionDays | null; readonly written: number; readonly named: boolean }

/** `named`: what changed is said, in each language that was written; a first version changes nothing. */
export const mayPublish = (actor: Actor, asked: Publishing, { place, last, written, named }: PublishFacts, now: Date): Verdict =>
  all(
    mayKeep(actor, place),
    written > 0 ? yes : no('charter.no-draft'),
    last === null || named ? yes : no('charter.unnamed'),
    publishingHolds(asked, last, now),
  )

export type ReplyFacts = { readonly place: Place; readonly versions: readonly VersionDays[] }

/**
 * To the hub's charter whoever has an account; to a body's whoever belongs to it. One replies to the version that holds, to the one that is
 * asked about, or to a later one: an older one binds nobody any more.
 */
export function mayReply(actor: Actor, number: number, { place, versions }: ReplyFacts, now: Date): Verdict {
  if (place === null) return no('charter.missing')
  const asked = askedVersion(versions)?.number ?? 0
  const oldest = Math.min(asked, inForce(versions, dayIn(now)) ?? asked)
  const version = versions.find((one) => one.number === number)
  return all(
    actor.account !== null && actor.person !== null ? yes : noCore('sign-in.needed'),
    place.body === null || place.body.belongs ? yes : no('charter.members-only'),
    version === undefined ? no('charter.no-version') : yes,
    number >= oldest ? yes : no('charter.not-asked'),
  )
}

/** The hub itself looks after who has left; nobody asks for it. */
export const mayWithdrawReplies = (actor: Actor): Verdict => (actor.operator && actor.account === null ? yes : no('charter.missing'))
