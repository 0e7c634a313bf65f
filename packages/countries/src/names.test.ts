import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { COUNTRIES, INVENTED_COUNTRY, isCountry, isOrigin } from './codes.ts'
import { countryNamed, isRegionName } from './names.ts'

test('a country is found by the names that tables give it, whatever accents and stars they write', () => {
  const named = Object.fromEntries(
    [
      'Mali',
      'Türkiye',
      'TURKEY*',
      'Côte d’Ivoire',
      "Cote d'Ivoire",
      'Congo',
      'Viet Nam',
      'St. Lucia',
      'Saint Lucia',
      'Réunion',
      'Czechia',
    ].map((name) => [name, countryNamed(name)]),
  )
  expect(named).toEqual({
    ...{ Mali: 'ML', Türkiye: 'TR', 'TURKEY*': 'TR', 'Côte d’Ivoire': 'CI', "Cote d'Ivoire": 'CI', Congo: 'CG', 'Viet Nam': 'VN' },
    ...{ 'St. Lucia': 'LC', 'Saint Lucia': 'LC', Réunion: 'RE', Czechia: 'CZ' },
  })
  expect(['Tamarel', '', 'Maly', 'ML', 'World'].map(countryNamed)).toEqual([null, null, null, null, null])
})

test('every country is found by its own English name, and none of them is a region', () => {
  const english = new Intl.DisplayNames(['en'], { type: 'region' })
  const astray = COUNTRIES.filter((code) => countryNamed(english.of(code) ?? '') !== code)
  // What the runtime calls Micronesia is a region in these tables; they write the country in full.
  expect(astray).toEqual(['FM'])
  expect(countryNamed('Micronesia (Fed. States of)')).toBe('FM')
  expect(['World', 'Micronesia', 'South America', 'Channel Islands', 'WORLD '].filter((name) => !isRegionName(name))).toEqual([])
  expect(['South Africa', 'Mali', 'Central African Republic'].filter(isRegionName)).toEqual([])
})

test('the invented republic is nobody’s home and can be where people are from', () => {
  expect([isCountry(INVENTED_COUNTRY), isOrigin(INVENTED_COUNTRY), isOrigin('ML'), isOrigin('ZZ')]).toEqual([false, true, true, false])
})

const file = join(import.meta.dirname, '../../../../shared/data/un-migrant-stock/undesa_bilateral_1990_2019.csv')
const absent = !existsSync(file)

describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data/un-migrant-stock is not here' : 'the table of the United Nations', () => {
  test('each name that is not found is a region, and no two names are one country', () => {
    const [header = [], ...rows]: string[][] = parse(readFileSync(file))
    const origins = header.slice(2)
    const destinations = [...new Set(rows.map(([, name = '']) => name))]
    for (const names of [origins, destinations]) {
      const codes = names.flatMap((name) => countryNamed(name) ?? [])
      expect(new Set(codes).size).toBe(codes.length)
      expect(names.filter((name) => countryNamed(name) === null && !isRegionName(name))).toEqual([])
    }
    expect(origins.filter((name) => countryNamed(name) === null)).toEqual(['Channel Islands'])
    expect(destinations.filter((name) => countryNamed(name) === null).toSorted()).toEqual([
      ...['Caribbean', 'Channel Islands', 'Melanesia', 'Micronesia', 'Polynesia', 'South America'],
    ])
  })
})
