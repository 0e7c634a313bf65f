import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { faultsOf } from '../../testing/faults.ts'

let house: OpenHouse

beforeAll(async () => {
  house = await openHouse(3957)
})
afterAll(() => house.close())

async function judge(seat: BrowserContext, path: string): Promise<Page> {
  const page = await seat.newPage()
  const foreign: string[] = []
  page.on('request', (request) => void (request.url().startsWith(house.url) ? null : foreign.push(request.url())))
  await page.goto(`${house.url}${path}`)
  await healthy(page)
  expect(foreign).toEqual([])
  return page
}

async function healthy(page: Page): Promise<void> {
  expect(await faultsOf(page)).toEqual([])
}

describe.each([
  ['fr', 360],
  ['ar', 360],
  ['en', 1280],
] as const)('in %s at %i pixels', (locale, width) => {
  test.each(['/privacy/data', '/privacy/data?of=me&room=people', '/privacy'])(
    '%s is well made, for whoever has no account and no script',
    async (path) => {
      const seat = await house.sit(null, { width, locale, javaScript: false })
      const scripted = await house.sit(null, { width, locale })
      await judge(scripted, `/${locale}${path}`)
      const page = await seat.newPage()
      const answer = await page.goto(`${house.url}/${locale}${path}`)
      expect(answer?.status()).toBe(200)
      await Promise.all([seat.close(), scripted.close()])
    },
  )

  test('one’s own data, and looking an account up', async () => {
    const mai = await house.sit('mai', { width, locale })
    await (await judge(mai, `/${locale}/me/data`)).close()
    await mai.close()
    const gift = await house.sit('gift', { width, locale })
    const page = await judge(gift, `/${locale}/operator/readings`)
    await page.locator('form[action$="/operator/readings"] button').click()
    await page.waitForLoadState()
    await healthy(page)
    await page.fill('input[name="email"]', 'mai@example.org')
    await page.check('input[value="lost-access"]')
    await page.locator('form[action$="/operator/readings"] button').click()
    await page.waitForSelector('section[role="status"]')
    await healthy(page)
    expect(await page.locator('section[role="status"] dl').count()).toBe(1)
    await gift.close()
  })
})

test('a member takes everything along without any script, by keyboard', async () => {
  const seat = await house.sit('mai', { javaScript: false, locale: 'en' })
  const page = await seat.newPage()
  await page.goto(`${house.url}/en/me`)
  await page.click('a[href="/en/me/data"]')
  await page.locator('form[action$="/me/data/exports"] button').focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('progress')
  await house.hub.settle()
  await page.click('.card a[href="/en/me/data"]')
  const downloads = page.waitForEvent('download')
  await page.click('a[href$="/file"]')
  const download = await downloads
  expect(download.suggestedFilename()).toMatch(/^my-data-\d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())))
  expect(Object.keys(files)).toEqual(['README.txt', 'index.html', 'data.json'])
  await seat.close()
})
