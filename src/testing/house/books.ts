import { parse as parseMessage, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Tree } from './tree.ts'

export type Book = Readonly<Record<string, unknown>>
/** A folder of messages: `src/web/messages` or a room's. */
export type Shelf = { readonly folder: string; readonly books: ReadonlyMap<string, Book> }

export const WEB_SHELF = 'src/web/messages'
export const MASTER = 'en'

export function shelvesIn(tree: Tree): readonly Shelf[] {
  const shelves = new Map<string, Map<string, Book>>()
  for (const [path, source] of tree) {
    const [, folder, locale] = /^(src\/(?:web|modules\/[^/]+)\/messages)\/([^/]+)\.json$/.exec(path) ?? []
    if (folder === undefined || locale === undefined) continue
    const books = shelves.get(folder) ?? new Map<string, Book>()
    const book: Book = JSON.parse(source)
    shelves.set(folder, books.set(locale, book))
  }
  return [...shelves].map(([folder, books]) => ({ folder, books }))
}

/** Tags are text, as they are when the hub speaks. Throws on a message that cannot be read. */
export function elementsOf(message: string): readonly MessageFormatElement[] {
  return parseMessage(message, { ignoreTag: true, requiresOtherClause: true })
}

type Visit = (element: MessageFormatElement, previous: MessageFormatElement | null) => void

export function eachElement(elements: readonly MessageFormatElement[], visit: Visit): void {
  for (const [at, element] of elements.entries()) {
    visit(element, elements[at - 1] ?? null)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue
    for (const option of Object.values(element.options)) eachElement(option.value, visit)
  }
}

/** Name of each blank to how it is filled: `text`, `number` (a plural wants one too), `date`, or a choice with its options. */
export function blanksOf(message: string): Readonly<Record<string, string>> {
  const blanks: Record<string, string> = {}
  eachElement(elementsOf(message), (element) => {
    const filling = fillingOf(element)
    if (filling === null || !('value' in element)) return
    // A plain blank beside a plural of the same name is a number too.
    if (filling !== 'text' || blanks[element.value] === undefined) blanks[element.value] = filling
  })
  return blanks
}

function fillingOf(element: MessageFormatElement): string | null {
  switch (element.type) {
    case TYPE.argument:
      return 'text'
    case TYPE.number:
    case TYPE.plural:
      return 'number'
    case TYPE.date:
    case TYPE.time:
      return 'date'
    case TYPE.select:
      return `choice: ${Object.keys(element.options).toSorted().join(', ')}`
    case TYPE.literal:
    case TYPE.pound:
    case TYPE.tag:
      return null
  }
}
