import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, joinAsGuest, makeClosed, makeOpen, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
const MARKDOWN = `[click](javascript:alert(3)) <iframe src="//x"></iframe> ![pic](https://x.test/p.png) [ok](https://ok.test) <b onclick="x">b</b>\n\n# Big`
/** Nothing that was written may be an element or an attribute of the page. */
const BROKEN_OUT = /<script>alert|<img|<iframe|onerror=alert\(2\)>(?!&)|href="javascript|<b onclick/

async function hostile(): Promise<Made> {
  const texts = { title: HOSTILE, summary: `S ${HOSTILE}`, background: MARKDOWN, questions: [`Q ${HOSTILE}`] }
  const made = await makeOpen(hub, { ...texts, seeds: [`One ${HOSTILE}`, 'Two'] })
  await seatCrowd(hub, made.id, 12, () => [1, -1])
  const guest = await joinAsGuest(hub, made)
  await guest.api('POST', `/dialogues/${made.slug}/statements`, { text: `Mine ${HOSTILE}`, language: 'en', question: 1 })
  await hub.sweep()
  return made
}

test('whatever people write stays text: titles, questions, statements, background, answer', async () => {
  const made = await hostile()
  const closed = await makeClosed(hub, { title: `Closed ${HOSTILE}` })
  await doAsHub(hub, 'dialogue.answer', { dialogue: closed.id, language: 'en', text: MARKDOWN })
  const guest = await joinAsGuest(hub, made)
  const niamh = hub.as('niamh')
  const at = `/dialogues/${made.slug}`
  const seen: (readonly [typeof niamh, string])[] = [
    ...[
      '',
      '/result',
      '/method',
      '/statements',
      '/statements/0',
      `/statements?q=${encodeURIComponent(HOSTILE)}`,
      '/take-part',
      '/my-part',
    ].map((path) => [guest, `${at}${path}`] as const),
    ...['', '/moderation', '/translation', '/preview'].map((path) => [niamh, `${at}${path}`] as const),
    ...['/', '/dialogues', '/bodies/department-of-the-diaspora', `/dialogues/${closed.slug}`, `/dialogues/${closed.slug}/answer`].map(
      (path) => [niamh, path] as const,
    ),
  ]
  for (const [who, path] of seen) {
    const answer = await who.get(path)
    const html = await answer.text()
    expect([path, answer.status, BROKEN_OUT.exec(html)?.[0]]).toEqual([path, 200, undefined])
  }
  const background = await (await guest.get(at)).text()
  expect(background).toContain('<a href="https://ok.test" rel="nofollow noopener">ok</a>')
  expect(background).toContain('<h3>Big</h3>')
  expect(await (await guest.get(`${at}/statements/0`)).text()).toContain('One &quot;&gt;&lt;script&gt;')
})

test('what came back in a form stays text too', async () => {
  const { slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const answer = await guest.post(`/dialogues/${slug}/statements`, {
    text: `${HOSTILE}${'x'.repeat(300)}`,
    language: HOSTILE,
    question: HOSTILE,
  })
  expect([answer.status, BROKEN_OUT.exec(await answer.text())?.[0]]).toEqual([422, undefined])
  const niamh = await hub
    .as('niamh')
    .post('/dialogues', { title: HOSTILE, bodyId: HOSTILE, seeds: `</textarea>${HOSTILE}`, opensAt: HOSTILE })
  expect([niamh.status, BROKEN_OUT.exec(await niamh.text())?.[0]]).toEqual([422, undefined])
})

test('the headers of a page are these', async () => {
  const { headers } = await hub.as(null).get('/dialogues')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types passerelle",
  )
  expect([headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('referrer-policy')]).toEqual([
    'nosniff',
    'DENY',
    'same-origin',
  ])
  expect(headers.get('set-cookie')).toBeNull()
})

test('a post of another site does nothing', async () => {
  const { id, slug } = await makeOpen(hub)
  const path = `/dialogues/${slug}/participation`
  const post = (headers: Record<string, string>) => hub.as('mai').post(path, {}, headers)
  for (const origin of ['https://evil.test', 'http://hub.test.evil.test', 'null', 'nonsense', 'http://evil.test/http://hub.test']) {
    expect([origin, (await post({ origin })).status]).toEqual([origin, 403])
  }
  for (const site of ['cross-site', 'same-site']) expect([site, (await post({ 'sec-fetch-site': site })).status]).toEqual([site, 403])
  expect(await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', id).execute()).toEqual([])
  expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(303)
})

test('a browser that tells no origin is known by the hidden field', async () => {
  const { slug } = await makeOpen(hub)
  const mai = hub.as('mai')
  const seal = /name="_form" value="([^"]+)"/.exec(await (await mai.get(`/dialogues/${slug}`)).text())?.[1] ?? ''
  const strangers = /name="_form" value="([^"]+)"/.exec(await (await hub.as(null).get(`/dialogues/${slug}`)).text())?.[1] ?? ''
  expect(seal.length > 20 && seal !== strangers).toBe(true)
  const session = `session=${mai.cookies.get('session')}`
  const send = async (body: string, type = 'application/x-www-form-urlencoded') =>
    (
      await hub.app.request(`http://hub.test/en/dialogues/${slug}/participation`, {
        method: 'POST',
        body,
        headers: { cookie: session, 'content-type': type },
      })
    ).status
  expect(await send('')).toBe(403)
  expect(await send(`_form=${strangers}`)).toBe(403)
  expect(await send(`_form=${seal}x`)).toBe(403)
  expect(await send(`_form=${seal}`, 'text/plain')).toBe(403)
  expect(await send(`_form=${seal}`)).toBe(303)
})

test('addresses that lead nowhere are missing, not faults', async () => {
  const { slug } = await makeOpen(hub)
  const paths = [
    ...[
      '/dialogues/%00',
      `/dialogues/${slug}%00`,
      '/dialogues/%E0%A4%A',
      '/dialogues/%2e%2e%2fme',
      `/dialogues/${'x'.repeat(5000)}`,
      "/dialogues/'; drop table vote; --",
    ],
    ...[
      `/dialogues/${slug}/statements/99999999999`,
      `/dialogues/${slug}/statements/0x1`,
      `/dialogues/${slug}/export/..%2f..%2fetc`,
      '/dialogues/00000000-0000-4000-8000-000000000000',
    ],
  ]
  for (const path of paths) {
    expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 404])
  }
  for (const query of ['q=%00', 'q=%25', 'q=_', 'q=%27', 'q=%CC%81', 'q[]=x', 'q=(', `q=${'y'.repeat(3000)}`]) {
    const answer = await hub.as(null).get(`/dialogues/${slug}/statements?${query}`)
    expect([query, answer.status]).toEqual([query, query === 'q=%00' ? 404 : 200])
  }
})

test('a search takes every sign by its word', async () => {
  const { slug } = await makeOpen(hub, { seeds: ['Half (50 %) of it', 'An under_score', 'Élan vital', 'Plain words', 'شُكرا'] })
  const found = async (q: string) =>
    [
      ...(await (await hub.as(null).get(`/dialogues/${slug}/statements?q=${encodeURIComponent(q)}`)).text()).matchAll(/statements\/(\d)"/g),
    ].map(([, number]) => Number(number))
  expect([await found('%'), await found('_'), await found('elan'), await found('شكرا'), await found('PLAIN'), await found('.*')]).toEqual([
    [0],
    [1],
    [2],
    [4],
    [3],
    [],
  ])
})

test('what is too large is not read, and what is no form is the sender’s fault', async () => {
  const niamh = hub.as('niamh')
  expect((await niamh.post('/dialogues', { title: 'x'.repeat(2 * 1024 * 1024 + 1) })).status).toBe(413)
  expect((await niamh.post('/dialogues', { title: 'x'.repeat(1024 * 1024) })).status).toBe(422)
  expect((await niamh.api('POST', '/dialogues', { title: 'x'.repeat(2 * 1024 * 1024 + 1) })).status).toBe(413)
  const broken = await hub.app.request('http://hub.test/en/dialogues', {
    method: 'POST',
    body: 'no parts here',
    headers: { origin: 'http://hub.test', 'content-type': 'multipart/form-data' },
  })
  expect(broken.status).toBe(400)
})
