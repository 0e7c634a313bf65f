import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from './browser.ts'
import { faultsOf } from './faults.ts'

// Passkeys need a name: this hub is at "localhost", where browsers let pages use them without https.
let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3934, 'localhost')
})
afterAll(() => house.close())

/** A device inside the browser that verifies its owner, and says so. */
async function withDevice(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  })
  return {
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    verified: (isUserVerified: boolean) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    remove: (credentialId: string) => session.send('WebAuthn.removeCredential', { authenticatorId, credentialId }),
  }
}

const isIn = async ({ request }: BrowserContext): Promise<boolean> => (await request.get(`${house.url}/en/me`)).status() === 200

/** Signed in by a link just now: keys change only within a quarter of an hour of that. */
async function arrive(email: string): Promise<{ context: BrowserContext; page: Page }> {
  const { hub, url } = house
  const context = await house.sit(null)
  const page = await context.newPage()
  await page.goto(`${url}/en/sign-in`)
  await page.fill('#field-email', email)
  await page.click('form[action$="/sign-in"] button')
  await hub.settle()
  await page.goto(/(http:\S+\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  await page.click('main form button')
  await page.waitForURL('**/me/name**')
  return { context, page }
}

async function addKey(page: Page, name: string): Promise<void> {
  await page.goto(`${house.url}/en/me/ways-in`)
  await page.fill('pass-key input[name=name]', name)
  await page.click('pass-key button')
}

test('add, sign out, sign in, rename, remove', async () => {
  const { context, page } = await arrive('journey@example.org')
  const device = await withDevice(page)
  await addKey(page, 'My telephone')
  await page.waitForSelector('.rows strong')
  expect(await page.textContent('.rows li')).toContain('Not used yet')
  const [credential, ...more] = await device.credentials()
  expect([credential?.rpId, credential?.isResidentCredential, more.length]).toEqual(['localhost', true, 0])

  await page.goto(`${house.url}/en/me`)
  await page.click('form[action$="/sign-out"] button')
  await page.waitForURL('**/en')
  expect(await isIn(context)).toBe(false)

  await page.goto(`${house.url}/en/sign-in?then=/me/ways-in`)
  expect([await page.isVisible('pass-key [data-without]'), await page.isVisible('pass-key button')]).toEqual([false, true])
  await page.click('pass-key button')
  await page.waitForURL(`${house.url}/en/me/ways-in`)
  expect(await isIn(context)).toBe(true)
  expect((await context.cookies()).map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([['session', true, 'Lax']])
  expect(await page.textContent('.rows li')).toContain('Last used on')

  await page.click('.rows summary')
  await page.fill('.rows input[name=name]', 'The blue one')
  await page.click('form[action$="/name"] button')
  await page.waitForSelector('.rows strong:has-text("The blue one")')

  await page.click('.rows summary')
  await page.click('form[action$="/removal"] button')
  await page.waitForFunction(() => document.querySelector('.rows') === null)
  await page.goto(`${house.url}/en/me`)
  await page.click('form[action$="/sign-out"] button')
  await page.waitForURL('**/en')
  await page.goto(`${house.url}/en/sign-in`)
  await page.click('pass-key button')
  await page.waitForSelector('[role=alert]')
  expect(await page.textContent('[role=alert]')).toContain('opens nothing here')
  expect(await isIn(context)).toBe(false)
  await context.close()
}, 60_000)

test('a device that has a key already, one that has none, and one that does not know its owner', async () => {
  const { context, page } = await arrive('stops@example.org')
  const device = await withDevice(page)
  await addKey(page, 'Once')
  await page.waitForSelector('.rows strong')
  await addKey(page, 'Twice')
  await page.waitForFunction(() => document.querySelector('pass-key [role=status]')?.textContent !== '')
  expect(await page.textContent('pass-key [role=status]')).toContain('has a passkey for this hub already')
  await device.verified(false)
  await page.goto(`${house.url}/en/sign-in?again=1`)
  await page.click('pass-key button')
  await page.waitForFunction(() => document.querySelector('pass-key [role=status]')?.textContent !== '')
  expect(await page.textContent('pass-key [role=status]')).toContain('Nothing has changed')
  expect(await page.isEnabled('pass-key button'), 'one can try again').toBe(true)
  await context.close()
}, 60_000)

test('an answer that was sent once opens nothing when it is sent again, here or in another browser', async () => {
  const { context, page } = await arrive('replay@example.org')
  await withDevice(page)
  await addKey(page, 'Replayed')
  await page.waitForSelector('.rows strong')
  const questions: Promise<string | null>[] = []
  const answers: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/sign-in/passkey')) answers.push(request.postData() ?? '')
  })
  page.on('response', (response) => {
    if (response.url().endsWith('/sign-in/passkey/question')) questions.push(response.headerValue('set-cookie'))
  })
  await page.goto(`${house.url}/en/sign-in?again=1&then=/me/ways-in`)
  await page.click('pass-key button')
  await page.waitForURL(`${house.url}/en/me/ways-in`)
  const [cookie = ''] = (await Promise.all(questions)).map((line) => line?.split(';')[0] ?? '')
  expect([answers.length, cookie.startsWith('passkey=')]).toEqual([1, true])
  const post = (headers: Record<string, string>) =>
    fetch(`${house.url}/en/sign-in/passkey`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.url, ...headers },
      body: answers[0] ?? '',
    })
  for (const headers of [{ cookie }, {}]) {
    const again = await post(headers)
    // Where the question is known, the device's counter has moved on: 422; where it is not, there is no question: 409.
    expect([[409, 422].includes(again.status), again.headers.get('set-cookie')?.includes('session=')]).toEqual([true, false])
  }
  expect((await post({ cookie, origin: 'https://evil.example' })).status).toBe(403)
  await context.close()
}, 60_000)

test('without scripts the pages say what else works, and codes are made and used', async () => {
  const { hub, url } = house
  const context = await house.sit(null, { javaScript: false })
  const page = await context.newPage()
  await page.goto(`${url}/en/sign-in`)
  expect(await page.isVisible('pass-key button')).toBe(false)
  expect(await page.textContent('pass-key [data-without]')).toContain('The link by mail works everywhere')
  await page.fill('#field-email', 'paper@example.org')
  await page.click('form[action$="/sign-in"] button')
  await hub.settle()
  await page.goto(/(http:\S+\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  await page.click('main form button')
  await page.goto(`${url}/en/me/ways-in`)
  expect(await page.isVisible('pass-key [data-without]')).toBe(true)
  await page.click('form[action$="/recovery-codes"] button')
  await page.locator('main code').nth(9).waitFor()
  const codes = await page.locator('main code').allTextContents()
  expect(codes.length).toBe(10)
  await page.goto(`${url}/en/me`)
  await page.click('form[action$="/sign-out"] button')
  await page.goto(`${url}/en/sign-in`)
  await page.click('details:has(form[action$="/code"]) > summary')
  await page.fill('#field-address', 'paper@example.org')
  await page.fill('#field-code', codes[3] ?? '')
  await page.click('form[action$="/code"] button')
  await page.waitForURL(`${house.url}/en/me/ways-in`)
  expect(await page.textContent('main')).toContain('9 of 10 are left')
  await context.close()
}, 60_000)

test.each([
  ['fr', 'ltr'],
  ['en', 'ltr'],
  ['ar', 'rtl'],
] as const)(
  'keys and codes in %s at 360 px: axe finds nothing, nothing sticks out',
  async (locale, dir) => {
    const { context, page } = await arrive(`looks-${locale}@example.org`)
    await withDevice(page)
    await addKey(page, 'A name that is as long as names may be !')
    await page.waitForSelector('.rows strong')
    await page.goto(`${house.url}/${locale}/me/ways-in`)
    await page.click('.rows summary')
    const sound = async () => {
      expect(await faultsOf(page)).toEqual([])
      expect(await page.getAttribute('html', 'dir')).toBe(dir)
    }
    await sound()
    await page.click('form[action$="/recovery-codes"] button')
    await page.waitForSelector('main code')
    await sound()
    await context.close()
  },
  60_000,
)
