import { jointly, moving } from './commands/hold-jointly.ts'
import { bodyBehind } from './queries/body-behind.ts'
import { leadersFor, listedIn } from './queries/members.ts'
import { crossing, inOneOrder } from './queries/facets.ts'
import { comparableCommunities } from './queries/look-alikes.ts'
import { goneAmong, memberIdsOf, membersAmong } from './queries/members-among.ts'
import { accountIn, authorsFor, membershipOf, youngThere } from './queries/membership.ts'
import { slugIn } from './queries/shapes.ts'
import { countOf, facetsOf, ownCommunities, seenCommunities, seenCommunity } from './queries/seen-community.ts'
import { facetText, Row } from './views/pieces.tsx'

export type { Author, Membership } from './queries/membership.ts'
export type { Crossing } from './queries/facets.ts'
export type { SeenCommunity } from './queries/seen-community.ts'

/** The door of the room: where people belong. What is hidden is found by its members alone. */
export const communities = {
  /** By address or id; null where there is none that this reader may know of. */
  seen: seenCommunity,
  seenAmong: seenCommunities,
  /** Its address as people copy it into a form. */
  slugIn,
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
  /** Of the members of whom a room holds something, who belongs there no more. */
  goneAmong,
  /** Who these members are, as this reader may know them. Who has left is absent. */
  authorsFor,
  /** Which of these members are young and to be left alone by whoever reads. */
  youngThere,
  /** How many belong to it; null below ten. */
  countOf,
  facetsOf,
  /** Those that are about all of several things, and the combinations beside; nothing of who belongs to them. */
  crossing,
  inOneOrder,
  /** How a list shows one of them, and what a facet is called there. */
  Row,
  facetText,
  /** What everybody may read of those that can be found, to see which of them are alike. */
  comparable: comparableCommunities,
  /** For what was reported there: the body whose moderators decide. */
  bodyBehind,
  /** Who looks after it, by the names by which they agreed to. */
  leadersFor,
  /** Its list of members, for one of them: who is not in it is absent. */
  listedIn,
  /** What two hold together: the deeds of it, in the transaction of whoever agrees on them. */
  jointly,
  /** What a move to another hub does to it, in the transaction of the room that moves spaces. */
  moving,
}
