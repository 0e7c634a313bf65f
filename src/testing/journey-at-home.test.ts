import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appoint, cork, ITEM, propose, publish } from './abroad.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { sticksOut } from './faults.ts'

// A newcomer with an old phone and no account: without JavaScript, 360 pixels wide. Nothing of what they choose is kept.

let house: OpenHouse
let item: string
beforeAll(async () => {
  house = await openHouse(3989)
  const { hub } = house
  const place = await cork(hub)
  await appoint(hub, place, 'mai')
  item = await propose(hub, place, { ...ITEM, title: 'Aide pour les papiers', text: 'Le mardi à six heures.', language: 'fr' })
  await publish(hub, item, 'mai')
  await publish(hub, await propose(hub, place, { ...ITEM, kind: 'money', title: 'For everybody', forWhom: [] }), 'mai')
})
afterAll(() => house.close())

/** How many rows each table of the hub has. The queue of jobs is no table of its own and goes on by itself. */
async function rows(): Promise<Readonly<Record<string, number>>> {
  const { db } = house.hub
  const tables = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
  const counts: Record<string, number> = {}
  for (const { name } of tables.rows) {
    const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db)
    counts[name] = counted.rows[0]?.rows ?? 0
  }
  return counts
}

async function press(page: Page, what: string): Promise<void> {
  await page.click(what)
  await page.waitForLoadState('load')
}

test('from the first page to a number to call: language, place and people in the address, and nothing stored', async () => {
  const { hub, url } = house
  const before = await rows()
  const seat = await house.sit(null, { javaScript: false })
  const page = await seat.newPage()
  const asked: string[] = []
  page.on('request', (request) => void (request.url().startsWith(url) ? null : asked.push(request.url())))
  const say = hub.kit.books.say('fr')
  const faults: string[] = []

  await page.goto(url)
  await page.click('.tongues summary')
  await press(page, '.tongues a[hreflang=fr]')
  expect(await page.locator('html').getAttribute('lang')).toBe('fr')

  await page.fill('#field-live', 'Cork')
  await page.fill('#field-people', 'Cebu, Manille')
  await press(page, `form[action$="/abroad"] button`)
  faults.push(...(await sticksOut(page)))
  expect(await page.textContent('main')).toContain(say('abroad.choose.kept'))
  await press(page, 'main a.button')

  const at = new URL(page.url())
  expect([at.pathname, at.searchParams.get('from')?.split(',').length]).toEqual(['/fr/abroad/ie/cork', 2])
  faults.push(...(await sticksOut(page)))
  const cards = page.locator('main .card h3')
  expect(await cards.allTextContents()).toEqual(['Aide pour les papiers', 'For everybody'])
  const today = say.day(hub.runner.outside.now(), 'UTC')
  const first = await page.locator('main .card').first().textContent()
  expect([first?.includes(today), first?.includes('Mai'), first?.includes('Philippines')]).toEqual([true, true, true])
  expect(await page.locator('main a[href="tel:+353214963000"]').count()).toBe(2)
  // Three clocks: there, at the hub's home, and where their people are.
  expect(await page.locator('main dl.facts').first().locator('time').count()).toBe(4)

  await press(page, 'main .card h3 a')
  expect(new URL(page.url()).search, 'the choice goes along').toBe(at.search)
  await press(page, '.crumb a')
  expect(page.url()).toBe(at.href)
  expect(await page.locator(`main a[href^="/fr/sign-in?then="]`).count(), 'joining is offered, and not needed').toBe(1)

  expect([await seat.cookies(), asked, faults]).toEqual([[], [], []])
  expect(await rows()).toEqual(before)
  await seat.close()
})
