import { COUNTRIES, INVENTED_COUNTRY, isCountry } from '#countries'
import type { Say } from './say.ts'

/** The name of a country in the reader's language; what is no country is shown as it is written. */
export function countryName(locale: string, code: string): string {
  if (code === INVENTED_COUNTRY) return INVENTED[locale] ?? INVENTED.en
  return isCountry(code) ? (namesIn(locale).of(code) ?? code) : code
}

/** The republic of the demonstration, which no runtime knows. */
const INVENTED: Readonly<Record<string, string>> & { readonly en: string } = { en: 'Tamarel', fr: 'Tamarel', ar: 'تماريل' }

/** To make them takes longer than to use them, and a form asks for each country. */
const made = new Map<string, Intl.DisplayNames>()
function namesIn(locale: string): Intl.DisplayNames {
  const known = made.get(locale)
  if (known !== undefined) return known
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  made.set(locale, names)
  return names
}

/** Every country by its name, as the reader's language sorts names. */
export function countryOptions({ locale }: Pick<Say, 'locale'>): readonly { readonly value: string; readonly label: string }[] {
  const { compare } = new Intl.Collator(locale)
  return COUNTRIES.map((value) => ({ value, label: countryName(locale, value) })).toSorted((a, b) => compare(a.label, b.label))
}
