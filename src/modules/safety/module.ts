import type { Manifest } from '../../web/manifest.ts'
import { pages } from './pages.tsx'

/** Pages alone: what is ticked there stays on the reader's device, so this room keeps nothing. */
export const safety: Manifest = {
  name: 'safety',
  messages: new URL('./messages/', import.meta.url),
  refusals: {},
  operations: [],
  pages,
}
