/**
 * The unit of a file's timestamps. Polis's open data give milliseconds, the export of its present server gives whole seconds, and nothing in
 * the file says which. The rule looks at the greatest timestamp of the file, so that no file is read in two units: from 1e9 up to 1e11 it
 * counts seconds (the years 2001 to 5138; as milliseconds that would be January 1970 to March 1973, when nobody dialogued here).
 * Anything else is taken as it stands, so that milliseconds, and small made-up figures such as 1, 2, 3, come back unchanged.
 */
const LEAST_SECONDS = 1e9
const LEAST_MILLISECONDS = 1e11

/** The latest instant that a date can name, in milliseconds since 1970. */
export const LATEST_INSTANT = 8.64e15

/** 1000 where a file whose greatest timestamp this is counts in seconds, else 1. */
export function millisecondsPerUnit(greatest: number): 1 | 1000 {
  return greatest >= LEAST_SECONDS && greatest < LEAST_MILLISECONDS ? 1000 : 1
}
