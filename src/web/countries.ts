import { COUNTRIES, countryName } from '#countries'
import type { Say } from './say.ts'

export { countryName }

/** Every country by its name, as the reader's language sorts names. */
export function countryOptions({ locale }: Pick<Say, 'locale'>): readonly { readonly value: string; readonly label: string }[] {
  const { compare } = new Intl.Collator(locale)
  return COUNTRIES.map((value) => ({ value, label: countryName(locale, value) })).toSorted((a, b) => compare(a.label, b.label))
}
