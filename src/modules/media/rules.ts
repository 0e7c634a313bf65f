import type { CleaningFault } from '../../platform/cleaning.ts'
import type { PictureReason } from '../../platform/pictures.ts'
import type { MediaSort } from './tables.ts'

/** Of one upload, as it comes. */
export const MOST_BYTES: Readonly<Record<MediaSort, number>> = {
  picture: 12 * 1024 * 1024,
  sound: 15 * 1024 * 1024,
  paper: 10 * 1024 * 1024,
}
/** So long what was uploaded waits for whoever uploaded it. */
export const UNATTACHED_HOURS = 24
/** So many of one account wait in one scope. */
export const MOST_UNATTACHED = 20
export const LONGEST = { alt: 1000, transcript: 20_000, name: 120 } as const

type Told = 'unknown-sort' | 'heic' | 'broken' | 'too-large' | 'too-long' | 'macros' | 'slow' | 'busy'

/** What whoever uploaded it is told. */
export const TOLD = {
  unknown: 'unknown-sort',
  heic: 'heic',
  broken: 'broken',
  points: 'too-large',
  long: 'too-long',
  macros: 'macros',
  slow: 'slow',
  busy: 'busy',
} as const satisfies Readonly<Record<PictureReason | CleaningFault['reason'], Told>>

/** A name that can be seen and saved; what says a folder or turns the direction of writing is left out. */
export const plainName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/\.[^.]{1,5}$/, '')
    .replaceAll(/[^\p{L}\p{M}\p{N} ,()_-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST.name)
