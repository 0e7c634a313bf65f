import { shapesOf } from '#lookalike'

/** Marks that turn the direction of writing or break the line: a label in which they stand reads as another one. */
const TURNING = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u
const SEEN = /[^\p{C}\p{Z}\p{M}]/u

/** Whether a name that somebody chose for themselves can be seen, and reads as it is written. */
export const isReadable = (label: string): boolean => SEEN.test(label) && !TURNING.test(label)

/** The same for labels that a reader takes for one another: case, spaces, accents and letters of other scripts do not make another name. */
export const labelShape = (label: string): string => shapesOf(label)[0] ?? label.normalize('NFKC').trim().toLocaleLowerCase('und')
