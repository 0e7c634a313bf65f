import { createHash } from 'node:crypto'
import { jcs } from '#base'
import type { Records } from '../../../core/recorded.ts'
import { textsOf } from './versions.ts'

/** Versions of charters that everybody may read, with a digest of their words: of what a hidden community agreed on nothing is told. */
export const recorded: Records = {
  entries: [
    {
      kind: 'charters.version.published',
      async entry(db, { scope, data, visibility }) {
        const { number, correction, holdsFrom } = data
        if (visibility !== 'public' || typeof number !== 'number') return null
        const words = (await textsOf(db, scope, number)).map(({ language, text }) => ({ language, text }))
        return {
          t: 'charter.published',
          fields: {
            ...{ place: scope, version: number, correction: correction === true, holds_from: String(holdsFrom) },
            words: createHash('sha256').update(jcs(words)).digest('hex'),
          },
        }
      },
    },
  ],
}
