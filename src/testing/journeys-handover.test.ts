import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from './browser.ts'
import { CAST, LYON, UNIT, type CastName } from './cast.ts'

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3972)
})
afterAll(() => house.close())

/** Presses what sends a form, and waits for the page that answers. */
async function send(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.click(button)
  await loaded
}

async function tabOf(who: CastName, javaScript: boolean): Promise<Page> {
  return (await house.sit(who, { javaScript })).newPage()
}

test.each([
  ['without JavaScript', false, { body: LYON, from: 'idrissa', to: 'mai' }],
  ['with JavaScript', true, { body: UNIT, from: 'aoife', to: 'samir' }],
] as const)(
  'a stewardship goes into other hands, %s: rights move, and who came before stays on the page',
  async (_how, javaScript, { body, from, to }) => {
    const { hub, url } = house
    const members = hub.cast.members
    const before = await tabOf(from, javaScript)
    const after = await tabOf(to, javaScript)
    const statusFor = async (page: Page, path: string) => (await page.goto(`${url}/en/bodies/${body}${path}`))?.status()
    expect([await statusFor(before, '/edit'), await statusFor(after, '/edit')]).toEqual([200, 403])

    // The only steward is not left without a way out: the page of people leads to the handover.
    await statusFor(before, '/people')
    await before.click(`main a[href$="/${members.get(from)?.person}/steward#handover"]`)
    await send(before, 'main form[action$="/handovers"] button')
    const link = (await before.textContent('main .proof'))?.trim() ?? ''
    await after.goto(link)
    const name = CAST[from]
    expect(await after.textContent('main')).toContain(name)
    expect(await statusFor(after, '/edit'), 'looking takes nothing over').toBe(403)
    await after.goto(link)
    await send(after, 'main form button')

    expect([await statusFor(before, '/edit'), await statusFor(after, '/edit')]).toEqual([403, 200])
    const reader = await (await house.sit(null, { javaScript })).newPage()
    await reader.goto(`${url}/en/bodies/${body}`)
    expect(await reader.textContent('main')).toContain(`Took over from \u2068${name}\u2069`)
  },
  60_000,
)
