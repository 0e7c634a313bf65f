import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tensAfter, type Tens } from './coverage.ts'

type Path = readonly (readonly number[])[]
type Seen = { readonly wholes: readonly number[]; readonly tables: readonly Tens[] }
type Publish = (before: Tens, counts: readonly number[], offsets: readonly number[]) => Tens

const ROWS = ['BR', 'FR', 'ML', 'SN']
const sum = (numbers: readonly number[]): number => numbers.reduce((whole, one) => whole + one, 0)
const byRow = (counts: readonly number[]) => Object.fromEntries(counts.map((count, row) => [ROWS[row] ?? '', count]))

const ours =
  (ten: number): Publish =>
  (before, counts, offsets) =>
    tensAfter(before, { counts: byRow(counts), whole: sum(counts), offset: (row) => offsets[ROWS.indexOf(row)] ?? 0 }, ten)

/** What one would write first: whoever has ten is shown, exactly, and all others together. */
const naive =
  (ten: number): Publish =>
  (_before, counts) =>
    byRow(counts.map((count) => (count >= ten ? count : 0)))

function published(path: Path, offsets: readonly number[], publish: Publish): Seen {
  const tables: Tens[] = []
  for (const counts of path) tables.push(publish(tables.at(-1) ?? {}, counts, offsets))
  return { wholes: path.map(sum), tables }
}

/** Every way in which a whole can be made of so many rows, none below what it was. */
function* splits(whole: number, least: readonly number[]): Generator<readonly number[]> {
  const [first, ...rest] = least
  if (first === undefined) return
  if (rest.length === 0) {
    if (whole >= first) yield [whole]
    return
  }
  for (let own = first; own <= whole - sum(rest); own += 1) for (const others of splits(whole - own, rest)) yield [own, ...others]
}

function* offsetsOf(rows: number, ten: number): Generator<readonly number[]> {
  if (rows === 0) yield []
  else for (const rest of offsetsOf(rows - 1, ten)) for (let one = 0; one < ten; one += 1) yield [one, ...rest]
}

/**
 * Knows the rule, every table, the exact number of people at each step, which rows there are, and that nobody ever leaves one; tries all offsets and
 * all counts that would have looked the same. Answers with all that each count can have been.
 */
function attack({ wholes, tables }: Seen, rows: number, ten: number, publish: Publish): readonly (readonly Set<number>[])[] {
  const possible = wholes.map(() => Array.from({ length: rows }, () => new Set<number>()))
  const same = (a: Tens, b: Tens) => ROWS.every((row) => (a[row] ?? 0) === (b[row] ?? 0))
  for (const offsets of offsetsOf(rows, ten)) {
    const dead = new Set<string>()
    const alive = new Set<string>()
    const goesOn = (step: number, least: readonly number[]): boolean => {
      const whole = wholes[step]
      if (whole === undefined) return true
      const key = `${step} ${least.join(' ')}`
      if (dead.has(key)) return false
      if (alive.has(key)) return true
      let found = false
      for (const counts of splits(whole, least)) {
        if (!same(publish(tables[step - 1] ?? {}, counts, offsets), tables[step] ?? {}) || !goesOn(step + 1, counts)) continue
        found = true
        counts.forEach((count, row) => possible[step]?.[row]?.add(count))
      }
      ;(found ? alive : dead).add(key)
      return found
    }
    goesOn(
      0,
      Array.from({ length: rows }, () => 0),
    )
  }
  return possible
}

/** Counts from one to nine (to one below the ten of the test) that can have been nothing else. */
function recovered(path: Path, offsets: readonly number[], ten: number, publish: Publish): readonly number[] {
  const possible = attack(published(path, offsets, publish), offsets.length, ten, publish)
  return possible.flatMap((rows) => rows.flatMap((values) => (values.size === 1 ? [...values] : []))).filter((one) => one > 0 && one < ten)
}

const pathOf = (growth: readonly (readonly number[])[]): Path =>
  growth.reduce<number[][]>((path, more) => [...path, more.map((one, row) => one + (path.at(-1)?.[row] ?? 0))], [])

const histories = (rows: number, ten: number, most: number) =>
  fc.record({
    growth: fc.array(fc.array(fc.nat(most), { minLength: rows, maxLength: rows }), { minLength: 1, maxLength: 4 }),
    offsets: fc.array(fc.nat(ten - 1), { minLength: rows, maxLength: rows }),
  })

test('no sequence of tables gives a small count away: all that looks the same is tried, with tens of three', () => {
  fc.assert(
    fc.property(histories(3, 3, 5), ({ growth, offsets }) => {
      expect(recovered(pathOf(growth), offsets, 3, ours(3))).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 120_000)

test('nor with four rows and steps of a single person', () => {
  fc.assert(
    fc.property(histories(4, 2, 2), ({ growth, offsets }) => {
      expect(recovered(pathOf(growth), offsets, 2, ours(2))).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 120_000)

test('nor with tens of ten', () => {
  fc.assert(
    fc.property(histories(2, 10, 24), ({ growth, offsets }) => {
      expect(recovered(pathOf(growth), offsets, 10, ours(10))).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('the same attack takes the first rule that comes to mind apart, so it can succeed', () => {
  // Twelve of fifteen are shown: three are left. And who was hidden with nine people, one person ago, had nine.
  expect(recovered([[12, 3]], [0, 0], 10, naive(10))).toEqual([3])
  const plainTens: Publish = (before, counts) =>
    ours(10)(
      before,
      counts,
      counts.map(() => 0),
    )
  expect(
    recovered(
      [
        [9, 30],
        [10, 30],
      ],
      [0, 0],
      10,
      plainTens,
    ),
  ).toContain(9)
})

test('a ten is at least ten people, never falls, and ten people are in none', () => {
  fc.assert(
    fc.property(histories(4, 10, 40), ({ growth, offsets }) => {
      const path = pathOf(growth)
      const { tables } = published(path, offsets, ours(10))
      tables.forEach((table, step) => {
        const counts = byRow(path[step] ?? [])
        for (const [row, tens] of Object.entries(table)) {
          expect(tens % 10).toBe(0)
          expect(tens).toBeGreaterThanOrEqual(tables[step - 1]?.[row] ?? 10)
          expect(tens).toBeLessThanOrEqual(counts[row] ?? 0)
        }
        const shown = sum(Object.values(table))
        if (shown > 0) expect(sum(path[step] ?? []) - shown).toBeGreaterThanOrEqual(10)
      })
    }),
  )
})

test('what somebody takes back lowers nothing that was published', () => {
  const offset = () => 0
  const before = tensAfter({}, { counts: { FR: 25, ML: 19 }, whole: 44, offset })
  expect(before).toEqual({ FR: 20, ML: 10 })
  expect(tensAfter(before, { counts: { FR: 12, ML: 30 }, whole: 42, offset })).toEqual({ FR: 20, ML: 10 })
  expect(tensAfter(before, { counts: { FR: 12, ML: 40 }, whole: 52, offset })).toEqual({ FR: 20, ML: 20 })
})
