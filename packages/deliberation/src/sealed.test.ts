import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  analyse,
  canonicalJson,
  mayPublish,
  sealed,
  sealedCertificateOf,
  sealedDocument,
  sealedLists,
  type Canonical,
  type Counts,
} from './index.ts'
import type { Sealable, SealedResult, SealedStatement } from './index.ts'

const columns = ['agrees', 'disagrees', 'passes'] as const
type Cell = { readonly row: number; readonly column: (typeof columns)[number] }

/** What somebody reads of one statement: a row a group, the others last; null where nothing is told. */
type Told = { readonly sizes: readonly number[]; readonly all: SealedStatement; readonly rows: readonly SealedStatement['others'][] }

function told({ participants, groups, others }: SealedResult, all: SealedStatement): Told {
  if (groups.length === 0) return { sizes: [participants ?? 0], all, rows: [null] }
  const sizes = [...groups.map(({ size }) => size), ...(others > 0 ? [others] : [])]
  return { sizes, all, rows: [...groups.map(({ id }) => all.byGroup?.[id] ?? null), ...(others > 0 ? [all.others] : [])] }
}

/** Whether whole numbers of people can flow from the rows (their sizes) through the cells into the columns (their sums), all of them, with one cell held. */
function possible({ sizes, all, rows }: Told, held: Cell, value: number): boolean {
  const cells = sizes.map((_, row) =>
    columns.map((column) => (held.row === row && held.column === column ? value : (rows[row]?.[column] ?? null))),
  )
  const left = sizes.map((size, row) => size - (cells[row] ?? []).reduce<number>((sum, cell) => sum + (cell ?? 0), 0))
  const fixed = (at: number) => cells.reduce((sum, row) => sum + (row[at] ?? 0), 0)
  const sums = columns.map((column, at) => (all[column] === null ? null : all[column] - fixed(at)))
  // Columns of unknown sum and those who did not vote are one column: whatever is left goes there, if the held cell leaves it room.
  const known = sums.flatMap((sum) => sum ?? [])
  const free = left.reduce((sum, size) => sum + size, 0) - known.reduce((sum, one) => sum + one, 0)
  if (left.some((size) => size < 0) || known.some((sum) => sum < 0) || free < 0) return false
  const room = [...sums, free]
  const open = left.map((_, row) => room.map((sum, at) => sum !== null && (at === columns.length || cells[row]?.[at] === null)))
  return (
    flows(
      [...left],
      room.map((sum) => sum ?? 0),
      open,
    ) === left.reduce((sum, size) => sum + size, 0)
  )
}

/** Ford and Fulkerson, one person at a time. */
function flows(left: number[], room: number[], open: readonly boolean[][]): number {
  const flow = left.map(() => room.map(() => 0))
  const push = (row: number, seen: Set<number>): boolean => {
    for (const [column, is] of (open[row] ?? []).entries()) {
      if (!is || seen.has(column)) continue
      seen.add(column)
      const other = (room[column] ?? 0) > 0 ? -1 : flow.findIndex((cells, at) => (cells[column] ?? 0) > 0 && at !== row && push(at, seen))
      if ((room[column] ?? 0) <= 0 && other < 0) continue
      if (other < 0) room[column] = (room[column] ?? 0) - 1
      else (flow[other] ?? [])[column] = ((flow[other] ?? [])[column] ?? 0) - 1
      ;(flow[row] ?? [])[column] = ((flow[row] ?? [])[column] ?? 0) + 1
      return true
    }
    return false
  }
  let moved = 0
  for (const [row, size] of left.entries()) for (let one = 0; one < size && push(row, new Set()); one += 1) moved += 1
  return moved
}

/** The narrowest range in which somebody can enclose a hidden count of a result. */
function narrowest(result: SealedResult): number {
  const everybody = (all: SealedStatement): Told => ({ sizes: [result.participants ?? 0], all, rows: [null] })
  const widths = result.results.flatMap((all) =>
    [told(result, all), everybody(all)].flatMap((table) =>
      table.sizes.flatMap((size, row) =>
        columns.flatMap((column) => {
          const own = table.sizes.length === 1 ? all : table.rows[row]
          if (typeof own?.[column] === 'number') return []
          const values = Array.from({ length: size + 1 }, (_, value) => value)
          const may = (value: number) => possible(table, { row, column }, value)
          return [(values.findLast(may) ?? -1) - (values.find(may) ?? 0)]
        }),
      ),
    ),
  )
  return Math.min(...widths, Infinity)
}

type Answers = readonly [agrees: number, disagrees: number, passes: number]

/** Groups by size and their answers a statement; the last row is of people in no group. */
function sealable(sizes: readonly number[], statements: readonly (readonly Answers[])[]): Sealable {
  const ids = sizes.slice(0, -1).map((_, at) => String.fromCharCode(65 + at))
  const counts = ([agrees, disagrees, passes]: Answers): Counts => ({ agrees, disagrees, passes })
  const sum = (rows: readonly Answers[], at: 0 | 1 | 2) => rows.reduce((total, row) => total + row[at], 0)
  return {
    engine: 'test',
    parameters: 'passerelle-1',
    participants: sizes.reduce((total, size) => total + size, 0),
    statements: { live: statements.length, moderatedOut: 0, meta: 0 },
    noGroups: null,
    groups: ids.map((id, at) => ({ id, size: sizes[at] ?? 0 })),
    results: statements.map((rows, id) => ({
      id,
      state: 'live' as const,
      ...counts([sum(rows, 0), sum(rows, 1), sum(rows, 2)]),
      byGroup: Object.fromEntries(ids.map((group, at) => [group, counts(rows[at] ?? [0, 0, 0])])),
    })),
  }
}

const answersOf = (size: number): fc.Arbitrary<Answers> =>
  fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 0, 0.02, 0.2, 0.5))
    .map(([agree, pass, absent]): Answers => {
      const voters = size - Math.round(size * absent)
      const passes = Math.round((voters * pass * pass) / 20_000)
      const agrees = Math.round(((voters - passes) * agree) / 100)
      return [agrees, voters - passes - agrees, passes]
    })

const nasty = fc.constantFrom(
  [10, 11, 0],
  [10, 11, 3],
  [40, 12, 1],
  [30, 25, 10],
  [20, 20, 7, 0],
  [12, 0],
  [25, 22, 9, 4, 2],
  [60, 30, 10, 0],
)
const random = fc
  .array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 5 })
  .filter((sizes) => sizes.reduce((a, b) => a + b, 0) >= 10)
const conversations = fc
  .oneof(nasty, random)
  .chain((sizes) =>
    fc.array(fc.tuple(...sizes.map(answersOf)), { minLength: 3, maxLength: 3 }).map((statements) => sealable(sizes, statements)),
  )

describe('a sealed result', () => {
  it('lets nobody enclose a hidden count in fewer than ten values', () => {
    let hidden = 0
    fc.assert(
      fc.property(conversations, (analysis) => {
        const width = narrowest(sealed(analysis, 'closed'))
        if (width < Infinity) hidden += 1
        expect(width).toBeGreaterThanOrEqual(10)
      }),
      { numRuns: 1000 },
    )
    expect(hidden).toBeGreaterThan(500)
  }, 60_000)

  it('would be caught if only the small counts were hidden', () => {
    const only = (counts: Counts) => {
      const shown = (count: number) => (count < 10 ? null : count)
      return { agrees: shown(counts.agrees), disagrees: shown(counts.disagrees), passes: shown(counts.passes) }
    }
    const analysis = sealable(
      [40, 30, 0],
      [
        [
          [30, 8, 2],
          [12, 14, 4],
        ],
      ],
    )
    const naive: SealedResult = {
      ...sealed(analysis, 'closed'),
      results: analysis.results.map((one) => ({
        ...{ id: one.id, state: one.state, ...only(one), most: null, others: null },
        byGroup: Object.fromEntries(Object.entries(one.byGroup).map(([id, counts]) => [id, only(counts)])),
      })),
    }
    expect(narrowest(naive)).toBeLessThan(10)
    expect(narrowest(sealed(analysis, 'closed'))).toBeGreaterThanOrEqual(10)
  })

  it('counts one to nine people outside the groups with the smallest group', () => {
    const rows = (...sizes: number[]) => sealed(sealable(sizes, []), 'closed')
    expect(rows(20, 20, 7)).toMatchObject({ participants: 47, groups: [{ id: 'A', size: 20 }], others: 27 })
    expect(rows(30, 20, 12, 9, 0)).toMatchObject({
      groups: [
        { id: 'A', size: 30 },
        { id: 'B', size: 20 },
      ],
      others: 21,
    })
    expect(rows(30, 20, 0)).toMatchObject({
      groups: [
        { id: 'A', size: 30 },
        { id: 'B', size: 20 },
      ],
      others: 0,
    })
    expect(rows(9, 8, 4)).toMatchObject({ groups: [], others: 0 })
  })

  it('is in tens while the dialogue is open, without groups, and of fewer than ten people without numbers', () => {
    const analysis = sealable(
      [31, 18, 0],
      [
        [
          [19, 3, 0],
          [10, 8, 0],
        ],
      ],
    )
    expect(sealed(analysis, 'open')).toMatchObject({
      participants: 40,
      groups: [],
      results: [{ id: 0, agrees: 20, disagrees: 10, passes: null, byGroup: null, others: null, most: null }],
    })
    const few = sealable(
      [9, 0],
      [
        [
          [9, 0, 0],
          [0, 0, 0],
        ],
      ],
    )
    for (const stage of ['open', 'closed'] as const)
      expect(sealed(few, stage)).toMatchObject({
        participants: null,
        groups: [],
        results: [{ agrees: null, disagrees: null, passes: null, most: null }],
      })
  })

  it('holds nothing but what is listed, whatever an analysis holds', () => {
    const votes = { participants: [] as number[], statements: [] as number[], values: [] as number[] }
    for (let person = 0; person < 40; person += 1) {
      for (let statement = 0; statement < 8; statement += 1) {
        votes.participants.push(person)
        votes.statements.push(statement)
        votes.values.push((person % 2 === 0) === statement < 4 ? 1 : -1)
      }
    }
    const analysis = analyse({ statements: Array.from({ length: 8 }, (_, id) => ({ id, state: 'live' as const })), votes })
    const result = sealed(analysis, 'closed')
    expect(Object.keys(result).toSorted()).toEqual([
      'engine',
      'groups',
      'noGroups',
      'others',
      'parameters',
      'participants',
      'results',
      'stage',
      'statements',
    ])
    expect(new Set(result.results.flatMap((one) => Object.keys(one)))).toEqual(
      new Set(['id', 'state', 'agrees', 'disagrees', 'passes', 'most', 'byGroup', 'others']),
    )
    expect(JSON.parse(canonicalJson(result as unknown as Canonical))).toEqual(result)
  })
})

describe('one after the other', () => {
  const of = (people: number, stage: SealedResult['stage']) => sealed(sealable([people, 0], []), stage)

  it('comes in steps of ten people, once after the end, and never for fewer than ten', () => {
    expect(mayPublish(null, of(9, 'open'), 9)).toBe(false)
    expect(mayPublish(null, of(10, 'open'), 10)).toBe(true)
    expect(mayPublish(of(10, 'open'), of(19, 'open'), 9)).toBe(false)
    expect(mayPublish(of(10, 'open'), of(20, 'closed'), 10)).toBe(true)
    expect(mayPublish(of(10, 'closed'), of(90, 'closed'), 80)).toBe(false)
  })

  it('tells of no count by how much it changed, to within ten values', () => {
    const shown = (agrees: number) =>
      sealed(
        sealable(
          [60, 0],
          [
            [
              [agrees, 0, 0],
              [0, 0, 0],
            ],
          ],
        ),
        'open',
      ).results[0]?.agrees ?? 0
    const counts = Array.from({ length: 60 }, (_, agrees) => agrees)
    for (const before of new Set(counts.map(shown))) {
      for (const after of counts) {
        const changes = counts.filter((agrees) => shown(agrees) === before).map((agrees) => after - agrees)
        expect(Math.max(...changes) - Math.min(...changes)).toBe(9)
      }
    }
  })
})

describe('the certificate of a sealed result', () => {
  const result = sealed(
    sealable(
      [30, 20, 0],
      [
        [
          [20, 5, 0],
          [10, 10, 0],
        ],
      ],
    ),
    'closed',
  )
  const inputRoot = 'ab'.repeat(32)
  const salt = Uint8Array.from({ length: 32 }, (_, at) => at)

  it('covers what is published and commits to the votes', () => {
    const document = sealedDocument({ inputRoot }, result, salt)
    expect(document.input).toEqual({ commitment: createHash('sha256').update(salt).update(inputRoot).digest('hex') })
    expect(JSON.stringify(document)).not.toContain(inputRoot)
    expect(sealedCertificateOf(document)).toBe(
      createHash('sha256')
        .update(canonicalJson(document as unknown as Canonical))
        .digest('hex'),
    )
  })

  it('changes with the votes, the salt and what is published, and wants a salt that cannot be guessed', () => {
    const of = (root: string, salted: Uint8Array, shown: SealedResult) =>
      sealedCertificateOf(sealedDocument({ inputRoot: root }, shown, salted))
    const certificates = [
      of(inputRoot, salt, result),
      of('cd'.repeat(32), salt, result),
      of(inputRoot, salt.toReversed(), result),
      of(inputRoot, salt, { ...result, others: 10 }),
    ]
    expect(new Set(certificates).size).toBe(4)
    expect(() => sealedDocument({ inputRoot }, result, salt.subarray(0, 15))).toThrow(RangeError)
  })
})

describe('lists', () => {
  it('are made of the published counts: what is hidden is in none', () => {
    const result = sealed(
      sealable(
        [100, 80, 0],
        [
          [
            [70, 12, 5],
            [60, 10, 0],
          ],
          [
            [77, 12, 0],
            [10, 60, 0],
          ],
          [
            [98, 2, 0],
            [79, 1, 0],
          ],
          [
            [45, 15, 30],
            [40, 20, 10],
          ],
        ],
      ),
      'closed',
    )
    expect(sealedLists(result)).toEqual({
      common: [{ statement: 0, side: 'agree' }],
      divisive: [1],
      representative: { A: [{ statement: 1, side: 'agree' }], B: [{ statement: 1, side: 'disagree' }] },
    })
  })

  it('are of everybody where there are no groups', () => {
    const result = sealed(sealable([60], [[[40, 0, 0]], [[0, 45, 0]], [[20, 20, 20]]]), 'closed')
    expect(sealedLists(result)).toMatchObject({
      common: [
        { statement: 0, side: 'agree' },
        { statement: 1, side: 'disagree' },
      ].toReversed(),
      divisive: [],
      representative: {},
    })
  })
})
