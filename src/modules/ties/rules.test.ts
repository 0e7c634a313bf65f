import { describe, expect, test } from 'vitest'
import { FEW, likenessKeys, objectionsEnough, partOf, reasonsFor, seenFrom, type Compared } from './rules.ts'

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

describe('which two could be the same', () => {
  const comparing = { countryOf: (place: string) => (place === 'lyon' ? 'FR' : place), sharing: () => 2 }
  const one = (name: string, facets: readonly string[] = [], sort = 'culture', summary = name): Compared => ({
    ...{ id: name, sort, texts: [{ name, summary }] },
    facets: facets.map((key) => ({ sort: key.split(':')[0] ?? '', value: key.split(':')[1] ?? '' })),
  })
  const LIVES = ['origin:LB', 'residence:FR']
  test.each([
    ['a slip in the name', one('Cedar friends'), one('Cedar freinds'), ['name']],
    [
      'nearly the same words',
      one('Cedar', [], 'culture', 'friends sing together'),
      one('CEDAR', [], 'culture', 'friends sing together'),
      ['name', 'words'],
    ],
    ['another script', one('Hope', [], 'culture', 'x'), one('Норе', [], 'culture', 'y'), ['name']],
    ['nothing', one('Cedar friends'), one('Olive friends'), []],
    ['alike, and from elsewhere', one('Cedar', ['origin:LB']), one('Cedar', ['origin:SN']), []],
    ['alike, in a town and its country', one('Oak', ['residence:lyon']), one('Oak', ['residence:FR']), ['name']],
    ['the same places and sort', one('Cedar', LIVES), one('نساء', LIVES), ['about']],
    ['the same places, another sort', one('Cedar', LIVES), one('نساء', LIVES, 'interest'), []],
    ['the same places, about other things', one('Cedar', [...LIVES, 'topic:health']), one('نساء', [...LIVES, 'topic:work']), []],
    ['no more than a place', one('Cedar', ['residence:FR']), one('نساء', ['residence:FR']), []],
  ] as const)('%s', (_what, a, b, reasons) => {
    expect([reasonsFor(a, b, comparing), reasonsFor(b, a, comparing)]).toEqual([reasons, reasons])
    // Whatever is said of two, they find one another by a key.
    const shared = likenessKeys(a).filter((key) => likenessKeys(b).includes(key))
    if (reasons.length > 0) expect(shared).not.toEqual([])
  })

  test('places tell something only as long as few share them', () => {
    const two = [one('Cedar', LIVES), one('نساء', LIVES)] as const
    expect([FEW, FEW + 1].map((many) => reasonsFor(...two, { ...comparing, sharing: () => many }))).toEqual([['about'], []])
  })
})
