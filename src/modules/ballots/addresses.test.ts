import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../testing/dialogues.ts'
import { at, makeHidden, type Made } from '../../testing/hidden-voices.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

// What can be sent to addresses at which nobody is known, and what comes back.

const script = Buffer.from(`const words = "${'agree '.repeat(400)}"`)
const client = new Map(
  ['index.html', 'voice.js'].map((name) => [`/voice/${name}`, { body: script, gzipped: script, type: 'text/javascript' }]),
)
const addresses = ['/voice/', '/voice/voice.js', '/fr/voice/voice.js']

let hub: Hub
let made: Made
beforeAll(async () => {
  hub = await openHub({ assets: { url: (name) => `/assets/${name}`, find: (url) => client.get(url) } })
  made = await makeHidden(hub)
})
afterAll(() => hub.close())

const ask = (path: string, headers: Record<string, string> = {}) => hub.app.request(`http://hub.test${path}`, { headers })
const mine = () => ({ cookie: [...hub.as('mai').cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'accept-language': 'fr' })
const everythingOf = async (answer: Response) => [answer.status, [...answer.headers], await answer.text()]

describe('the client', () => {
  test('is the same for whoever brings a session: nothing changes, no row is touched, no cookie is set', async () => {
    // Long enough after the last visit for another one to be written down.
    hub.setNow(at('09', '13:00'))
    const seen = () => hub.db.selectFrom('session').select(['token_hash', 'seen_at']).orderBy('token_hash').execute()
    const before = await seen()
    for (const address of addresses) {
      const answer = await ask(address, mine())
      expect([address, answer.status, answer.headers.getSetCookie()]).toEqual([address, 200, []])
      // Pages of other sites may ask the box; they have nothing to do with the client.
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(await everythingOf(await ask(address, mine()))).toEqual(await everythingOf(await ask(address, { 'accept-language': 'fr' })))
    }
    expect(await seen()).toEqual(before)
    // Elsewhere the same cookie is a visit.
    await ask('/fr/dialogues', mine())
    expect(await seen()).not.toEqual(before)
  })

  test('is kept by whoever fetched it, and asked for by its digest, under the same policy', async () => {
    const answer = await ask('/voice/voice.js', mine())
    const etag = `W/"${createHash('sha256').update(script).digest('hex')}"`
    expect([answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual(['public, no-cache', etag])
    const again = await ask('/voice/voice.js', { ...mine(), 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('content-security-policy')]).toEqual([
      ...[304, '', answer.headers.get('content-security-policy')],
    ])
    expect((await ask('/voice/voice.js', { 'if-none-match': 'W/"another"' })).status).toBe(200)
  })

  test('what is not there is said in the language of the browser', async () => {
    const answer = await ask('/voice/nothing.js', mine())
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
      ...[404, 'no-store', expect.stringContaining('Il n’y a pas d’urne de ce genre ici.')],
    ])
  })
})

describe('what is sent to the box', () => {
  const send = (path: string, { method = 'POST', type, body }: { method?: string; type: string | null; body: string | null }) =>
    hub.app.request(`http://hub.test${path}`, {
      method,
      // Bytes, so that no type is added by itself.
      ...(body === null ? {} : { body: Buffer.from(body) }),
      headers: { ...mine(), 'accept-language': 'en', ...(type === null ? {} : { 'content-type': type }) },
    })
  const multipart = 'multipart/form-data; boundary=x'
  const OTHER: readonly (readonly [string | null, string | null])[] = [
    ['application/x-www-form-urlencoded', 'class=all'],
    ['application/x-www-form-urlencoded', '%'],
    [multipart, '--x\r\ncontent-disposition: form-data; name="class"\r\n\r\nall\r\n--x--\r\n'],
    [multipart, '--x\r\n'],
    [multipart, ''],
    ['multipart/form-data', '--x--'],
    ['text/plain', '{"class":"all","votes":[]}'],
    ['application/xml', '<a/>'],
    ['application/jsonp', '{}'],
    [null, '{}'],
    [null, null],
  ]
  const JSON_BODIES = [
    ...['', 'null', '[]', '1', '"votes"', '{}', '\uFEFF{}', '{"__proto__":{"class":"all"}}'],
    ...['{"class":null,"votes":[null]}', '{"class":"all","votes":{"length":3}}', '{"dialogue":"another"}'],
  ]
  const DEEDS = ['votes', 'registrations', 'statements', 'standing']

  test.each(OTHER)('%s %j: only JSON is taken, whoever sends it', async (type, body) => {
    for (const deed of DEEDS)
      expect([deed, ...(await refusalOf(await send(`/api/ballots/${made.id}/${deed}`, { type, body })))]).toEqual([
        ...[deed, 415, 'request.not-json'],
      ])
    expect((await send('/voice/', { type, body })).status).toBe(415)
  })

  test.each(JSON_BODIES)('%j is no ballot', async (body) => {
    for (const deed of DEEDS)
      expect([deed, ...(await refusalOf(await send(`/api/ballots/${made.id}/${deed}`, { type: 'application/json', body })))]).toEqual([
        ...[deed, 400, 'ballot.malformed'],
      ])
  })

  test('what cannot be read, and what is asked in another way, is refused too', async () => {
    const votes = `/api/ballots/${made.id}/votes`
    for (const [type, body] of [
      ['application/json', '{'],
      ['application/json', ' '],
      ['APPLICATION/JSON ; charset=utf-16', '\0{\0}'],
    ] as const)
      expect(await refusalOf(await send(votes, { type, body }))).toEqual([400, 'input.invalid'])
    // A client of another origin reads what was refused.
    expect((await send(votes, { type: null, body: null })).headers.get('access-control-allow-origin')).toBe('*')
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect(await refusalOf(await send(votes, { method, type: 'application/json', body: '{}' }))).toEqual([404, 'page.missing'])
  })
})

describe('a dialogue that is not there', () => {
  const unknown = ['x', 'nothing-here', '%E0%A4%A', randomUUID(), '1', 'a'.repeat(60)]

  test.each(unknown)('%s: each address says that there is no such box', async (id) => {
    for (const path of ['', '/election', '/tallies', '/batches/1'])
      expect([path, ...(await refusalOf(await hub.as(null).api('GET', `/ballots/${id}${path}`)))]).toEqual([path, 404, 'ballot.missing'])
    expect(await refusalOf(await hub.as(null).api('GET', `/credentials/dialogues/${id}`))).toEqual([404, 'credential.missing'])
    const sentence = await (await ask(`/api/ballots/${id}`, { 'accept-language': 'ar' })).text()
    expect(sentence).toContain('لا يوجد صندوق اقتراع كهذا هنا.')
  })

  test('nor a page of one, which says so in the language of its address', async () => {
    const said = {
      en: 'There is no such ballot box here.',
      fr: 'Il n’y a pas d’urne de ce genre ici.',
      ar: 'لا يوجد صندوق اقتراع كهذا هنا.',
    }
    for (const [locale, sentence] of Object.entries(said))
      for (const id of ['nothing-here', '%E0%A4%A', randomUUID()]) {
        const answer = await ask(`/${locale}/dialogues/${id}/ballots`)
        expect([locale, id, answer.status, await answer.text()]).toEqual([locale, id, 404, expect.stringContaining(sentence)])
      }
  })
})
