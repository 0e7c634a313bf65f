import { expect, test } from 'vitest'
import { placeOf, tableOf, type Covered } from './by-room.ts'

/** Two statements begin on the second line, of which one ran; nothing of the third did. */
const file = (path: string, first: number): Covered => ({
  path,
  statementMap: { a: { start: { line: 1 } }, b: { start: { line: 2 } }, c: { start: { line: 2 } }, d: { start: { line: 3 } } },
  s: { a: first, b: 0, c: 2, d: 0 },
  f: { one: first, two: 0, three: 0, four: 0 },
})

test('each file counts for its room, its floor and the whole, and what is no part of the product for nothing', () => {
  const paths = [
    '/x/packages/base/src/a.ts',
    '/x/src/modules/posts/a.ts',
    '/x/src/modules/people/b.ts',
    '/x/src/core/a.ts',
    '/x/src/testing/a.ts',
    '/x/bench/a.ts',
  ]
  const report = Object.fromEntries(paths.map((path, at) => [path, file(path, at === 1 ? 0 : 1)]))
  expect(tableOf(report).split('\n').slice(2)).toEqual([
    '| **packages** | 1 | 3 | 66.7 % | 4 | 25.0 % |',
    '| `packages/base` | 1 | 3 | 66.7 % | 4 | 25.0 % |',
    '| **core** | 1 | 3 | 66.7 % | 4 | 25.0 % |',
    '| **modules** | 2 | 6 | 50.0 % | 8 | 12.5 % |',
    '| `modules/people` | 1 | 3 | 66.7 % | 4 | 25.0 % |',
    '| `modules/posts` | 1 | 3 | 33.3 % | 4 | 0.0 % |',
    '| **all** | 4 | 12 | 58.3 % | 16 | 18.8 % |',
  ])
})

test('a file outside of the floors has no place', () => {
  expect(
    ['/x/src/web/a.tsx', '/x/src/modules/posts/commands/a.ts', '/x/src/testing/house/a.ts', '/x/migrations/a.ts'].map(placeOf),
  ).toEqual([{ floor: 'web', room: '' }, { floor: 'modules', room: 'posts' }, null, null])
})
