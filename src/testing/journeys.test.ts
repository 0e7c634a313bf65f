import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from './browser.ts'
import { SEEDS } from './dialogues.ts'
import { castVotes, stageDialogue } from './scene.ts'

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(3931)
})
afterAll(() => house.close())

const count = async (page: Page, what: string): Promise<string> => (await page.textContent(`[data-count=${what}]`)) ?? ''

/** From reading to a changed result: somebody without an account, and Samir who moderates. The same journey for every browser. */
async function takePart(javaScript: boolean): Promise<readonly number[]> {
  const { hub, url } = house
  const dialogue = await stageDialogue(hub, { title: javaScript ? 'With scripts' : 'Without scripts' })
  await castVotes(hub, dialogue, 20)
  await hub.sweep()
  const said = `A statement from somewhere, ${javaScript ? 'with' : 'without'} scripts`

  const ana = await house.sit(null, { javaScript })
  const page = await ana.newPage()
  await page.goto(`${url}/en`)
  await page.click(`a[href="/en/dialogues/${dialogue.slug}"]`)
  await page.waitForURL(`**/dialogues/${dialogue.slug}`)
  expect(await page.title()).toContain(javaScript ? 'With scripts' : 'Without scripts')
  expect(await count(page, 'participants')).toBe('20')
  expect((await ana.cookies()).length, 'nothing is kept before somebody takes part').toBe(0)
  await page.click('form[action$="/participation"] button')
  await page.waitForURL('**/take-part')
  expect((await ana.cookies()).map(({ name, httpOnly }) => [name.slice(0, 6), httpOnly])).toEqual([['guest-', true]])

  const seen = new Set<string>()
  for (let answered = 0; answered < SEEDS.length; answered += 1) {
    const statement = (await page.textContent('#statement')) ?? ''
    expect(seen.has(statement), 'no statement comes twice').toBe(false)
    seen.add(statement)
    await page.click('.answers button[value=agree]')
    await page.waitForFunction((before) => document.querySelector('#statement')?.textContent !== before, statement)
  }
  expect([...seen].map((text) => text.trim()).toSorted()).toEqual([...SEEDS].toSorted())
  expect(await page.isVisible('.answers'), 'all is answered').toBe(false)

  await page.click('#add summary')
  await page.fill('#field-text', said)
  await page.click('#add form button')
  // With scripts the page stays, and says so in the same place.
  await page.waitForSelector('#add [role=status]')

  const samir = await house.sit('samir', { javaScript })
  const desk = await samir.newPage()
  await desk.goto(`${url}/en/dialogues/${dialogue.slug}/moderation`)
  expect(await desk.textContent('.rows .statement')).toContain(said)
  await desk.click('form[action$="/publication"] button')
  await desk.waitForURL('**/moderation')
  expect(await desk.locator('.rows .statement').count()).toBe(0)

  await page.goto(`${url}/en/dialogues/${dialogue.slug}/take-part`)
  expect(await page.textContent('#statement')).toContain(said)
  await page.click('.answers button[value=agree]')
  await page.waitForFunction(() => document.querySelector('.answers') === null)
  const row = page.locator('tr', { hasText: said })
  const shown = async (): Promise<number> => {
    await hub.sweep()
    await page.goto(`${url}/en/dialogues/${dialogue.slug}/result`)
    return row.count()
  }
  await expect.poll(shown, { timeout: 15_000, interval: 500 }).toBe(1)
  await page.click('details:has(table) > summary')
  const counted = (await row.locator('td.number').allTextContents()).map(Number)
  expect(await page.isVisible('.landscape svg')).toBe(true)
  await ana.close()
  await samir.close()
  return counted
}

describe('taking part, from the question to a result in which one has agreed and nobody else voted', () => {
  test('with JavaScript off', async () => expect(await takePart(false)).toEqual([1, 0, 0]), 60_000)
  test('with JavaScript on', async () => expect(await takePart(true)).toEqual([1, 0, 0]), 60_000)
})

test('with scripts an answer changes the card alone, and keys answer while the card has the focus', async () => {
  const { hub, url } = house
  const dialogue = await stageDialogue(hub, { title: 'Keys' })
  const ana = await house.sit(null)
  const page = await ana.newPage()
  await page.goto(`${url}/en/dialogues/${dialogue.slug}`)
  await page.click('form[action$="/participation"] button')
  await page.waitForURL('**/take-part')
  await page.evaluate(() => void ((globalThis as { stays?: boolean }).stays = true))
  const first = (await page.textContent('#statement')) ?? ''
  expect(await page.evaluate(() => document.activeElement?.id), 'the card has the focus from the start').toBe('statement')
  await page.keyboard.press('2')
  await page.waitForFunction((before) => document.querySelector('#statement')?.textContent !== before, first)
  expect(await page.evaluate(() => (globalThis as { stays?: boolean }).stays), 'the page was not loaded anew').toBe(true)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('statement')
  const votes = await hub.db.selectFrom('vote').select('value').where('dialogue_id', '=', dialogue.id).execute()
  expect(votes).toEqual([{ value: -1 }])
  await ana.close()
})

test('counts of an open page follow while others vote', async () => {
  const { hub, url } = house
  const dialogue = await stageDialogue(hub, { title: 'Live' })
  const reader = await house.sit(null)
  const page = await reader.newPage()
  await page.goto(`${url}/en/dialogues/${dialogue.slug}`)
  expect(await count(page, 'votes')).toBe('0')
  await castVotes(hub, dialogue, 12)
  await hub.sweep()
  await page.waitForFunction(() => document.querySelector('[data-count=votes]')?.textContent === '96')
  expect(await count(page, 'participants')).toBe('12')
  await reader.close()
})
