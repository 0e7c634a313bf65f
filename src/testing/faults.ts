import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CDPSession, Page } from 'playwright-core'
import type { OpenHouse } from './browser.ts'
import type { CastName } from './cast.ts'

const require = createRequire(import.meta.url)
/** The short form of axe: half as much to send to each page, and to read there. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const RUN = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`

/** Nothing, where a page is no wider than its window. */
export async function sticksOut(page: Page): Promise<readonly string[]> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return beyond > 0 ? [`sticks out by ${beyond} px`] : []
}

/**
 * What is wrong with a page as it stands in a real browser: what axe finds by WCAG 2.2 A and AA and its own good practice, and what
 * sticks out. The hub's pages have no frames, so axe runs in the page itself, which takes a third of the time.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await (await lineTo(page)).send('Runtime.evaluate', { expression: AXE })
  const found: unknown = await page.evaluate(RUN)
  if (!Array.isArray(found)) throw new Error('axe gave no list')
  return [...found.map(String), ...(await sticksOut(page))]
}

const lines = new WeakMap<Page, Promise<CDPSession>>()

/** To what the browser itself offers: by that way a long script arrives in half the time. */
function lineTo(page: Page): Promise<CDPSession> {
  const line = lines.get(page) ?? page.context().newCDPSession(page)
  lines.set(page, line)
  return line
}

type View = { readonly locale: string; readonly width: number; readonly dark: boolean; readonly look: typeof faultsOf }

/** How each page is looked at. What axe finds hangs on the direction and the colours; French has the longest words. */
export const VIEWS: readonly [View, ...View[]] = [
  { locale: 'fr', width: 360, dark: false, look: sticksOut },
  { locale: 'en', width: 1280, dark: true, look: faultsOf },
  { locale: 'ar', width: 360, dark: false, look: faultsOf },
]

/** Where pages are looked at, one after the other, and what is found wrong meanwhile. */
type Desk = { readonly page: Page; faults: string[] }

const desks = new WeakMap<OpenHouse, Map<string, Promise<Desk>>>()

/** One browser and one page in it of each kind for all addresses of a house: a new page is a new process, which takes as long as the look. */
async function deskOf(house: OpenHouse, as: CastName | null, { width, dark }: View): Promise<Desk> {
  const kept = desks.get(house) ?? new Map<string, Promise<Desk>>()
  desks.set(house, kept)
  const key = `${as} ${width} ${dark}`
  const desk = kept.get(key) ?? setUpDesk(house, as, { width, dark })
  kept.set(key, desk)
  return desk
}

async function setUpDesk(house: OpenHouse, as: CastName | null, look: Pick<View, 'width' | 'dark'>): Promise<Desk> {
  const desk: Desk = { page: await (await house.sit(as, look)).newPage(), faults: [] }
  desk.page.on('request', (request) => {
    if (!request.url().startsWith(house.url) && !request.url().startsWith('data:')) desk.faults.push(`asks ${request.url()}`)
  })
  desk.page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) desk.faults.push(message.text())
  })
  desk.page.on('pageerror', (error) => desk.faults.push(error.message))
  return desk
}

/** What is wrong with the page at `path` (without language) in that view, also what it asks of others and what its scripts complain of. */
export async function faultsInView(house: OpenHouse, view: View, as: CastName | null, path: string): Promise<readonly string[]> {
  const desk = await deskOf(house, as, view)
  const { page } = desk
  desk.faults = []
  await page.goto(`${house.url}/${view.locale}${path}`)
  const found = await view.look(page)
  const { lang, dir, headings } = await page.evaluate(() => {
    const { lang: said, dir: turned } = document.documentElement
    return { lang: said, dir: turned, headings: document.querySelectorAll('h1').length }
  })
  const faults = [...desk.faults, ...found]
  if (lang !== view.locale || dir !== (view.locale === 'ar' ? 'rtl' : 'ltr')) faults.push(`says lang ${lang}, dir ${dir}`)
  if (headings !== 1) faults.push(`has ${headings} first headings`)
  return faults
}

const TURNS = ['fr', 'ar', 'en']
let turns = 0

/** The same page in the language whose turn it is, so that the pages of a journey are looked at in all three; then back to where it was. */
export async function faultsInTurn(house: OpenHouse, page: Page): Promise<readonly string[]> {
  const here = page.url()
  const locale = TURNS[turns++ % TURNS.length] ?? 'en'
  const { pathname, search } = new URL(here)
  await page.goto(`${house.url}${pathname.replace(/^\/en/, `/${locale}`)}${search}`)
  const faults = await faultsOf(page)
  await page.goto(here)
  return faults.map((fault) => `in ${locale}: ${fault}`)
}
