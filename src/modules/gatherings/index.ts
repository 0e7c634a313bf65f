import { announcedEditions, editionById, editionIdsOf, editionsOfSummit, editionsOfSummits, seenEdition } from './queries/editions.ts'
import { hostsOf, organisesEdition, partsIn, rolesInEdition } from './queries/parts.ts'
import { byHours } from './queries/programme.ts'
import { blocksOf } from './queries/run-sheet.ts'
import {
  knownSession,
  questionsOf,
  seenSession,
  sessionById,
  sessionsByIds,
  sessionsOfBody,
  sessionsOfEdition,
} from './queries/sessions.ts'
import { onlineLinkOf, venuesOf, venuesOfSession } from './queries/venues.ts'
import { beginningOf } from './rules.ts'
import { editionEntry, sessionEntry } from './views/calendar.ts'
import { sessionDays, SessionHours } from './views/pieces.tsx'

export type { EditionCard, SeenEdition } from './queries/editions.ts'
export type { SeenSession, SessionCard } from './queries/sessions.ts'
export type { Part } from './rules.ts'

/** The door of the room: the frame in which a summit is held. */
export const gatherings = {
  /** A session by its address or id with what this actor is in it; null where there is none that they may know of. */
  seenSession,
  /** The same without the parts, for streams. */
  knownSession,
  /** For what is worked out without a reader; drafts too. */
  sessionById,
  sessionsByIds,
  sessionsOfEdition,
  /** Of the editions that a body hosts, newest first; drafts too. */
  sessionsOfBody,
  questionsOf,
  /** The run sheet, in its order. */
  blocksOf,
  /** All that this actor is in a session: roles, and organiser by an office. */
  partsIn,
  /** The roles alone, in any session of an edition. */
  rolesInEdition,
  seenEdition,
  editionById,
  editionsOfSummit,
  editionsOfSummits,
  /** Of any of these summits, by id alone; drafts too. */
  editionIdsOf,
  announcedEditions,
  organisesEdition,
  /** The bodies in whose name an edition is held, that of its summit first. */
  hostsOf,
  /** Places and online rooms of an edition, and of one session. No link of a room is among them. */
  venuesOf,
  venuesOfSession,
  /** The link of a session's online room: only for whoever attends the edition, or has a part in the session. */
  onlineLinkOf,
  /** When a session begins, as far as anybody knows; its day or days and its hours in words; and how a list of sessions is sorted by them. */
  beginningOf,
  sessionDays,
  SessionHours,
  byHours,
  /** A session with its venues, and the days of an edition, as entries of a calendar. */
  sessionEntry,
  editionEntry,
}
