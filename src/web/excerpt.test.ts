import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

test.each([
  ['what is short stays whole', 'A short one.', 20, 'A short one.'],
  ['a longer one is cut between words', 'We meet on Sundays, in two cities.', 22, 'We meet on Sundays, in…'],
  ['no mark is left at the end', 'We meet on Sundays, in two cities.', 21, 'We meet on Sundays…'],
  ['a word without end is cut within', 'a'.repeat(30), 20, `${'a'.repeat(20)}…`],
  ['no sign is cut in two', '😀'.repeat(30), 20, `${'😀'.repeat(20)}…`],
])('%s', (_name, text, most, short) => {
  expect(excerpt(text, most)).toBe(short)
})
