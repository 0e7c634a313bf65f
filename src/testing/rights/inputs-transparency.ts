import type { Inputs } from './matrix.ts'

export const TRANSPARENCY: Inputs = {
  'transparency.entries': () => ({}),
  'transparency.entry': () => ({ index: 0 }),
  'transparency.log': () => ({}),
}
