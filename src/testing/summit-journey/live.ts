import { expect } from 'vitest'
import { comesTo, SESSION, worked, type Journey } from './journey.ts'
import { complete, follow, sent, type Seat } from './seats.ts'

const FLOOR = `${SESSION}/floor`
const DIALOGUE = '/dialogues/que-se-doivent-ils'
export const ASKED = 'من يجيب عن الرسائل؟'
export const PUT = 'يردّ شخص واحد معروف على كل رسالة.'

/** The chair opens; a page that stands open elsewhere says so by itself. */
export async function openSession(journey: Journey): Promise<void> {
  const { samir, mai } = journey
  await comesTo(journey, 0)
  await mai.visit(SESSION)
  const state = mai.page.locator('session-state')
  expect(await state.innerText()).toContain('pas encore commencé')
  await samir.visit(SESSION)
  await follow(samir, '/run-sheet')
  await complete(samir, '/opening')
  await mai.page.locator('session-state', { hasText: 'En cours' }).waitFor()
}

const voicesOn = ({ page }: Seat): Promise<string> => page.locator('[data-part=questions]').innerText()

/** One asks without any script, the chair shows it, two ask it too in the same moment; nobody loads a page again. */
export async function askTogether(journey: Journey): Promise<void> {
  const { house, samir, mai, idrissa, aoife } = journey
  for (const seat of [mai, aoife]) {
    await seat.visit(SESSION)
    await follow(seat, '/floor')
    await seat.page.waitForFunction(() => customElements.get('live-floor') !== undefined)
    await seat.page.evaluate(() => void ((globalThis as { stays?: boolean }).stays = true))
  }
  await idrissa.visit(SESSION)
  await follow(idrissa, '/floor')
  await complete(idrissa, '/floor/questions', { text: ASKED, language: 'ar' })
  await samir.visit(`${FLOOR}/chair`)
  await samir.page.locator('button[name=sort][value=show]').first().click()
  await expect.poll(() => house.hub.db.selectFrom('floor_question').select('state').execute()).toEqual([{ state: 'shown' }])
  await worked(house.hub)
  for (const { page } of [mai, aoife]) await page.locator('[data-part=questions] .statement', { hasText: ASKED }).waitFor()
  await Promise.all([mai, aoife].map(({ page }) => page.locator('form[action$="/voice"] button').first().click()))
  await expect.poll(async () => (await house.hub.db.selectFrom('floor_voice').selectAll().execute()).length).toBe(2)
  await worked(house.hub)
  for (const seat of [mai, aoife]) {
    await expect.poll(() => voicesOn(seat)).toMatch(/qui la posent\s*:\s*3/)
    expect(await seat.page.evaluate(() => (globalThis as { stays?: boolean }).stays), 'the page was not loaded anew').toBe(true)
  }
}

/** What was asked becomes a statement of the dialogue, which two answer: by keyboard with a script, by a button without. */
export async function putToTheVote(journey: Journey): Promise<void> {
  const { house, samir, mai, idrissa } = journey
  await samir.visit(`${FLOOR}/chair`)
  await complete(samir, '/floor/statements', { text: PUT })
  await mai.visit(SESSION)
  await follow(mai, DIALOGUE)
  await sent(mai.page, mai.page.locator('form[action$="/participation"] button'))
  for (let answered = 0; answered < 3; answered += 1) {
    const before = (await mai.page.textContent('#statement')) ?? ''
    await mai.page.keyboard.press('1')
    await mai.page.waitForFunction((text) => document.querySelector('#statement')?.textContent !== text, before)
  }
  await idrissa.visit(DIALOGUE)
  await complete(idrissa, '/participation')
  for (let answered = 0; answered < 3; answered += 1) await sent(idrissa.page, idrissa.page.locator('.answers button[value=agree]'))
  const votes = await house.hub.db.selectFrom('vote').select(['statement', 'value']).execute()
  expect(votes.map(({ statement, value }) => `${statement}: ${value}`).toSorted()).toEqual(['0: 1', '0: 1', '1: 1', '1: 1', '2: 1', '2: 1'])
}

export const NOTED = 'Une lettre sans réponse ferme une porte.'
export const WRITTEN = 'Ma ville répond en deux langues.'
export const LABEL = 'صوت من ليون'

/** The note-taker writes down what one says; by the code that she hands over he says how he is named. Another writes her own. */
export async function takeNotes(journey: Journey): Promise<void> {
  const { aoife, idrissa, mai, ana, left } = journey
  await aoife.visit(SESSION)
  await follow(aoife, '/interventions')
  await follow(aoife, '/interventions/new')
  await complete(aoife, '/interventions', { text: NOTED, language: 'fr', question: '1' })
  const code = (await aoife.page.locator('.done .proof').first().innerText()).trim()
  left.intervention = new URL((await aoife.page.getAttribute('.done a', 'href')) ?? '', aoife.page.url()).pathname.replace('/fr', '')

  await idrissa.visit(`${SESSION}/interventions`)
  await follow(idrissa, '/interventions/claim')
  await complete(idrissa, '/claim', { code })
  left.own = idrissa.path()
  await complete(idrissa, '/attribution', { choice: 'label', label: LABEL })

  await mai.visit(SESSION)
  await follow(mai, '/interventions')
  await follow(mai, '/interventions/mine')
  await complete(mai, '/mine', { text: WRITTEN, question: '2', choice: 'none' })

  await ana.visit(`${SESSION}/interventions`)
  const read = await ana.read()
  expect([read.includes(NOTED), read.includes(LABEL), read.includes(WRITTEN)]).toEqual([true, true, true])
  expect(read, 'whoever chose a label is not named').not.toContain('Idrissa')
}

/** Two who have something in common say yes to each other, and one writes. */
export async function meet({ mai, idrissa, samir }: Journey): Promise<void> {
  for (const seat of [mai, idrissa]) {
    await seat.visit(SESSION)
    await follow(seat, '/people')
    await complete(seat, '/people/entry', { questions: '2', words: 'guichet' })
  }
  await complete(idrissa, '/asking')
  await mai.visit(`${SESSION}/people`)
  expect(await mai.read()).toContain('guichet')
  await complete(mai, '/asking')
  const talk = mai.path()
  await complete(mai, '/messages', { text: 'Écrivons aux deux villes.' })
  expect(await idrissa.visit(talk)).toBe(200)
  expect(await idrissa.read()).toContain('Écrivons aux deux villes.')
  expect(await samir.visit(talk), 'nobody else reads it').toBe(403)
}
