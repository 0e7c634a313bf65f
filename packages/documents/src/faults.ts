import { sentencesOf, type Block, type Document, type Figure, type Heading, type Table } from './model.ts'

/** What keeps a document from being printed, each as a whole sentence in English, for whoever compiled it. Empty: nothing. */
export function faultsOf(document: Document): readonly string[] {
  return [
    ...ofHead(document),
    ...ofHeadings(document.blocks),
    ...document.blocks.flatMap(ofBlock),
    ...ofNotes(document),
    ...ofSentences(document),
  ]
}

function ofHead({ title, language, date, identifier }: Document): string[] {
  const faults = []
  if (blank(title)) faults.push('The document has no title.')
  if (!TAG.test(language)) faults.push(`“${language}” is not the tag of a language.`)
  if (!isDay(date.day)) faults.push(`“${date.day}” is not a day as in 2026-05-03.`)
  if (blank(identifier)) faults.push('The document has no identifier.')
  return faults
}

/** Readers go from heading to heading by level, so that a level left out is a part that seems to be missing. */
function ofHeadings(blocks: readonly Block[]): string[] {
  const headings = blocks.filter((block): block is Heading => block.kind === 'heading')
  return headings.flatMap(({ text, level }, at) => {
    if (blank(text)) return [`Heading ${at + 1} is empty.`]
    return level > (headings[at - 1]?.level ?? 0) + 1 ? [`The heading “${text}” of level ${level} leaves a level out.`] : []
  })
}

function ofBlock(block: Block): string[] {
  if (block.kind === 'table') return ofTable(block)
  if (block.kind === 'figure') return ofFigure(block)
  if (block.kind === 'list') return block.items.length === 0 ? ['A list has nothing in it.'] : []
  return []
}

function ofTable({ caption, header, rows }: Table): string[] {
  if (header.length === 0) return [`The table “${caption}” has no header.`]
  return rows.some((row) => row.length !== header.length)
    ? [`The table “${caption}” has a row with more or fewer cells than its header.`]
    : []
}

function ofFigure({ alt, caption = '', picture }: Figure): string[] {
  const faults = []
  if (blank(alt)) faults.push(`The figure “${caption}” says nothing to readers who do not see it.`)
  const size = [picture.width, picture.height]
  if (!size.every((side) => Number.isInteger(side) && side > 0)) faults.push(`The picture of the figure “${alt}” has no size.`)
  return faults
}

function ofNotes({ notes }: Document): string[] {
  return notes.flatMap(({ number, link }, at) => [
    ...(number === at + 1 ? [] : [`Note ${number} stands where note ${at + 1} should.`]),
    ...(link === null || LINK.test(link) ? [] : [`The link of note ${number} does not begin with http:// or https://.`]),
  ])
}

function ofSentences(document: Document): string[] {
  const sentences = sentencesOf(document)
  const cited = [...new Set(sentences.flatMap(({ sources }) => sources))]
  const last = document.notes.length
  return [
    ...cited
      .filter((number) => !document.notes.some((note) => note.number === number))
      .map((number) => `There is no note ${number}, to which a sentence leads.`),
    ...(cited.length < last ? ['A note is named by no sentence.'] : []),
    ...(cited.some((number, at) => number !== at + 1) ? ['Notes are not numbered in the order in which the text names them.'] : []),
    ...sentences
      .filter(({ own, sources }) => own === true && sources.length > 0)
      .map(({ text }) => `“${text}” is marked as the editor’s own and has a source.`),
    ...sentences.filter(({ text }) => blank(text)).map(() => 'A sentence is empty.'),
    ...sentences.filter(({ language }) => !TAG.test(language)).map(({ language }) => `“${language}” is not the tag of a language.`),
  ]
}

const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const LINK = /^https?:\/\/[^\s/]+/
const blank = (text: string): boolean => text.trim() === ''

function isDay(day: string): boolean {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  const last = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0
  return Number(date) >= 1 && Number(date) <= last
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
