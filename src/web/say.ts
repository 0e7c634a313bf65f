import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'

export type SayData = Readonly<Record<string, string | number>>

/** The hub's voice in one language. A key that is missing is a bug, and is thrown; a test keeps the books whole. */
export type Say = {
  (key: string, data?: SayData): string
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  number(value: number): string
  /** 0.256 -> 26 % */
  share(value: number): string
  /** A day in words, in that time zone. */
  day(at: Date, zone: string): string
  /** A day and an hour in words, in that time zone. */
  moment(at: Date, zone: string): string
  /** What that time zone is called then: UTC+1. */
  zone(at: Date, zone: string): string
  /** The hour alone (9:05), in that time zone. */
  hour(at: Date, zone: string): string
  /** The name of a language, in this one. */
  language(code: string): string
  list(words: readonly string[]): string
}

export type Books = {
  readonly locales: readonly string[]
  say(locale: string): Say
  /** The reader's language: what was chosen, else the best of Accept-Language, else English. */
  choose(chosen: string | undefined, acceptLanguage: string | undefined): string
}

const FALLBACK = 'en'

/** Every folder holds `<locale>.json`; the first folder's files decide which languages there are. */
export function openBooks(folders: readonly URL[]): Books {
  const [first] = folders
  if (first === undefined) throw new TypeError('books need a folder')
  const locales = localesIn(first)
  const books = new Map(locales.map((locale) => [locale, readBook(folders, locale)]))
  const voices = new Map(locales.map((locale) => [locale, voice(locale, books.get(locale) ?? new Map())]))
  const fallback = voices.get(FALLBACK) ?? [...voices.values()][0]
  if (fallback === undefined) throw new TypeError('no language has messages')
  return {
    locales,
    say: (locale) => voices.get(locale) ?? fallback,
    choose(chosen, acceptLanguage) {
      if (chosen !== undefined && voices.has(chosen)) return chosen
      return preferred(acceptLanguage ?? '').find((locale) => voices.has(locale)) ?? fallback.locale
    },
  }
}

function localesIn(folder: URL): string[] {
  return readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

function readBook(folders: readonly URL[], locale: string): Map<string, string> {
  const entries = folders.flatMap((folder) => {
    const book: Record<string, string> = JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'))
    return Object.entries(book)
  })
  return new Map(entries)
}

function preferred(header: string): string[] {
  const weighed = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
    return { language: tag.toLowerCase().split('-')[0] ?? '', weight: q === undefined ? 1 : Number(q.slice(2)) || 0 }
  })
  return weighed.toSorted((a, b) => b.weight - a.weight).map(({ language }) => language)
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

/** Text of unknown script: `auto` would do for display, but screen readers and exports want it said. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

const english = new Intl.DisplayNames(['en'], { type: 'language' })

/**
 * Some languages have no name yet in the reader's own: the English one says more than a code. What is no language tag is shown as it is
 * written: imported files hold all sorts.
 */
function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    const name = names.of(code) ?? code
    return name === code ? (english.of(code) ?? code) : name
  } catch {
    return code
  }
}

const CLOCKS = {
  day: { dateStyle: 'long' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  zone: { timeZoneName: 'short' },
  hour: { hour: 'numeric', minute: '2-digit' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

/** One of each sort for each zone that is asked for: to make one takes longer than to use it, and a page of dates uses many. */
function clocksIn(tag: string) {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (sort: keyof typeof CLOCKS, zone: string): Intl.DateTimeFormat => {
    const key = `${sort} ${zone}`
    const clock = made.get(key) ?? new Intl.DateTimeFormat(tag, { ...CLOCKS[sort], timeZone: zone })
    made.set(key, clock)
    return clock
  }
}

function voice(locale: string, book: ReadonlyMap<string, string>): Say {
  const compiled = new Map<string, IntlMessageFormat>()
  const message = (key: string): IntlMessageFormat => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const text = book.get(key)
    if (text === undefined) throw new Error(`the ${locale} messages have no "${key}"`)
    const made = new IntlMessageFormat(text, tag, undefined, { ignoreTag: true })
    compiled.set(key, made)
    return made
  }
  // Western digits everywhere: what is counted on a page stays comparable with exports and with speech.
  // English of the world, not of one country: 3 May, not May 3.
  const tag = `${locale === 'en' ? 'en-GB' : locale}-u-nu-latn`
  const numbers = new Intl.NumberFormat(tag)
  const shares = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const names = new Intl.DisplayNames([locale], { type: 'language' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const clock = clocksIn(tag)
  const say = (key: string, data: SayData = {}): string => String(message(key).format(data))
  return Object.assign(say, {
    locale,
    dir: directionOf(locale),
    number: (value: number) => numbers.format(value),
    share: (value: number) => shares.format(value),
    day: (at: Date, zone: string) => clock('day', zone).format(at),
    moment: (at: Date, zone: string) => clock('moment', zone).format(at),
    zone: (at: Date, zone: string) =>
      clock('zone', zone)
        .formatToParts(at)
        .flatMap(({ type, value }) => (type === 'timeZoneName' ? [value] : []))
        .join(''),
    hour: (at: Date, zone: string) => clock('hour', zone).format(at),
    language: (code: string) => nameIn(names, code),
    list: (words: readonly string[]) => lists.format(words),
  })
}
