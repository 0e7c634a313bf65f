import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Say } from '../web/say.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { LYON, UNIT } from './cast.ts'
import { joinAll, stageCommunity } from './communities.ts'
import { faultsOf, sticksOut } from './faults.ts'
import { stageSession } from './summit.ts'

// Belonging without being exposed: somebody new, without JavaScript; and somebody young. From the first look to the last trace.

const START = new Date()
const DAY_MS = 86_400_000

let house: OpenHouse
type Place = { readonly id: string; readonly slug: string }
let galway: Place
let young: Place
beforeAll(async () => {
  house = await openHouse(3990)
  galway = await stageCommunity(house.hub, 'idrissa', { slug: 'mixed-heritage-galway', name: 'Mixed heritage, Galway', languages: ['en'] })
  const { lyon } = house.hub.cast.bodies
  young = await stageCommunity(house.hub, 'idrissa', {
    slug: 'young-galway',
    name: 'Young in Galway',
    sort: 'youth',
    youth: true,
    body: lyon,
  })
  for (const { id } of [galway, young]) await joinAll(house.hub, id, ['mai'])
})
afterAll(() => house.close())

type Journey = {
  readonly seat: BrowserContext
  readonly page: Page
  readonly say: Say
  readonly email: string
  readonly faults: string[]
  readonly scripts: boolean
}

async function setOut(email: string, javaScript: boolean): Promise<Journey> {
  house.hub.setNow(START)
  const seat = await house.sit(null, { javaScript })
  const page = await seat.newPage()
  page.setDefaultTimeout(8000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => void (request.url().startsWith(house.url) ? null : faults.push(request.url())))
  return { seat, page, say: house.hub.kit.books.say('en'), email, faults, scripts: javaScript }
}

const visit = async ({ page }: Journey, path: string): Promise<number> => (await page.goto(`${house.url}/en${path}`))?.status() ?? 0
const pathOf = ({ page }: Journey): string => new URL(page.url()).pathname.replace('/en', '')
const whole = async (page: Page): Promise<string> => (await page.textContent('main')) ?? ''
const formTo = (end: string): string => `main form[action$="${end}"]`

/** Presses what leads on, and waits for the page that answers. */
async function press(page: Page, what: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.click(what)
  await loaded
}

/** What can be seen to be wrong with the page, on the way. Where no script runs axe runs neither. */
async function look(journey: Journey): Promise<void> {
  const found = journey.scripts ? await faultsOf(journey.page) : await sticksOut(journey.page)
  journey.faults.push(...found.map((fault) => `${pathOf(journey)}: ${fault}`))
}

/** By the letter, under a name that need not be one's own. */
async function signIn({ page, email }: Journey, name: string): Promise<void> {
  await page.fill('#field-email', email)
  await press(page, `${formTo('/sign-in')} button`)
  await house.hub.settle()
  const letter = house.hub.letters.findLast(({ to }) => to === email)
  await page.goto(/(http:\S+\/sign-in\/\S+)/.exec(letter?.text ?? '')?.[1] ?? 'about:blank')
  await press(page, 'main form button')
  await page.fill('#field-name', name)
  await press(page, 'main form button')
}

const QUAIL = 'Aubépine'

/** Found in the list, read without an account, and entered by a name that is made for this place alone. */
async function enter(journey: Journey): Promise<void> {
  const { page, say, seat } = journey
  await visit(journey, '/communities')
  await page.click('main details:has(input[name=q]) summary')
  await page.fill('main input[name=q]', 'Galway')
  await press(page, 'main form:has(input[name=q]) button')
  await look(journey)
  await press(page, `main a[href="/en/communities/${galway.slug}"]`)
  expect([await seat.cookies(), await page.textContent('h1')]).toEqual([[], 'Mixed heritage, Galway'])
  await press(page, 'main a[href$="/join"]')
  await press(page, 'main a[href*="/sign-in?then="]')
  await signIn(journey, 'Safiya')
  expect(await page.isChecked('input[value=nobody]'), 'nobody sees her until she says otherwise').toBe(true)
  await press(page, `${formTo('/me/audience')} button`)
  await visit(journey, `/communities/${galway.slug}/join`)
  await page.check('input[name=as][value=new]')
  await page.fill('input[name=name]', QUAIL)
  await page.check('input[name=accepted]')
  await look(journey)
  await press(page, `${formTo('/join')} button`)
  expect(await whole(page)).toContain(QUAIL)
  await press(page, `${formTo('/acting')} button`)
  expect([pathOf(journey), await page.textContent('h1')]).toEqual([`/communities/${galway.slug}/welcome`, say('communities.welcome')])
  await look(journey)
}

/** What she follows and which languages she reads; and what others and governments see of her. */
async function choose(journey: Journey): Promise<void> {
  const { page, say } = journey
  await visit(journey, `/communities/${galway.slug}`)
  expect(await whole(page), 'where one belongs one hears of everything').toContain(say('follow.belongs'))
  await visit(journey, `/bodies/${LYON}`)
  await press(page, `${formTo('/me/follows')} button`)
  await visit(journey, '/me/follows')
  expect(await whole(page)).toContain('Pulaar Lyon')
  await visit(journey, '/preferences')
  expect(await page.locator('main select[name=language], main input[name=language]').count()).toBeGreaterThan(0)
  await visit(journey, '/me/seen')
  const governments = page.locator('section', { has: page.getByRole('heading', { name: say('seen.viewer.government'), exact: true }) })
  expect(await governments.textContent()).toContain(say('seen.nobody-there'))
  await visit(journey, '/me/hiding')
  await page.selectOption('#field-body', UNIT)
  await press(page, 'main form:has(#field-body) button')
  await visit(journey, '/me/hiding')
  expect(await whole(page)).toContain('Department of the Diaspora')
}

test(
  'somebody new finds a community, belongs to it by a name for that place alone, hides from a state, and leaves no trace',
  { timeout: 60_000 },
  async () => {
    const journey = await setOut('safiya@example.org', false)
    const { page, seat, faults } = journey
    const { hub } = house
    await enter(journey)
    await choose(journey)
    await visit(journey, `/communities/${galway.slug}/posts/new`)
    await page.fill('#field-title', 'Who sings?')
    await page.fill('#field-text', 'I know three songs.')
    await press(page, `${formTo('/posts')} button[value=publish]`)
    const read = async () => (await hub.as('mai').get(`/communities/${galway.slug}/posts`)).text()
    expect([(await read()).includes('Who sings?'), (await read()).includes(QUAIL), (await read()).includes('Safiya')]).toEqual([
      true,
      true,
      false,
    ])

    const before = hub.letters.length
    await visit(journey, `/communities/${galway.slug}/leave`)
    await page.check('input[value=erase]')
    await press(page, `${formTo('/leave')} button`)
    await hub.settle()
    expect([(await read()).includes('Who sings?'), (await read()).includes(QUAIL), hub.letters.length], 'nobody is told').toEqual([
      false,
      false,
      before,
    ])
    await visit(journey, '/me/departure')
    await page.check('main input[name=sure]')
    await press(page, `${formTo('/me/departure')} button`)
    // Her names vanish at hours of their own, within three days of the end of the grace.
    for (const days of [14, 18]) {
      hub.setNow(new Date(START.getTime() + days * DAY_MS))
      await hub.sweep()
      await hub.settle()
    }
    expect([await visit(journey, '/me'), await tablesWith(['Safiya', QUAIL, 'safiya@example.org'])]).toEqual([403, []])
    expect(faults).toEqual([])
    await seat.close()
  },
)

const draftsIn = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft/')).length)

/** What is written and chosen is there again after the page was left; more files than the hub takes are refused before they are sent. */
async function keepsOnDevice(journey: Journey, path: string): Promise<void> {
  const { page, say } = journey
  await page.check('input[name=kind][value=introduction]')
  await page.waitForFunction(() => Object.values(localStorage).some((kept: string) => kept.includes('introduction')))
  expect(await whole(page)).toContain(say('form.draft.kept'))
  await visit(journey, '/about')
  await visit(journey, path)
  const chosen = () =>
    page.evaluate(() => Object.fromEntries(new FormData(document.querySelector<HTMLFormElement>('keep-draft form') ?? undefined)))
  expect(await chosen()).toMatchObject({ text: 'I learned five.', language: 'en', kind: 'introduction' })
  expect(await whole(page)).toContain(say('form.draft.found'))
  await page.check('input[name=kind][value=text]')
  // Made in the page: so many bytes take long on the way there.
  const faultWith = (bytes: number) =>
    page.locator('input[name=sound]').evaluate((field, size) => {
      if (!(field instanceof HTMLInputElement)) return null
      const chosen = new DataTransfer()
      if (size > 0) chosen.items.add(new File([new Uint8Array(size)], 'long.mp3'))
      field.files = chosen.files
      field.dispatchEvent(new Event('change', { bubbles: true }))
      return field.validationMessage
    }, bytes)
  const most = 15 * 2 ** 20
  const answers = [await faultWith(most), await faultWith(most + 1), await faultWith(0)]
  expect(answers).toEqual(['', say('form.files-too-large', { megabytes: 15 }), ''])
}

test(
  'somebody young has what protects them from the first moment, is left alone by grown-ups, and takes her words back when she is of age',
  { timeout: 60_000 },
  async () => {
    const journey = await setOut('leila@example.org', true)
    const { page, say, seat, faults } = journey
    const { hub } = house
    await visit(journey, '/sign-in')
    await signIn(journey, 'Leïla')
    await page.check('input[name=under18]')
    await press(page, `${formTo('/me/audience')} button`)
    await visit(journey, '/me/card')
    await page.check('input[value=public]')
    await press(page, `${formTo('/me/audience')} button`)
    expect(await page.textContent('body'), 'never for everybody').toContain(say('card.under-18'))

    await visit(journey, `/communities/${young.slug}/join`)
    await page.check('input[name=accepted]')
    await look(journey)
    await press(page, `${formTo('/join')} button`)
    await visit(journey, `/communities/${young.slug}/posts/new`)
    await page.fill('#field-title', 'My grandmother’s words')
    await page.fill('#field-text', 'I learned five.')
    await page.selectOption('#field-language', 'en')
    await keepsOnDevice(journey, `/communities/${young.slug}/posts/new`)
    await press(page, `${formTo('/posts')} button[value=publish]`)
    expect(await draftsIn(page), 'what has arrived is not kept').toBe(0)
    const post = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await look(journey)
    const answer = { thread: post, sending: hub.runner.outside.uuid(), title: '', text: 'Write to me.', language: 'en' }
    const refused = await hub.as('mai').api('POST', `/communities/${young.id}/posts`, answer)
    expect([refused.status, ((await refused.json()) as { type: string }).type]).toEqual([403, 'post.young-left-alone'])

    const session = await stageSession(hub, {})
    const invited = await hub.as('niamh').api('POST', `/sessions/${session.id}/invitations`, { role: 'youth-rapporteur' })
    await visit(journey, ((await invited.json()) as { path: string }).path)
    await press(page, 'main form button')
    const roles = await hub.db.selectFrom('session_role').select('role').where('session_id', '=', session.id).execute()
    expect(roles.map(({ role }) => role)).toContain('youth-rapporteur')

    await visit(journey, '/me/communities')
    expect(await whole(page), 'not before').not.toContain(say('communities.grown-up'))
    await visit(journey, '/me/card')
    await page.uncheck('input[name=under18]')
    await press(page, `${formTo('/me/audience')} button`)
    await visit(journey, '/me/communities')
    expect(await whole(page)).toContain(say('communities.grown-up'))
    await press(page, `main a[href$="/${young.slug}/leave"]`)
    await page.check('input[value=erase]')
    await press(page, `${formTo('/leave')} button`)
    await hub.settle()
    expect((await (await hub.as('mai').get(`/communities/${young.slug}/posts`)).text()).includes('grandmother')).toBe(false)
    expect(faults).toEqual([])
    await seat.close()
  },
)

/** Which tables hold one of these words anywhere. */
async function tablesWith(words: readonly string[]): Promise<readonly string[]> {
  const { db } = house.hub
  const found: string[] = []
  for (const { name, schema } of await db.introspection.getTables()) {
    const { rows } = await sql<{ there: boolean }>`
      select exists (select from ${sql.table(`${schema}.${name}`)} as t where t::text ~ ${words.join('|')}) as there`.execute(db)
    if (rows[0]?.there === true) found.push(name)
  }
  return found
}
