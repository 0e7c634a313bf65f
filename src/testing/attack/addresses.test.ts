import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeOpen, type Made } from '../dialogues.ts'
import { openHub, type Hub } from '../hub.ts'

// Redirects that lead out, headers that are written by others, paths that climb, names of hosts that lie.

let hub: Hub
let made: Made
beforeAll(async () => {
  hub = await openHub({ publicUrl: 'https://hub.test' })
  made = await makeOpen(hub)
})
afterAll(() => hub.close())

const OUTSIDE = [
  ...[
    'https://evil.test',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\/evil.test',
    '\\\\evil.test',
    'evil.test',
    'javascript:alert(1)',
  ],
  ...['/%2f/evil.test', '/%5cevil.test', '%2f%2fevil.test', '/..//evil.test', '/./\\evil.test', 'https:evil.test', 'http:/evil.test'],
  ...[
    '/\t/evil.test',
    '/\n/evil.test',
    ' //evil.test',
    '\u00a0//evil.test',
    '/@evil.test',
    '//evil.test/@hub.test',
    'https://hub.test@evil.test',
  ],
  ...['https://hub.test.evil.test', '/\u2028/evil.test', 'data:text/html,x', '?//evil.test', '.evil.test', '@evil.test', ':80'],
]

/** Where a browser goes that is told this address on a page of the hub. */
const landing = (answer: Response): string => {
  const to = answer.headers.get('location')
  return to === null ? 'https://hub.test' : new URL(to, 'https://hub.test/en/somewhere').origin
}

test('no address that somebody writes into a link leads out of the hub', async () => {
  const led: string[] = []
  for (const then of OUTSIDE) {
    const query = `then=${encodeURIComponent(then)}`
    const answers = [
      await hub.as('mai').get(`/sign-in?${query}`),
      await hub.as('mai').post('/me/name', { name: 'Mai', then }),
      await hub.as(null).post('/preferences', { language: 'fr', zone: '', then }),
      await hub.as(null).post('/preferences', { language: then, zone: then, then }),
      await hub.as(null).get(`/preferences?${query}`),
      await hub.as(null).get('/preferences', { referer: `https://hub.test/${encodeURI(then)}` }),
    ]
    for (const answer of answers) {
      const html = await answer.text()
      const hidden = /name="then" value="([^"]*)"/.exec(html)?.[1]
      if (landing(answer) !== 'https://hub.test') led.push(`${JSON.stringify(then)} led to ${answer.headers.get('location')}`)
      if (hidden !== undefined && new URL(hidden.replaceAll('&amp;', '&'), 'https://hub.test').origin !== 'https://hub.test')
        led.push(`${then}: kept as ${hidden}`)
    }
  }
  expect(led).toEqual([])
})

test('an address without a language is led to itself in one, and nowhere else', async () => {
  for (const path of [
    '//evil.test',
    '///evil.test/x',
    '/\\evil.test',
    '/%5Cevil.test',
    '/.//evil.test',
    '/%2f/evil.test',
    '//evil.test/%2e%2e',
    '/;@evil.test',
  ]) {
    const answer = await hub.app.request(new Request(`https://hub.test${path}`, { headers: { 'accept-language': 'en' } }))
    expect([path, landing(answer)]).toEqual([path, 'https://hub.test'])
  }
})

test('a language that is no language makes no address', async () => {
  for (const language of ['//evil.test', 'en/../..', 'EN', 'xx', 'constructor', '__proto__', '\r\nset-cookie: x=1']) {
    const answer = await hub.as(null).post('/preferences', { language, zone: '' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en'])
  }
})

test('nothing that is written becomes a header', async () => {
  const broken = [
    '\r\nset-cookie: probe=1',
    '%0d%0aset-cookie:%20probe=1',
    '\u560d\u560aset-cookie: probe=1',
    'x\nlocation: //evil.test',
    '\r\n\r\n<x-probe>',
  ]
  for (const text of broken) {
    const encoded = encodeURIComponent(text)
    const answers = [
      await hub.as(null).get(`/${encoded}`),
      await hub.as(null).get(`/dialogues/${made.slug}${encoded}`),
      await hub.as(null).get(`/dialogues?then=${encoded}`),
      await hub.as(null).get(`/dialogues/${made.slug}/export/${encoded}`),
      await hub.as(null).post('/preferences', { language: text, zone: text, then: `/${text}` }),
      await hub.as('mai').post('/me/name', { name: text, then: `/${text}` }),
      await hub.as('niamh').post(`/dialogues/${made.slug}/translation`, { language: text, title: text }),
    ]
    for (const answer of answers) {
      // In an address it may stand, encoded; as a line of its own, or as a cookie, nowhere.
      const values = [...answer.headers.values()]
      const cookies = answer.headers.getSetCookie().filter((one) => /^probe|; *probe/.test(one))
      expect([text, answer.status < 500, cookies, values.some((one) => /[\r\n]/.test(one)), landing(answer)]).toEqual([
        text,
        true,
        [],
        false,
        'https://hub.test',
      ])
    }
  }
})

const CLIMBING = [
  ...[
    '../../../package.json',
    '..%2f..%2f..%2fpackage.json',
    '..%252f..%252fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '....//....//package.json',
  ],
  ...[
    '..\\..\\package.json',
    '..%5c..%5cpackage.json',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    'file:///etc/passwd',
    '.env',
    '.git/config',
    '%c0%ae%c0%ae/package.json',
  ],
]

test('no path climbs out of what is served', async () => {
  for (const path of CLIMBING) {
    for (const start of [
      '/assets/',
      '/en/',
      `/en/dialogues/${made.slug}/export/`,
      '/.well-known/',
      '/api/',
      `/api/dialogues/${made.slug}/export/`,
      '/dev/',
    ]) {
      const answer = await hub.app.request(`https://hub.test${start}${path}`)
      const text = await answer.text()
      expect([start + path, answer.status >= 400 || answer.status === 302, /"dependencies"|root:.*:0:0|\[core\]/.test(text)]).toEqual([
        start + path,
        true,
        false,
      ])
    }
  }
})

test('the host that a request names is believed nowhere: links, letters, cards and descriptions name PASSERELLE_URL', async () => {
  const lies = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-host': 'evil.test',
    forwarded: 'host=evil.test;proto=http',
    'x-original-url': '/en/me',
    'x-rewrite-url': '/en/me',
    'x-forwarded-proto': 'http',
  }
  for (const path of [
    '/en',
    '/en/sign-in',
    `/en/dialogues/${made.slug}`,
    `/en/dialogues/${made.slug}/result`,
    '/api/openapi.json',
    '/.well-known/security.txt',
    '/dialogues',
  ]) {
    const answer = await hub.app.request(`https://hub.test${path}`, { headers: lies })
    const all = `${JSON.stringify([...answer.headers])} ${await answer.text()}`
    expect([path, answer.status < 400, all.includes('evil.test')]).toEqual([path, true, false])
  }
  await hub.app.request('https://evil.test/en/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ email: 'host@example.org' }),
    headers: { ...lies, 'sec-fetch-site': 'same-origin' },
  })
  await hub.settle()
  const letter = hub.letters.findLast(({ to }) => to === 'host@example.org')
  expect([letter?.text.includes('https://hub.test/'), `${letter?.text}${letter?.html}`.includes('evil.test')]).toEqual([true, false])
})
