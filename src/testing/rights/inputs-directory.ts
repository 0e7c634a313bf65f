import { LYON, UNIT } from '../cast.ts'
import type { Inputs } from './matrix.ts'
import { ENTRY } from './stage-directory.ts'

const EMPTY = { ...ENTRY, places: [] }

export const DIRECTORY: Inputs = {
  'directory.list': () => ({}),
  'directory.entry': () => ({ body: LYON }),
  'directory.write-entry': () => ({ body: LYON, ...ENTRY }),
  'directory.write-entry (of the department)': () => ({ body: UNIT, ...ENTRY }),
  'directory.write-entry (of one in the archive)': ({ shelved }) => ({ body: shelved, ...ENTRY }),
  'directory.confirm-entry': () => ({ body: LYON }),
  'directory.import': () => ({ rows: [{ body: LYON, languages: ['ff'], entry: EMPTY }] }),
  'directory.import (as a new body)': () => ({
    rows: [
      { begin: { kind: 'charity', slug: 'sligo-readers', language: 'en', name: 'Sligo Readers', summary: 'Invented.' }, entry: EMPTY },
    ],
  }),
  'directory.release-person': ({ hub }) => ({ person: hub.cast.members.get('idrissa')?.person }),
  'search.find': () => ({ q: 'pulaar' }),
  'search.crossing': () => ({ facets: 'origin:SN' }),
}
