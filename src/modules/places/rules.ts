import { isOrigin } from '#countries'

/** A place is a country by its code in capitals, or a town or region by its id. */
export const isCountryId = (id: string): boolean => isOrigin(id)

/** How a name is written for searching: without accents, marks, case and signs; the letters that Arabic hands write two ways are one. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const SLUG_LENGTH = 60
/** What has an address below that of a country, and so is no town. */
const RESERVED = new Set(['desk', 'items', 'feed', 'new', 'export', 'import', 'links', 'stewards', 'towns'])

/** `Hô Chi Minh-Ville` -> `ho-chi-minh-ville`, in any script; null where no letter or digit is left, or where the word is an address of its own. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/-+$/, '')
  return slug === '' || RESERVED.has(slug) ? null : slug
}

export const pathOf = (country: string, slug: string | null): string =>
  slug === null ? `/abroad/${country.toLowerCase()}` : `/abroad/${country.toLowerCase()}/${slug}`

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** To ask the runtime takes longer than all else about a country, and lists name dozens of them. */
const zones = new Map<string, string | null>()

/** Of a country that has one zone alone; others have none that is true everywhere. */
export function zoneOfCountry(code: string): string | null {
  if (!isOrigin(code)) return null
  const known = zones.get(code)
  if (known !== undefined) return known
  const [first, ...others] = new Intl.Locale(`und-${code}`).getTimeZones() ?? []
  const zone = first === undefined || others.length > 0 ? null : first
  zones.set(code, zone)
  return zone
}

/** Two decimals: no nearer than about a kilometre. */
export const hundredths = (degrees: number): number => Math.round(degrees * 100)
