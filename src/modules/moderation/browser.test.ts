import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { faultsOf } from '../../testing/faults.ts'
import { stageDialogue } from '../../testing/scene.ts'

let house: OpenHouse
let slug: string
beforeAll(async () => {
  house = await openHouse(3948)
  ;({ slug } = await stageDialogue(house.hub, { title: 'Reported' }))
})
afterAll(() => house.close())

type Page = import('playwright-core').Page

const LOCALES = ['fr', 'ar', 'en']
let examined = 0

/** As in the tests of all pages: nothing for axe to find, nothing that sticks out at 360 pixels; the pages take turns in the three languages. */
async function examine(page: Page, name: string): Promise<void> {
  const here = page.url()
  const locale = LOCALES[examined++ % LOCALES.length] ?? 'en'
  const { pathname, search } = new URL(here)
  await page.goto(`${house.url}${pathname.replace(/^\/en/, `/${locale}`)}${search}`)
  expect([name, locale, await faultsOf(page)]).toEqual([name, locale, []])
  await page.goto(here)
}

test('report, decision, appeal, reversal in a browser, each page examined', async () => {
  const { url } = house
  const ana = await (await house.sit(null)).newPage()
  await ana.goto(`${url}/en/dialogues/${slug}`)
  await ana.click('form[action$="/participation"] button')
  await ana.waitForURL('**/take-part')
  await ana.click('#add summary')
  await ana.fill('#field-text', 'They are all liars.')
  await ana.click('#add form button')
  await ana.waitForURL('**added=waiting**')
  const samir = await (await house.sit('samir')).newPage()
  await samir.goto(`${url}/en/dialogues/${slug}/moderation`)
  await samir.click('form[action$="/publication"] button')

  const reader = await (await house.sit(null)).newPage()
  await reader.goto(`${url}/en/dialogues/${slug}/statements`)
  await reader.click('text=They are all liars.')
  const about = reader.url()
  await reader.click('a[href*="/reports/new"]')
  await examine(reader, 'the form')
  await reader.check('input[name=rule][value=no-attack]')
  await reader.fill('#field-text', 'It insults people.')
  await reader.click('main form button')
  await reader.waitForURL('**/reports/*.*.*')
  expect(await reader.textContent('.status')).toContain('Nobody has decided yet')
  await examine(reader, 'the report')

  await samir.goto(`${url}/en/moderation`)
  await examine(samir, 'the numbers')
  await samir.click('main a.button')
  await samir.waitForURL('**/moderation/queue')
  await examine(samir, 'the queue')
  await samir.click('ul.rows a')
  await samir.waitForURL('**/moderation/cases/**')
  await examine(samir, 'the case')
  await samir.check('input[name=outcome][value=hidden]')
  await samir.selectOption('#field-rule', 'no-attack')
  await samir.fill('#field-facts', 'It calls people liars.')
  await samir.click('form[action$="/decision"] button')
  await samir.waitForSelector('h2:has-text("Decided: it is hidden")')
  expect((await fetch(about)).status).toBe(404)

  await ana.goto(`${url}/en/dialogues/${slug}/my-part`)
  await examine(ana, 'the part of the author')
  await ana.click('a[href*="/reports/"]')
  await ana.waitForURL('**/reports/**')
  await examine(ana, 'the reasons')
  await ana.fill('#field-text', 'I meant the promises, not the people.')
  await ana.click('main form button')
  await ana.waitForSelector('h2:has-text("The author has appealed")')

  await samir.reload()
  expect(await samir.locator('form[action$="/appeal/decision"]').count(), 'not who decided first').toBe(0)
  const aoife = await (await house.sit('aoife')).newPage()
  await aoife.goto(`${url}/en/moderation/queue`)
  await aoife.click('ul.rows a')
  await aoife.waitForURL('**/moderation/cases/**')
  await examine(aoife, 'the appeal')
  await aoife.check('input[name=outcome][value=overturned]')
  await aoife.fill('#field-reasons', 'It speaks of promises.')
  await aoife.click('form[action$="/appeal/decision"] button')
  await aoife.waitForSelector('h3:has-text("overturned")')
  expect((await fetch(about)).status).toBe(200)
  await ana.reload()
  expect(await ana.textContent('.status')).toContain('It stays published')
  await examine(ana, 'the end')
}, 240_000)

test('a note, and a request of an authority that takes two, in a browser', async () => {
  const { url } = house
  const about = `/en/dialogues/${slug}/statements/1`
  const report = async () => {
    const reader = await (await house.sit(null)).newPage()
    await reader.goto(`${url}/en/reports/new?about=${encodeURIComponent(about.slice(3))}`)
    await reader.check('input[name=rule][value=no-attack]')
    await reader.fill('#field-text', 'Look at this.')
    await reader.click('main form button')
    await reader.waitForURL('**/reports/*.*.*')
  }
  const openCase = async (who: 'samir' | 'aoife') => {
    const page = await (await house.sit(who)).newPage()
    await page.goto(`${url}/en/moderation/queue`)
    await page.click('ul.rows a')
    await page.waitForURL('**/moderation/cases/**')
    return page
  }
  await report()
  const samir = await openCase('samir')
  await samir.check('input[name=outcome][value=labelled]')
  await samir.selectOption('#field-label', 'no-source')
  await samir.fill('#field-facts', 'Nobody could name a source.')
  await samir.click('form[action$="/decision"] button')
  await samir.waitForSelector('h2:has-text("with a note beside it")')
  await examine(samir, 'the case with a note')
  const reader = await (await house.sit(null)).newPage()
  await reader.goto(`${url}${about}`)
  expect(await reader.textContent('main .note')).toContain('No source is known for a fact that is stated here.')
  await examine(reader, 'the statement with a note')

  await report()
  const first = await openCase('samir')
  await first.click('main details summary')
  await first.fill('#field-authority', 'Ministry of Order')
  await first.selectOption('#field-country', 'IE')
  await first.fill('#field-legalBasis', 'Public Order Act, article 3')
  await first.fill('#field-receivedOn', '2026-02-01')
  await first.click('form[action$="/request"] button')
  await first.waitForSelector('h2:has-text("An authority asks for its removal")')
  await first.check('input[name=outcome][value=hidden]')
  await first.selectOption('#field-rule', 'no-attack')
  await first.fill('#field-facts', 'It attacks people.')
  await first.click('form[action$="/decision"] button')
  await first.waitForSelector('h2:has-text("Hiding is proposed")')
  expect(await first.locator('form[action$="/agreement"]').count(), 'not who proposed it').toBe(0)
  expect((await fetch(`${url}${about}`)).status, 'and it stays until a second one agrees').toBe(200)
  const second = await openCase('aoife')
  await examine(second, 'the proposal')
  await second.click('form[action$="/agreement"] button')
  await second.waitForSelector('h2:has-text("Decided: it is hidden")')
  expect((await fetch(`${url}${about}`)).status).toBe(404)
  await reader.goto(`${url}/en/moderation`)
  expect(await reader.textContent('main')).toContain('Ministry of Order')
  await examine(reader, 'the numbers with a request')
  const gift = await (await house.sit('gift')).newPage()
  await gift.goto(`${url}/en/moderation/circle`)
  await examine(gift, 'the circle')
  await gift.goto(`${url}/en/notices`)
  await examine(gift, 'what is new')
  await gift.goto(`${url}/en/notices/settings`)
  await examine(gift, 'letters')
}, 240_000)

test('pressure by a state in a browser', async () => {
  const page = await (await house.sit(null)).newPage()
  await page.goto(`${house.url}/en/pressure`)
  await examine(page, 'the form')
  await page.fill('#field-text', 'They asked for names.')
  await page.click('main form button')
  await page.waitForURL('**/pressure/*.*')
  const gift = await (await house.sit('gift')).newPage()
  await gift.goto(`${house.url}/en/moderation/pressure`)
  await examine(gift, 'the desk')
  await gift.fill('ul.rows textarea', 'Come to us on Monday.')
  await gift.click('ul.rows form button')
  await gift.waitForSelector('blockquote:has-text("Monday")')
  await page.reload()
  expect(await page.textContent('main')).toContain('Come to us on Monday.')
  await examine(page, 'the answer')
}, 240_000)
