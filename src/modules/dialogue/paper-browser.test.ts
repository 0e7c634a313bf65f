import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import type { Made } from '../../testing/dialogues.ts'
import { faultsOf } from '../../testing/faults.ts'
import { stageDialogue } from '../../testing/scene.ts'

let house: OpenHouse
let made: Made
beforeAll(async () => {
  house = await openHouse(3975)
  made = await stageDialogue(house.hub, { title: 'Care in two countries' })
})
afterAll(() => house.close())

const at = (path: string, locale = 'en') => `${house.url}/${locale}/dialogues/${made.slug}${path}`

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

/** The script has put the focus where typing begins. */
const atFirstRow = (page: Page) => page.waitForFunction(() => document.activeElement?.getAttribute('data-key') === '1')

/** Votes of each sheet, in the order in which they were typed in: value by statement. */
async function typed(): Promise<readonly Readonly<Record<number, number>>[]> {
  const rows = await house.hub.db
    .selectFrom('sheet')
    .innerJoin('vote', (join) =>
      join.onRef('vote.dialogue_id', '=', 'sheet.dialogue_id').onRef('vote.participant', '=', 'sheet.participant'),
    )
    .select(['sheet.number', 'vote.statement', 'vote.value'])
    .where('sheet.dialogue_id', '=', made.id)
    .orderBy('sheet.number')
    .orderBy('vote.statement')
    .execute()
  return [...Map.groupBy(rows, ({ number }) => number).values()].map((own) =>
    Object.fromEntries(own.map(({ statement, value }) => [statement, value])),
  )
}

test('a facilitator types in three sheets by the keyboard alone, with scripts and without', async () => {
  const room = await house.sit('samir')
  const page = await room.newPage()
  page.setDefaultTimeout(5000)
  await page.goto(at('/kit/entry'))
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('Whose table it was').fill('A circle of neighbours')
  await page.getByLabel('How many people sat there').fill('3')
  await page.getByLabel('The text about consent was read aloud').check()
  await page.keyboard.press('Enter')
  await page.waitForURL(/meetings\/1$/)
  await atFirstRow(page)
  await press(page, '1 2 3 1 2 3 1 1 Enter')
  await page.getByText('Sheet 1 is in.').waitFor()
  await atFirstRow(page)
  // The fourth row stays empty, and the fifth is changed after a second look.
  await press(page, '2 2 2 0 1 Backspace 3 1 1 1 Enter')
  await page.getByText('Sheet 2 is in.').waitFor()
  await page.getByRole('button', { name: 'Undo sheet 2' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await room.close()
  const plain = await house.sit('samir', { javaScript: false })
  const page2 = await plain.newPage()
  page2.setDefaultTimeout(5000)
  await page2.goto(at('/kit/entry/meetings/1'))
  await page2.locator('fieldset input').first().focus()
  await press(page2, 'Space Tab Space ArrowDown Tab Space ArrowDown ArrowDown Enter')
  await page2.getByText('Sheet 3 is in.').waitFor()
  expect(await page2.getByText('there are as many sheets').isVisible()).toBe(true)
  await plain.close()
  expect(await typed()).toEqual([
    { 0: 1, 1: -1, 2: 0, 3: 1, 4: -1, 5: 0, 6: 1, 7: 1 },
    { 0: -1, 1: -1, 2: -1, 4: 0, 5: 1, 6: 1, 7: 1 },
    { 0: 1, 1: -1, 2: 0 },
  ])
})

test('kit and meetings are for everybody, narrow and wide, from right to left too', async () => {
  for (const [locale, width] of [
    ['ar', 360],
    ['fr', 1280],
  ] as const) {
    const room = await house.sit(null, { width })
    const page = await room.newPage()
    for (const path of ['/kit', '/meetings']) {
      await page.goto(at(path, locale))
      expect([locale, path, await faultsOf(page)]).toEqual([locale, path, []])
    }
    await room.close()
  }
})
