import { TYPE, type PluralElement } from '@formatjs/icu-messageformat-parser'
import { blanksOf, eachElement, elementsOf, MASTER, shelvesIn, WEB_SHELF, type Book, type Shelf } from './books.ts'
import { spokenIn, type Spoken } from './spoken.ts'
import { refusalsIn } from './refusal-codes.ts'
import type { Tree } from './tree.ts'

/** Every fault of the books, each a sentence that begins with the name of its check. */
export function messageFaults(tree: Tree): readonly string[] {
  const shelves = shelvesIn(tree)
  const locales = [...(shelves.find(({ folder }) => folder === WEB_SHELF)?.books.keys() ?? [])]
  const texts = shelves.flatMap((shelf) => [...shelf.books].flatMap(([locale, book]) => textFaults(shelf, locale, book)))
  // A book that cannot be read would make every later check stumble.
  if (texts.length > 0) return texts
  return [
    ...shelves.flatMap((shelf) => shelfFaults(shelf, locales)),
    ...shelves.flatMap(({ folder, books }) => [...books].flatMap(([locale, book]) => styleFaults(folder, locale, book))),
    ...keyOnTwoShelves(shelves),
    ...refusalFaults(tree, shelves),
    ...useFaults(tree, shelves, locales),
  ]
}

const entries = (book: Book): (readonly [string, string])[] => Object.entries(book).map(([key, text]) => [key, String(text)] as const)

function textFaults({ folder }: Shelf, locale: string, book: Book): string[] {
  return Object.entries(book).flatMap(([key, text]) => {
    const where = `${folder}/${locale}.json: ${key}`
    if (typeof text !== 'string') return [`text: ${where} is no text; books are flat`]
    if (text.trim() === '') return [`text: ${where} is empty`]
    try {
      elementsOf(text)
      return []
    } catch (fault) {
      return [`text: ${where} cannot be read (${fault instanceof Error ? fault.message : 'no ICU message'})`]
    }
  })
}

function shelfFaults({ folder, books }: Shelf, locales: readonly string[]): string[] {
  const master = books.get(MASTER)
  if (master === undefined) return [`locales: ${folder} has no ${MASTER}.json, against which the others are read`]
  const absent = locales.filter((locale) => !books.has(locale)).map((locale) => `locales: ${folder} has no ${locale}.json`)
  const odd = [...books.keys()]
    .filter((locale) => !locales.includes(locale))
    .map((locale) => `locales: ${folder}/${locale}.json is in a language that ${WEB_SHELF} does not have`)
  return [...absent, ...odd, ...[...books].flatMap(([locale, book]) => bookFaults({ where: `${folder}/${locale}.json`, book, master }))]
}

function bookFaults({ where, book, master }: { where: string; book: Book; master: Book }): string[] {
  const missing = Object.keys(master).filter((key) => !Object.hasOwn(book, key))
  const extra = Object.keys(book).filter((key) => !Object.hasOwn(master, key))
  const blanks = entries(master).flatMap(([key, text]) => {
    const mine = book[key]
    if (typeof mine !== 'string') return []
    const [asked, filled] = [shown(blanksOf(text)), shown(blanksOf(mine))]
    return asked === filled ? [] : [`blanks: ${where}: ${key} has ${filled}, ${MASTER} has ${asked}`]
  })
  return [
    ...missing.map((key) => `keys: ${where} lacks ${key}`),
    ...extra.map((key) => `keys: ${where} has ${key}, which ${MASTER} has not`),
    ...blanks,
  ]
}

function shown(blanks: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(blanks).map(([name, filling]) => `{${name}} (${filling})`)
  return pairs.length === 0 ? 'no blank' : pairs.toSorted().join(', ')
}

function styleFaults(folder: string, locale: string, book: Book): string[] {
  return entries(book).flatMap(([key, text]) => {
    const where = `${folder}/${locale}.json: ${key}`
    const faults: string[] = []
    eachElement(elementsOf(text), (element, previous) => {
      if (element.type === TYPE.plural) faults.push(...pluralFaults(where, locale, element))
      if (element.type !== TYPE.literal) return
      if ((locale === 'en' || locale === 'fr') && element.value.includes('!')) faults.push(`style: ${where}: the house does not shout`)
      // A blank before the text stands for a letter: "{name} : " is as wrong as "x : ".
      if (locale === 'fr') faults.push(...frenchFaults(where, `${previous === null ? '' : 'x'}${element.value}`))
    })
    return faults
  })
}

/**
 * Categories that a language has for compact numbers only ("1 M de voix"): in digits, "1 000 000 voix" takes the form
 * of `other`, so a message may leave them out.
 */
const ONLY_COMPACT: Readonly<Record<string, string>> = { fr: 'many', es: 'many', it: 'many', pt: 'many', ca: 'many' }

/** Exact forms (`=0`) may be added; they take the place of none. */
function pluralFaults(where: string, locale: string, element: PluralElement): string[] {
  const type = element.pluralType ?? 'cardinal'
  const asked: readonly string[] = new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories
  const given = Object.keys(element.options).filter((form) => !form.startsWith('='))
  const missing = asked.filter((form) => !given.includes(form) && form !== ONLY_COMPACT[locale])
  const idle = given.filter((form) => !asked.includes(form))
  return [
    ...missing.map((form) => `plural: ${where}: {${element.value}} has no form "${form}"`),
    ...idle.map((form) => `plural: ${where}: {${element.value}} has a form "${form}", which ${locale} never uses`),
  ]
}

const NO_BREAK = /[\u00A0\u202F]/

function frenchFaults(where: string, text: string): string[] {
  // Within an address (https://x?y=z) or an hour (10:30) something other than a space follows.
  const marks = [...text.matchAll(/(.)[:;?](?=$|[\s»)”"])/gsu)].filter((match) => !NO_BREAK.test(match[1] ?? ''))
  const opened = [...text.matchAll(/«(.?)/gsu)].filter((match) => !NO_BREAK.test(match[1] ?? ''))
  const closed = [...text.matchAll(/(.?)»/gsu)].filter((match) => !NO_BREAK.test(match[1] ?? ''))
  const found = [...marks, ...opened, ...closed].map((match) => `"${text.slice(Math.max(0, match.index - 8), match.index + 8)}"`)
  return found.map((part) => `french: ${where}: a no-break space (U+00A0, or U+202F) goes before : ; ? and inside « », at ${part}`)
}

function keyOnTwoShelves(shelves: readonly Shelf[]): string[] {
  const first = new Map<string, string>()
  return shelves.flatMap(({ folder, books }) =>
    Object.keys(books.get(MASTER) ?? {}).flatMap((key) => {
      const other = first.get(key)
      if (other === undefined) first.set(key, folder)
      return other === undefined ? [] : [`two homes: ${key} is in ${other} and in ${folder}`]
    }),
  )
}

function refusalFaults(tree: Tree, shelves: readonly Shelf[]): string[] {
  return refusalsIn(tree).flatMap(({ code, shelf, path }) => {
    const books = shelves.find(({ folder }) => folder === shelf)?.books
    return Object.hasOwn(books?.get(MASTER) ?? {}, code) ? [] : [`refusals: ${path}: "${code}" has no sentence in ${shelf}/${MASTER}.json`]
  })
}

/** Said of what the rooms declare in their manifests, whatever they are called; holdings/declared.test.ts keeps these sentences whole. */
const OF_HOLDINGS = /^[a-z]+\.(holds|export)\.[a-z]/

function useFaults(tree: Tree, shelves: readonly Shelf[], locales: readonly string[]): string[] {
  const master = new Map(shelves.flatMap(({ books }) => entries(books.get(MASTER) ?? {})))
  const spoken = spokenIn(tree)
  const codes = new Set(refusalsIn(tree).map(({ code }) => code))
  const unknown = spoken.said
    .filter(({ key }) => !master.has(key) && !locales.includes(key))
    .map(({ key, where }) => `said: ${where} says "${key}", which is in no book`)
  const idlePrefix = spoken.prefixes
    .filter(({ key }) => ![...master.keys()].some((known) => known.startsWith(key)))
    .map(({ key, where }) => `said: ${where} says "${key}…", and no key begins so`)
  const prefixes = spoken.prefixes.map(({ key }) => key)
  const idle = [...master.keys()]
    .filter((key) => !codes.has(key) && !key.startsWith('field.') && !OF_HOLDINGS.test(key) && !spoken.literals.has(key))
    .filter((key) => !prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => `unused: ${key} is said nowhere in src`)
  // Field faults are named in schemas and said by the form, so say() is not beside their key.
  const fieldFaults = [...spoken.literals]
    .filter((text) => /^field\.[a-z][a-z.-]*$/.test(text) && !master.has(text))
    .map((key) => `said: the code names "${key}", which is in no book`)
  return [...unknown, ...fieldFaults, ...idlePrefix, ...unfilled(master, spoken), ...idle]
}

function unfilled(master: ReadonlyMap<string, string>, { said }: Spoken): string[] {
  return said.flatMap(({ key, filled, where }) => {
    const text = master.get(key)
    if (text === undefined || filled === null) return []
    const empty = Object.keys(blanksOf(text)).filter((name) => !filled.includes(name))
    return empty.map((name) => `filled: ${where} says "${key}" without its blank {${name}}`)
  })
}
