import type { Publication } from '../../core/published.ts'
import type { Manifest } from '../../web/manifest.ts'
import { pages } from './pages.tsx'
import { refusals } from './refusals.ts'

/** A watcher: what can be taken along of whatever rooms publish to everybody. It keeps nothing and knows none of them. */
export const sharingOf = (publications: readonly Publication[]): Manifest => ({
  name: 'sharing',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [],
  pages: (kit) => pages(kit, publications),
})
