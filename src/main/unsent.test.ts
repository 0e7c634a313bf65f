import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeOpen } from '../testing/dialogues.ts'
import { openHub, type Hub } from '../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const WORDS = 'Three evenings of work, <b>and</b> nothing of it is lost.'
const sent = async (path: string, fields: Record<string, string>, referer: string | null) => {
  const answer = await hub.as(null).post(path, fields, referer === null ? {} : { referer })
  return { status: answer.status, page: await answer.text() }
}

test('whose session has ended gets their words back, and a way that leads to where the form was', async () => {
  const { slug } = await makeOpen(hub)
  const from = `/dialogues/${slug}`
  const { status, page } = await sent('/abroad/items', { text: WORDS, code: 'one two three four' }, `http://hub.test/en${from}`)
  expect(status).toBe(403)
  expect(page).toContain('Three evenings of work, &lt;b&gt;and&lt;/b&gt; nothing of it is lost.')
  expect(page, 'a code is shown to nobody').not.toContain('one two three four')
  expect(page).toContain(`href="/en${from}"`)
  const then = decodeURIComponent(/\/sign-in\?then=([^"]+)"/.exec(page)?.[1] ?? '')
  expect([then, (await hub.as(null).get(then)).status]).toEqual([from, 200])
})

test('where the browser does not say where it was, or names another site, the way leads to the first page', async () => {
  for (const referer of [null, 'https://elsewhere.test/en/dialogues', 'http://hub.test/healthz', 'no address']) {
    const { page } = await sent('/abroad/items', { text: WORDS }, referer)
    expect([referer, decodeURIComponent(/\/sign-in\?then=([^"]+)"/.exec(page)?.[1] ?? '')]).toEqual([referer, '/'])
  }
})

test('words that another site sends are not shown', async () => {
  const answer = await hub.as(null).post('/abroad/items', { text: WORDS }, { 'sec-fetch-site': 'cross-site' })
  expect([answer.status, (await answer.text()).includes('Three evenings')]).toEqual([403, false])
})

test('an address with a slash at its end leads on, and programs are told what is not for them', async () => {
  const answer = await hub.as(null).get('/dialogues/')
  expect([answer.status, answer.headers.get('location')]).toEqual([301, 'http://hub.test/en/dialogues'])
  const robots = await hub.app.request('http://hub.test/robots.txt')
  expect([robots.status, (await robots.text()).includes('Disallow: /*/me')]).toEqual([200, true])
})
