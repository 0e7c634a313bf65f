import { expect, test } from 'vitest'
import { LEAST_LETTERS, NEAR, overlap, wordsOf } from './index.ts'

const share = (a: string, b: string): number => overlap(wordsOf(a), wordsOf(b))

test('the share is that of the different words of both, whatever their case and order', () => {
  expect(share('Open ten libraries', 'LIBRARIES open early')).toBe(2 / 3)
  expect(share('Les élèves lisent', 'lisent les ÉLÈVES')).toBe(1)
  expect(share('Open the doors', 'Close every window')).toBe(0)
  expect(share('افتحوا المكتبات الآن', 'المكتبات مغلقة')).toBeGreaterThan(0)
})

test('short words do not count, and texts without words are near to none', () => {
  expect([...wordsOf('We are in the hall')]).toEqual(['hall'])
  expect(LEAST_LETTERS).toBe(4)
  expect(share('', '')).toBeLessThan(NEAR)
})
