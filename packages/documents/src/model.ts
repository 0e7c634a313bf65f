/** One document for all its forms: a page, a PDF, a DOCX. It knows no language: the words that a form prints itself come in as `Words`. */
export type Direction = 'ltr' | 'rtl'

/** Words that somebody wrote, with where they come from. */
export type Sentence = {
  readonly text: string
  /** A tag of BCP 47; "und" where nobody said. */
  readonly language: string
  /** Numbers of notes. */
  readonly sources: readonly number[]
  /** The editor's own, without a source: each form marks it. */
  readonly own?: true
}

export type Heading = { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly language?: string }
export type Paragraph = { readonly kind: 'paragraph'; readonly sentences: readonly Sentence[] }
export type List = { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Sentence[])[] }
export type Table = {
  readonly kind: 'table'
  readonly caption: string
  readonly header: readonly string[]
  /** As many cells in each row as there are in the header. */
  readonly rows: readonly (readonly string[])[]
}
export type Article = { readonly kind: 'article'; readonly number: number; readonly sentences: readonly Sentence[] }
export type PageBreak = { readonly kind: 'page-break' }
export type Figure = {
  readonly kind: 'figure'
  /** What a reader who does not see the picture has to know. */
  readonly alt: string
  readonly caption?: string
  readonly picture: {
    readonly type: 'png' | 'jpeg'
    /** In pixels. */
    readonly width: number
    readonly height: number
    /** Base64. */
    readonly data: string
  }
}
export type Block = Heading | Paragraph | List | Table | Article | PageBreak | Figure

/** A source, as it is told at the end. Notes are numbered from 1 in the order in which the text first names them. */
export type Note = {
  readonly number: number
  readonly text: string
  readonly language: string
  /** Null: not attributed. */
  readonly speaker: string | null
  /** http or https; null: there is no page of it. */
  readonly link: string | null
}

export type Document = {
  readonly language: string
  readonly direction: Direction
  readonly title: string
  readonly subtitle?: string
  /** `day` as 2026-05-03, from which files are dated; `text` as it is read. */
  readonly date: { readonly day: string; readonly text: string }
  readonly identifier: string
  readonly blocks: readonly Block[]
  readonly notes: readonly Note[]
}

/** What forms print themselves, in the language of the document. `{page}`, `{pages}` and `{number}` stand where numbers go. */
export type Words = {
  /** The heading over the notes. */
  readonly sources: string
  /** Stands at each sentence of the editor's own, after a sign. */
  readonly own: string
  /** "Page {page} of {pages}" */
  readonly page: string
  /** "Article {number}" */
  readonly article: string
  /** The name of the link from a sentence to a note: "Source {number}". */
  readonly source: string
  /** The name of the link from a note to where the text names it: "Back to the text, source {number}". */
  readonly back: string
}

/** A pattern of `Words` with its numbers. */
export function filled(pattern: string, numbers: Readonly<Record<string, number>>): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (blank, name: string) => String(numbers[name] ?? blank))
}

/** All sentences, in the order in which they are read. */
export function sentencesOf({ blocks }: Pick<Document, 'blocks'>): readonly Sentence[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph' || block.kind === 'article') return block.sentences
    return block.kind === 'list' ? block.items.flat() : []
  })
}

/** Sentences that lead to no source and are not marked as the editor's own: a report has none, a form to fill in has many. */
export const untraced = (document: Pick<Document, 'blocks'>): readonly Sentence[] =>
  sentencesOf(document).filter(({ sources, own }) => sources.length === 0 && own !== true)

/** The same document with its notes numbered as the text first names them. Notes that it does not name go. */
export function inOrderOfCitation(document: Document): Document {
  const order = [...new Set(sentencesOf(document).flatMap(({ sources }) => sources))]
  const numbers = new Map(order.map((old, at) => [old, at + 1]))
  const anew = (sentences: readonly Sentence[]): readonly Sentence[] =>
    sentences.map((sentence) => ({ ...sentence, sources: sentence.sources.map((old) => numbers.get(old) ?? old) }))
  return {
    ...document,
    blocks: document.blocks.map((block) => {
      if (block.kind === 'paragraph' || block.kind === 'article') return { ...block, sentences: anew(block.sentences) }
      return block.kind === 'list' ? { ...block, items: block.items.map(anew) } : block
    }),
    notes: document.notes
      .flatMap((note) => (numbers.has(note.number) ? [{ ...note, number: numbers.get(note.number) ?? note.number }] : []))
      .toSorted((a, b) => a.number - b.number),
  }
}

/** The sign that stands before `words.own`; the fonts of all forms have it. */
export const OWN_SIGN = '※'

/** For each block the level of the heading that it stands under, one deeper: that of an article's own heading. From 1 to 4. */
export function articleLevels(blocks: readonly Block[]): readonly number[] {
  let level = 0
  return blocks.map((block) => {
    if (block.kind === 'heading') level = block.level
    return level + 1
  })
}

/** The day as numbers: year, month (from 1), day. */
export function dayOf({ date }: Pick<Document, 'date'>): readonly [number, number, number] {
  const [year = 1970, month = 1, day = 1] = date.day.split('-').map(Number)
  return [year, month, day]
}
