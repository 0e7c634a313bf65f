import { expect, test } from 'vitest'
import { codeEnds, fullHour, inTens, isGiven, marksIn, placeWords, publishAt, standing } from './rules.ts'

test('words that may lead to somebody are marked: figures, and capitals within a sentence', () => {
  expect(marksIn('My brother Amadou left on 3 May. He was a nurse in ward B12.')).toEqual(['Amadou', '3', 'May', 'B12'])
  expect(marksIn('They closed it. Nobody came.')).toEqual([])
  expect(marksIn('أغلقوا المدرسة في ٣ أيار')).toEqual(['٣'])
  expect(marksIn(`${'one 1 '.repeat(5)}`)).toEqual(['1'])
  expect(placeWords('We left Cork at 10')).toEqual(['left', 'Cork'])
})

test('what is published comes at a full hour, by chance up to two days after what was agreed', () => {
  const now = new Date('2026-03-01T12:34:56Z')
  expect(publishAt(now, 0, () => 0).toISOString()).toBe('2026-03-01T13:00:00.000Z')
  expect(publishAt(now, 14, () => 48).toISOString()).toBe('2026-03-17T13:00:00.000Z')
  expect(publishAt(now, 90, (limit) => limit - 1).toISOString()).toBe('2026-06-01T13:00:00.000Z')
  expect(fullHour(new Date('2026-03-01T12:00:00Z')).toISOString()).toBe('2026-03-01T12:00:00.000Z')
})

test('codes of one month end on one day', () => {
  expect([codeEnds(new Date('2026-03-03T00:00:00Z')), codeEnds(new Date('2026-03-29T00:00:00Z'))]).toEqual(['2026-06-30', '2026-06-30'])
})

test('a mandate says whether it holds', () => {
  const days = {
    ...{ starts_on: '2026-03-01', ends_on: '2026-04-01', accepted_on: '2026-02-01', withdrawn_on: null },
    ...{ decided_how: 'stewards' as const, vote_given: null },
  }
  expect([
    standing(days, '2026-03-01'),
    standing(days, '2026-02-28'),
    standing(days, '2026-04-02'),
    standing({ ...days, accepted_on: null }, '2026-03-01'),
    standing({ ...days, withdrawn_on: '2026-03-02' }, '2026-05-01'),
    ...[null, false, true].map((given) => standing({ ...days, decided_how: 'members', vote_given: given }, '2026-03-01')),
  ]).toEqual(['holds', 'to-come', 'over', 'offered', 'withdrawn', 'asked', 'not-given', 'holds'])
})

test('a mandate is given by enough voices and more for it than against it, and counts are told in tens', () => {
  const of = (yes: number, no: number) => isGiven({ yes, no, quorum: 10 })
  expect([of(9, 0), of(10, 0), of(5, 5), of(6, 4), of(4, 6)]).toEqual([false, true, false, true, false])
  expect([inTens(0), inTens(9), inTens(10), inTens(29)]).toEqual([null, null, 10, 20])
})
