import { expect, test } from 'vitest'
import { z } from 'zod'
import { readInput } from './input.ts'
import { Refused } from './refused.ts'

const schema = z.object({
  title: z.string().trim().min(1).max(5),
  word: z.string().min(3).optional(),
  size: z.coerce.number().int().max(9).optional(),
  sort: z.enum(['a', 'b']).default('a'),
  at: z.iso.datetime().optional(),
  tags: z.array(z.string().max(2)).max(2).default([]),
  even: z
    .number()
    .refine((n) => n % 2 === 0, 'field.odd')
    .optional(),
  odd: z
    .number()
    .refine((n) => n % 2 === 1)
    .optional(),
})

function faultsOf(raw: unknown): readonly (readonly [string, string, object])[] {
  try {
    readInput(schema, raw)
    return []
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    expect([error.refusal.code, error.refusal.kind, error.refusal.data]).toEqual([
      'input.invalid',
      'invalid',
      { field: error.fields[0]?.field },
    ])
    return error.fields.map(({ field, code, data }) => [field, code, data] as const)
  }
}

test('what is right comes out as the schema makes it', () => {
  expect(readInput(schema, { title: ' ab ', size: '7', other: 1 })).toEqual({ title: 'ab', size: 7, sort: 'a', tags: [] })
})

test.each([
  [{}, 'title', 'field.required', {}],
  [{ title: null }, 'title', 'field.required', {}],
  [{ title: '  ' }, 'title', 'field.required', {}],
  [{ title: 5 }, 'title', 'field.invalid', {}],
  [{ title: 'abcdef' }, 'title', 'field.too-long', { most: 5 }],
  [{ title: 'a', word: 'ab' }, 'word', 'field.too-short', { least: 3 }],
  [{ title: 'a', size: 'many' }, 'size', 'field.invalid', {}],
  [{ title: 'a', size: 10 }, 'size', 'field.invalid', {}],
  [{ title: 'a', sort: 'c' }, 'sort', 'field.invalid', {}],
  [{ title: 'a', sort: '' }, 'sort', 'field.required', {}],
  [{ title: 'a', at: 'soon' }, 'at', 'field.invalid', {}],
  [{ title: 'a', at: '' }, 'at', 'field.required', {}],
  [{ title: 'a', tags: ['ok', 'long'] }, 'tags.1', 'field.too-long', { most: 2 }],
  [{ title: 'a', tags: ['a', 'b', 'c'] }, 'tags', 'field.invalid', {}],
  [{ title: 'a', even: 3 }, 'even', 'field.odd', {}],
  [{ title: 'a', odd: 2 }, 'odd', 'field.invalid', {}],
  [{ title: 'a\0' }, 'title', 'field.invalid', {}],
  [{ title: 'a', tags: ['b', '\0'] }, 'tags.1', 'field.invalid', {}],
] as const)('%j has a fault at %s: %s', (raw, field, code, data) => {
  expect(faultsOf(raw)).toEqual([[field, code, data]])
})

test('every fault is told at once, in the order of the fields', () => {
  expect(faultsOf({ sort: 'c', tags: ['long'] }).map(([field]) => field)).toEqual(['title', 'sort', 'tags.0'])
})

test('what is no object at all is refused as a whole', () => {
  for (const raw of [undefined, null, 'text', 5, []]) expect([raw, faultsOf(raw)[0]?.[0]]).toEqual([raw, ''])
})

test('columns of numbers are not walked through', () => {
  const columns = z.object({ at: z.instanceof(Float64Array) })
  expect(readInput(columns, { at: new Float64Array(3) }).at.length).toBe(3)
})
