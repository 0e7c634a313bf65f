import { createHash } from 'node:crypto'

/**
 * What a device at the door holds of a code: the same in `src/browser/check-in.ts`. Sixty random bits are behind it, so that nobody finds the
 * code by trying.
 */
export const hashCode = (edition: string, code: string): Buffer => createHash('sha256').update(`${edition}:${code}`).digest()
