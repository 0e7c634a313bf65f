import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { faultsInTurn } from '../../testing/faults.ts'
import { giveRole, stageSession, type StagedSession } from '../../testing/summit.ts'

let house: OpenHouse
let session: StagedSession
beforeAll(async () => {
  house = await openHouse(3967)
  session = await stageSession(house.hub, { opened: true })
  await giveRole(house.hub, session.id, 'samir', 'note-taker')
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const times = { opensAt: inDays(-1), closesAt: inDays(5), answerBy: inDays(9) }
  await doAsHub(house.hub, 'ideas.open-call', {
    session: session.id,
    ...times,
    access: 'anyone',
    text: 'What should we do there?',
    language: 'en',
  })
})
afterAll(() => house.close())

type Page = import('playwright-core').Page

/** Nothing for axe to find, nothing that sticks out at 360 pixels; the pages take turns in the three languages. */
const examine = async (page: Page, name: string) => expect([name, await faultsInTurn(house, page)]).toEqual([name, []])

test('from the note-taker to a withdrawal by the code of a slip, without JavaScript, each page examined', async () => {
  const { url } = house
  // Axe is a script, so the pages are examined in a browser that runs them; the way is gone in one that does not.
  const eye = await (await house.sit('samir')).newPage()
  const look = async (path: string, name: string, page = eye) => {
    await page.goto(`${url}/en${path}`)
    await examine(page, name)
  }
  const samir = await (await house.sit('samir', { javaScript: false })).newPage()
  await samir.goto(`${url}/en${session.path}/interventions/new`)
  await samir.fill('#field-text', 'Trust takes years.')
  await samir.selectOption('#field-question', '1')
  await samir.selectOption('#field-role', 'panellist')
  await samir.click('main form button')
  const code = (await samir.textContent('.done .proof'))?.trim() ?? ''
  expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  expect(await samir.inputValue('#field-role'), 'kept for the next one').toBe('panellist')
  const read = await samir.getAttribute('.done a', 'href')

  const ana = await (await house.sit(null, { javaScript: false })).newPage()
  await ana.goto(`${url}/en${session.path}/interventions/claim`)
  await ana.fill('#field-code', code.toLowerCase().replaceAll('-', ' '))
  await ana.click('main form button')
  const own = new URL(ana.url()).pathname.replace('/en', '')
  expect(await ana.textContent('article .statement')).toBe('Trust takes years.')
  await ana.check('input[name=choice][value=label]')
  await ana.fill('#field-label', 'A reader')
  await ana.click('form[action$="/attribution"] button')
  expect(await ana.textContent('.done')).toContain('Your choice is kept')
  const below = (path: string) => `${session.path}/interventions${path}`
  await look(below(''), 'the list')
  await look((read ?? '').replace('/en', ''), 'one of them, for the team')
  await look(below('/new'), 'the fast screen')
  await look(below('/transcript'), 'a transcript')
  await look(below('/claim'), 'the code')
  await look(own, 'one’s own')
  await look(`${session.path}/kit`, 'the kit')
  await look(`${session.path}/kit/entry`, 'meetings on paper')
  await ana.click('form[action$="/withdrawal"] button')
  expect(await ana.textContent('.done')).toContain('It is withdrawn')
  await ana.goto(`${url}${read}`)
  expect(await ana.textContent('article')).toContain('Withdrawn on')
}, 240_000)

test('an idea without an account and without JavaScript: sent, read, published, answered', async () => {
  const { url } = house
  const ana = await (await house.sit(null, { javaScript: false })).newPage()
  await ana.goto(`${url}/en${session.path}/ideas/new`)
  await ana.fill('#field-text', 'Teach at night.')
  await ana.click('main form button')
  expect(await ana.textContent('.done')).toContain('It has arrived')
  const own = new URL(ana.url()).pathname.replace('/en', '')
  const niamh = await (await house.sit('niamh')).newPage()
  await niamh.goto(`${url}/en${session.path}/ideas/desk`)
  await examine(niamh, 'the desk')
  await niamh.click('ul.rows a')
  await niamh.click('form[action$="/publication"] button')
  await niamh.waitForURL('**/ideas/desk')
  await niamh.click('ul.rows a')
  await niamh.waitForSelector('form[action$="/answer"]')
  await examine(niamh, 'an idea, for those who answer')
  await niamh.fill('#field-reason', 'We begin with it.')
  await niamh.click('form[action$="/answer"] button')
  await niamh.waitForSelector('#answer blockquote')
  await ana.reload()
  expect(await ana.textContent('#answer')).toContain('We begin with it.')
  const eye = await (await house.sit(null)).newPage()
  for (const [path, name] of [
    [`${session.path}/ideas`, 'the ideas'],
    [`${session.path}/ideas/new`, 'the form'],
    [own, 'one’s own'],
  ] as const) {
    await eye.goto(`${url}/en${path}`)
    await examine(eye, name)
  }
  await niamh.goto(`${url}/en${session.path}/ideas/call`)
  await examine(niamh, 'the call')
}, 240_000)
