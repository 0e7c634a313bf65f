import { bodyBehind } from './queries/body-behind.ts'
import { memberIdsOf, membersAmong } from './queries/members-among.ts'
import { accountIn, authorsFor, membershipOf, youngThere } from './queries/membership.ts'
import { countOf, facetsOf, ownCommunities, seenCommunities, seenCommunity } from './queries/seen-community.ts'

export type { Author, Membership } from './queries/membership.ts'
export type { SeenCommunity } from './queries/seen-community.ts'

/** The door of the room: where people belong. What is hidden is found by its members alone. */
export const communities = {
  /** By address or id; null where there is none that this reader may know of. */
  seen: seenCommunity,
  seenAmong: seenCommunities,
  /** Where the acting identity belongs, for its own eyes. */
  mine: ownCommunities,
  /** What the acting identity is there; by another of their names somebody is a stranger. */
  membershipOf,
  /** Of the account, whichever of its names: only for what must hold by account. */
  accountIn,
  /** Which of these accounts belong to it, and as what: for whose news something is. Nobody reads it. */
  membersAmong,
  /** The ids of all members, to count among whom something was asked. Nobody reads it. */
  memberIdsOf,
  /** Who these members are, as this reader may know them. Who has left is absent. */
  authorsFor,
  /** Which of these members are young and to be left alone by whoever reads. */
  youngThere,
  /** How many belong to it; null below ten. */
  countOf,
  facetsOf,
  /** For what was reported there: the body whose moderators decide. */
  bodyBehind,
}
