import { expect, test } from 'vitest'
import { COUNTRIES, isCountry } from '#countries'
import { countryName, countryOptions } from './countries.ts'

test('the list is ISO 3166-1 and Kosovo: 250 codes, none of them given up or an alliance', () => {
  expect(COUNTRIES).toHaveLength(250)
  expect(['PH', 'IE', 'PS', 'TW', 'EH', 'XK', 'SS', 'CW', 'GL'].filter((code) => !isCountry(code))).toEqual([])
  expect(['EU', 'UN', 'ZZ', 'BU', 'DD', 'SU', 'YU', 'UK', 'AN', 'ph', '', 'XX'].filter(isCountry)).toEqual([])
})

test('each has a name in the reader’s language, and stands where that language looks for it', () => {
  expect(['en', 'fr', 'ar'].map((locale) => countryName(locale, 'PH'))).toEqual(['Philippines', 'Philippines', 'الفلبين'])
  for (const locale of ['en', 'fr', 'ar']) {
    const labels = countryOptions({ locale }).map(({ label }) => label)
    expect(new Set(labels).size).toBe(250)
    expect(labels.filter((label) => /^[A-Z]{2}$/.test(label))).toEqual([])
  }
  expect(countryOptions({ locale: 'fr' }).findIndex(({ value }) => value === 'ET')).toBeLessThan(
    countryOptions({ locale: 'fr' }).findIndex(({ value }) => value === 'FR'),
  )
})
