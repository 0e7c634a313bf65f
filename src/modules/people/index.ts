import { namesOf } from './queries/names.ts'
import { operatorNames } from './queries/operators.ts'

/** The door of the room: what others may know of people, which is little. */
export const people = {
  /** Names by id. Who has left has no entry: the caller says so in its own words. */
  nameOf: namesOf,
  /** Who runs the hub, by the names they chose; every reader may know it. */
  operatorNames,
}
