import { describe, expect, test } from 'vitest'
import { agesAllow, holds, inTens, suits, type Ages } from './rules.ts'

const ADULT = { young: false, leads: true, isBuddy: false }
const there: Ages = { youth: true, newcomerYoung: true, buddyYoung: false, buddyLeads: true, second: ADULT }

describe('the young and adults', () => {
  test.each<readonly [string, Partial<Ages>, boolean]>([
    ['an adult who looks after the space, with another adult beside', {}, true],
    ['an adult alone', { second: null }, false],
    ['an adult who does not look after it', { buddyLeads: false }, false],
    ['with a second who does not look after it', { second: { ...ADULT, leads: false } }, false],
    ['with a second who is young', { second: { ...ADULT, young: true } }, false],
    ['with themselves as the second', { second: { ...ADULT, isBuddy: true } }, false],
    [
      'two of the young, brought together by somebody who is young and looks after it',
      { buddyYoung: true, buddyLeads: false, second: { ...ADULT, young: true } },
      true,
    ],
    ['two of the young by themselves', { buddyYoung: true, second: null }, false],
    ['an adult who asks there', { newcomerYoung: false }, false],
    ['outside, two adults', { youth: false, newcomerYoung: false, second: null, buddyLeads: false }, true],
    ['outside, a young newcomer', { youth: false }, false],
    ['outside, a young buddy', { youth: false, newcomerYoung: false, buddyYoung: true }, false],
    ['outside, two of the young', { youth: false, buddyYoung: true }, false],
  ])('%s', (_what, more, expected) => {
    expect(agesAllow({ ...there, ...more })).toBe(expected)
  })
})

test('an offer holds until its end, and for ninety days after a look', () => {
  expect(holds({ until: '2026-03-01', checkedOn: '2026-03-01' }, '2026-03-01')).toBe(true)
  expect(holds({ until: '2026-02-28', checkedOn: '2026-02-28' }, '2026-03-01')).toBe(false)
  expect(holds({ until: '2026-12-01', checkedOn: '2026-03-01' }, '2026-05-30')).toBe(true)
  expect(holds({ until: '2026-12-01', checkedOn: '2026-03-01' }, '2026-05-31')).toBe(false)
})

test('two suit one another by a language and something that is wanted', () => {
  const offer = { languages: ['fr', 'ar'], purposes: ['papers', 'talk'] as const }
  expect(suits(offer, { languages: ['ar'], purposes: ['talk', 'hub'] })).toBe(true)
  expect(suits(offer, { languages: ['en'], purposes: ['talk'] })).toBe(false)
  expect(suits(offer, { languages: ['fr'], purposes: ['arriving'] })).toBe(false)
})

test('numbers are told in tens, from ten on', () => {
  expect([0, 9, 10, 19, 20].map(inTens)).toEqual([null, null, 10, 10, 20])
})
