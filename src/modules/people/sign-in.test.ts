import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashToken } from '../../platform/keys.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const START = Date.parse('2026-03-01T12:00:00Z')
const minutes = (count: number): Date => new Date(START + count * 60_000)
beforeEach(() => hub.setNow(minutes(0)))

/** The path that stands in the last letter. */
async function linkFor(email: string, then?: string): Promise<string> {
  const before = hub.letters.length
  const answer = await hub.as(null).post('/sign-in', { email, ...(then === undefined ? {} : { then }) })
  expect(answer.status).toBe(200)
  await hub.settle()
  expect(hub.letters.length).toBe(before + 1)
  const [, path = ''] = /http:\/\/\S+?(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '') ?? []
  return path
}

const sessionIn = (response: Response): string | undefined =>
  response.headers
    .getSetCookie()
    .map((line) => /^session=([^;]+)/.exec(line)?.[1])
    .find((token) => token !== undefined)

const sessionsOf = async (email: string): Promise<number> => {
  const tag = hub.runner.outside.keys.tag('email', email)
  const rows = await hub.db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select('token_hash')
    .where('email_tag', '=', tag)
    .execute()
  return rows.length
}

test('the answer is the same for an address that has an account and for one that has none', async () => {
  const page = async (email: string) => (await hub.as(null).post('/sign-in', { email })).text()
  const [known, unknown] = [await page('mai@example.org'), await page('ana@example.org')]
  const plain = (html: string): string => html.replaceAll(/(mai|ana)@example\.org/g, '').replaceAll(/name="_form" value="[^"]*"/g, '')
  expect(plain(known)).toBe(plain(unknown))
  await hub.settle()
})

test('a newcomer signs in with the button behind the link, and looking alone changes nothing', async () => {
  const path = await linkFor('  New@Example.org ', '/bodies?kind=faith')
  const letter = hub.letters.at(-1)
  expect(letter?.text).toContain('15 minutes')
  expect(letter?.html).toContain(`${path}"`)

  const reader = hub.as(null)
  for (const _scan of [1, 2]) {
    const look = await reader.get(path)
    expect(look.status).toBe(200)
    expect(sessionIn(look)).toBeUndefined()
    expect(look.headers.get('cache-control')).toBe('no-store')
  }
  expect(await sessionsOf('new@example.org')).toBe(0)

  const done = await reader.post(path)
  expect([done.status, done.headers.get('location')]).toEqual([
    303,
    `/en/me/name?then=${encodeURIComponent(`/welcome?then=${encodeURIComponent('/bodies?kind=faith')}`)}`,
  ])
  expect(await sessionsOf('new@example.org')).toBe(1)
  expect(await (await reader.get('/en/me')).text()).toContain('n…@example.org')

  const again = await hub.as(null).post(path)
  expect([again.status, sessionIn(again)]).toEqual([409, undefined])
  expect((await hub.as(null).get(path)).status).toBe(409)
  expect(await sessionsOf('new@example.org')).toBe(1)
})

test('who has an account goes where they wanted, with a new token each time, and the old one opens nothing', async () => {
  const reader = hub.as(null)
  const first = await reader.post(await linkFor('mai@example.org', '/bodies'))
  expect(first.headers.get('location')).toBe('/en/bodies')
  const before = await sessionsOf('mai@example.org')
  const second = await reader.post(await linkFor('mai@example.org'))
  expect(second.headers.get('location')).toBe('/en')
  const [old, fresh] = [sessionIn(first) ?? '', sessionIn(second) ?? '']
  expect(fresh).not.toBe(old)
  expect(await sessionsOf('mai@example.org')).toBe(before)
  const held = await hub.db
    .selectFrom('session')
    .select('token_hash')
    .where('token_hash', 'in', [hashToken(old), hashToken(fresh)])
    .execute()
  expect(held.map((row) => row.token_hash.equals(hashToken(fresh)))).toEqual([true])
})

test('a link is too old after fifteen minutes, and a torn one is no link', async () => {
  const path = await linkFor('late@example.org')
  hub.setNow(minutes(16))
  const late = await hub.as(null, 'fr').post(path.replace('/en/', '/fr/'))
  expect(late.status).toBe(409)
  expect(await late.text()).toContain('Demander un nouveau lien')
  expect((await hub.as(null).get(path.slice(0, -3))).status).toBe(404)
  expect((await hub.as(null).post('/sign-in/nothing')).status).toBe(404)
  expect(await sessionsOf('late@example.org')).toBe(0)
})

test('of two clicks at once one gets in', async () => {
  const path = await linkFor('twice@example.org')
  const answers = await Promise.all([hub.as(null).post(path), hub.as(null).post(path)])
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([303, 409])
})

test('two links of one new address, opened at once, make one account', async () => {
  const paths = [await linkFor('pair@example.org'), await linkFor('pair@example.org')]
  const answers = await Promise.all(paths.map((path) => hub.as(null).post(path)))
  expect(answers.map((answer) => answer.status)).toEqual([303, 303])
  const accounts = await hub.db
    .selectFrom('account')
    .select('id')
    .where('email_tag', '=', hub.runner.outside.keys.tag('email', 'pair@example.org'))
    .execute()
  expect(accounts.length).toBe(1)
  const persons = await hub.db
    .selectFrom('person')
    .select('id')
    .where('account_id', '=', accounts[0]?.id ?? '')
    .execute()
  expect(persons.length).toBe(1)
})

test('nobody’s mailbox is filled: the sixth letter is not sent, and the answer does not tell', async () => {
  const before = hub.letters.length
  for (const _try of [1, 2, 3, 4, 5, 6, 7]) expect((await hub.as(null).post('/sign-in', { email: 'flood@example.org' })).status).toBe(200)
  await hub.settle()
  expect(hub.letters.length).toBe(before + 5)
  hub.setNow(minutes(16))
  await linkFor('flood@example.org')
})

test('what is written wrong comes back with a sentence, and a foreign address to go to is left out', async () => {
  const wrong = await hub.as(null).post('/sign-in', { email: 'not-an-address' })
  const html = await wrong.text()
  expect(wrong.status).toBe(422)
  expect(html).toContain('This does not look like an e-mail address')
  expect(html).toContain('value="not-an-address"')
  expect(await (await hub.as(null).get('/sign-in?then=%2F%2Fevil.example')).text()).not.toContain('name="then"')
  expect(await (await hub.as(null).get('/sign-in?then=%2Fbodies')).text()).toContain('name="then" value="/bodies"')
  const path = await linkFor('careful@example.org', '//evil.example')
  expect((await hub.as(null).post(path)).headers.get('location')).toBe('/en/me/name?then=%2Fwelcome')
})

test('the letter is written in the language of the page that asked for it', async () => {
  for (const [language, words] of [
    ['fr', 'Ouvrez ce lien'],
    ['ar', 'افتح هذا الرابط'],
  ] as const) {
    await hub.as(null, language).post('/sign-in', { email: 'reader@example.org' })
    await hub.settle()
    const letter = hub.letters.at(-1)
    expect(letter?.text).toContain(words)
    expect(letter?.text).toContain(`/${language}/sign-in/`)
  }
})

test('no address and no usable token lies in the database', async () => {
  const path = await linkFor('sealed@example.org')
  const answer = await hub.as(null).post(path)
  const [link, account, session, event] = await Promise.all([
    hub.db.selectFrom('sign_in_link').selectAll().execute(),
    hub.db.selectFrom('account').selectAll().execute(),
    hub.db.selectFrom('session').selectAll().execute(),
    hub.db.selectFrom('event').selectAll().where('kind', 'like', 'people.%').execute(),
  ])
  const all = JSON.stringify([link, account, session, event], (_key, value: unknown) => {
    const bytes =
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value ? value.data : null
    return Array.isArray(bytes) ? Buffer.from(bytes).toString('latin1') : value
  })
  expect(link.length * account.length * session.length * event.length).toBeGreaterThan(0)
  expect(all).not.toContain('example.org')
  expect(all).not.toContain(sessionIn(answer) ?? 'absent')
  expect(all).not.toContain(path.slice(path.lastIndexOf('.') + 1))
  const visits = event.filter((row) => row.kind === 'people.sign-in-link.requested' || row.kind.startsWith('people.session.'))
  expect(new Set(visits.map((row) => row.kind)).size).toBeGreaterThan(1)
  expect(visits.filter((row) => row.person_id !== null)).toEqual([])
})

test('the API signs in by the same deeds', async () => {
  const api = hub.as(null)
  const asked = await api.api('POST', '/sign-in-links', { email: 'robot@example.org' })
  expect([asked.status, await asked.json()]).toEqual([200, { asked: true }])
  await hub.settle()
  const token = hub.letters.at(-1)?.text.match(/sign-in\/(\S+)/)?.[1] ?? ''
  const used = await api.api('POST', '/sessions', { token, newcomerName: 'Robot' })
  const answer = (await used.json()) as { session: string; newcomer: boolean; then: string | null }
  expect([used.status, answer.newcomer, answer.then, typeof answer.session]).toEqual([200, true, null, 'string'])
  const refused = async (method: string, path: string, body: object) => {
    const response = await api.api(method, path, body)
    return [response.status, ((await response.json()) as { type: string }).type]
  }
  expect(await refused('POST', '/sessions', { token })).toEqual([409, 'sign-in-link.spent'])
  expect(await refused('POST', '/sessions', { token: 'nothing' })).toEqual([404, 'sign-in-link.broken'])
  expect(await refused('POST', '/sign-in-links', { email: 'x' })).toEqual([400, 'input.invalid'])
  expect(await refused('POST', '/sign-in-links', { email: 'a@example.org', then: '//evil.example' })).toEqual([400, 'input.invalid'])
})

test('who is signed in needs no link', async () => {
  const answer = await hub.as('mai').get('/sign-in?then=/bodies')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/bodies'])
})

test('from one place there are ten tries a minute', async () => {
  const place = { 'x-forwarded-for': '203.0.113.9' }
  const statuses: number[] = []
  for (let count = 0; count < 11; count++) statuses.push((await hub.as(null).post('/sign-in', { email: 'not-an-address' }, place)).status)
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429])
  expect((await hub.as(null).post('/sign-in/nothing', {}, place)).status).toBe(429)
  expect((await hub.as(null).post('/sign-in/owner/nothing', {}, place)).status).toBe(429)
  expect((await hub.as(null).post('/sign-in', { email: 'not-an-address' }, { 'x-forwarded-for': '203.0.113.10' })).status).toBe(422)
})
