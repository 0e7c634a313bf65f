import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { doAsHub, makeOpen } from '../../testing/dialogues.ts'
import { giveRole, seat, stageSession } from '../../testing/summit.ts'

// What people write here works without any script, on a phone, in a language that runs from right to left.

let house: OpenHouse
let session: { id: string; path: string }
let recommendation: string
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  house = await openHouse(3988)
  const { hub } = house
  const staged = await stageSession(hub, { opened: true })
  session = staged
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await seat(hub, staged.edition, ['mai'])
  const times = {
    opensAt: new Date(Date.now() - 3_600_000).toISOString(),
    closesAt: `${day(10)}T12:00:00Z`,
    answerBy: `${day(40)}T12:00:00Z`,
  }
  const { id } = await makeOpen(hub, { session: session.id, ...times })
  const plan = {
    ...{ session: session.id, title: 'Fund tools', text: 'Fund tools.', call: 'Pay for them.', language: 'en', answerBy: day(60) },
    ...{ addresseeBody: hub.cast.bodies.unit, sdgs: [9], gcm: [19], sources: [{ sort: 'statement', id: `${id}/1` }] },
  }
  recommendation = (await doAsHub<{ id: string }>(hub, 'recommendations.draft', plan)).id
  await doAsHub(hub, 'recommendations.propose', { recommendation, amendmentsUntil: day(5), rule: 'consent' })
}, 60_000)
afterAll(() => house.close())

test('an amendment is written and read side by side without any script; forms and pages are accessible at 360 pixels', async () => {
  const context = await house.sit('mai', { javaScript: false, locale: 'ar' })
  const page = await context.newPage()
  const path = `${house.url}/ar/recommendations/${recommendation}`
  await page.goto(`${path}/amendment`)
  await page.fill('[name=proposed]', 'Fund tools that work offline.')
  await page.fill('[name=text]', 'Many villages have no network.')
  await page.click('main form button')
  expect(await page.locator('ins').first().innerText()).toContain('that work offline')
  await context.close()
  const reader = await house.sit('mai', { locale: 'ar' })
  const look = await reader.newPage()
  const pages = [path, `${path}/stance`, `${path}/desk`, `${path}/edit`, `${house.url}/ar${session.path}/recommendations/workbench`]
  for (const address of [...pages, `${house.url}/ar/recommendations`]) {
    await look.goto(address)
    const wide = await look.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    const { violations } = await new AxeBuilder({ page: look }).analyze()
    expect([address, wide, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([address, false, []])
  }
}, 60_000)
