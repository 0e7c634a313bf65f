import { expect, test } from 'vitest'
import { InputRefused } from './faults.ts'
import { readPlaces } from './read-places.ts'

const faultsOf = (text: string): string => {
  try {
    readPlaces(text, 'towns.csv')
    return 'none'
  } catch (error) {
    return error instanceof InputRefused ? error.message : `another fault: ${String(error)}`
  }
}

test('a list of towns is read with their names in each language, further names behind a bar', () => {
  const text =
    'country,zone,lat,lon,name-en,name-fr,sort\r\nIE,Europe/Dublin,53.27,-9.05,Galway | Galway City,,\r\nFR,Europe/Paris,,,,Bretagne,region\r\n'
  expect(readPlaces(text, 'towns.csv')).toEqual([
    {
      ...{ country: 'IE', zone: 'Europe/Dublin', sort: 'town', at: { lat: 53.27, lon: -9.05 } },
      names: ['Galway', 'Galway City'].map((name) => ({ language: 'en', name })),
    },
    { country: 'FR', zone: 'Europe/Paris', sort: 'region', at: null, names: [{ language: 'fr', name: 'Bretagne' }] },
  ])
})

test('what cannot be read is refused whole, with the line of each fault', () => {
  expect(faultsOf('')).toContain('towns.csv is empty')
  expect(faultsOf('country,name-en\nIE,Galway\n')).toContain('has no column zone')
  expect(faultsOf('country,zone\nIE,Europe/Dublin\n')).toContain('has no column of names')
  const said = faultsOf('country,zone,lat,lon,name-en\nXX,Europe/Nowhere,95,0,\nIE,Europe/Dublin,1,,A\n')
  for (const words of [
    'line 2: "XX" is no country',
    'is no time zone',
    'no place on earth',
    'it has no name',
    'line 3: latitude and longitude',
  ])
    expect([words, said.includes(words)]).toEqual([words, true])
})
