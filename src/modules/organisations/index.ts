import { allBodies, bodiesWhere, bodyBySlug, bodyCards } from './queries/body-cards.ts'
import { standingOf } from './queries/standing.ts'

/** The door of the room: who speaks for whom. */
export const organisations = {
  /** What a person is in a body now; nobody is nothing. A steward is convener, moderator and member too. */
  standingOf,
  /** Cards by id; the name in the reader's language where the body has one, else in its first. */
  bodyCards,
  bodyBySlug,
  /** Every body, by name. */
  allBodies,
  /** The bodies in which this person may do what the office may, by name. */
  bodiesWhere,
}
