import { Hono } from 'hono'
import type { Block, Document, Words } from '#documents'
import type { Printer } from '../../../platform/printing.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { directionOf } from '../../../web/say.ts'
import { dayInWords } from '../../../web/time.tsx'
import { asMarkdown, type Told } from '../queries/export.ts'
import { wholeEntry } from '../queries/read.ts'
import type { Whole } from '../queries/shapes.ts'
import { dayOf, linesOf, nameOf, partsOf } from '../rules.ts'
import { askingOf, entryAt } from './place.ts'

/** One entry to take along: as Markdown, and printed as a PDF. */
export function paperPages(kit: Kit, printer: Printer): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library/:entry/export/entry.md', (c) => markdown(c, kit))
  app.get('/library/:entry/export/entry.pdf', (c) => pdf(c, kit, printer))
  return app
}

type Chosen = { readonly entry: Whole; readonly told: Told; readonly language: string }

/** In the reader's language where it is there in it. */
async function chosenText(c: PageContext, kit: Kit): Promise<Chosen> {
  const { entry } = await wholeEntry(kit.runner.db, entryAt(c), askingOf(c))
  const translation = entry.translations.find(({ language }) => language === c.var.page.say.locale)
  return { entry, told: translation ?? entry.text, language: translation?.language ?? entry.original }
}

function footOf(page: Page, entry: Whole): readonly string[] {
  const { say } = page
  const fact = (label: string, value: string) => say('library.paper.fact', { label, value })
  return [
    fact(say('library.kept-by'), entry.body?.name ?? entry.by ?? say('library.somebody')),
    fact(say('library.licence'), say(`library.licence.${entry.licence}`)),
    ...(entry.checkedOn === null ? [] : [`${say('library.checked')} ${dayInWords(page, entry.checkedOn)}`]),
    ...(entry.reviewOn === null ? [] : [`${say('library.review')} ${dayInWords(page, entry.reviewOn)}`]),
    address(page, entry.path),
  ]
}

const labelIn =
  ({ say }: Page) =>
  (key: string): string => {
    if (key === 'failed.none') return say('library.failed.none')
    if (key === 'risks') return say('library.risks')
    if (key === 'sources') return say('library.sources')
    const [, number, part] = /^unit-(\d+)-([a-z]+)$/.exec(key) ?? []
    const label = say(`library.word.${nameOf(key)}`)
    return number === undefined || part === 'text' ? label : part === 'title' ? say('library.unit', { number: Number(number) }) : label
  }

async function markdown(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { entry, told } = await chosenText(c, kit)
  const said = {
    label: labelIn(page),
    yesNo: (answer: string) => page.say(`library.known.${answer}`),
    risk: (code: string) => page.say(`library.risk.${code}`),
  }
  return c.body(asMarkdown(entry, told, said, footOf(page, entry)), 200, {
    'content-type': 'text/markdown; charset=utf-8',
    'cache-control': 'private, no-store',
  })
}

async function pdf(c: PageContext, kit: Kit, printer: Printer): Promise<Response> {
  const { page } = c.var
  const chosen = await chosenText(c, kit)
  const { bytes } = await printer.print('pdf', documentOf(page, chosen), wordsIn(page))
  return c.body(Uint8Array.from(bytes), 200, { 'content-type': 'application/pdf', 'cache-control': 'private, no-store' })
}

const wordsIn = ({ say }: Page): Words => ({
  ...{
    sources: say('library.sources'),
    own: say('library.paper.own'),
    page: say('library.paper.page', { page: '{page}', pages: '{pages}' }),
  },
  ...{ article: '{number}', source: '{number}', back: '{number}' },
})

function documentOf(page: Page, { entry, told, language }: Chosen): Document {
  const { say } = page
  const label = labelIn(page)
  const on = entry.checkedOn ?? dayOf(page.now)
  const own = (text: string, of = language) => ({ text, language: of, sources: [] })
  const blocks: readonly Block[] = [
    { kind: 'paragraph', sentences: [own(told.summary)] },
    ...partsOf(entry.kind, told.words).flatMap(({ key, text }): Block[] => [
      { kind: 'heading', level: 1, text: label(key), language: say.locale },
      ...(text === ''
        ? [{ kind: 'paragraph' as const, sentences: [own(label('failed.none'), say.locale)] }]
        : blocksOf(text, key === 'steps', language)),
    ]),
    ...(entry.facts.sources.length === 0
      ? []
      : [
          { kind: 'heading' as const, level: 1 as const, text: label('sources'), language: say.locale },
          { kind: 'list' as const, ordered: false, items: entry.facts.sources.map((source) => [own(source, 'und')]) },
        ]),
    { kind: 'list', ordered: false, items: footOf(page, entry).map((line) => [own(line, say.locale)]) },
  ]
  return {
    ...{ language, direction: directionOf(language), title: told.title, identifier: address(page, entry.path) },
    date: { day: on, text: dayInWords(page, on) },
    ...{ blocks, notes: [] },
  }
}

/** The few signs of Markdown that a reader of paper should not meet; a page shows them whole. */
const withoutSigns = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/^(#{1,6}|>)\s+/, '')

function blocksOf(text: string, steps: boolean, language: string): Block[] {
  const own = (words: string) => ({ text: withoutSigns(words).trim(), language, sources: [] })
  const whole = (lines: readonly string[]) => lines.map(own).filter((sentence) => sentence.text !== '')
  if (steps) return [{ kind: 'list', ordered: true, items: whole(linesOf(text)).map((step) => [step]) }]
  return text.split(/\n{2,}/).flatMap((part): Block[] => {
    const lines = linesOf(part)
    const items = lines.every((line) => /^[-*]\s/.test(line)) ? whole(lines.map((line) => line.replace(/^[-*]\s+/, ''))) : []
    if (items.length > 0) return [{ kind: 'list', ordered: false, items: items.map((item) => [item]) }]
    const sentences = whole(lines)
    return sentences.length === 0 ? [] : [{ kind: 'paragraph', sentences }]
  })
}
