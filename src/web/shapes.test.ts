import { expect, test } from 'vitest'
import { z } from 'zod'
import { operationsOf } from '../testing/dialogues.ts'
import { shapeOf } from './shapes.ts'

const rows = (schema: z.ZodType, io: 'input' | 'output' = 'output') =>
  shapeOf(schema, io).map(({ path, type, required, limits }) =>
    [path, type, ...(required ? [] : ['optional']), ...limits.map(({ sort, value }) => `${sort} ${value}`)].join('; '),
  )

test('each field stands in a row of its own, inner ones after what holds them', () => {
  const schema = z.object({
    id: z.uuid(),
    at: z.date(),
    choice: z.enum(['agree', 'pass']),
    only: z.literal('x'),
    text: z.string().min(2).max(280),
    count: z.number().int().nullable(),
    words: z.array(z.string()).max(3),
    people: z.array(z.object({ name: z.string(), office: z.object({ since: z.date() }).optional() })),
    byName: z.record(z.string(), z.object({ n: z.number() })),
    either: z.union([z.object({ a: z.string() }), z.object({ b: z.number().min(1) })]),
    slug: z.string().regex(/^[a-z]+$/),
  })
  expect(rows(schema)).toEqual([
    'id; string (uuid)',
    'at; string (date-time)',
    'choice; "agree" | "pass"',
    'only; "x"',
    'text; string; least 2; most 280',
    'count; integer | null',
    'words; string[]; most 3',
    'people; object[]',
    'people[].name; string',
    'people[].office; object; optional',
    'people[].office.since; string (date-time)',
    'byName; object',
    'byName.*.n; number',
    'either; object',
    'either.a; string',
    'either.b; number; least 1',
    'slug; string; like ^[a-z]+$',
  ])
})

test('what is sent may leave out what has a value already; what comes back has it', () => {
  const schema = z.object({ sort: z.enum(['a', 'b']).default('a') })
  expect([rows(schema, 'input'), rows(schema, 'output')]).toEqual([['sort; "a" | "b"; optional'], ['sort; "a" | "b"']])
})

test('a list, a text or nothing as a whole', () => {
  expect(rows(z.array(z.object({ a: z.string() })))).toEqual(['; object[]', '[].a; string'])
  expect([rows(z.string()), rows(z.object({}))]).toEqual([['; string'], []])
})

test('every operation of the registry can be drawn, and every row has a type', () => {
  for (const { name, input, output } of operationsOf()) {
    for (const row of [...shapeOf(input, 'input'), ...shapeOf(output, 'output')])
      expect([name, row.path, row.type.length > 0, row.type.includes('undefined')]).toEqual([name, row.path, true, false])
  }
})
