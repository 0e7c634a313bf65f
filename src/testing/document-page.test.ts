import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sentencesOf, type Document, type Words } from '#documents'
import { openPrinter } from '../platform/printing.ts'
import { DocumentText } from '../web/document.tsx'
import { launchBrowser } from './browser.ts'
import { ARABIC, ATTACKS, documentOf, REPORT, WORDS } from './documents.ts'
import { faultsOf } from './faults.ts'

const printer = openPrinter()
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await printer.stop()
})

const styles = ['passerelle.css', 'document.css']
  .map((sheet) => readFileSync(join(import.meta.dirname, '../../build/client', sheet), 'utf8'))
  .join('\n')
const html = async (document: Document, words: Words = WORDS.fr): Promise<string> => (await DocumentText({ document, words })).toString()
const pageOf = async (document: Document, words: Words): Promise<string> =>
  `<!doctype html><html lang="${document.language}" dir="${document.direction}"><head><meta name="viewport" content="width=device-width"><title>x</title><style>${styles}</style></head><body><main class="reading">${await html(document, words)}</main></body></html>`

test('each sentence is in its language and leads to its notes, which lead back', async () => {
  const shown = await html(REPORT)
  for (const { text, language } of sentencesOf(REPORT)) {
    expect(shown).toContain(`<span lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">${text}</span>`)
  }
  const targets = [...shown.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)
  const ids = [...shown.matchAll(/\bid="([\w-]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(targets.filter((id) => !ids.includes(id))).toEqual([])
  expect(targets.filter((id) => id?.startsWith('note-') === true).length).toBe(sentencesOf(REPORT).flatMap(({ sources }) => sources).length)
  expect([...shown.matchAll(/href="(http[^"]+)"/g)].map(([, link]) => link)).toEqual([
    'https://hub.example/fr/summits/galway/2026',
    'https://hub.example/ar/interventions?a=1&amp;b=2',
  ])
  expect(shown.match(/<small class="own">/g)?.length).toBe(1)
  expect(shown).toContain('※</span> phrase de la rédaction)')
})

test('what somebody wrote makes no element of its own', async () => {
  const shown = await html(documentOf(ATTACKS, { title: ATTACKS[3] }))
  expect(shown).not.toContain('<script')
  expect(shown).not.toContain('<img')
  expect(shown).toContain('&lt;script&gt;')
})

test.each([
  ['fr', REPORT, WORDS.fr],
  ['ar', ARABIC, WORDS.ar],
] as const)('a page of it can be used by everybody, narrow and wide: %s', async (_language, document, words) => {
  const context = await browser.newContext({ javaScriptEnabled: true })
  const page = await context.newPage()
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 760 })
    await page.setContent(await pageOf(document, words))
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await faultsOf(page)).toEqual([])
  }
  await context.close()
})

test('every part of the DOCX is XML as a browser reads it, with hostile words too', async () => {
  const documents = [REPORT, ARABIC, documentOf([...ATTACKS, 'a\u0000\u001b\ud800\uffff'], { title: ATTACKS[4], identifier: ATTACKS[3] })]
  const page = await browser.newPage()
  for (const document of documents) {
    const { bytes } = await printer.print('docx', document, WORDS.fr)
    const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name))
    const faulty = await page.evaluate(
      (all) => all.filter(([, xml]) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror') !== null),
      parts.map(([name, part]) => [name, strFromU8(part)] as const),
    )
    expect(faulty).toEqual([])
    expect(parts.length).toBeGreaterThan(10)
  }
  expect(await page.evaluate(() => new DOMParser().parseFromString('<a>', 'application/xml').querySelector('parsererror') !== null)).toBe(
    true,
  )
})
