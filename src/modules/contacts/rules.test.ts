import { expect, test } from 'vitest'
import { calledIn, inTens, isOverdue, treeOf } from './rules.ts'

test('a phone tree reaches everybody, and calls nobody twice', () => {
  for (const each of [2, 3, 6])
    for (const count of [2, 3, 7, 50]) {
      const people = Array.from({ length: count }, (_, at) => ({ name: `P${at}`, number: String(1000 + at) }))
      const called = treeOf(people, each).flatMap(({ calls }) => calls.map(({ name }) => name))
      expect(called).toEqual(people.slice(1).map(({ name }) => name))
      expect(treeOf(people, each).every(({ calls }) => calls.length <= each)).toBe(true)
    }
  expect(treeOf([{ name: 'Awa', number: '123' }], 3)).toEqual([])
})

test('a line is a name and a number, however they are parted; what has no number is left out', () => {
  expect(calledIn('Awa, +353 21 000 0000\nMoussa\t(021) 12-34\nأوا، 0123456\nNobody\n, 12345')).toEqual([
    { name: 'Awa', number: '+353 21 000 0000' },
    { name: 'Moussa', number: '(021) 12-34' },
    { name: 'أوا', number: '0123456' },
  ])
})

test('a day is kept until it is over, and counts are told in tens', () => {
  const day = '2026-03-04'
  expect(isOverdue('waiting', day, new Date('2026-03-04T23:59:59Z'))).toBe(false)
  expect(isOverdue('taken', day, new Date('2026-03-05T00:00:00Z'))).toBe(true)
  expect(isOverdue('closed', day, new Date('2026-04-05T00:00:00Z'))).toBe(false)
  expect([0, 9, 10, 19, 20].map(inTens)).toEqual([0, 0, 10, 10, 20])
})
