import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { faultsOf } from '../../testing/faults.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'

let house: OpenHouse
let staged: StagedSession
let block: string
beforeAll(async () => {
  house = await openHouse(3970)
  const { hub } = house
  staged = await stageSession(hub)
  const made = await doAsHub<{ id: string }>(hub, 'gatherings.add-block', { session: staged.id, sort: 'example', minutes: 20 })
  block = made.id
  const call = { session: staged.id, block, language: 'en', words: 'A choice, and its price.' }
  await doAsHub(hub, 'gatherings.open-call', { ...call, closesAt: new Date(Date.now() + 3_600_000).toISOString() })
})
afterAll(() => house.close())

test('a page that stands open says that the session runs, without being loaded again; without JavaScript a sentence says how', async () => {
  const open = await (await house.sit(null)).newPage()
  await open.goto(`${house.url}/en${staged.path}`)
  const plain = await (await house.sit(null, { javaScript: false })).newPage()
  await plain.goto(`${house.url}/en${staged.path}`)
  const state = open.locator('session-state')
  expect(await state.innerText()).toBe('Has not begun yet')
  expect(await plain.getByText('Load this page again').isVisible()).toBe(true)
  await doAsHub(house.hub, 'gatherings.open-session', { session: staged.id })
  await open.getByText('Runs now').waitFor()
  expect(await state.innerText()).toBe('Runs now\n\nSomething has changed. Show this page anew')
  await open.getByText('Show this page anew').click()
  await open.waitForLoadState()
  expect(await state.innerText()).toBe('Runs now')
})

test('pages are accessible, fit into 360 pixels, and weigh little', async () => {
  const { path, editionPath } = staged
  const seen: readonly (readonly ['niamh' | null, string])[] = [
    ...[[null, '/summits'] as const, [null, editionPath] as const, [null, `${editionPath}/programme`] as const, [null, path] as const],
    ...[[null, `${path}/blocks/${block}`] as const, ['niamh', `${path}/blocks/${block}/call`] as const],
    ...[['niamh', editionPath] as const, ['niamh', `${path}/run-sheet`] as const, ['niamh', `${path}/roles`] as const],
    ...[['niamh', `${path}/blocks/${block}/edit`] as const, ['niamh', `${editionPath}/venues`] as const],
    ...[['niamh', '/summits/global/new'] as const, ['niamh', `${editionPath}/sessions/new`] as const, ['niamh', `${path}/edit`] as const],
  ]
  const faults: string[] = []
  for (const [at, [who, where]] of seen.entries()) {
    const locale = at % 2 === 0 ? 'ar' : 'fr'
    const page = await (await house.sit(who, { width: 360 })).newPage()
    const answer = await page.goto(`${house.url}/${locale}${where}`)
    const html = (await answer?.body()) ?? Buffer.alloc(0)
    if (who === null && gzipSync(html).length > 14_336) faults.push(`${where} weighs ${gzipSync(html).length}`)
    if (answer?.status() !== 200) faults.push(`${where} answers ${answer?.status()}`)
    faults.push(...(await faultsOf(page)).map((fault) => `${where} in ${locale}: ${fault}`))
    await page.context().close()
  }
  expect(faults).toEqual([])
}, 60_000)
