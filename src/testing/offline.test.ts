import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, startBrowserIn, type OpenHouse } from './browser.ts'
import { memberNamed, type CastName } from './cast.ts'
import { doAsHub, type Made } from './dialogues.ts'
import { faultsOf } from './faults.ts'
import { stageDialogue } from './scene.ts'

// What is answered and written without a connection waits on the device, and arrives once.

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3992)
})
afterAll(() => house.close())

const WORDS = 'Trains should meet the ferries.'

const at = ({ slug }: Made, path = '/take-part', locale = 'en') => `${house.url}/${locale}/dialogues/${slug}${path}`

/** Begins, and waits until the page has the next cards in hand. */
async function begin(context: BrowserContext, dialogue: Made): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  await page.goto(at(dialogue, ''))
  const ahead = page.waitForResponse((answer) => answer.headers()['x-part'] === 'ahead')
  await page.click('form[action$="/participation"] button')
  await page.waitForURL('**/take-part')
  await (await ahead).finished()
  return page
}

async function answer(page: Page, key: string): Promise<string> {
  const shown = (await page.textContent('#statement')) ?? ''
  await page.locator('#statement').focus()
  await page.keyboard.press(key)
  await page.waitForFunction((before) => document.querySelector('take-part .statement')?.textContent !== before, shown)
  return shown.trim()
}

async function write(page: Page, words: string): Promise<void> {
  await page.evaluate(() => document.querySelector('#add details')?.setAttribute('open', ''))
  await page.getByRole('textbox', { name: 'Your statement' }).fill(words)
  await page.getByRole('button', { name: 'Add this statement' }).click()
}

/** Each waiting entry as the page shows it; the heading says how many there are. */
async function waiting(page: Page, count: number): Promise<readonly string[]> {
  await page.getByRole('heading', { name: new RegExp(`: ${count}$`) }).waitFor()
  return page.locator('waiting-answers li > p:first-child').allTextContents()
}

const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('waiting')))

async function arrived({ id }: Made) {
  const { db } = house.hub
  const votes = await db
    .selectFrom('vote')
    .innerJoin('statement', (join) =>
      join.onRef('statement.dialogue_id', '=', 'vote.dialogue_id').onRef('statement.number', '=', 'vote.statement'),
    )
    .select(['text', 'value'])
    .where('vote.dialogue_id', '=', id)
    .execute()
  const written = await db.selectFrom('statement').select('text').where('dialogue_id', '=', id).where('seed', '=', false).execute()
  return { votes: Object.fromEntries(votes.map(({ text, value }) => [text, value])), written: written.map(({ text }) => text) }
}

/** The same person at another device, with a connection: what waits on this one is older, and must not take its place. */
async function laterElsewhere({ id, slug }: Made, text: string, choice: string): Promise<void> {
  const { number } = await house.hub.db
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', id)
    .where('text', '=', text)
    .executeTakeFirstOrThrow()
  expect((await house.hub.as('mai').post(`/dialogues/${slug}/statements/${number}/vote`, { choice })).status).toBe(303)
}

async function became(context: BrowserContext, name: CastName): Promise<void> {
  await context.addCookies([{ name: 'session', value: memberNamed(house.hub.cast, name).session, url: house.url }])
}

test('without a connection one goes on, sees what waits, and all of it arrives once, though two pages are open', async () => {
  const dialogue = await stageDialogue(house.hub, { title: 'On the bus' })
  const context = await house.sit(null)
  const page = await begin(context, dialogue)
  const second = await context.newPage()
  await second.goto(at(dialogue, '/take-part', 'fr'))
  await second.waitForFunction(() => customElements.get('waiting-answers') !== undefined)
  const taken: string[] = []
  context.on('response', (response) => void (response.headers()['x-part'] === 'waiting' && taken.push(new URL(response.url()).pathname)))
  await context.setOffline(true)
  const texts = [await answer(page, '1'), await answer(page, '2'), await answer(page, '3')]
  await write(page, WORDS)
  // Another page still shows the first statement, in another language: the last answer to it counts.
  expect(await answer(second, '2')).toBe(texts[0])
  const shown = [`Pas d’accord ${texts[0]}`, `Disagree ${texts[1]}`, `Pass, or not sure ${texts[2]}`, `Your statement ${WORDS}`]
  expect((await waiting(page, 4)).toSorted()).toEqual(shown.toSorted())
  expect((await waiting(second, 4)).toSorted()).toEqual(shown.toSorted())
  expect(await arrived(dialogue)).toEqual({ votes: {}, written: [] })
  await context.setOffline(false)
  await expect.poll(() => kept(page), { timeout: 10_000 }).toEqual([])
  const seen = { votes: { [texts[0] ?? '']: -1, [texts[1] ?? '']: -1, [texts[2] ?? '']: 0 }, written: [WORDS] }
  expect(await arrived(dialogue)).toEqual(seen)
  expect([taken.length, new Set(taken).size], 'each was sent by one of the pages alone').toEqual([4, 4])
  await house.hub.sweep()
  const noted = await house.hub.db.selectFrom('serving').select('answered').where('dialogue_id', '=', dialogue.id).execute()
  expect(noted, 'what was drawn ahead is not in the log of what was served').toEqual([{ answered: 0 }])
  const said = () =>
    Promise.all([page, second].map((one) => one.getByText(/What waited on this device has arrived|Ce qui attendait/).count()))
  await expect.poll(async () => Math.max(...(await said()))).toBe(1)
  await context.setOffline(true)
  await answer(page, '1')
  await waiting(page, 1)
  await page.getByRole('button', { name: 'Remove all' }).click()
  expect([await kept(page), await page.locator('waiting-answers li').count()]).toEqual([[], 0])
  await context.close()
})

test('where the hub goes away after it has done it, before it has said so, nothing is there twice', async () => {
  const dialogue = await stageDialogue(house.hub, { title: 'Half an answer' })
  const context = await house.sit('mai')
  const page = await begin(context, dialogue)
  await page.route(/\/(vote|statements)$/, async (route) => {
    await route.fetch()
    await route.abort()
  })
  const first = await answer(page, '1')
  await write(page, WORDS)
  await waiting(page, 2)
  await expect.poll(() => arrived(dialogue)).toEqual({ votes: { [first]: 1 }, written: [WORDS] })
  await page.unroute(/\/(vote|statements)$/)
  // The browser does not know that there is a connection again: it tries by itself.
  await expect.poll(() => kept(page), { timeout: 15_000 }).toEqual([])
  expect(await arrived(dialogue)).toEqual({ votes: { [first]: 1 }, written: [WORDS] })
  const told = await house.hub.db.selectFrom('event').select('kind').where('scope_id', '=', dialogue.id).orderBy('kind').execute()
  expect(told.map(({ kind }) => kind).filter((kind) => /added|cast/.test(kind))).toEqual(['dialogue.statement.added', 'dialogue.vote.cast'])
  await context.close()
})

test('nobody else sees or sends it, neither beside the open page nor after; whoever wrote it does, on any page of theirs', async () => {
  const dialogue = await stageDialogue(house.hub, { title: 'A shared telephone' })
  const context = await house.sit('mai')
  const page = await begin(context, dialogue)
  await context.setOffline(true)
  const first = await answer(page, '1')
  await write(page, WORDS)
  await waiting(page, 2)
  await laterElsewhere(dialogue, first, 'disagree')
  await house.hub.as('samir').post(`/dialogues/${dialogue.slug}/participation`, {})
  await became(context, 'samir')
  await context.setOffline(false)
  await page.getByText('on this device somebody else takes part now').waitFor()
  await page.goto(at(dialogue))
  await page.waitForFunction(() => document.querySelector('waiting-answers > section') !== null)
  expect([await page.locator('waiting-answers li').count(), (await kept(page)).length]).toEqual([0, 1])
  expect(await arrived(dialogue)).toEqual({ votes: { [first]: -1 }, written: [] })
  await became(context, 'mai')
  await page.goto(`${house.url}/en/me`)
  await expect.poll(() => kept(page), { timeout: 10_000 }).toEqual([])
  expect(await arrived(dialogue)).toEqual({ votes: { [first]: -1 }, written: [WORDS] })
  await context.close()
})

test('what is refused then, or is too old, stays to be copied or removed; signing out asks first, and leaving quickly erases it', async () => {
  const dialogue = await stageDialogue(house.hub, { title: 'Closed meanwhile' })
  const context = await house.sit('mai')
  const page = await begin(context, dialogue)
  await context.setOffline(true)
  const [first, second] = [await answer(page, '1'), await answer(page, '2')]
  await write(page, WORDS)
  await waiting(page, 3)
  await page.evaluate((text) => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('waiting/')) ?? ''
    const all: { text: string; at: number }[] = JSON.parse(localStorage.getItem(key) ?? '[]')
    localStorage.setItem(key, JSON.stringify(all.map((one) => (one.text.trim() === text ? { ...one, at: one.at - 8 * 86_400_000 } : one))))
  }, second)
  await doAsHub(house.hub, 'dialogue.close', { dialogue: dialogue.id })
  await context.setOffline(false)
  await page.goto(at(dialogue, ''))
  await expect
    .poll(() => page.locator('waiting-answers li').allInnerTexts())
    .toEqual([
      expect.stringMatching(new RegExp(`${second}[^]*more than seven days[^]*Copy[^]*Remove`)),
      expect.stringMatching(new RegExp(`${first}[^]*closed[^]*Copy[^]*Remove`)),
      expect.stringMatching(new RegExp(`${WORDS}[^]*closed[^]*Copy[^]*Remove`)),
    ])
  expect(await faultsOf(page)).toEqual([])
  expect(await arrived(dialogue)).toEqual({ votes: {}, written: [] })
  await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
  await waiting(page, 2)
  await page.goto(`${house.url}/en/me`)
  await page.waitForFunction(() => customElements.get('waiting-answers') !== undefined)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByText('Something waits on this device, and signing out erases it.').waitFor()
  expect((await waiting(page, 2)).length).toBe(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForURL('about:blank')
  await page.goto(at(dialogue, ''))
  expect([await kept(page), await page.locator('waiting-answers li').count()]).toEqual([[], 0])
  await context.close()
})

test('a browser that was closed and started again sends what waited', async () => {
  const dialogue = await stageDialogue(house.hub, { title: 'An empty battery' })
  const folder = await mkdtemp(join(tmpdir(), 'profile-'))
  const before = await startBrowserIn(folder)
  const page = await begin(before, dialogue)
  await before.setOffline(true)
  const first = await answer(page, '3')
  await waiting(page, 1)
  await before.close()
  const after = await startBrowserIn(folder)
  // An old one, without locks that pages share.
  await after.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'))
  await (await after.newPage()).goto(at(dialogue, '', 'ar'))
  await expect.poll(() => arrived(dialogue), { timeout: 10_000 }).toEqual({ votes: { [first]: 0 }, written: [] })
  await after.close()
  await rm(folder, { recursive: true, force: true })
})
