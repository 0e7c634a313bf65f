import { cpus, loadavg, totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { canonicalDocument, inOrderOfCitation, type Block, type Document, type Note, type Sentence } from '#documents'
import { openPrinter, type Printer } from '../src/platform/printing.ts'
import { WORDS } from '../src/testing/documents.ts'
import { DocumentText } from '../src/web/document.tsx'
import { middleOf, say } from './measuring.ts'

// `npm run bench:documents [-- <pages>]`: a report of about thirty pages in its three forms beside one of a single page (the reference), in one run, and how long
// the process that asks stands still meanwhile.

const [PAGES = 30] = process.argv.slice(2).map(Number)
const ROUNDS = 9
const PARAGRAPHS_A_PAGE = 7

const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`

const FRENCH = 'Les familles attendent depuis longtemps que l’école de leur quartier ouvre une permanence avec un interprète.'
const ARABIC = 'تطلب العائلات أن تفتح مدرسة الحي مكتب استقبال مع مترجم يعرف لغتها.'

/** Three sentences in each paragraph, each with a source of its own, a heading on each page and an article in every third paragraph. */
function reportOf(pages: number): Document {
  const notes: Note[] = []
  const sentence = (language: 'fr' | 'ar'): Sentence => {
    const number = notes.length + 1
    notes.push({
      number,
      text: `Intervention ${number}`,
      language: 'fr',
      speaker: 'Mai',
      link: `https://hub.example/fr/interventions/${number}`,
    })
    return { text: language === 'fr' ? FRENCH : ARABIC, language, sources: [number] }
  }
  // Sources take about a third of the paper.
  const paragraphs = Math.round(pages * PARAGRAPHS_A_PAGE * 0.68)
  const blocks = Array.from({ length: paragraphs }, (_, at): Block[] => {
    const sentences = [sentence('fr'), sentence('ar'), sentence('fr')]
    const heading: Block[] =
      at % PARAGRAPHS_A_PAGE === 0 ? [{ kind: 'heading', level: 1, text: `Partie ${at / PARAGRAPHS_A_PAGE + 1}` }] : []
    return [...heading, at % 3 === 2 ? { kind: 'article', number: at, sentences } : { kind: 'paragraph', sentences }]
  }).flat()
  return inOrderOfCitation({
    ...{ language: 'fr', direction: 'ltr', title: 'Rapport', identifier: `bench-${pages}`, blocks, notes },
    date: { day: '2026-05-02', text: '2 mai 2026' },
  })
}

async function inThread(printer: Printer, form: 'pdf' | 'docx', long: Document, short: Document): Promise<void> {
  const cold = performance.now()
  await printer.print(form, short, WORDS.fr)
  say(`${form}: one page, the first of the thread`, ms(performance.now() - cold))
  const reference = await middleOf(ROUNDS, async () => printer.print(form, short, WORDS.fr))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const took = await middleOf(ROUNDS, async () => printer.print(form, long, WORDS.fr))
  delay.disable()
  const { bytes, pages } = await printer.print(form, long, WORDS.fr)
  say(`${form}: one page (reference)`, ms(reference))
  say(
    `${form}: long, ${pages ?? 'unknown'} pages, ${Math.round(bytes.length / 1000)} kB`,
    `${ms(took)}  ${(took / reference).toFixed(1)} times one page`,
  )
  say(`${form}: the asking process stood still at most`, ms(delay.max / 1e6))
}

async function main(): Promise<void> {
  const [load = 0] = loadavg()
  say(
    'machine',
    `${cpus().length} x ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`,
  )
  const long = reportOf(PAGES)
  const short = reportOf(1)
  say(
    'document',
    `${long.blocks.length} blocks, ${long.notes.length} notes, ${Math.round(canonicalDocument(long).length / 1000)} kB to sign`,
  )
  const printer = openPrinter()
  await inThread(printer, 'pdf', long, short)
  await inThread(printer, 'docx', long, short)
  await printer.stop()
  const page = async (document: Document) => middleOf(ROUNDS, async () => (await DocumentText({ document, words: WORDS.fr })).toString())
  const reference = await page(short)
  const took = await page(long)
  say('html: one page (reference)', ms(reference))
  say('html: long', `${ms(took)}  ${(took / reference).toFixed(1)} times one page`)
  say('memory of the process at its highest', `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}

await main()
