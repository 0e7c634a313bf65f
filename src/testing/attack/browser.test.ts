import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../browser.ts'
import type { CastName } from '../cast.ts'
import { doAsHub, type Made } from '../dialogues.ts'
import { castVotes, stageDialogue } from '../scene.ts'
import { crawl } from './crawl.ts'
import { hostileText } from './fill.ts'
import { PAYLOADS } from './payloads.ts'
import { seededChance } from './seed.ts'

// The last word on scripts: a real browser opens the pages that hold hostile texts. Nothing of them may run.

let house: OpenHouse
let made: Made
beforeAll(async () => {
  const chance = seededChance('scripts in a real browser')
  const text = () => hostileText(200, chance)
  house = await openHouse(3935)
  const { hub } = house
  const texts = {
    title: text(),
    summary: text(),
    background: PAYLOADS.join('\n\n'),
    questions: [text(), text()],
    seeds: PAYLOADS.slice(0, 8),
  }
  made = await stageDialogue(hub, texts as object)
  await castVotes(hub, made, 24)
  const ana = hub.as(null)
  await ana.post(`/dialogues/${made.slug}/participation`)
  for (const payload of PAYLOADS.slice(8, 12)) await ana.post(`/dialogues/${made.slug}/statements`, { text: payload, language: 'en' })
  const closed = await stageDialogue(hub, { title: text() })
  await doAsHub(hub, 'dialogue.close', { dialogue: closed.id })
  await doAsHub(hub, 'dialogue.answer', { dialogue: closed.id, language: 'en', text: PAYLOADS.join('\n\n') })
  await hub.as('mai').post('/me/name', { name: hostileText(60, chance) })
  await hub.as('aoife').post('/bodies/department-of-the-diaspora/edit', { language: 'en', name: hostileText(80, chance), summary: text() })
  await hub.sweep()
})
afterAll(() => house.close())

const MOST_PAGES = 30

test.each(['niamh', 'samir', 'mai', null] as const satisfies readonly (CastName | null)[])(
  'as %s: no page runs what somebody wrote, loads from elsewhere, or breaks its own policy',
  { timeout: 120_000 },
  async (name) => {
    const { hub, url } = house
    const paths = await crawl(
      hub.as(name),
      ['/', '/dialogues', '/bodies', '/me', `/dialogues/${made.slug}/moderation`, `/dialogues/${made.slug}/take-part`],
      MOST_PAGES,
    )
    const seat = await house.sit(name, { width: 1000 })
    await seat.addInitScript(() => {
      const broken: string[] = []
      Object.assign(globalThis, { broken })
      document.addEventListener('securitypolicyviolation', (event) =>
        broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      )
    })
    const page = await seat.newPage()
    const found: string[] = []
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => found.push('a dialog opened')))
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`))
    page.on(
      'request',
      (request) => void (request.url().startsWith(url) || request.url().startsWith('data:') || found.push(`asked for ${request.url()}`)),
    )
    for (const { path } of paths) {
      await page.goto(`${url}${path === '/' ? '/en' : path.startsWith('/en') ? path : `/en${path}`}`)
      const seen = await page.evaluate(() => {
        const { probed, broken } = globalThis as { probed?: unknown; broken?: string[] }
        return {
          probed: probed !== undefined,
          broken: broken ?? [],
          elements: document.querySelectorAll('x-probe, iframe, base, [onerror], [onload], [onfocus]').length,
        }
      })
      if (seen.probed || seen.broken.length > 0 || seen.elements > 0) found.push(`${path}: ${JSON.stringify(seen)}`)
    }
    expect(paths.length).toBeGreaterThan(8)
    expect(found).toEqual([])
    await seat.close()
  },
)

test('answering by script draws the next hostile statement as text, under Trusted Types', { timeout: 60_000 }, async () => {
  const seat = await house.sit(null)
  const page = await seat.newPage()
  await page.goto(`${house.url}/en/dialogues/${made.slug}`)
  await page.click('form[action$="/participation"] button')
  await page.waitForURL('**/take-part')
  for (let n = 0; n < 4; n += 1) {
    const statement = (await page.textContent('#statement')) ?? ''
    expect(PAYLOADS.some((payload) => statement.trim() === payload)).toBe(true)
    await page.click('.answers button[value=agree]')
    await page.waitForFunction((before) => document.querySelector('#statement')?.textContent !== before, statement)
  }
  expect(await page.evaluate(() => (globalThis as { probed?: unknown }).probed)).toBeUndefined()
  await seat.close()
})

test('Trusted Types are required: a text is no markup, and nobody can make a policy of their own', { timeout: 60_000 }, async () => {
  const seat = await house.sit(null)
  const page = await seat.newPage()
  await page.goto(`${house.url}/en/dialogues/${made.slug}`)
  // From a timer: what the test itself hands to the browser is above the policy, what a page does later is not.
  const refused = await page.evaluate(() => {
    return new Promise<string[]>((resolve) => {
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => (document.createElement('div').innerHTML = '<b>x</b>'),
        insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        'a script’s address': () => (document.createElement('script').src = '/assets/x.js'),
        'a policy of one’s own': () =>
          (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy(
            'evil',
            {},
          ),
        'an attribute with code': () => document.body.setAttribute('onclick', 'globalThis.probed = 1'),
        'code from text': () => Reflect.construct(Function, ['return 1']),
      }
      const run = () =>
        resolve(
          Object.entries(attempts).flatMap(([name, attempt]) => {
            try {
              attempt()
              return [name]
            } catch {
              return []
            }
          }),
        )
      setTimeout(run, 0)
    })
  })
  expect(refused, 'these were let through').toEqual([])
  const styled = await page.evaluate(() => {
    const text = document.createElement('p')
    text.setAttribute('style', 'color: rgb(1, 2, 3)')
    document.body.append(text)
    return getComputedStyle(text).color === 'rgb(1, 2, 3)'
  })
  expect(styled, 'a style inside of the page counts for nothing').toBe(false)
  await seat.close()
})
