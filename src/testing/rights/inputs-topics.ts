import type { Inputs } from './matrix.ts'

const names = [{ language: 'en', name: 'Chess' }]

export const TOPICS: Inputs = {
  'topics.list': () => ({}),
  'topics.add': () => ({ key: 'chess', names }),
  'topics.rename': () => ({ topic: 'food', language: 'bm', name: 'Dumuni' }),
  'topics.merge': () => ({ topic: 'football', into: 'food' }),
  'topics.hide': () => ({ topic: 'food', hidden: true }),
}
