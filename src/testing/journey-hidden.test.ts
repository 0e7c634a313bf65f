import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyDigest } from '#hidden-ballot'
import { makeIssuerKey } from '../platform/blind-signer.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { faultsOf, sticksOut } from './faults.ts'
import { at, fetchCredential, makeHidden, openVotes, seatAccounts, sweep, type Made } from './hidden-voices.ts'

let house: OpenHouse
let made: Made
let elsewhere: Server
/** A browser that two people use. */
let shared: BrowserContext
/** What went to the box, as it left the browser. */
const sent: {
  readonly path: string
  readonly cookie: string | undefined
  readonly referer: string | undefined
  readonly length: number
}[] = []
const faults: string[] = []

beforeAll(async () => {
  house = await openHouse(4648, 'localhost')
  elsewhere = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/json')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${house.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
    )
    response.end(readFileSync(join(import.meta.dirname, '../../build/voice', name)))
  }).listen(4649, '127.0.0.1')
  const { hub } = house
  hub.setNow(at('02'))
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  const others = await seatAccounts(hub, 20)
  made = await makeHidden(hub)
  // As the clock does it once a minute: the key of the issuer comes into the log.
  await sweep(hub, 'transparency.go-on')
  for (const actor of others) await fetchCredential(hub, made, actor)
})
afterAll(async () => {
  elsewhere.close()
  await house.close()
})

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** A page whose clock is the hub's. */
async function pageAt(context: BrowserContext, now: Date, path: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  await page.clock.install({ time: now })
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/api/ballots/') || request.method() !== 'POST') return
    void request
      .allHeaders()
      .then(({ cookie, referer }) => sent.push({ path: pathname, cookie, referer, length: request.postData()?.length ?? 0 }))
  })
  await page.goto(new URL(path, house.url).href)
  return page
}

/** A passkey that lives in this page's device and answers with bytes of its own. */
async function withPasskey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
}

/** Reads the kit that the page shows, says that it was written down, and answers what is asked of it. */
async function writeDown(page: Page): Promise<readonly string[]> {
  const kit = await page.locator('.kit li').allTextContents()
  await press(page, 'I have it')
  for (const field of await page.locator('section .field').all()) {
    const number = Number(/\d+/.exec((await field.textContent()) ?? '')?.[0])
    await field.locator('input').fill(kit[number - 1] ?? '')
  }
  await press(page, 'Open')
  return kit
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const use = (page: Page, whose: 'last' | 'other') => page.locator(`[data-key="${whose}"]`).getByRole('button').click()
const choose = (page: Page, statement: number, choice: string) =>
  page.locator(`input[name="statement-${statement}"][value="${choice}"]`).check()
const waiting = async () =>
  (await house.hub.db.selectFrom('ballot_waiting').selectAll().execute()).map(({ sort, place }) => `${sort} ${place}`).toSorted()

test('the client of another host asks for its credential by copying two texts', async () => {
  const { hub } = house
  hub.setNow(at('05'))
  const context = await house.sit('samir')
  const own = await pageAt(context, at('05'), `/voice/#${made.id}`)
  await press(own, 'Fetch nothing on this device: I use the independent client')
  await own.goto(`${house.url}/en/me/credentials`)
  const apart = await pageAt(await house.browser.newContext({ locale: 'en' }), at('05'), 'http://127.0.0.1:4649/')
  await apart.locator('input').fill(`${house.url}/voice/#${made.id}`)
  await press(apart, 'Open')
  await press(apart, 'Make a new key')
  await writeDown(apart)
  await press(apart, 'For this visit only')
  const [request, answer] = [apart.getByLabel('Text to copy'), apart.getByLabel('The answer')]
  await expect.poll(async () => request.inputValue()).toMatch(/^passerelle-request\./)
  await own.locator('textarea[name="request"]').fill(await request.inputValue())
  await own.locator('form:has(textarea[name="request"]) button').click()
  const copied = /passerelle-answer\.[\w-]+/.exec(
    (
      await own
        .getByText(/passerelle-answer/)
        .or(own.locator('textarea'))
        .allTextContents()
    ).join(' '),
  )
  await answer.fill(copied?.[0].replace(/.(?=.{40}$)/, (letter) => (letter === 'A' ? 'B' : 'A')) ?? '')
  await press(apart, 'Take it')
  await apart
    .getByRole('status')
    .getByText(/no valid credential/)
    .waitFor()
  await answer.fill(copied?.[0] ?? '')
  await press(apart, 'Take it')
  await apart.getByRole('status').getByText('The credential is on this device.').waitFor()
  expect(await own.evaluate(() => Object.keys(localStorage))).toEqual(['voice.independent'])
})

test('a key that the hub tells one account alone is not used', async () => {
  const { hub } = house
  const mine = { issuers: [{ name: made.electorate.hub, key: (await makeIssuerKey()).key }] }
  hub.setNow(at('05'))
  const context = await house.sit('mai')
  const asked: string[] = []
  const told = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (name, held) => (name === 'electorate' ? { ...held, ...mine } : held)))
  const boxTold = (value: { electorates?: readonly object[] }) => ({ ...value, electorates: [{ ...made.electorate, ...mine }] })
  await context.route('**/api/credentials/issuances', async (route) => {
    const answer = await route.fetch()
    const { issuances, ...rest }: { issuances: readonly object[] } = await answer.json()
    const key = keyDigest(mine.issuers[0]?.key ?? '')
    await route.fulfill({ json: { ...rest, issuances: issuances.map((one) => ({ ...Object(told(one)), key })) } })
  })
  await context.route(`**/api/ballots/${made.id}`, async (route) => route.fulfill({ json: boxTold(await (await route.fetch()).json()) }))
  context.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  const looksIntoLog = context.waitForEvent('request', (request) => new URL(request.url()).pathname === '/api/record')
  const account = await pageAt(context, at('05'), '/en/me/credentials')
  await looksIntoLog
  await account.goto(`${house.url}/voice/#${made.id}`)
  await press(account, 'Use it')
  await account.getByText(/Other keys stand in the public log/).waitFor()
  expect(await account.getByRole('button', { name: 'Fetch it' }).count()).toBe(0)
  expect(await faultsOf(account)).toEqual([])
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual([])
  expect(await account.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('.credential.')))).toEqual([])
  await context.close()
})

/** The credentials that lie in a browser: whose shelf and whose voter. */
const credentialsIn = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage).flatMap((name) => /^voice\.key\.([^.]+)\.credential\.[^.]+\.([^.]+)/.exec(name)?.slice(1) ?? []),
  )

const holdsCredentials = (page: Page, count: number) =>
  page.waitForFunction((least) => Object.keys(localStorage).filter((name) => name.includes('.credential.')).length === least, count)

test('two accounts in one browser get a credential each', async () => {
  house.hub.setNow(at('05'))
  shared = await house.sit('idrissa')
  const his = await pageAt(shared, at('05'), '/en/me/credentials')
  await holdsCredentials(his, 1)
  // His session is over, and she signs in.
  await shared.addCookies([{ name: 'session', value: house.hub.cast.members.get('aoife')?.session ?? '', url: house.url }])
  const hers = await pageAt(shared, at('05'), '/en/me/credentials')
  await holdsCredentials(hers, 2)
  expect(new Set(await credentialsIn(hers)).size).toBe(4)
  const mark = await hers.evaluate(() => localStorage.getItem('voice.here'))
  expect(await hers.evaluate(() => document.documentElement.outerHTML)).not.toContain(mark)

  // On the page of the hidden voice hers is offered first; with his, nothing can be fetched for her.
  await hers.goto(`${house.url}/voice/#${made.id}`)
  await hers.locator('[data-key]').first().waitFor()
  expect(await hers.locator('[data-key]').count()).toBe(2)
  await use(hers, 'last')
  await hers.getByText('The credential is on this device.').waitFor()
  const others = (await credentialsIn(hers)).find((one, index) => index % 2 === 0 && one !== mark)
  await hers.evaluate((of) => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`voice.key.${of}.credential.`)) localStorage.removeItem(name)
  }, others)
  await hers.reload()
  await use(hers, 'other')
  await press(hers, 'Fetch it')
  await hers
    .getByRole('status')
    .getByText(/that of another account on this device/)
    .waitFor()
  // He asks again, with the same key, on a page of his own.
  await shared.addCookies([{ name: 'session', value: house.hub.cast.members.get('idrissa')?.session ?? '', url: house.url }])
  await his.goto(`${house.url}/voice/#${made.id}`)
  await use(his, 'other')
  await press(his, 'Fetch it')
  await his.getByRole('status').getByText('The credential is on this device.').waitFor()
  expect(await faultsOf(his)).toEqual([])
  await his.close()
  await hers.close()
})

test('one voice on two devices, which the box cannot tie to an account', async () => {
  const { hub } = house
  const address = `/voice/#${made.id}`
  const phone = await house.sit('mai')
  // On the last day of asking the page of the account fetches at once, as it does for everybody.
  hub.setNow(at('05'))
  const account = await pageAt(phone, at('05'), '/en/me/credentials')
  await account.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes('.credential.')))
  await account.close()
  const first = await pageAt(phone, at('05', '13:00'), address)
  await withPasskey(first)
  expect(await first.locator('details').textContent()).toContain('A hub that sends you altered pages could break this')

  // The key that was made for it: its kit is shown and asked back, then a passkey locks it.
  await press(first, 'Use it')
  await first.getByText('The credential is on this device.').waitFor()
  await first.getByText('Key and checks.').click()
  await first.getByText(/The keys stand in the public log of .*It alone has signed that log/).waitFor()
  await press(first, 'Read the whole log')
  await first.getByText(/It alone has signed that log/).waitFor()
  await press(first, 'Show the kit')
  const mark = /\d{4}/.exec((await first.getByText(/Mark of the kit/).textContent()) ?? '')?.[0] ?? ''
  const kit = await writeDown(first)
  expect(kit).toHaveLength(24)
  await press(first, 'Locked by a passkey')
  await first.getByText('Your key is open.').waitFor()
  expect(await first.evaluate(() => Object.entries(localStorage).find(([name]) => name.endsWith('.root'))?.[1])).toContain('passkey')
  expect(sent).toEqual([])

  // Votes open; the page is opened again, and the answers leave at their moment alone.
  await openVotes(hub)
  await first.clock.setFixedTime(at('09'))
  await first.reload()
  await press(first, 'Unlock with the passkey')
  await choose(first, 0, 'agree')
  await choose(first, 1, 'pass')
  await press(first, 'Keep my answers for that moment')
  await first.getByRole('status').getByText('Your answers wait on this device.').waitFor()
  expect([sent, await waiting()]).toEqual([[], []])
  await first.clock.setFixedTime(at('09', '18:01'))
  await first.clock.runFor(20_000)
  await first
    .getByRole('status')
    .getByText(/Answers sent/)
    .waitFor()
  expect(await waiting()).toEqual(['registration 0', 'vote 0', 'vote 1'])

  // Another device, without a session, with the same client from another host: the kit alone makes it the same voter.
  const library = await house.browser.newContext({ locale: 'en' })
  const second = await pageAt(library, at('10'), 'http://127.0.0.1:4649/')
  await second.locator('input').fill(`${house.url}${address}`)
  await press(second, 'Open')
  await press(second, 'Enter my kit')
  await second.locator('textarea').fill(kit.toSpliced(3, 1, 'passerelle').join(' '))
  await press(second, 'Open')
  await second
    .getByRole('status')
    .getByText(/Word .*4.*passerelle/)
    .waitFor()
  await second.locator('textarea').fill(kit.map((word, index) => `${index + 1}. ${word}`).join('\n'))
  await press(second, 'Open')
  await second.getByRole('status').getByText(mark).waitFor()
  await press(second, 'For this visit only')
  await choose(second, 1, 'disagree')
  await choose(second, 2, 'agree')
  await press(second, 'Keep my answers for that moment')
  await second.clock.setFixedTime(at('10', '18:01'))
  await second.clock.runFor(20_000)
  await second
    .getByRole('status')
    .getByText(/Answers sent/)
    .waitFor()
  expect(await waiting()).toEqual(['registration 0', 'vote 0', 'vote 1', 'vote 2'])
  // What was said on the phone is known here, from the box.
  expect(await second.locator('input[name="statement-0"][value="agree"]').isChecked()).toBe(true)
  expect(await second.evaluate(() => Object.keys(localStorage))).toEqual([])

  expect(await faultsOf(second)).toEqual([])
  await press(first, 'Français')
  expect(await first.locator('[data-part="voice"] .told').textContent()).toMatch(/^Réponses envoyées.*2/)
  await press(first, 'English')
  await press(first, 'Receipts on paper')
  expect(await first.locator('.told').count()).toBe(0)
  expect(await first.locator('li').first().textContent()).toMatch(/Agree.*Vote number .*1.*Signature: .*[\w-]{86}/)
  expect([await first.locator('section').count(), await faultsOf(first)]).toEqual([0, []])
  await press(first, 'Back')
  await press(first, 'العربية')
  expect(await first.evaluate(() => document.documentElement.dir)).toBe('rtl')
  expect(await faultsOf(first)).toEqual([])
  await press(first, 'Français')
  expect(await sticksOut(first)).toEqual([])

  // The box was told nothing by which it could know anybody, and the policy held.
  expect(sent.length).toBeGreaterThanOrEqual(6)
  expect(new Set(sent.map(({ cookie, referer, length }) => [cookie, referer, length].join()))).toEqual(new Set([',,2048']))
  expect(faults).toEqual([])
  await press(first, 'Tout oublier sur cet appareil')
  expect(await first.evaluate(() => Object.keys(localStorage))).not.toEqual([])
  await press(first, 'Oui, oublier')
  expect(await first.evaluate(() => Object.keys(localStorage))).toEqual([])
})

test('where the box cannot be reached the page says so, and tries again', async () => {
  const page = await (await house.browser.newContext({ locale: 'en' })).newPage()
  await page.route('**/api/ballots/**', async (route) => route.abort())
  await page.goto(`${house.url}/voice/#${made.id}`)
  await page.getByText('The statements did not come from the ballot box.').waitFor()
  expect([await page.locator('.told').count(), await faultsOf(page)]).toEqual([1, []])
  await page.unroute('**/api/ballots/**')
  await press(page, 'Try again')
  await page.getByRole('heading', { name: 'Your key' }).waitFor()
  expect(await page.locator('.told').count()).toBe(0)
  await page.context().close()
})

test('two accounts in one browser have a voice each, and what is chosen or written outlasts a reload', async () => {
  const before = (await waiting()).length
  const page = await pageAt(shared, at('10'), `/voice/#${made.id}`)
  const say = async (whose: 'last' | 'other', choice: string, [on, sends]: readonly [Date, Date]): Promise<void> => {
    await page.clock.setFixedTime(on)
    await page.reload()
    await use(page, whose)
    await choose(page, 0, choice)
    await page.reload()
    await use(page, whose)
    expect(await page.locator(`input[name="statement-0"][value="${choice}"]`).isChecked()).toBe(true)
    await press(page, 'Keep my answers for that moment')
    await page.clock.setFixedTime(sends)
    await page.clock.runFor(20_000)
    await page
      .getByRole('status')
      .getByText(/Answers sent/)
      .waitFor()
  }
  await say('last', 'agree', [at('10'), at('10', '18:01')])
  await page.getByLabel('Your statement').fill('Grants that one can read')
  await page.reload()
  await use(page, 'last')
  await page.getByLabel('Your statement').waitFor()
  expect(await page.getByLabel('Your statement').inputValue()).toBe('Grants that one can read')
  await say('other', 'disagree', [at('11'), at('11', '18:01')])
  expect((await waiting()).slice(before - (await waiting()).length)).toHaveLength(4)
  const voters = await house.hub.db.selectFrom('ballot_waiting').selectAll().where('sort', '=', 'registration').execute()
  expect(voters).toHaveLength(3)
  expect(await faultsOf(page)).toEqual([])
  await press(page, 'Forget this key on this device')
  await press(page, 'Yes, forget')
  expect(await page.locator('[data-key]').count()).toBe(1)
  await press(page, 'Forget everything on this device')
  await press(page, 'Yes, forget')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})
