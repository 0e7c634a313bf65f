import { INVENTED_COUNTRY, isCountry } from './codes.ts'

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

/** The name of a country in a language; what is no country is given back as it is written. */
export function countryName(locale: string, code: string): string {
  if (code === INVENTED_COUNTRY) return INVENTED[locale] ?? INVENTED.en
  return isCountry(code) ? (namesIn(locale).of(code) ?? code) : code
}
