import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { faultsOf } from '../../testing/faults.ts'

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3968)
})
afterAll(() => house.close())

test(
  'without JavaScript: a second name is made, acts, and is put away again; each page can be read at 360 pixels',
  { timeout: 60_000 },
  async () => {
    const context = await house.sit('mai', { javaScript: false })
    const page = await context.newPage()
    await page.goto(`${house.url}/en/me/identities`)
    await page.getByLabel('Name *').last().fill('Mai by another name')
    await page.getByRole('button', { name: 'Make this identity' }).click()
    await page.getByRole('button', { name: 'Act as' }).click()
    await page.getByRole('link', { name: 'Switch identity' }).waitFor()
    expect(await page.locator('header nav').innerText()).toContain('Mai by another name')
    for (const locale of ['en', 'fr', 'ar']) {
      for (const path of ['/me', '/me/identities', '/me/departure', '/me/address', '/operator']) {
        await page.goto(`${house.url}/${locale}${path}`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
        expect([locale, path, wide]).toEqual([locale, path, false])
      }
    }
    await page.goto(`${house.url}/en/me/identities`)
    await page.getByRole('button', { name: 'Act as' }).click()
    await page.getByText('Rename or remove').last().click()
    await page.getByLabel('Yes, remove').check()
    await page.getByRole('button', { name: 'Remove this identity' }).click()
    await page.getByText('Mai by another name').waitFor({ state: 'detached' })
    await context.close()
  },
)

test('pages of several identities and of leaving have no barrier that axe finds', { timeout: 60_000 }, async () => {
  const context = await house.sit('niamh')
  const page = await context.newPage()
  await page.goto(`${house.url}/en/me/identities`)
  await page.getByLabel('Name *').last().fill('Niamh elsewhere')
  await page.getByRole('button', { name: 'Make this identity' }).click()
  await page.goto(`${house.url}/en/me/departure`)
  await page.getByLabel('Yes, erase my account in fourteen days').check()
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('heading', { name: 'Would you rather stay?' }).waitFor()
  for (const locale of ['en', 'fr', 'ar']) {
    for (const path of ['/me/identities', '/me/departure']) {
      await page.goto(`${house.url}/${locale}${path}`)
      expect([locale, path, await faultsOf(page)]).toEqual([locale, path, []])
    }
  }
  await page.goto(`${house.url}/en`)
  await page.getByRole('link', { name: 'Keep my account' }).click()
  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()
  await context.close()
})

test('signing out clears what pages left on the device; the language and the cookie of a guest stay', { timeout: 60_000 }, async () => {
  const context = await house.sit('samir')
  const page = await context.newPage()
  const { url } = house
  await context.addCookies([
    { name: 'guest-00000000-0000-4000-8000-000000000001', value: 'kept', url },
    { name: 'language', value: 'fr', url },
  ])
  await page.goto(`${url}/fr/me`)
  await page.evaluate(() => localStorage.setItem('left', 'by a page'))
  await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await page.waitForURL(`${url}/fr`)
  expect(await page.evaluate(() => localStorage.getItem('left'))).toBeNull()
  const names = (await context.cookies()).map(({ name }) => name)
  expect([names.includes('session'), names.includes('language'), names.some((name) => name.startsWith('guest-'))]).toEqual([
    false,
    true,
    true,
  ])
  await context.close()
})
