import { existsSync, readFileSync } from 'node:fs'
import { CONSENT_VERSION } from '../rules.ts'
import type { Facet } from '../tables.ts'

export type ConsentText = { readonly version: string; readonly language: string; readonly text: string }

const KEYS: Readonly<Record<Facet, string>> = {
  origins: 'consent.text.origins',
  residence: 'consent.text.residence',
  languages: 'consent.text.languages',
  generation: 'consent.text.generation',
  fields: 'consent.text.fields',
  interests: 'consent.text.interests',
}

const bookOf = (locale: string): URL => new URL(`../messages/${locale}.json`, import.meta.url)

/**
 * What one agrees to who tells this, as a page shows it in this language. Read from the very messages and not taken from the form:
 * the deed writes down which words they were, so it must not be told by others.
 */
export function consentText(facet: Facet, locale: string): ConsentText {
  const language = /^[a-z]{2,3}$/.test(locale) && existsSync(bookOf(locale)) ? locale : 'en'
  const book: Readonly<Record<string, string>> = JSON.parse(readFileSync(bookOf(language), 'utf8'))
  return { version: CONSENT_VERSION, language, text: book[KEYS[facet]] ?? '' }
}
