import { arabic } from './sentences-ar.ts'
import { english, type Key, type Sentences } from './sentences-en.ts'
import { french } from './sentences-fr.ts'

export type Language = 'ar' | 'en' | 'fr'
export type { Key } from './sentences-en.ts'
export type Say = (key: Key, data?: Readonly<Record<string, string | number>>) => string

export const languages: Readonly<Record<Language, { readonly name: string; readonly sentences: Sentences }>> = {
  fr: { name: 'Français', sentences: french },
  en: { name: 'English', sentences: english },
  ar: { name: 'العربية', sentences: arabic },
}

/** Isolated, so that a word or a digest does not turn the direction of the sentence around it. */
export const sayingIn =
  (language: Language): Say =>
  (key, data = {}) =>
    languages[language].sentences[key].replace(/\{([\w-]+)\}/g, (blank, name: string) => {
      const value = data[name]
      return value === undefined ? blank : `\u2068${value}\u2069`
    })

/** The first of the reader's languages that is here. */
export function languageOf(asked: readonly string[]): Language {
  const bases = asked.map((one) => one.slice(0, 2))
  return bases.find((one): one is Language => Object.hasOwn(languages, one)) ?? 'en'
}

/** A moment as the reader's clock has it. Digits are Western in all three languages, as on the hub's pages. */
/** English as the hub writes it: the day before the month. */
const tagOf = (language: Language): string => `${language === 'en' ? 'en-GB' : language}-u-nu-latn`

export const momentIn = (language: Language, moment: number): string =>
  new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'long', timeStyle: 'short' }).format(moment)

export const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day))
