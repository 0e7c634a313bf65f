import { expect, test } from 'vitest'
import { objectionsEnough, partOf, seenFrom } from './rules.ts'

test('each side sees what the other is to it', () => {
  expect([seenFrom('part-of', true), seenFrom('part-of', false)]).toEqual(['within', 'holds'])
  expect([seenFrom('holds', true), seenFrom('holds', false)]).toEqual(['holds', 'within'])
  expect([seenFrom('peer', true), seenFrom('peer', false)]).toEqual(['peer', 'peer'])
  expect(partOf('holds', { from: 'region', to: 'town' })).toEqual({ part: 'town', whole: 'region' })
  expect(partOf('part-of', { from: 'town', to: 'region' })).toEqual({ part: 'town', whole: 'region' })
})

test('a third of the members is enough, and one always', () => {
  expect([0, 1, 2, 3, 4, 6, 7, 100].map(objectionsEnough)).toEqual([1, 1, 1, 1, 2, 2, 3, 34])
})
