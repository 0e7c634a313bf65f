import { unzipSync, strFromU8 } from 'fflate'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Say } from '../web/say.ts'
import { openHouse, type OpenHouse } from './browser.ts'
import { LYON, UNIT, type CastName } from './cast.ts'
import { SEEDS, type Made } from './dialogues.ts'
import { stageDialogue } from './scene.ts'

// Joining safely, from the first look to the last trace: once without JavaScript and once with it, in two languages.

const DAY_MS = 86_400_000
const START = new Date()
const OWN = SEEDS.length

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3971)
  const gift = house.hub.as('gift')
  for (const language of ['fr', 'ar'])
    await gift.api('PUT', `/charter/draft/${language}`, {
      text: 'Nous parlons des idées, jamais des personnes.',
      changed: 'Première version.',
    })
  await gift.api('POST', '/charter/versions', {})
})
afterAll(() => house.close())

type Journey = {
  readonly seat: BrowserContext
  readonly page: Page
  readonly say: Say
  readonly dialogue: Made
  readonly email: string
  /** The name under which she signs in, and the one under which she speaks. */
  readonly name: string
  readonly pseudonym: string
  /** A word that she tells of herself, and takes back. */
  readonly told: string
  readonly faults: string[]
}

async function setOut(javaScript: boolean): Promise<Journey> {
  const { hub } = house
  hub.setNow(START)
  const locale = javaScript ? 'fr' : 'ar'
  const seat = await house.sit(null, { javaScript, locale })
  const page = await seat.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (line) => void (line.text().includes('Content Security Policy') ? faults.push(line.text()) : null))
  page.on('request', (request) => void (request.url().startsWith(house.url) ? null : faults.push(request.url())))
  return {
    seat,
    page,
    say: hub.kit.books.say(locale),
    dialogue: await stageDialogue(hub, { title: `Santé, ${locale}` }),
    email: `newcomer-${locale}@example.org`,
    name: `Safiya-${locale}`,
    pseudonym: `Aubépine-${locale}`,
    told: `Broderie-${locale}`,
    faults,
  }
}

const at = ({ say }: Pick<Journey, 'say'>, path: string): string => `${house.url}/${say.locale}${path}`
const pathOf = ({ page, say }: Journey): string => new URL(page.url()).pathname.replace(`/${say.locale}`, '')
const whole = async (page: Page): Promise<string> => (await page.textContent('main')) ?? ''
const formTo = (end: string): string => `main form[action$="${end}"]`

/** Presses what sends a form, and waits for the page that answers. */
async function send(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.click(button)
  await loaded
}

async function visit(journey: Journey, path: string): Promise<number> {
  return (await journey.page.goto(at(journey, path)))?.status() ?? 0
}

/** The page of a letter to her; nothing is done by opening it. */
async function openLetter({ page, email }: Journey): Promise<void> {
  const { hub } = house
  await hub.settle()
  const letter = hub.letters.findLast(({ to }) => to === email)
  await page.goto(/(http:\S+\/sign-in\/\S+)/.exec(letter?.text ?? '')?.[1] ?? 'about:blank')
}

async function askForLetter(journey: Journey): Promise<void> {
  const { page, email } = journey
  await visit(journey, '/sign-in')
  await page.fill('#field-email', email)
  await send(page, `${formTo('/sign-in')} button`)
}

/** All that the forms of this page ask for. */
const askedFor = async (page: Page): Promise<readonly string[]> => {
  const names = await page
    .locator('main :is(input:not([type=hidden]), select, textarea)')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? ''))
  return [...new Set(names)]
}

/** By mail, under a name that need not be one's own; the charter comes first, and nothing is asked but who may see the name. */
async function join(journey: Journey): Promise<void> {
  const { page, say, name, seat } = journey
  expect(await visit(journey, `/dialogues/${journey.dialogue.slug}`), 'reading comes before joining').toBe(200)
  expect(await seat.cookies()).toEqual([])
  await askForLetter(journey)
  await openLetter(journey)
  await send(page, 'main form button')
  expect(await whole(page), 'without the charter there is no account').toContain(say('field.accept'))
  expect(await visit(journey, '/me')).toBe(403)

  await openLetter(journey)
  await page.check('input[name=accepted]')
  await send(page, 'main form button')
  expect([pathOf(journey), await askedFor(page)]).toEqual(['/me/name', ['name']])
  await page.fill('#field-name', name)
  await send(page, 'main form button')
  expect([pathOf(journey), await askedFor(page)]).toEqual(['/welcome', ['audience', 'under18']])
  expect(await page.isChecked('input[value=nobody]'), 'hidden until one says otherwise').toBe(true)
  await page.check('input[value=members]')
  await send(page, 'main form button')
  expect(pathOf(journey)).toBe('/me/seen')
}

/** What `/me/seen` shows through the eyes of a sort of reader: nobody, or all that it tells. */
async function seenBy(journey: Journey, viewer: string): Promise<string> {
  const { page, say } = journey
  await visit(journey, '/me/seen')
  const heading = page.getByRole('heading', { name: say(`seen.viewer.${viewer}`), exact: viewer !== 'body' })
  return (await page.locator('section', { has: heading }).textContent()) ?? ''
}

/** For each sort of reader in turn: does it say these words? */
async function whoReads(journey: Journey, words: string): Promise<Readonly<Record<string, boolean>>> {
  const seen: Record<string, boolean> = {}
  for (const viewer of ['anybody', 'member', 'companion', 'body', 'government'])
    seen[viewer] = (await seenBy(journey, viewer)).includes(words)
  return seen
}

const NOBODY = { anybody: false, member: false, companion: false, body: false, government: false }
const MEMBERS = { ...NOBODY, member: true, companion: true, body: true }

/** A body, whose officers are readers too; then a word about herself, with a receipt, and taken back. */
async function tellAndTakeBack(journey: Journey): Promise<void> {
  const { page, say, name, told } = journey
  const invitation = await house.hub.as('idrissa').api('POST', `/bodies/${LYON}/invitations`, { role: 'member' })
  await visit(journey, ((await invitation.json()) as { path: string }).path)
  await send(page, 'main form button')
  expect(await whoReads(journey, name)).toEqual(MEMBERS)
  expect(await seenBy(journey, 'government')).toContain(say('seen.nobody-there'))

  await visit(journey, '/me/facets/interests')
  await page.fill('[id="field-values.0"]', told)
  await page.selectOption('#field-audience', 'members')
  await send(page, `${formTo('/me/facets/interests')} button[type=submit]`)
  expect(await whole(page), 'nothing is kept without a consent').toContain(say('consent.needed'))
  expect(await page.inputValue('[id="field-values.0"]')).toBe(told)
  await page.check('input[name=agreed]')
  await send(page, `${formTo('/me/facets/interests')} button[type=submit]`)
  expect(await whoReads(journey, told)).toEqual(MEMBERS)

  await visit(journey, '/me/consents')
  const words = say('consent.text.interests')
  expect(await whole(page)).toContain(words)
  const downloads = page.waitForEvent('download')
  await page.click('a[href$="/receipt.txt"]')
  const receipt = readFileSync(await (await downloads).path(), 'utf8')
  expect([receipt.includes(words), receipt.includes(say('consents.holds')), receipt.includes(told)]).toEqual([true, true, false])
  await send(page, `${formTo('/withdrawal')} button`)
  expect(await whole(page)).toContain(say('consents.withdrawn'))
  expect(await whoReads(journey, told)).toEqual(NOBODY)
}

/** What somebody of the cast gets for her card. */
const cardFor = async (who: CastName | null, card: string): Promise<number> => (await house.hub.as(who).get(card)).status

async function hide(journey: Journey): Promise<void> {
  const { page, say } = journey
  await visit(journey, '/me/card')
  await page.check('input[value=public]')
  await send(page, `${formTo('/me/audience')} button`)
  const card = (await page.getAttribute('main a[href*="/people/"]', 'href'))?.replace(`/${say.locale}`, '') ?? ''
  const readers = async () => [await cardFor('aoife', card), await cardFor('niamh', card), await cardFor('mai', card)]
  expect(await readers(), 'everybody reads what is public').toEqual([200, 200, 200])
  await visit(journey, '/me/hiding')
  await page.selectOption('#field-body', UNIT)
  await send(page, 'main form:has(#field-body) button')
  expect(await readers(), 'its steward and its convener find nobody').toEqual([404, 404, 200])
  await visit(journey, '/me/card')
  await page.check('input[value=members]')
  await send(page, `${formTo('/me/audience')} button`)
  await visit(journey, '/me/hiding')
  await send(page, 'main form:has(input[value=governments]) button')
  expect(await seenBy(journey, 'government')).toContain(say('seen.hidden'))
}

/** A second name, under which she speaks: it is read by whom it is for, and nobody is told whose it is. Gives the statement on which she voted. */
async function speakUnderAnotherName(journey: Journey): Promise<string> {
  const { page, say, name, pseudonym, dialogue } = journey
  const { slug } = dialogue
  await visit(journey, '/me/identities')
  await page.fill(`${formTo('/me/identities')} input[name=name]`, pseudonym)
  await send(page, `${formTo('/me/identities')} button`)
  await send(page, `${formTo('/acting')}:has-text("${pseudonym}") button`)
  await visit(journey, '/me/card')
  expect(await page.isChecked('input[value=nobody]'), 'a new name is hidden, whatever the other one shows').toBe(true)
  await page.check('input[value=members]')
  await send(page, `${formTo('/me/audience')} button`)

  await visit(journey, `/dialogues/${slug}`)
  await send(page, 'form[action$="/participation"] button')
  const first = (await page.textContent('#statement')) ?? ''
  await page.click('.answers button[value=agree]')
  await page.waitForFunction((before) => document.querySelector('#statement')?.textContent !== before, first)
  await visit(journey, `/dialogues/${slug}/voice`)
  await page.getByRole('radio', { name: pseudonym }).check()
  await send(page, `${formTo('/voice')} button`)
  await visit(journey, `/dialogues/${slug}/take-part`)
  await page.click('#add summary')
  await page.fill('#field-text', sentenceOf(journey))
  await page.click('#add form button')
  // With scripts the page stays, and says so in the same place.
  await page.waitForSelector('#add [role=status]')
  expect((await house.hub.as('samir').post(`/dialogues/${slug}/statements/${OWN}/publication`)).status).toBe(303)

  const readers: readonly (CastName | null)[] = ['mai', 'idrissa', 'aoife', 'niamh', null]
  const lines = await Promise.all(readers.map((who) => speakerFor(who, journey)))
  const byName = `${pseudonym} · ${say('speaker.by-name')}`
  const withoutName = say('speaker.participant')
  expect(lines).toEqual([byName, byName, withoutName, withoutName, withoutName])
  for (const who of readers)
    for (const path of ['', '/statements', `/statements/${OWN}`, '/result', '/history']) {
      const answer = await house.hub.as(who, say.locale).get(`/dialogues/${slug}${path}`)
      expect([who, path, answer.status, (await answer.text()).includes(name)]).toEqual([who, path, 200, false])
    }
  return first.trim()
}

const sentenceOf = ({ say }: Journey): string => `Nos langues valent une heure de classe par semaine (${say.locale}).`

/** Who speaks in her statement, as a real page shows it to this reader. */
async function speakerFor(who: CastName | null, journey: Journey): Promise<string> {
  const seat = await house.sit(who, { locale: journey.say.locale })
  const page = await seat.newPage()
  await page.goto(at(journey, `/dialogues/${journey.dialogue.slug}/statements/${OWN}`))
  const line = (await page.locator('.speaker').first().textContent()) ?? ''
  await seat.close()
  return line.trim()
}

type Data = { readonly rooms: Readonly<Record<string, unknown>> }

/** Everything that is held of her, and nothing that she has taken back. */
async function takeAlong(journey: Journey, votedOn: string): Promise<void> {
  const { page, name, pseudonym, told, email, say } = journey
  await visit(journey, '/me/data')
  await send(page, `${formTo('/me/data/exports')} button`)
  await house.hub.settle()
  await visit(journey, '/me/data')
  const downloads = page.waitForEvent('download')
  await page.click('main a[href$="/file"]')
  const files = unzipSync(new Uint8Array(readFileSync(await (await downloads).path())))
  const text = strFromU8(files['data.json'] ?? new Uint8Array())
  const held = [name, pseudonym, email, sentenceOf(journey), votedOn, say('consent.text.interests')]
  expect(held.filter((words) => !text.includes(JSON.stringify(words).slice(1, -1)))).toEqual([])
  expect(text).not.toContain(told)
  expect(Object.keys((JSON.parse(text) as Data).rooms).toSorted()).toEqual(
    expect.arrayContaining(['charters', 'dialogue', 'people', 'profiles']),
  )
  expect(strFromU8(files['index.html'] ?? new Uint8Array())).toContain(pseudonym)
}

/** Asked to leave; reads, does nothing else, stays after all; asks again, and is gone after the grace. */
async function leave(journey: Journey): Promise<void> {
  const { page, say, name, pseudonym, email } = journey
  const { hub } = house
  const askToLeave = async () => {
    await visit(journey, '/me/departure')
    await page.check(`${formTo('/me/departure')} input[name=sure]`)
    await send(page, `${formTo('/me/departure')} button`)
  }
  await askToLeave()
  const day = say('leaving.note', { day: say.day(new Date(START.getTime() + 14 * DAY_MS), hub.kit.homeZone) })
  await visit(journey, '')
  expect(await page.textContent('body'), 'said on every page, with the day').toContain(day)
  await visit(journey, '/me/name')
  await page.fill('#field-name', 'Autre')
  await send(page, 'main form button')
  expect(await page.textContent('body')).toContain(say('account.leaving'))
  await visit(journey, '/me/departure')
  await send(page, `${formTo('/departure/withdrawal')} button`)
  hub.setNow(new Date(START.getTime() + 20 * DAY_MS))
  await hub.sweep()
  expect(await visit(journey, '/me'), 'who stayed is there').toBe(200)
  expect(await page.textContent('body')).not.toContain(day)
  hub.setNow(START)

  await askToLeave()
  expect((await tablesWith([name, pseudonym])).length, 'until then the names are there').toBeGreaterThan(0)
  hub.setNow(new Date(START.getTime() + 13 * DAY_MS))
  await hub.sweep()
  expect(await visit(journey, '/me')).toBe(200)
  hub.setNow(new Date(START.getTime() + 14 * DAY_MS))
  await hub.sweep()
  expect([await visit(journey, '/me'), await tablesWith([email])]).toEqual([403, []])
  // Her names vanish at hours of their own, within three days.
  hub.setNow(new Date(START.getTime() + 17 * DAY_MS))
  await hub.sweep()
  await hub.settle()
  expect(await tablesWith([name, pseudonym, email])).toEqual([])
  const lines = await Promise.all(['mai' as const, null].map((who) => speakerFor(who, journey)))
  expect(lines, 'what she said stays, without a name for whoever read it').toEqual([say('speaker.participant'), say('speaker.participant')])
  await askForLetter(journey)
  await openLetter(journey)
  expect(await page.isVisible('input[name=accepted]'), 'the address is nobody’s: who uses it is new here').toBe(true)
}

/** Which tables hold one of these words anywhere. */
async function tablesWith(words: readonly string[]): Promise<readonly string[]> {
  const { db } = house.hub
  const tables = await db.introspection.getTables()
  const found: string[] = []
  for (const { name, schema } of tables) {
    const { rows } = await sql<{ there: boolean }>`
      select exists (select from ${sql.table(`${schema}.${name}`)} as t where t::text ~ ${words.join('|')}) as there`.execute(db)
    if (rows[0]?.there === true) found.push(name)
  }
  return found
}

describe.each([
  ['with JavaScript off', false],
  ['with JavaScript on', true],
] as const)('joining safely, %s', (_name, javaScript) => {
  test('from the first look to the last trace', { timeout: 120_000 }, async () => {
    const journey = await setOut(javaScript)
    await join(journey)
    await tellAndTakeBack(journey)
    await hide(journey)
    const votedOn = await speakUnderAnotherName(journey)
    await takeAlong(journey, votedOn)
    await leave(journey)
    expect(journey.faults).toEqual([])
    await journey.seat.close()
  })
})
