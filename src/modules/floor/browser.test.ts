import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { faultsOf } from '../../testing/faults.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'

let house: OpenHouse
let session: StagedSession
beforeAll(async () => {
  house = await openHouse(3946)
  session = await stageSession(house.hub, { opened: true })
  await seat(house.hub, session.edition, ['mai'])
  await giveRole(house.hub, session.id, 'samir', 'chair')
})
afterAll(() => house.close())

const waiting = () =>
  house.hub.db.selectFrom('floor_question').select(['text', 'state']).where('session_id', '=', session.id).orderBy('asked_at').execute()

test('without any script one asks, and whoever leads shows it; nothing is inaccessible', { timeout: 60_000 }, async () => {
  const context = await house.sit('mai', { javaScript: false })
  const page = await context.newPage()
  await page.goto(`${house.url}/en${session.path}/floor`)
  await page.getByLabel('Your question').fill('Who pays for it?')
  await page.getByRole('button', { name: 'Send the question' }).click()
  expect(await page.getByRole('status').textContent()).toContain('has arrived')
  const chair = await (await house.sit('samir', { javaScript: false, width: 1280 })).newPage()
  await chair.goto(`${house.url}/fr${session.path}/floor/chair`)
  await chair.getByRole('button', { name: 'Afficher', exact: true }).click()
  expect(await waiting()).toEqual([{ text: 'Who pays for it?', state: 'shown' }])
  const [reader, leader] = [await (await house.sit('mai')).newPage(), await (await house.sit('samir')).newPage()]
  for (const [one, path] of [
    [reader, `en${session.path}/floor`],
    [reader, `ar${session.path}/floor/so-far`],
    [leader, `ar${session.path}/floor/chair`],
    [leader, `fr${session.path}/floor/rapporteur`],
  ] as const) {
    await one.goto(`${house.url}/${path}`)
    expect([path, await faultsOf(one)]).toEqual([path, []])
  }
  await context.close()
})

test(
  'what is sent offline waits on the device, also through a new page, and arrives once; the chair decides by keyboard',
  { timeout: 60_000 },
  async () => {
    const context = await house.sit('mai')
    const page = await context.newPage()
    await page.goto(`${house.url}/en${session.path}/floor`)
    await page.waitForFunction(() => customElements.get('send-later') !== undefined)
    await context.setOffline(true)
    await page.getByLabel('Your question').fill('Is it open?')
    await page.getByRole('button', { name: 'Send the question' }).click()
    await page.getByText('No connection.').waitFor()
    expect((await waiting()).length).toBe(1)
    await context.setOffline(false)
    await page.getByText('It has arrived.').first().waitFor({ timeout: 20_000 })
    await page.reload()
    expect((await waiting()).map(({ text }) => text).toSorted()).toEqual(['Is it open?', 'Who pays for it?'])
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('floor-outbox/')))).toEqual([])
    const chair = await (await house.sit('samir', { width: 1280 })).newPage()
    await chair.goto(`${house.url}/en${session.path}/floor/chair`)
    await chair.waitForFunction(() => customElements.get('live-floor') !== undefined)
    await chair.locator('[data-card]').first().focus()
    await chair.keyboard.press('s')
    await expect.poll(async () => (await waiting()).map(({ state }) => state), { timeout: 10_000 }).toEqual(['shown', 'shown'])
    await house.hub.sweep()
    await page.getByRole('heading', { name: 'Questions', exact: true }).waitFor()
    await expect.poll(async () => page.locator('[data-part=questions] .statement').count(), { timeout: 15_000 }).toBe(2)
    await context.close()
  },
)
