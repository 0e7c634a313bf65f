import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { stageDialogue } from '../../testing/scene.ts'

let house: OpenHouse
let slug: string
beforeAll(async () => {
  house = await openHouse(3947)
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
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${name}, ${locale}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(`${name}, ${locale}, sticks out by ${beyond}`).toBe(`${name}, ${locale}, sticks out by 0`)
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
  await samir.click('main form button')
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
  await aoife.click('main form button')
  await aoife.waitForSelector('h3:has-text("overturned")')
  expect((await fetch(about)).status).toBe(200)
  await ana.reload()
  expect(await ana.textContent('.status')).toContain('It stays published')
  await examine(ana, 'the end')
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
