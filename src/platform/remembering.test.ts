import { expect, test } from 'vitest'
import { remembering } from './remembering.ts'

test('the same words are asked once, and get the very same answer', () => {
  const asked: string[] = []
  const say = remembering(10, (words: string) => {
    asked.push(words)
    return { words }
  })
  expect(say('a')).toBe(say('a'))
  expect(say('b')).toEqual({ words: 'b' })
  expect(asked).toEqual(['a', 'b'])
})

test('more words than it keeps, or long ones, are asked again and kept by nobody', () => {
  let asked = 0
  const say = remembering<[string], number>(2, () => (asked += 1))
  for (const words of ['a', 'b', 'c', 'c']) say(words)
  expect(asked).toBe(3)
  say('a') // Forgotten when the third came.
  expect(asked).toBe(4)
  const long = 'x'.repeat(201)
  expect(say(long)).not.toBe(say(long))
})

test('of several words each counts', () => {
  const say = remembering(10, (method: string, path: string) => [method, path])
  expect([say('GET', '/a'), say('POST', '/a'), say('GET', '/b c')]).toEqual([
    ['GET', '/a'],
    ['POST', '/a'],
    ['GET', '/b c'],
  ])
  expect(say('POST', '/a')).toBe(say('POST', '/a'))
})
