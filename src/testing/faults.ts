import { source } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import type { OpenHouse } from './browser.ts'
import type { CastName } from './cast.ts'

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
  await page.evaluate(source)
  const found: unknown = await page.evaluate(RUN)
  if (!Array.isArray(found)) throw new Error('axe gave no list')
  return [...found.map(String), ...(await sticksOut(page))]
}

type View = { readonly locale: string; readonly width: number; readonly dark: boolean; readonly look: typeof faultsOf }

/** How each page is looked at. What axe finds hangs on the direction and the colours; French has the longest words. */
export const VIEWS: readonly View[] = [
  { locale: 'fr', width: 360, dark: false, look: sticksOut },
  { locale: 'en', width: 1280, dark: true, look: faultsOf },
  { locale: 'ar', width: 360, dark: false, look: faultsOf },
]

const seats = new WeakMap<OpenHouse, Map<string, BrowserContext>>()

/** One browser of each kind for all pages of a house. */
async function seatOf(house: OpenHouse, as: CastName | null, { width, dark }: View): Promise<BrowserContext> {
  const kept = seats.get(house) ?? new Map<string, BrowserContext>()
  seats.set(house, kept)
  const key = `${as} ${width} ${dark}`
  const seat = kept.get(key) ?? (await house.sit(as, { width, dark }))
  kept.set(key, seat)
  return seat
}

/** What is wrong with the page at `path` (without language) in that view, also what it asks of others and what its scripts complain of. */
export async function faultsInView(house: OpenHouse, view: View, as: CastName | null, path: string): Promise<readonly string[]> {
  const page = await (await seatOf(house, as, view)).newPage()
  const faults: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(house.url) && !request.url().startsWith('data:')) faults.push(`asks ${request.url()}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${house.url}/${view.locale}${path}`)
  faults.push(...(await view.look(page)))
  const [lang, dir, headings] = [
    await page.getAttribute('html', 'lang'),
    await page.getAttribute('html', 'dir'),
    await page.locator('h1').count(),
  ]
  if (lang !== view.locale || dir !== (view.locale === 'ar' ? 'rtl' : 'ltr')) faults.push(`says lang ${lang}, dir ${dir}`)
  if (headings !== 1) faults.push(`has ${headings} first headings`)
  await page.close()
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
