import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken } from '../../platform/keys.ts'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'

const NEUTRAL = 'https://neutral.test/'
let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3951, '127.0.0.1', NEUTRAL)
})
afterAll(() => house.close())

type Page = import('playwright-core').Page
type Asked = { readonly url: string; readonly referer: string | undefined }
type Away = {
  readonly page: Page
  /** Every request that leaves the hub. */
  readonly foreign: Asked[]
}

async function sit(name: Parameters<OpenHouse['sit']>[0], options: Parameters<OpenHouse['sit']>[1] = {}): Promise<Away> {
  const context = await house.sit(name, options)
  const page = await context.newPage()
  const foreign: Asked[] = []
  await page.route(`${NEUTRAL}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title><p>Sunny.' }))
  page.on('request', (request) => {
    if (!request.url().startsWith(house.url)) foreign.push({ url: request.url(), referer: request.headers()['referer'] })
  })
  return { page, foreign }
}

test('the control clears the page and its title before it leaves; nobody is asked for anything until then, and who is asked learns nothing', async () => {
  const { page, foreign } = await sit(null)
  await page.goto(`${house.url}/en/bodies`)
  expect(foreign).toEqual([])
  let last: unknown
  await page.exposeFunction('tell', (seen: unknown) => {
    last = seen
  })
  await page.evaluate(() => {
    const tell: unknown = Reflect.get(globalThis, 'tell')
    const seen = () => void (typeof tell === 'function' && tell([document.title, document.body === null, localStorage.length]))
    new MutationObserver(seen).observe(document.documentElement, { childList: true })
  })
  await page.click('.leave a')
  await page.waitForURL(NEUTRAL)
  expect(last).toEqual(['New tab', true, 0])
  expect(foreign).toEqual([{ url: NEUTRAL, referer: undefined }])
})

test('back leads to nothing of the hub, neither the page that was left nor those before it; a new address does', async () => {
  const { page } = await sit(null)
  await page.goto(`${house.url}/en`)
  await page.goto(`${house.url}/en/dialogues`)
  await page.goto(`${house.url}/en/bodies`)
  await page.click('.leave a')
  await page.waitForURL(NEUTRAL)
  for (const _time of [1, 2]) {
    await page.goBack({ waitUntil: 'commit' })
    await page.waitForURL(NEUTRAL)
    expect(await page.title()).toBe('Weather')
  }
  await page.goto(`${house.url}/en/dialogues`)
  expect(await page.locator('main h1').count()).toBe(1)
  await page.goto(`${house.url}/en/bodies`)
  await page.goBack()
  expect(page.url(), 'whoever came anew goes back as ever').toBe(`${house.url}/en/dialogues`)
})

test('Escape three times within two seconds does the same; fewer, slower, held down or with another key between does not', async () => {
  const { page } = await sit(null)
  await page.goto(`${house.url}/en`)
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('Escape', 'Escape')
  await page.waitForTimeout(2100)
  await press('Escape', 'a', 'Escape', 'Escape')
  await page.waitForTimeout(2100)
  for (const _time of [1, 2, 3, 4]) await page.keyboard.down('Escape')
  await page.keyboard.up('Escape')
  await page.waitForTimeout(2100)
  expect(page.url()).toBe(`${house.url}/en`)
  await press('Escape', 'Escape', 'Escape')
  await page.waitForURL(NEUTRAL)
})

test('one stays signed in, unless one leaves and signs out', async () => {
  const session = house.hub.cast.members.get('mai')?.session ?? ''
  const held = async () =>
    (await house.hub.db.selectFrom('session').select('token_hash').where('token_hash', '=', hashToken(session)).execute()).length
  const { page } = await sit('mai')
  await page.goto(`${house.url}/fr/me`)
  await page.click('.leave a')
  await page.waitForURL(NEUTRAL)
  expect(await held()).toBe(1)
  await page.goto(`${house.url}/fr/me`)
  await page.click('.leave button')
  await page.waitForURL(NEUTRAL)
  await expect.poll(held).toBe(0)
  await page.goto(`${house.url}/fr/bodies`)
  expect(await page.locator('header nav a[href="/fr/sign-in"]').count()).toBe(1)
})

test('without JavaScript it is a plain link that tells nobody where one came from', async () => {
  const { page, foreign } = await sit('samir', { javaScript: false })
  await page.goto(`${house.url}/ar/bodies`)
  expect(await page.locator('.leave button').isVisible()).toBe(false)
  await page.click('.leave a')
  await page.waitForURL(NEUTRAL)
  expect(foreign).toEqual([{ url: NEUTRAL, referer: undefined }])
})

test('it is in reach on a phone, and nothing that has the focus lies under it', async () => {
  const { page } = await sit('samir')
  for (const path of ['/fr', '/ar/me', '/en/nowhere']) {
    await page.goto(`${house.url}${path}`)
    const control = await page.locator('.leave a').boundingBox()
    expect([path, (control?.height ?? 0) >= 44, (control?.y ?? 0) + (control?.height ?? 0) <= 760]).toEqual([path, true, true])
    const covered = await page.evaluate(() => {
      const box = document.querySelector('.leave')?.getBoundingClientRect()
      return [...document.querySelectorAll<HTMLElement>('main a, main button, footer a')].flatMap((one) => {
        one.focus()
        const own = one.getBoundingClientRect()
        const apart = box === undefined || own.bottom <= box.top || own.right <= box.left || own.left >= box.right
        return own.width === 0 || apart ? [] : [one.outerHTML]
      })
    })
    expect([path, covered]).toEqual([path, []])
  }
})

test('what was ticked stays on the device, is sent nowhere, and goes with one button or by leaving', async () => {
  const { page, foreign } = await sit(null)
  await page.goto(`${house.url}/en/safety/members`)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const said = page.locator('step-list [role=status]')
  expect(await said.textContent()).toBe('Done: 0 of 10')
  await page.check('input[value=passkey]')
  await page.check('input[value=seen]')
  expect(await said.textContent()).toBe('Done: 2 of 10')
  expect([asked, foreign, await page.evaluate(() => document.cookie)]).toEqual([[], [], ''])
  await page.reload()
  expect(await page.isChecked('input[value=passkey]')).toBe(true)
  await page.goto(`${house.url}/fr/safety/bodies`)
  expect(await page.locator('input:checked').count(), 'each list is its own').toBe(0)
  await page.goto(`${house.url}/fr/safety/members`)
  expect(await said.textContent()).toBe('Fait\u00a0: 2 sur 10')
  await page.click('step-list button')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  await page.check('input[value=name]')
  await page.click('.leave a')
  await page.waitForURL(NEUTRAL)
  await page.goto(`${house.url}/fr/safety/members`)
  expect([await page.locator('input:checked').count(), await page.evaluate(() => Object.keys(localStorage))]).toEqual([0, []])
})

test('without JavaScript the steps are a plain list', async () => {
  const { page } = await sit(null, { javaScript: false })
  await page.goto(`${house.url}/en/safety/operators`)
  expect(await page.locator('step-list li').count()).toBe(11)
  expect(await page.locator('step-list input:visible, step-list button:visible').count()).toBe(0)
})
