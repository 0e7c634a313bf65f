import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPieces, Keyed } from './json-pieces.ts'

const written = (fields: Record<string, unknown>) => [...jsonPieces(fields)].join('')

test('says what JSON.stringify says', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.array(fc.constant(undefined)))),
      (fields) => {
        expect(written(fields)).toBe(`${JSON.stringify(fields)}\n`)
      },
    ),
  )
})

test('a keyed object stands where it was put, in the order of its keys', () => {
  const ids = Float64Array.of(3, 10, 2 ** 53 - 1)
  const fields = { a: [1], positions: new Keyed(ids, (row) => [row / 2, -0]), none: new Keyed([], () => 1), z: null }
  expect(written(fields)).toBe('{"a":[1],"positions":{"3":[0,0],"10":[0.5,0],"9007199254740991":[1,0]},"none":{},"z":null}\n')
})

test('comes in pieces that stay small, whatever their sum', () => {
  const keys = Float64Array.from({ length: 100_000 }, (_, row) => row)
  const pieces = [...jsonPieces({ long: new Keyed(keys, (row) => row), list: Array.from(keys) })]
  expect(pieces.length).toBeGreaterThan(20)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000)
  expect(JSON.parse(pieces.join(''))).toEqual({ long: Object.fromEntries(Array.from(keys, (row) => [row, row])), list: Array.from(keys) })
})
