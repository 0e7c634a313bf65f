import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Say } from '../web/say.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { LYON, signUp } from './cast.ts'
import { joinAll, stageCommunity } from './communities.ts'
import { faultsOf, sticksOut } from './faults.ts'
import { answered, capture, documentId } from './outcomes.ts'
import { giveRole, stageSession, type StagedSession } from './summit.ts'
import { CHECKED, personOf, stageIntermediaries, wordsAnywhere } from './voices.ts'
import { doAs } from './deeds.ts'

// Somebody who is silenced speaks and is not exposed. Everything is done without JavaScript, but for the key by which one leaves quickly.

const START = new Date()
const DAY_MS = 86_400_000
const SPOKEN = 'أغلقوا المدرسة قبل المطر، وبقي الأطفال في البيوت.'
const HEADING = 'جرس المدرسة'
const TRANSLATED = 'They closed the school before the rain, and the children stayed at home.'
const OTHER = 'Schools should write to us in two languages.'
const THREAT = 'They rang my aunt and named the street where I live.'
const [NAME, HERE, SPACE] = ['Sel', 'Genévrier', 'Zaffre evening table']

let house: OpenHouse
let session: StagedSession
let space: { readonly id: string; readonly slug: string }
beforeAll(async () => {
  house = await openHouse(3982, 'localhost')
  const { hub } = house
  await stageIntermediaries(hub)
  space = await stageCommunity(hub, 'idrissa', { name: SPACE, access: 'hidden', sort: 'gender', languages: ['en'] })
  await joinAll(hub, space.id, ['mai'])
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'niamh', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  await capture(hub, session.id, { text: OTHER, language: 'en', question: 2 })
  await trainIdrissa()
})
afterAll(() => house.close())

/** Whoever runs the hub hands the circle over to somebody who knows how, and reads no report of pressure from then on. */
async function trainIdrissa(): Promise<void> {
  const { hub } = house
  await hub.as('gift').post('/moderation/circle')
  const { link } = await answered<{ link: string }>(hub, 'gift', ['POST', '/moderation/circle/links'], {})
  await hub.as('idrissa').post(`/circle/${link}`)
  await hub.as('gift').post('/moderation/circle/leaving')
}

type Seat = { readonly context: BrowserContext; readonly page: Page; readonly locale: string; readonly say: Say }
const faults: string[] = []

async function sit(name: 'mai' | 'gift' | 'idrissa' | null, locale: string, javaScript = false): Promise<Seat> {
  const context = await house.sit(name, { javaScript, locale })
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => void (request.url().startsWith(house.url) ? null : faults.push(request.url())))
  return { context, page, locale, say: house.hub.kit.books.say(locale) }
}

const visit = async ({ page, locale }: Seat, path: string): Promise<number> =>
  (await page.goto(`${house.url}/${locale}${path}`))?.status() ?? 0
const whole = async ({ page }: Seat): Promise<string> => (await page.textContent('main')) ?? ''
const formTo = (end: string): string => `main form[action$="${end}"]`

async function press({ page }: Seat, what: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.click(what)
  await loaded
}

/** No wider than a telephone; axe looks at the same pages where scripts run, see below. */
const look = async ({ page }: Seat): Promise<void> => void faults.push(...(await sticksOut(page)).map((fault) => `${page.url()}: ${fault}`))

/** What is told to somebody in words of the hub; a sentence that is not there was read by nobody. */
async function reads(seat: Seat, ...keys: readonly string[]): Promise<void> {
  const text = await whole(seat)
  for (const key of keys) expect([key, text.includes(seat.say(key))]).toEqual([key, true])
}

async function signIn(seat: Seat, email: string): Promise<void> {
  const { page } = seat
  await visit(seat, '/sign-in')
  await page.fill('#field-email', email)
  await press(seat, `${formTo('/sign-in')} button`)
  await house.hub.settle()
  const letter = house.hub.letters.findLast(({ to }) => to === email)
  await page.goto(/(http:\S+\/sign-in\/\S+)/.exec(letter?.text ?? '')?.[1] ?? 'about:blank')
  await press(seat, 'main form button')
  await page.fill('#field-name', NAME)
  await press(seat, 'main form button')
  await press(seat, `${formTo('/me/audience')} button`)
}

let speaker: Seat
let code = ''

test('1. reads how to stay safe, and that no network address is kept', { timeout: 30_000 }, async () => {
  speaker = await sit(null, 'ar')
  await visit(speaker, '/safety')
  await reads(speaker, 'safety.pressure-what', 'safety.exit.does')
  await look(speaker)
  await press(speaker, 'footer a[href$="/privacy"]')
  await reads(speaker, 'privacy.not-addresses')
  expect(await speaker.context.cookies(), 'whoever only reads is given nothing to carry').toEqual([])
})

test('2. is given a code by somebody trusted, and opens it without an account', { timeout: 30_000 }, async () => {
  const mai = await sit('mai', 'en')
  await visit(mai, '/voices/desk')
  await mai.page.selectOption('#field-slip', 'ar')
  await press(mai, `${formTo('/voices/desk/codes')} button`)
  code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await whole(mai))?.[0] ?? ''
  await openCode(speaker)
  await reads(speaker, 'voice.state.made', 'voice.empty')
  expect([await speaker.context.cookies(), await speaker.page.title(), new URL(speaker.page.url()).pathname]).toEqual([
    [],
    'Passerelle',
    '/ar/v',
  ])
  await press(mai, 'main a[href*="/voices/desk/"]')
  await write(mai)
  await look(mai)
  await mai.context.close()
})

async function openCode(seat: Seat): Promise<void> {
  await visit(seat, '/v')
  await seat.page.fill('#field-code', code)
  await press(seat, `${formTo('/v')} button`)
}

/** In the speaker's language, as text and not as a voice, with a translation beside it; it waits fourteen days after somebody else has read it. */
async function write(mai: Seat): Promise<void> {
  const { page } = mai
  expect(await page.locator('main input[type=file]').count(), 'no recording leaves the room').toBe(0)
  await page.fill('#field-title', HEADING)
  await page.fill('#field-text', SPOKEN)
  await page.selectOption('#field-language', 'ar')
  await page.selectOption('#field-session', session.id)
  await page.click('main details:has(#field-translation) summary')
  await page.fill('#field-translation', TRANSLATED)
  await page.selectOption('#field-translationLanguage', 'en')
  const desk = new URL(page.url()).pathname
  await press(mai, `${formTo(desk)} button`)
  for (const check of CHECKED) await page.check(`input[name=checked][value=${check}]`)
  expect(await page.inputValue('#field-delay')).toBe('14')
  await page.selectOption('#field-reader', personOf(house.hub, 'gift'))
  await press(mai, `${formTo('/submission')} button`)
  await reads(mai, 'voice.state.reading')
}

test('3. belongs to a place that nobody else learns of, by a name for that place alone', { timeout: 30_000 }, async () => {
  const { hub } = house
  const offered = { community: space.id, sentence: 'It is me.', uses: 1 }
  const { path } = await doAs<{ path: string }>(hub, 'idrissa', 'communities.invite', offered)
  await signIn(speaker, 'sel@example.org')
  for (const list of ['/communities', '/communities?q=Zaffre', '/search?q=Zaffre', `/communities/${space.slug}`]) {
    const status = await visit(speaker, list)
    expect([list, status, (await whole(speaker)).includes(SPACE)]).toEqual([list, list.endsWith(space.slug) ? 404 : 200, false])
  }
  await visit(speaker, path)
  await speaker.page.check('input[name=as][value=new]')
  await speaker.page.fill('input[name=name]', HERE)
  await speaker.page.check('input[name=accepted]')
  await press(speaker, `${formTo(path)} button`)
  const acting = speaker.page.locator(`${formTo('/acting')} button`)
  if ((await acting.count()) > 0) await press(speaker, `${formTo('/acting')} button`)
  await visit(speaker, `/communities/${space.slug}`)
  const text = await whole(speaker)
  expect(
    [text.includes(SPACE), text.includes(speaker.say('communities.members-count', { count: 3 }))],
    'fewer than ten are not counted',
  ).toEqual([true, false])
  await look(speaker)
  for (const [who, status] of [
    ['mai', 200],
    ['aoife', 404],
    [null, 404],
  ] as const)
    expect([who, (await hub.as(who).get(`/communities/${space.slug}`)).status]).toEqual([who, status])
})

let testimony = ''

test(
  '4. the testimony: read by a second person, published after fourteen days and not before, in Arabic, a translation beside it',
  {
    timeout: 30_000,
  },
  async () => {
    const { hub } = house
    const gift = await sit('gift', 'en')
    await visit(gift, '/voices/desk')
    await press(gift, 'main a[href*="/voices/reading/"]')
    expect(await whole(gift)).toContain(SPOKEN)
    await press(gift, 'main button[value=yes]')
    await gift.context.close()
    await openCode(speaker)
    await reads(speaker, 'voice.state.waiting')
    for (const [days, told] of [
      [13, false],
      [17, true],
    ] as const) {
      hub.setNow(new Date(START.getTime() + days * DAY_MS))
      await hub.sweep()
      await hub.settle()
      await visit(speaker, '/voices')
      expect([days, (await whole(speaker)).includes(HEADING)]).toEqual([days, told])
    }
    await press(speaker, 'main a[href*="/voices/testimonies/"]')
    testimony = new URL(speaker.page.url()).pathname.replace('/ar', '')
    await reads(speaker, 'testimony.unnamed', 'testimony.written-down')
    const [own, beside] = [speaker.page.locator('article > [lang=ar]:has(p)'), speaker.page.locator('article section [lang=en]:has(p)')]
    expect([await own.textContent(), await beside.textContent()]).toEqual([SPOKEN, TRANSLATED])
    expect([await beside.getAttribute('dir'), await speaker.page.getAttribute('html', 'dir')]).toEqual(['ltr', 'rtl'])
    const text = await whole(speaker)
    for (const who of [NAME, HERE, SPACE, 'Mai', 'Gift']) expect([who, text.includes(who)]).toEqual([who, false])
    await look(speaker)
    // In a page that reads from left to right the words still run from right to left.
    const english = await sit(null, 'en')
    await visit(english, testimony)
    expect(await english.page.locator('h1').getAttribute('dir')).toBe('rtl')
    await english.context.close()
  },
)

test(
  '5. hides from every government and from one body, as far as the hub has it; where somebody comes from is never known',
  {
    timeout: 30_000,
  },
  async () => {
    const { hub } = house
    // Even where a name lets everybody see it; which it need not.
    await visit(speaker, '/me/card')
    await speaker.page.check('input[value=public]')
    await press(speaker, `${formTo('/me/audience')} button`)
    const { id } = await hub.db.selectFrom('person').select('id').where('name', '=', HERE).executeTakeFirstOrThrow()
    const seenBy = async () => {
      const seen = []
      for (const who of ['aoife', 'niamh', 'idrissa', 'mai'] as const) seen.push((await hub.as(who).get(`/people/${id}`)).status)
      return seen
    }
    expect(await seenBy()).toEqual([200, 200, 200, 200])
    await visit(speaker, '/me/hiding')
    const ways = await speaker.page
      .locator('main input[name=from]')
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('value')))
    expect(ways, 'there is no way by origin').toEqual(['governments', 'body', 'person'])
    await press(speaker, 'main form:has(input[value=governments]) button')
    expect(await seenBy(), 'whoever holds an office of a state').toEqual([404, 404, 200, 200])
    await speaker.page.selectOption('#field-body', LYON)
    await press(speaker, 'main form:has(#field-body) button')
    await reads(speaker, 'hiding.governments')
    await look(speaker)
    expect(await seenBy(), 'and of that body').toEqual([404, 404, 404, 200])
  },
)

test('6. leaves by a key, and nothing of it comes back; axe finds nothing on these pages', { timeout: 30_000 }, async () => {
  const seat = await sit(null, 'ar', true)
  for (const path of ['/safety', '/privacy', '/pressure', '/v']) {
    await visit(seat, path)
    faults.push(...(await faultsOf(seat.page)).map((fault) => `${path}: ${fault}`))
  }
  await openCode(seat)
  await reads(seat, 'voice.state.published', 'voice.withdraw')
  expect(await seat.page.locator(`article [lang=ar][dir=rtl]`).first().textContent()).toContain(SPOKEN)
  faults.push(...(await faultsOf(seat.page)))
  for (let times = 0; times < 3; times += 1) await seat.page.keyboard.press('Escape')
  await seat.page.waitForURL('about:blank')
  await seat.page.goBack({ waitUntil: 'commit' })
  await seat.page.waitForURL('about:blank')
  expect(await seat.page.content()).not.toContain(SPOKEN)
  await seat.context.close()
})

test(
  '7. is threatened, and tells it: those who are trained for it read it, and whoever is accused hears nothing',
  {
    timeout: 30_000,
  },
  async () => {
    const { hub } = house
    const news = async (who: 'aoife' | 'samir') =>
      (await hub.as(who).get('/me/news')).text().then((text) => text.replaceAll(/value="[^"]*"/g, ''))
    const before = [hub.letters.length, await news('aoife'), await news('samir')]
    await visit(speaker, '/voices')
    await press(speaker, 'main a[href$="/pressure"]')
    await reads(speaker, 'pressure.told.who', 'pressure.told.not')
    await speaker.page.fill('#field-text', THREAT)
    await press(speaker, `${formTo('/pressure')} button`)
    expect(await whole(speaker)).toContain(THREAT)
    await look(speaker)
    const link = new URL(speaker.page.url()).pathname.replace('/ar', '')
    const read = []
    for (const who of ['idrissa', 'aoife', 'samir', 'niamh', 'mai', null] as const) {
      const [own, answer] = [await hub.as(who).get('/me'), await hub.as(who).get('/moderation/pressure')]
      read.push([who, own.status, answer.status, (await answer.text()).includes(THREAT)])
    }
    expect(read).toEqual([
      ['idrissa', 200, 200, true],
      ...['aoife', 'samir', 'niamh', 'mai'].map((who) => [who, 200, 404, false]),
      [null, 403, 404, false],
    ])
    // Whoever runs the hub has signed in anew since, sees who is in the circle, and reads nothing of it.
    const gift = hub.as(null)
    gift.cookies.set('session', (await signUp(hub.runner, 'gift@example.org', 'Gift')).session)
    expect([(await gift.get('/moderation/circle')).status, (await gift.get('/moderation/pressure')).status]).toEqual([200, 404])
    const idrissa = await sit('idrissa', 'en')
    await visit(idrissa, '/moderation/pressure')
    await idrissa.page.fill('main form textarea', 'We heard you. Here is whom you can call.')
    await press(idrissa, `${formTo('/answer')} button`)
    await idrissa.context.close()
    await visit(speaker, link)
    expect(await whole(speaker)).toContain('We heard you.')
    await hub.settle()
    expect([hub.letters.length, await news('aoife'), await news('samir')], 'nobody is told').toEqual(before)
    expect(await wordsAnywhere(hub.db, 'rang my aunt'), 'kept under a seal').toEqual([])
  },
)

test('8. takes it back from a report that is being written, and the report is made without it', { timeout: 60_000 }, async () => {
  const { hub } = house
  await hub.as('niamh').post(`${session.path}/report/edit`, { language: 'en' })
  // What is looked at when it begins is done with: from here on a withdrawal alone takes words out of it.
  await hub.settle()
  const report = await documentId(hub, 'report')
  const draft = async () => JSON.stringify(await answered(hub, 'niamh', ['GET', `/documents/${report}/draft`]))
  expect([(await draft()).includes(SPOKEN), (await draft()).includes(OTHER)]).toEqual([true, true])
  await openCode(speaker)
  await press(speaker, 'main form:has(input[value=withdraw]) button')
  await reads(speaker, 'code.gone')
  await hub.settle()
  expect([(await draft()).includes(SPOKEN), (await draft()).includes(OTHER)]).toEqual([false, true])
  expect(await wordsAnywhere(hub.db, 'قبل المطر'), 'nor do they lie in what is being written').toEqual([])
  const release = async () => (await hub.as('samir').post(`${session.path}/report/edit/release`)).status
  expect(await release(), 'nothing goes out while a sentence stands on what was taken back').toBe(409)
  expect((await hub.as('niamh').post(`${session.path}/report/edit/compile`)).status).toBe(303)
  expect(await release()).toBe(303)
  await hub.settle()
  await visit(speaker, `${session.path}/report`)
  expect([(await whole(speaker)).includes(OTHER), (await whole(speaker)).includes(SPOKEN)]).toEqual([true, false])
  expect(await visit(speaker, testimony)).toBe(404)
  for (const words of ['قبل المطر', 'before the rain']) expect([words, await wordsAnywhere(hub.db, words)]).toEqual([words, []])
  await visit(speaker, '/v')
  await speaker.page.fill('#field-code', code)
  await press(speaker, `${formTo('/v')} button`)
  await reads(speaker, 'voice.code-unknown')
})

test('on the whole way nothing was asked of another site, nothing stuck out, no fault was found, and no network address was written down', async () => {
  expect(faults).toEqual([])
  expect(await wordsAnywhere(house.hub.db, '127.0.0.1')).toEqual([])
})
