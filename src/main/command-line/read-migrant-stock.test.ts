import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { InputRefused } from './faults.ts'
import { readMigrantStock } from './read-migrant-stock.ts'

const SAMPLE = `Year,Dest,Mali,"Côte d'Ivoire",Channel Islands,World
2015,France,76123,5,3,76131
2015,WORLD,76123,5,3,76131
2015,Saudi Arabia,"900",..,,900
2019,France,78000,-,0,78000
2019,Western Africa,1,2,3,6
2019,Mali,0,12,,12
`

const read = (text: string | Uint8Array) => readMigrantStock(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'stock.csv')

function faultsOf(text: string | Uint8Array): readonly string[] {
  try {
    read(text)
  } catch (error) {
    if (error instanceof InputRefused) return error.lines
    throw error
  }
  return []
}

test('countries become codes; regions, and what is not known, are left out', () => {
  expect(read(SAMPLE)).toEqual({
    rows: [
      [2015, 'ML', 'FR', 76123],
      [2015, 'CI', 'FR', 5],
      [2015, 'ML', 'SA', 900],
      [2019, 'ML', 'FR', 78000],
      [2019, 'CI', 'ML', 12],
    ],
    leftOut: ['Channel Islands', 'World', 'WORLD', 'Western Africa'],
  })
})

const HEAD = 'Year,Dest,Mali,France\n'
const NUMBERS = 'it must be a whole number from 0 to 2147483647, or ".." where none is known.'

test.each<[string, string | Uint8Array, readonly string[]]>([
  ['nothing', '', ['stock.csv: the file is empty.']],
  ['a header alone', HEAD, ['stock.csv: it counts nobody.']],
  ['nobody', `${HEAD}2019,France,0,..\n`, ['stock.csv: it counts nobody.']],
  ['other columns', 'a,,b\n1,2,3\n', ['stock.csv, line 1: the first two columns must be Year and Dest; they are "a" and empty.']],
  [
    'a country that is not known',
    'Year,Dest,Maly\n',
    ['stock.csv, line 1: column 3: "Maly" is no country and no region that is known here.'],
  ],
  ['a column twice', 'Year,Dest,Turkey,Türkiye\n', ['stock.csv, line 1: column 4: "Türkiye" is the same country as column 3.']],
  [
    'a year, a destination, a number',
    `${HEAD}19,France,1,0\n2019,Tamarel,1,0\n2019,Italy,1.5,-3\n2019,Spain,99999999999,many\n`,
    [
      'stock.csv, line 2: column 1: the year is "19"; it must be a number from 1900 to 2200.',
      'stock.csv, line 3: column 2: "Tamarel" is no country and no region that is known here.',
      `stock.csv, line 4: column 3: the number is "1.5"; ${NUMBERS}`,
      `stock.csv, line 4: column 4: the number is "-3"; ${NUMBERS}`,
      `stock.csv, line 5: column 3: the number is "99999999999"; ${NUMBERS}`,
      `stock.csv, line 5: column 4: the number is "many"; ${NUMBERS}`,
    ],
  ],
  ['people at home', `${HEAD}2019,France,4,7\n`, ['stock.csv, line 2: column 4: it counts 7 people who were born in FR and live in FR.']],
  [
    'a line twice, and one that is too short',
    `${HEAD}2019,Italy,4,7\n2015,Italy,4,7\n2019,Italy,4,7\n2019,Spain,1\n`,
    [
      'stock.csv, line 4: column 2: "Italy" of 2019 stands on line 2 already.',
      'stock.csv, line 5: the line has 3 columns; it must have 4, as the first one.',
    ],
  ],
  ['a quotation without an end', `${HEAD}2019,"Italy,4,7\n`, ['stock.csv, line 2: a quoted field begins here and is never closed.']],
  ['another encoding', new Uint8Array([0x61, 0x0a, 0xe9, 0x0a]), ['stock.csv, line 2: the text is not valid UTF-8.']],
])('%s is refused in whole sentences', (_, text, sentences) => {
  expect(faultsOf(text)).toEqual(sentences)
})

test('of many faults the first twenty are said', () => {
  expect(faultsOf(`${HEAD}${'2019,Nowhere,1,1\n'.repeat(50)}`)).toHaveLength(20)
})

const file = join(import.meta.dirname, '../../../../shared/data/un-migrant-stock/undesa_bilateral_1990_2019.csv')
const absent = !existsSync(file)

describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data/un-migrant-stock is not here' : 'the table of the United Nations', () => {
  test('is read whole: a second reader finds the same sums', () => {
    const { rows, leftOut } = readMigrantStock(readFileSync(file), 'undesa.csv')
    const [header = [], ...records]: string[][] = parse(readFileSync(file))
    const regions = ['Channel Islands', 'Caribbean', 'Melanesia', 'Micronesia', 'Polynesia', 'South America']
    expect(leftOut.toSorted()).toEqual(regions.toSorted())
    const sums = new Map<string, number>()
    for (const [year = '', destination = '', ...numbers] of records)
      for (const [at, number] of numbers.entries())
        if (Number(number) > 0 && !regions.includes(destination) && header[at + 2] !== 'Channel Islands')
          sums.set(year, (sums.get(year) ?? 0) + Number(number))
    expect(sums.size).toBe(7)
    for (const [year, sum] of sums) expect(rows.reduce((all, [of, , , people]) => (of === Number(year) ? all + people : all), 0)).toBe(sum)
    const mali = records.find(([year, name]) => year === '2019' && name === 'France')?.[header.indexOf('Mali')]
    expect(rows.find(([year, origin, destination]) => year === 2019 && origin === 'ML' && destination === 'FR')?.[3]).toBe(Number(mali))
  })
})
