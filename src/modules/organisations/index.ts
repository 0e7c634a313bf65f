import { prepare, type Around } from '../../core/reportable.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { createBody } from './commands/create-body.ts'
import { editBodyFacts } from './commands/edit-body-facts.ts'
import { moving } from './commands/release-person.ts'
import { bodiesInUse, bodiesOf, bodiesWhere, bodyBySlug, bodyCards } from './queries/body-cards.ts'
import { levelsNow, toldLevels } from './queries/evidence.ts'
import { bodyIdsAfter, newestBodies, saidOfBodies, textsOfBodies } from './queries/body-profile.ts'
import { officesOfBody } from './queries/officers.ts'
import { belongingTo, companionsOf, holdersAmong, officesOf } from './queries/offices-of.ts'
import { standingOf } from './queries/standing.ts'
import { speaksForState } from './rules.ts'
import { KINDS, LEVELS, type BodyKind, type Level } from './tables.ts'

export type { BodyCard } from './queries/body-cards.ts'
export type { Said } from './queries/body-profile.ts'
export type { BodyKind, Level }

/** The door of the room: who speaks for whom. */
export const organisations = {
  /** What a person is in a body now; nobody is nothing, nor is anybody in the archive. A steward is convener, moderator and member too. */
  standingOf,
  /** A body of this kind speaks for a state. */
  speaksForState,
  /** Cards by id; the name in the reader's language where the body has one, else in its first. */
  bodyCards,
  bodyBySlug,
  /** Where any of these persons holds an office now, and whether one of them speaks for a state. */
  officesOf,
  /** Who holds an office in a body now, by name: what its page says to everybody. */
  officersOf: async (db: Reader, bodyId: string) => (await officesOfBody(db, bodyId, 'en')).officers,
  /** Which of these persons hold an office anywhere now. */
  holdersAmong,
  /** Which of these persons belong to a body now, by an office or as members; to one in the archive nobody does. */
  belongingTo,
  /** Which of the others belong to a body to which this person belongs too. */
  companionsOf,
  /** The bodies that a person belongs to or holds an office in. For that person's own eyes. */
  bodiesOf,
  /** Every body that is not in the archive, by name. */
  allBodies: bodiesInUse,
  /** The bodies in use in which this person may do what the office may, by name. */
  bodiesWhere,
  /** How each body is verified now; who is not in it is not. */
  verifiedNow: levelsNow,
  /** The same as it was last told, a minute ago at most: for readings that know no clock. */
  verifiedTold: toldLevels,
  kinds: KINDS,
  levels: LEVELS,
  /** Names and summaries of bodies in all their languages, and what they say of themselves beside them. */
  textsOfBodies,
  saidOfBodies,
  /** Ids of the bodies in use, in their order. */
  bodyIdsAfter,
  /** Bodies in use, the newest first, with where each says that it acts. */
  newestBodies,
  /** What a move to another hub does to it, in the transaction of the room that moves spaces. */
  moving,
  /** The deeds that begin a body and that say how it is reached, as parts of a deed of another room: who may is decided here. */
  preparing: {
    body: (tx: Tx, raw: unknown, around: Around) => prepare(tx, createBody, raw, around),
    facts: (tx: Tx, raw: unknown, around: Around) => prepare(tx, editBodyFacts, raw, around),
  },
}
