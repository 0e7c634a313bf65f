import { describe, expect, it } from 'vitest'
import { shownColumns, type Column, type Row, type Shown } from './suppression.ts'

const columns: readonly Column[] = ['agrees', 'disagrees', 'passes']
const two = columns.slice(0, 2)

/** All ways in which so many people can answer. */
function answers(size: number): Row[] {
  const rows: Row[] = []
  for (let agrees = 0; agrees <= size; agrees += 1)
    for (let disagrees = 0; agrees + disagrees <= size; disagrees += 1)
      for (let passes = 0; agrees + disagrees + passes <= size; passes += 1) rows.push({ agrees, disagrees, passes, size })
  return rows
}

const tablesOf = (sizes: readonly number[]): Row[][] =>
  sizes.reduce<Row[][]>((tables, size) => tables.flatMap((table) => answers(size).map((row) => [...table, row])), [[]])

type Publishing = (rows: readonly Row[], fewest: number) => Shown

/** Everything that is published of a table, as one text. */
function published(table: readonly Row[], shown: Shown): string {
  const sum = (column: Column) => table.reduce((total, row) => total + row[column], 0)
  const all = shown.all.map((column) => `${column}=${sum(column)}`)
  return [shown.most, ...all, ...table.map((row) => shown.rows.map((column) => `${column}:${row[column]}`).join())].join(';')
}

/**
 * Somebody who knows the rule and can think of every table there is: for each thing that can be published, which values each hidden count can have had.
 * Gives the fewest values over all hidden counts.
 */
function fewestValues(sizes: readonly number[], fewest: number, publish: Publishing): number {
  const seen = new Map<string, Map<string, Set<number>>>()
  for (const table of tablesOf(sizes)) {
    const shown = publish(table, fewest)
    const key = published(table, shown)
    const values = seen.get(key) ?? new Map<string, Set<number>>()
    seen.set(key, values)
    const note = (name: string, value: number) => values.set(name, (values.get(name) ?? new Set()).add(value))
    for (const column of columns) {
      if (!shown.all.includes(column))
        note(
          column,
          table.reduce((total, row) => total + row[column], 0),
        )
      if (table.length > 1 && !shown.rows.includes(column)) for (const [at, row] of table.entries()) note(`${column} of ${at}`, row[column])
    }
  }
  return Math.min(...[...seen.values()].flatMap((values) => [...values.values()].map(({ size }) => size)))
}

/** Hides each small count and nothing else. */
const primaryOnly: Publishing = (rows, fewest) => {
  const sum = (column: Column) => rows.reduce((total, row) => total + row[column], 0)
  return {
    all: columns.filter((column) => sum(column) >= fewest),
    rows: columns.filter((column) => rows.every((row) => row[column] >= fewest)),
    most: null,
  }
}

describe('what is hidden stays hidden from somebody who knows the rule and tries every table', () => {
  const cases: [readonly number[], number][] = [
    [[2], 2],
    [[5], 2],
    [[9], 3],
    [[12], 4],
    [[21], 5],
    [[2, 2], 2],
    [[4, 4], 2],
    [[5, 6], 2],
    [[8, 7], 2],
    [[9, 9], 2],
    [[3, 3], 3],
    [[6, 3], 3],
    [[7, 5], 3],
    [[9, 8], 3],
    [[2, 2, 2], 2],
    [[4, 3, 3], 2],
    [[2, 5, 3], 2],
    [[2, 2, 2, 2], 2],
  ]
  for (const [sizes, fewest] of cases) {
    it(`groups of ${sizes.join(' and ')}, ${fewest} the fewest`, () => {
      expect(fewestValues(sizes, fewest, shownColumns)).toBeGreaterThanOrEqual(fewest)
    })
  }

  it('is not so where only the small counts are hidden', () => {
    expect(fewestValues([6, 6], 3, primaryOnly)).toBe(1)
  })
})

describe('what is shown', () => {
  const row = (agrees: number, disagrees: number, passes: number, size: number): Row => ({ agrees, disagrees, passes, size })
  const cases: [string, Row[], Shown][] = [
    ['all of it where every count is large', [row(40, 20, 10, 70), row(10, 30, 12, 60)], { all: columns, rows: columns, most: null }],
    ['no passes where they are few in one group', [row(40, 20, 3, 80), row(10, 30, 12, 62)], { all: two, rows: two, most: null }],
    [
      'agrees by group where little is left beside the others',
      [row(40, 20, 3, 63), row(10, 30, 12, 52)],
      { all: columns, rows: ['agrees'], most: null },
    ],
    ['everybody alone where a group has few agrees', [row(40, 20, 3, 80), row(3, 30, 12, 52)], { all: columns, rows: [], most: null }],
    ['one side alone where the other has nothing beside it', [row(50, 12, 3, 70)], { all: ['agrees'], rows: [], most: null }],
    ['no number where everybody agrees, but that most do', [row(40, 0, 0, 40)], { all: [], rows: [], most: 'agree' }],
    [
      'no number by group where each is of one mind',
      [row(25, 0, 0, 25), row(0, 25, 0, 25)],
      { all: two.slice(0, 1), rows: [], most: null },
    ],
    ['nothing of twenty who are of one mind', [row(0, 20, 0, 20)], { all: [], rows: [], most: null }],
    ['ten of twenty', [row(10, 0, 0, 20)], { all: ['agrees'], rows: [], most: null }],
  ]
  for (const [name, rows, shown] of cases) {
    it(name, () => expect(shownColumns(rows, 10)).toEqual(shown))
  }
})
