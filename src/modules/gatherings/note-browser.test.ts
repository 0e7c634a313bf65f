import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { faultsOf } from '../../testing/faults.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'

let house: OpenHouse
let staged: StagedSession
beforeAll(async () => {
  house = await openHouse(3979)
  staged = await stageSession(house.hub)
})
afterAll(() => house.close())

type Page = import('playwright-core').Page

/** Nothing for axe to find, and nothing that sticks out at 360 pixels. */
async function examine(page: Page, name: string): Promise<void> {
  expect([name, await faultsOf(page)]).toEqual([name, []])
}

test('a file becomes a session, with JavaScript off', async () => {
  const { url } = house
  const context = await house.sit('niamh', { javaScript: false })
  const page = await context.newPage()
  await page.goto(`${url}/en${staged.editionPath}/briefing-note`)
  await page.setInputFiles('#field-file', join(import.meta.dirname, '../../../packages/briefing-note/vectors/bridges.ar.txt'))
  await page.click('main form button')
  expect(await page.textContent('main h1')).toBe('What was read')
  await page.check('input[name="ask-closing-31"][value=method]')
  await page.click('details:has(ul.rows) summary')
  await page.selectOption('select[name="ask-move-9"]', 'context')
  await page.click('button[value=read]')
  expect(await page.isChecked('input[name="ask-closing-31"][value=method]')).toBe(true)
  await page.click('button[value=make]')
  expect(page.url()).toBe(`${url}/en${staged.editionPath}/sessions/3/note`)
  expect(await page.getAttribute('h1', 'dir')).toBe('rtl')
  expect(await page.textContent('h1')).toBe('ما هو أكثر من المال')
  expect(await page.locator('section:has(#questions) li').count()).toBe(3)
  await page.click('a[href$="/note/translation"]')
  await page.click('main form button')
  expect(await page.textContent('main h1')).toBe('Translate the note')
  await context.close()
})

test('each page is accessible and holds at 360 pixels, and the note is one sheet of paper', { timeout: 60_000 }, async () => {
  const { url } = house
  const page = await (await house.sit('niamh')).newPage()
  const note = `${staged.path}/note`
  const text = 'Session 2 – Roads\n\nOverview\n\nRoads go both ways. This note is invented.\n\nTown of Inverbrae'
  for (const [locale, name, path] of [
    ['fr', 'the text', `${staged.editionPath}/briefing-note`],
    ['ar', 'a translation', `${note}?in=fr`],
    ['en', 'writing', `${note}/edit`],
    ['fr', 'translating', `${note}/translation`],
  ] as const) {
    await page.goto(`${url}/${locale}${path}`)
    await examine(page, name)
  }
  await page.goto(`${url}/ar${staged.editionPath}/briefing-note`)
  await page.fill('#field-text', text)
  await page.click('main form button')
  await page.waitForSelector('input[name="ask-host-7"]')
  await page.click('details:has(ul.rows) summary')
  await examine(page, 'what was read')

  // As long as notes are: about a thousand words.
  const long = {
    overview: 'Roads go both ways, and so do those who take them. '.repeat(60),
    scope: 'A road is what is walked. '.repeat(100),
  }
  await house.hub.db.updateTable('briefing_note').set(long).where('session_id', '=', staged.id).where('language', '=', 'en').execute()
  await page.goto(`${url}/en${note}?in=en`)
  const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(sheet.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2)
  expect(sheet).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
})
