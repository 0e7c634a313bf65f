import { join } from 'node:path'
import { expect } from 'vitest'
import { runCommandLine } from '../../main/command-line/run.ts'
import { openRoom } from '../../main/command-line/testing/spawned.ts'
import { AGREED, MINORITY, PAPER } from './decided.ts'
import { EDITION, SESSION, signInAgain, worked, type Journey } from './journey.ts'
import { ASKED, LABEL, NOTED, PUT, WRITTEN } from './live.ts'
import { download, traced, type Released } from './released.ts'
import { complete, follow, sent, tick } from './seats.ts'

const REPORT = `${SESSION}/report`
const OUTCOME = `${EDITION}/outcome`
const OWN = 'Nous remercions tout le monde.'
const ARTICLE = 'Les villes répondent dans la semaine, dans les deux langues.'

/** The hub compiles it, the rapporteur adds one sentence of her own, it is there in Arabic too, and the whole is released. */
export async function writeReport(journey: Journey): Promise<void> {
  const { house, niamh, ana } = journey
  await niamh.visit(SESSION)
  await follow(niamh, '/report/edit')
  await complete(niamh, '/report/edit', { language: 'fr' })
  await follow(niamh, '/edit/fr')
  await follow(niamh, '/edit/fr/2')
  await complete(niamh, '/edit/fr/2', { 'text-new': OWN })
  await niamh.visit(`${REPORT}/edit`)
  await complete(niamh, '/edit/languages', { language: 'ar', translator: 'person', translatorName: 'Niamh' })
  expect(await ana.visit(`${REPORT}/edit`), 'what is being written is not there for others').toBe(404)
  await niamh.visit(`${REPORT}/edit`)
  await complete(niamh, '/edit/release')
  await worked(house.hub)
}

/** One article, which leads to the recommendation. */
export async function writeOutcome(journey: Journey): Promise<void> {
  const { house, niamh } = journey
  await niamh.visit(EDITION)
  await follow(niamh, '/outcome/edit')
  await complete(niamh, '/outcome/edit', { language: 'fr' })
  await follow(niamh, '/edit/fr')
  await complete(niamh, '/edit/sections', { kind: 'article' })
  await complete(niamh, '/edit/fr/1', { 'text-new': ARTICLE })
  await sent(niamh.page, niamh.page.locator('button[value="sources-0"]'))
  await sent(niamh.page, niamh.page.locator('main a[href$="%2F2"]').first())
  await tick(niamh, AGREED)
  await sent(niamh.page, niamh.page.locator('main form[action*="/sources/"] button').last())
  await niamh.visit(`${OUTCOME}/edit`)
  await complete(niamh, '/edit/release')
  await worked(house.hub)
}

/** Everybody finds both, and each sentence of them leads to where it comes from, in every form and language. */
export async function traceBoth(journey: Journey): Promise<void> {
  const { ana, left } = journey
  await ana.visit(SESSION)
  await follow(ana, '/report')
  const reports = await download(journey, REPORT)
  expect(reports.map(({ name }) => name.split('.').at(-1))).toEqual(['ar', 'fr'])
  for (const report of reports) {
    const all = await traced(journey, report)
    const said = all.map(({ text }) => text).join('\n')
    for (const words of [NOTED, WRITTEN, PAPER, ASKED, PUT, AGREED, MINORITY])
      expect(said).toContain(words.replaceAll(/[\u064b-\u0652]/g, ''))
    expect(all.filter(({ own }) => own).map(({ text }) => text)).toEqual([OWN])
  }
  await ana.visit(EDITION)
  await follow(ana, '/outcome')
  const outcomes = await download(journey, OUTCOME)
  for (const outcome of outcomes) expect(await traced(journey, outcome)).toEqual([{ text: ARTICLE, notes: [1], own: false }])
  await follow(ana, '/outcome/articles/1')
  await follow(ana, '/articles/1/trace')
  const read = await ana.read()
  for (const words of [ARTICLE, AGREED, NOTED, LABEL]) expect(read).toContain(words)
  left.releases = new Map([...reports, ...outcomes].map(({ name, pdf }) => [name, pdf]))
}

/** A copy of a file is ours, by the page and by the command line; with one byte changed it is not. */
export async function checkCopies(journey: Journey): Promise<void> {
  const [report] = await download(journey, REPORT)
  if (report === undefined) throw new Error('no report was released')
  const changed = report.pdf.slice()
  changed[changed.length - 2] = (changed.at(-2) ?? 0) ^ 1
  const list = await journey.ana.context.request.get(`${journey.house.url}/ar${REPORT}/versions/1/release.json`)
  expect([await isOurs(journey, report.pdf), await isOurs(journey, changed)]).toEqual([true, false])
  const disk = openRoom()
  try {
    const room = disk.folder('copy', {
      'report.pdf': report.pdf,
      'changed.pdf': changed,
      'release.json': new Uint8Array(await list.body()),
    })
    expect(await verify(join(room, 'report.pdf'))).toEqual([0, true])
    expect(await verify(join(room, 'changed.pdf'))).toEqual([1, false])
  } finally {
    disk.leave()
  }
}

/** Does the page of checks lead from a file that somebody hands over to the version that it is of? */
async function isOurs({ ana }: Journey, pdf: Uint8Array): Promise<boolean> {
  await ana.visit(`${REPORT}/versions`)
  await follow(ana, '/check')
  await ana.page.setInputFiles('#field-file', { name: 'copy.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) })
  await complete(ana, '/check')
  return (await ana.page.locator(`main a[href$="${REPORT}/versions/1"]`).count()) === 1
}

async function verify(file: string): Promise<readonly [number, boolean]> {
  let told = ''
  const terminal = {
    answer: async (text: string | Iterable<string>) => {
      told += typeof text === 'string' ? text : [...text].join('')
    },
    tell: () => undefined,
    step: () => undefined,
  }
  const code = await runCommandLine(['verify', file, '--json'], terminal)
  return [code, (JSON.parse(told) as { holds: boolean }).holds]
}

/** One takes back what he said: its words go everywhere, what stood on it says so, and the report is made again without it. */
export async function takeBack(journey: Journey): Promise<void> {
  const { house, niamh, idrissa, ana, left } = journey
  await idrissa.visit(left.own)
  await complete(idrissa, '/withdrawal')
  await worked(house.hub)
  for (const path of [
    left.intervention,
    `${SESSION}/interventions`,
    left.recommendation,
    `${OUTCOME}/articles/1/trace`,
    REPORT,
    `${REPORT}/versions/1`,
  ]) {
    expect([path, await ana.visit(path)]).toEqual([path, 200])
    const read = await ana.read()
    expect([path, read.includes(NOTED), read.includes(LABEL)]).toEqual([path, false, false])
  }
  await ana.visit(left.recommendation)
  expect(await ana.read()).toContain('تستند إلى مصدر سُحب')

  await signInAgain(journey, niamh, 'niamh@example.org')
  await niamh.visit(`${REPORT}/edit`)
  await complete(niamh, '/edit/compile')
  await complete(niamh, '/edit/release')
  await worked(house.hub)
  const again: readonly Released[] = await download(journey, REPORT)
  for (const report of again) {
    const said = (await traced(journey, report)).map(({ text }) => text).join('\n')
    expect([said.includes(NOTED), said.includes(WRITTEN), said.includes(OWN)]).toEqual([false, true, true])
  }
  await ana.visit(`${REPORT}/versions/1`)
  expect(await ana.read()).toContain('حلّ')
  const old = [...left.releases.keys()].filter((name) => name.includes('/report/'))
  const answers = await Promise.all(old.map(async (name) => (await ana.context.request.get(`${house.url}${name}.pdf`)).status()))
  expect(
    answers.every((status) => status >= 400),
    'files that hold the words are not given out',
  ).toBe(true)
}
