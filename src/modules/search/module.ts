import { reading } from '../../core/operation.ts'
import { publicationsFrom, type Publication } from '../../core/published.ts'
import type { Manifest } from '../../web/manifest.ts'
import { jobsOf } from './jobs.ts'
import { pages } from './pages.tsx'
import { readCrossing } from './queries/crossing.ts'
import { findIn } from './queries/find.ts'
import { refusals } from './refusals.ts'

/** A watcher: it finds what rooms publish, and knows none of them. */
export const searchOf = (publications: readonly Publication[]): Manifest => ({
  name: 'search',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [reading(findIn(publicationsFrom(publications))), reading(readCrossing(publicationsFrom(publications)))],
  pages: (kit) => pages(kit, publications),
  jobs: (kit) => jobsOf(kit, publications),
  stays: 'made-anew',
  holds: [
    { table: 'search_entry', about: 'nobody' },
    { table: 'search_word', about: 'nobody' },
    { table: 'search_round', about: 'nobody' },
  ],
})
