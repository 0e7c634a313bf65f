import { connect, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { faultsOf } from '../../testing/faults.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'

let house: OpenHouse
let staged: StagedSession
const codes = new Map<string, string>()
const DAY_MS = 86_400_000

beforeAll(async () => {
  house = await openHouse(3978)
  staged = await stageSession(house.hub)
  const { edition } = staged
  const in_ = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const plan = { opensAt: in_(-1), closesAt: in_(1), inPersonPlaces: 9, onlinePlaces: null, byApproval: false, namesAtDoor: true }
  await doAsHub(house.hub, 'registrations.open', { edition, ...plan })
  for (const name of ['mai', 'samir', 'idrissa'] as const) {
    const call = callAs(house.hub, house.hub.cast.members.get(name)?.actor ?? expect.fail())
    await call('registrations.register', {
      edition,
      mode: 'in-person',
      quiet: name === 'samir',
      told: { badge: `Badge ${name}`, diet: ['halal'] },
    })
    codes.set(name, (await call<{ code: string }>('registrations.mine', { edition })).code)
  }
})
afterAll(() => house.close())

/** Between browser and hub: what is shut lets nothing through, be it of a page or of its service worker. */
async function openGate(port: number, to: number) {
  const sockets = new Set<Socket>()
  let shut = false
  const gate = createServer((here) => {
    const there = connect(to, '127.0.0.1')
    for (const one of [here, there]) one.on('error', () => [here, there].forEach((end) => end.destroy()))
    sockets.add(here)
    if (shut) here.destroy()
    else here.pipe(there).pipe(here)
  })
  await new Promise<void>((resolve) => gate.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    shut(on: boolean) {
      shut = on
      if (on) for (const socket of sockets) socket.destroy()
    },
    close: () => gate.close(),
  }
}

type Page = import('playwright-core').Page

async function examine(page: Page, name: string): Promise<void> {
  expect([name, await faultsOf(page)]).toEqual([name, []])
}

const checkedIn = async () => (await house.hub.db.selectFrom('check_in').select('device').execute()).length

test('the door goes on without a network, also through a reload, and sends each check-in once', { timeout: 60_000 }, async () => {
  const gate = await openGate(3977, 3978)
  const context = await house.sit('niamh')
  const page = await context.newPage()
  await page.goto(`${gate.url}/en${staged.editionPath}/check-in`)
  await page.waitForSelector('check-in[data-put]')
  gate.shut(true)
  await context.setOffline(true)
  const type = async (code: string) => {
    await page.fill('#field-code', code)
    await page.press('#field-code', 'Enter')
  }
  const said = (words: string) => page.waitForSelector(`[data-said]:text("${words}")`)
  await type(codes.get('mai') ?? '')
  await said('checked in at')
  expect(await page.textContent('[data-said]')).toContain('Badge mai')
  await page.waitForSelector('[data-waiting]:text("1")')
  await page.reload()
  await page.waitForSelector('check-in[data-edition]')
  await page.waitForSelector('[data-forget]:not([hidden])')
  await type((codes.get('mai') ?? '').toLowerCase().replaceAll('-', ' '))
  await said('already checked in at')
  await type(codes.get('samir') ?? '')
  await page.waitForSelector('[data-waiting]:text("2")')
  // A quiet one has no name here either.
  expect(await page.textContent('[data-said]')).toContain(codes.get('samir'))
  await type('AAAA-BBBB-CCCC')
  await said('no ticket in the list of this device')
  expect(await checkedIn()).toBe(0)
  // Meanwhile somebody else lets Samir in.
  await doAsHub(house.hub, 'registrations.check-in', {
    edition: staged.edition,
    key: house.hub.runner.outside.uuid(),
    code: codes.get('samir'),
  })
  gate.shut(false)
  await context.setOffline(false)
  await page.waitForSelector('[data-waiting]:text("Everything has been sent.")')
  await page.waitForSelector('[data-conflicts] li:text("on another device")')
  expect(await checkedIn()).toBe(2)
  await page.reload()
  await page.waitForSelector('check-in[data-put]')
  expect(await checkedIn()).toBe(2)
  expect((await page.locator('ul.rows bdi').allTextContents()).toSorted()).toEqual(['Badge mai', codes.get('samir') ?? ''].toSorted())
  await page.click('[data-forget]')
  await page.waitForFunction(async () => !(await caches.has('check-in')) && (await navigator.serviceWorker.getRegistrations()).length === 0)
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('check-in/')))).toEqual([])
  // The list does not stay either where somebody has to leave in a hurry.
  await page.reload()
  await page.waitForFunction(() => caches.has('check-in'))
  for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
  await page.waitForURL('about:blank')
  await page.goto(`${gate.url}/en`)
  await page.waitForFunction(async () => !(await caches.has('check-in')))
  await context.close()
  gate.close()
})

test('the agenda of somebody without an account stays on their device', async () => {
  const context = await house.sit(null)
  const page = await context.newPage()
  await page.goto(`${house.url}/en${staged.editionPath}/agenda`)
  await page.check('own-agenda input')
  await page.reload()
  expect(await page.isChecked('own-agenda input')).toBe(true)
  await page.click('[data-erase]')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  await context.close()
})

test('each page is accessible, holds at 360 pixels, and works with JavaScript off', { timeout: 90_000 }, async () => {
  const { url } = house
  const at = staged.editionPath
  const mine = await (await house.sit('mai', { javaScript: false })).newPage()
  await mine.goto(`${url}/fr${at}/registration`)
  await mine.click('details:has(form[action$="/registration"]) summary')
  await mine.check('input[name=quiet]')
  await mine.click('form[action$="/registration"] button')
  expect(await mine.textContent('.card')).toContain('En toute discrétion')
  await mine.context().close()
  const [member, organiser] = [await (await house.sit('mai')).newPage(), await (await house.sit('niamh')).newPage()]
  for (const [page, locale, path] of [
    [member, 'ar', '/registration'],
    [member, 'fr', '/registration/ticket'],
    [member, 'fr', '/agenda'],
    [organiser, 'ar', '/registration/desk'],
    [organiser, 'ar', '/registration/questions'],
    [organiser, 'fr', '/check-in'],
    [organiser, 'ar', '/check-in/paper'],
  ] as const) {
    const answer = await page.goto(`${url}/${locale}${at}${path}`)
    expect([path, answer?.status()]).toEqual([path, 200])
    await examine(page, path)
  }
  const open = await member.context().request.get(`${url}/ar${at}/registration`)
  expect(gzipSync(await open.body()).length).toBeLessThan(14_000)
  await Promise.all([member, organiser].map((page) => page.context().close()))
})
