import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { doAsHub, makeOpen, seatCrowd, SEEDS } from '../../testing/dialogues.ts'
import { faultsOf } from '../../testing/faults.ts'
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
  await seatCrowd(hub, id, 40, (person) => SEEDS.map((_, number) => (number === 0 || person < 20 === number % 2 > 0 ? 1 : -1)))
  // The first finds the dialogue, the second works its result out: then there is a slate on the workbench.
  await hub.sweep()
  await hub.sweep()
  const plan = {
    ...{ session: session.id, title: 'Fund tools', text: 'Fund tools.', call: 'Pay for them.', language: 'en', answerBy: day(60) },
    ...{ addresseeBody: hub.cast.bodies.unit, sdgs: [9], gcm: [19], sources: [{ sort: 'statement', id: `${id}/1` }] },
  }
  recommendation = (await doAsHub<{ id: string }>(hub, 'recommendations.draft', plan)).id
  await doAsHub(hub, 'recommendations.propose', { recommendation, amendmentsUntil: day(5), rule: 'consent' })
  const pieces = [{ piece: 'wording', follows: 1, words: ['تمويل الأدوات', 'تمويل الأدوات.', 'دفع ثمنها.'] }]
  await doAsHub(hub, 'recommendations.translate', { recommendation, language: 'ar', translator: 'machine', pieces })
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
  const forms = ['stance', 'desk', 'edit', 'translation'].map((noun) => `${path}/${noun}`)
  const bench = `${house.url}/ar${session.path}/recommendations/workbench`
  for (const address of [path, ...forms, bench, `${house.url}/ar/recommendations`]) {
    await look.goto(address)
    // What is folded away is looked at too: the slate is.
    await look.evaluate(() => document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', '')))
    expect([address, await faultsOf(look)]).toEqual([address, []])
  }
}, 60_000)
