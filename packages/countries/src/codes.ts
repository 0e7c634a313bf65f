/** Codes that stand for no country: exceptional reservations of ISO 3166, alliances, pseudo-regions for tests. */
const NO_COUNTRY = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'])
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** A code that was given up is read as the one that follows it: BU as MM. */
const isCurrent = (code: string): boolean => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`

/** ISO 3166-1, two letters, and XK, which the standard leaves to its users: people from Kosovo look for it. */
export const COUNTRIES: readonly string[] = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => english.of(code) !== undefined && !NO_COUNTRY.has(code) && isCurrent(code),
)

const known = new Set(COUNTRIES)
export const isCountry = (code: string): boolean => known.has(code)

/**
 * The republic of the demonstration. ISO 3166 leaves XA to XZ to its users: with a code of its own no invented number stands beside a country that
 * there is. Nobody lives there, so it is none of `COUNTRIES`.
 */
export const INVENTED_COUNTRY = 'XT'

/** What a dialogue can be about: where people are from. */
export const isOrigin = (code: string): boolean => isCountry(code) || code === INVENTED_COUNTRY
