import { strFromU8, unzipSync } from 'fflate'
import { expect } from 'vitest'
import { sentencesOf, untraced, type Document } from '#documents'
import { readPdf } from '../read-pdf.ts'
import type { Journey } from './journey.ts'
import type { Seat } from './seats.ts'

/** One released text of a document, in all its forms, as anybody downloads it. */
export type Released = { readonly name: string; readonly json: Uint8Array; readonly pdf: Uint8Array; readonly docx: Uint8Array }

/** All texts of the newest release at this address. */
export async function download({ house, ana }: Journey, at: string): Promise<readonly Released[]> {
  expect(await ana.visit(at)).toBe(200)
  await ana.visit(`${at}/versions`)
  const newest = ana.page.locator('main table').first()
  const links = await newest.locator('a[href*="/files/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const got = new Map<string, Uint8Array>()
  for (const link of links) {
    const answer = await ana.context.request.get(`${house.url}${link}`)
    expect([link, answer.status()]).toEqual([link, 200])
    got.set(link, new Uint8Array(await answer.body()))
  }
  const names = [...new Set(links.map((link) => link.replace(/\.(pdf|docx|json)$/, '')))]
  const form = (name: string, end: string): Uint8Array => got.get(`${name}.${end}`) ?? expect.fail(`${name}.${end} is not there`)
  return names.map((name) => ({ name, json: form(name, 'json'), pdf: form(name, 'pdf'), docx: form(name, 'docx') }))
}

type Traced = { readonly text: string; readonly notes: readonly number[]; readonly own: boolean }

const plain = (text: string): string =>
  text
    .replaceAll(/[\u064b-\u0652\u200e\u200f\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/**
 * Each sentence is in all three forms, with the same notes, which lead to pages that are there; one without a note is marked as the editor's own in
 * each form. Answers with the sentences.
 */
export async function traced(journey: Journey, { name, json, pdf, docx }: Released): Promise<readonly Traced[]> {
  const { house, ana } = journey
  const document = JSON.parse(strFromU8(json)) as Document
  expect(untraced(document)).toEqual([])
  const all = sentencesOf(document).map(({ text, sources, own }) => ({ text: plain(text), notes: sources, own: own === true }))
  expect(all.filter(({ notes, own }) => own === notes.length > 0)).toEqual([])

  await ana.visit(versionOf(name, document.language))
  expect(await inPage(ana)).toEqual(all)
  expect(inWord(docx)).toEqual(all)
  await inPrint(pdf, document)

  const named = new Set(all.flatMap(({ notes }) => notes))
  expect([...named].toSorted((a, b) => a - b)).toEqual(document.notes.map(({ number }) => number))
  for (const { link } of document.notes) {
    const answer = await ana.context.request.get(link ?? 'about:blank')
    expect([link, answer.status(), link?.startsWith(house.url)]).toEqual([link, 200, true])
  }
  return all
}

/** `<at>/files/<...>-<version>.<language>` is shown at `<at>/versions/<version>`. */
function versionOf(name: string, language: string): string {
  const [, at = '', version = ''] = /^\/\w+(\/.+)\/files\/.+-(\d+)\.\w+$/.exec(name) ?? []
  return `${at}/versions/${version}?language=${language}`
}

/** What the page shows, sentence by sentence: words in their language, then the names of notes, then the mark. */
async function inPage({ page }: Seat): Promise<readonly Traced[]> {
  const shown = await page.locator('article.document').evaluate((article) => {
    const found: { text: string; notes: number[]; own: boolean }[] = []
    for (const element of article.querySelectorAll(
      ':is(p, li) > span[lang], :is(p, li) > sup > a[href^="#note-"], :is(p, li) > small.own',
    )) {
      const last = found.at(-1)
      if (element.tagName === 'SPAN') found.push({ text: element.textContent, notes: [], own: false })
      else if (element.tagName === 'A') last?.notes.push(Number(element.textContent))
      else if (last !== undefined) last.own = true
    }
    return found
  })
  return shown.filter(({ notes, own }) => notes.length > 0 || own).map((one) => ({ ...one, text: plain(one.text) }))
}

/** The same of what a word processor opens: runs of text, references to endnotes, the run of the mark. */
function inWord(docx: Uint8Array): readonly Traced[] {
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  const found: { text: string; notes: number[]; own: boolean }[] = []
  for (const [piece] of xml.matchAll(/<w:fldSimple .*?<\/w:fldSimple>|<w:r>.*?<\/w:r>/gs)) {
    const last = found.at(-1)
    const [, first, again] = /<w:endnoteReference w:id="(\d+)"|NOTEREF source_(\d+) /.exec(piece) ?? []
    const text = plain(unescaped([...piece.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map(([, words]) => words).join('')))
    if (first !== undefined || again !== undefined) last?.notes.push(Number(first ?? again))
    else if (piece.includes('w:val="OwnSentence"') && last !== undefined) last.own = true
    else if (text !== '') found.push({ text, notes: [], own: false })
  }
  return found.filter(({ notes, own }) => notes.length > 0 || own)
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')

const squeezed = (text: string): string => plain(text).replaceAll(/\s/g, '')

/**
 * And of what is printed: each word, and each note's address. Where all runs from left to right, each sentence stands whole before its notes; in lines of
 * two directions readers of PDF put marks elsewhere, and this one repeats letters that bear vowel signs.
 */
async function inPrint(pdf: Uint8Array, document: Document): Promise<void> {
  const read = await readPdf(pdf)
  expect(read.language).toBe(document.language)
  const feet = new RegExp(`${document.identifier}Page\\d+sur\\d+`, 'g')
  const told = squeezed(read.text.join('\n')).replaceAll(feet, '')
  for (const { text, sources, own } of sentencesOf(document)) {
    const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => !/\p{M}/u.test(word))
    expect(words.filter((word) => !told.includes(squeezed(word)))).toEqual([])
    if (document.direction === 'rtl' || /\p{Script=Arabic}/u.test(text)) continue
    expect(told).toContain(squeezed(text) + (own === true ? '(※phrasedelarédaction)' : String(sources[0])))
  }
  expect(read.links.filter((link) => link !== 'inside')).toEqual(document.notes.map(({ link }) => link))
}
