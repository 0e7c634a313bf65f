import { expect, test } from 'vitest'
import { countsOf, fittingValues, freshnessOf, inOrder, signsOf, type Facets } from './rules.ts'
import { ALL_COLUMNS, readTable, writeTable } from './queries/table.ts'

const facets = (more: Partial<Facets>): Facets => ({
  ...{ kind: ['faith'], place: [], origin: [], language: [], topic: [], level: ['none'], accepts: [] },
  ...more,
})

test('an entry is marked after twelve months and stands last after eighteen, also where months are short', () => {
  const on = (today: string, checked: string | null = '2025-08-31') => freshnessOf(checked, today)
  expect([on('2026-08-30'), on('2026-08-31'), on('2027-02-27'), on('2027-02-28')]).toEqual(['fresh', 'due', 'due', 'stale'])
  expect(on('2026-08-31', null)).toBe('empty')
})

test('the published order is worked out again: by name as the language sorts, or by the last look; what is stale is last in both', () => {
  const body = (name: string, checkedOn: string | null) => ({ id: name, name, checkedOn, freshness: freshnessOf(checkedOn, '2026-03-01') })
  const bodies = [
    body('Zoé', '2026-02-01'),
    body('éclair', null),
    body('Eau', '2026-01-01'),
    body('Abc', '2024-01-01'),
    body('Été', '2025-02-01'),
  ]
  const names = (sort: 'name' | 'checked') => inOrder(bodies, sort, 'fr').map(({ name }) => name)
  expect(names('name')).toEqual(['Eau', 'éclair', 'Été', 'Zoé', 'Abc'])
  expect(names('checked')).toEqual(['Zoé', 'Eau', 'Été', 'éclair', 'Abc'])
})

test('beside each value stands how many there would be, all other choices kept', () => {
  const all = [
    facets({ place: ['IE', 'cork'], accepts: ['youth'] }),
    facets({ place: ['IE', 'dublin'], kind: ['student'], accepts: ['youth', 'elders'] }),
    facets({ place: ['FR'], kind: ['student'] }),
  ]
  expect(countsOf(all, { place: 'IE' }, 'kind')).toEqual(new Map([['faith', 1], ['student', 1]])) // prettier-ignore
  expect(countsOf(all, { kind: 'student', place: 'IE' }, 'place')).toEqual(new Map([['IE', 1], ['dublin', 1], ['FR', 1]])) // prettier-ignore
  expect(countsOf(all, { accepts: 'elders' }, 'accepts')).toEqual(new Map([['youth', 2], ['elders', 1]])) // prettier-ignore
})

test('only what fits the kind is kept, and only what can be chosen', () => {
  const values = { media: ['radio', 'telepathy'], universities: ['Cork'], 'media-languages': ['ff', 'ff', ' '] }
  expect(fittingValues('media', values)).toEqual({ media: ['radio'], 'media-languages': ['ff'] })
  expect(fittingValues('umbrella', values)).toEqual({})
})

test('signs at one point are one, and none lies upon another', () => {
  const point = (x: number, y: number, weight: number) => ({ x, y, weight })
  const signs = signsOf([point(10, 10, 1), point(10, 10, 2), point(20, 15, 9), point(90, 90, 1)])
  expect(signs.map(({ x, y, things }) => [x, y, things.length])).toEqual([
    [20, 15, 3],
    [90, 90, 1],
  ])
  for (const a of signs) for (const b of signs) if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(26)
})

test('a table is read as it was written, and no cell of it is a formula', () => {
  const row = { name: '=HYPERLINK("x")', summary: 'Two\nlines, "quoted"', address: "'-a", places: 'ie/cork | fr' }
  const text = writeTable([row, { name: '+33' }])
  expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  const read = readTable(`${text.replace('address', 'ADDRESS,colour')}`)
  expect(read.unknown).toEqual(['colour'])
  const [first, second] = readTable(text).rows
  for (const [name, cell] of Object.entries(row)) expect([name, first?.cells.get(name)]).toEqual([name, cell])
  expect(second?.cells.get('name')).toBe('+33')
  expect(first?.cells.size).toBe(ALL_COLUMNS.length)
  expect(readTable('name\n"open').brokenAt).toBe(2)
})
