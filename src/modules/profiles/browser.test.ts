import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { LYON } from '../../testing/cast.ts'
import { faultsInView, faultsOf, VIEWS } from '../../testing/faults.ts'

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3961)
  const mai = house.hub.as('mai')
  await mai.api('PUT', '/me/audience', { audience: 'members' })
  await mai.api('PUT', '/me/facets/origins', { values: ['PH', 'IE'], audience: 'members', agreed: '1' })
  await mai.api('PUT', '/me/facets/fields', { values: ['Nursing', 'تمريض'], audience: 'groups', agreed: '1' })
  await mai.api('POST', '/me/hidings', { from: 'body', body: LYON })
  await mai.api('POST', '/me/hidings', { from: 'person', person: '11111111-1111-4111-8111-111111111111' })
  await house.hub.as('niamh').api('PUT', '/me/audience', { audience: 'public' })
}, 60_000)
afterAll(() => house.close())

const personOf = (name: 'mai' | 'niamh'): string => house.hub.cast.members.get(name)?.person ?? ''

const PAGES = [
  ['my card', 'mai', () => '/me/card'],
  ['what others see', 'mai', () => '/me/seen'],
  ['what others see of somebody in an office', 'niamh', () => '/me/seen'],
  ['hiding', 'mai', () => '/me/hiding'],
  ['consents', 'mai', () => '/me/consents'],
  ['no consents', 'niamh', () => '/me/consents'],
  ['choosing countries', 'mai', () => '/me/facets/origins'],
  ['writing fields', 'mai', () => '/me/facets/fields'],
  ['a generation', 'mai', () => '/me/facets/generation'],
  ['a newcomer', 'mai', () => '/welcome'],
  ['a card', 'gift', () => `/people/${personOf('mai')}`],
  ['a card that is hidden', 'niamh', () => `/people/${personOf('mai')}`],
  ['a card for everybody', null, () => `/people/${personOf('niamh')}`],
  ['one’s own card', 'mai', () => `/people/${personOf('mai')}`],
] as const

test.each(PAGES)(
  '%s: axe finds nothing, nothing sticks out, nothing comes from elsewhere',
  { timeout: 60_000 },
  async (_name, as, path) => {
    for (const view of VIEWS) expect([view.locale, await faultsInView(house, view, as, path())]).toEqual([view.locale, []])
  },
)

test.each([true, false])('somebody chooses, tells, looks, hides and takes back (script: %s)', { timeout: 90_000 }, async (javaScript) => {
  const seat = await house.sit('idrissa', { javaScript })
  const page = await seat.newPage()
  await page.goto(`${house.url}/en/me/card`)
  await page.check('input[value=members]')
  await page.click('main form button')
  await page.waitForURL('**/me/card')
  expect(await page.isChecked('input[value=members]')).toBe(true)

  await page.click('a[href$="/me/facets/interests"]')
  await page.fill('[id="field-values.0"]', 'Call me on 01 234 5678')
  await page.selectOption('#field-audience', 'members')
  await page.check('input[name=agreed]')
  await page.click('main form button')
  expect([
    await page.textContent('.problem'),
    await page.inputValue('[id="field-values.0"]'),
    await page.inputValue('#field-audience'),
  ]).toEqual([expect.stringContaining('telephone'), 'Call me on 01 234 5678', 'members'])
  if (javaScript) expect(await faultsOf(page)).toEqual([])
  await page.fill('[id="field-values.0"]', 'Kora')
  await page.check('input[name=agreed]')
  await page.click('main form button')
  await page.waitForURL('**/me/card')

  const seen = async () => {
    await page.goto(`${house.url}/en/me/seen`)
    const cards = await page.locator('section > .card').allTextContents()
    return cards.map((text) => text.includes('Kora'))
  }
  // Anybody, a member, a companion, the stewards of Lyon, a government.
  expect(await seen()).toEqual([false, true, true, true, false])
  await page.goto(`${house.url}/en/me/hiding`)
  await page.selectOption('#field-body', LYON)
  await page.click('main form:has(#field-body) button')
  await page.waitForURL('**/me/hiding')
  expect(await seen()).toEqual([false, true, true, false, false])
  await page.goto(`${house.url}/en/me/hiding`)
  await page.click('.rows button')
  await page.waitForURL('**/me/hiding')
  expect(await seen()).toEqual([false, true, true, true, false])

  await page.goto(`${house.url}/en/me/consents`)
  await page.click('.rows button.danger >> nth=0')
  await page.waitForURL('**/me/consents')
  expect(await page.textContent('.rows li >> nth=0')).toContain('Withdrawn on')
  expect(await seen()).toEqual([false, false, false, false, false])
  await seat.close()
})
