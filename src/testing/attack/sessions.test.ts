import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub, type Visitor } from '../hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub({ publicUrl: 'https://hub.test' })
})
afterAll(() => hub.close())

const COOKIE = '__Host-session'

/** The path of the newest link that was sent to this address. */
async function linkFor(visitor: Visitor, email: string): Promise<string> {
  await visitor.post('/sign-in', { email })
  await hub.settle()
  const letter = hub.letters.findLast(({ to }) => to === email)
  return /https:\/\/hub\.test(\/\S*\/sign-in\/\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
}

async function signIn(visitor: Visitor, email: string): Promise<void> {
  const path = await linkFor(visitor, email)
  const answer = await visitor.post(path)
  expect([path === '', answer.status]).toEqual([false, 303])
}

const isIn = async (session: string): Promise<boolean> =>
  (await hub.app.request('https://hub.test/api/me', { headers: { cookie: `${COOKIE}=${session}` } })).status === 200

test('fixation: a token that was planted never becomes somebody’s session', async () => {
  const planted = 'A'.repeat(27)
  const victim = hub.as(null)
  victim.cookies.set(COOKIE, planted)
  await signIn(victim, 'victim@example.org')
  const held = victim.cookies.get(COOKIE) ?? ''
  expect([held.length > 20, held === planted, await isIn(held), await isIn(planted)]).toEqual([true, false, true, false])
})

test('fixation: signing in anew gives a new token and ends the one that was held', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'again@example.org')
  const first = visitor.cookies.get(COOKIE) ?? ''
  const path = await linkFor(hub.as(null), 'again@example.org')
  await visitor.post(path)
  const second = visitor.cookies.get(COOKIE) ?? ''
  expect([second === first, await isIn(second), await isIn(first)]).toEqual([false, true, false])
})

test('fixation: a cookie without the prefix, or for a wider domain, is not read over https', async () => {
  const mai = hub.as('mai').cookies.get(COOKIE) ?? ''
  const answer = await hub.app.request('https://hub.test/api/me', { headers: { cookie: `session=${mai}` } })
  expect(answer.status).toBe(403)
  const visitor = hub.as(null)
  const sent = await visitor.post(await linkFor(visitor, 'prefix@example.org'))
  expect(sent.headers.getSetCookie().filter((one) => one.includes('session'))).toEqual([
    expect.stringMatching(/^__Host-session=[\w-]{27}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ])
})

test('a session that has ended is nobody’s, wherever it is still held', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'out@example.org')
  const held = visitor.cookies.get(COOKIE) ?? ''
  await visitor.post('/sign-out')
  expect([await isIn(held), visitor.cookies.has(COOKIE)]).toEqual([false, false])
})

test('tokens are long, never alike, and stand in the table only as their hash', async () => {
  const tokens = new Set<string>()
  for (let n = 0; n < 5; n += 1) {
    const visitor = hub.as(null)
    await signIn(visitor, `many${n}@example.org`)
    tokens.add(visitor.cookies.get(COOKIE) ?? '')
  }
  expect([tokens.size, [...tokens].every((one) => Buffer.from(one, 'base64url').length >= 16)]).toEqual([5, true])
  const rows = JSON.stringify(await hub.db.selectFrom('session').selectAll().execute())
  for (const one of tokens) {
    expect(rows.includes(one)).toBe(false)
    expect(rows.includes(JSON.stringify(Buffer.from(one, 'base64url')).slice(20, -2))).toBe(false)
  }
})

test('what is no token of ours is nobody’s, and no fault', async () => {
  for (const session of ['', '%00', 'null', '../../me', `' or 1=1 --`, 'x'.repeat(4000), '__proto__', '%E0%A4%A', '"quoted"', 'é']) {
    const answer = await hub.app.request('https://hub.test/en/dialogues', {
      headers: { cookie: `${COOKIE}=${encodeURIComponent(session)}` },
    })
    expect([session, answer.status]).toEqual([session, 200])
  }
})

/** The page without what differs at each drawing (the seal) and without the address itself. */
const bare = (html: string, email: string): string => html.replaceAll(email, '…').replaceAll(/name="_form" value="[^"]+"/g, '')

test('enumeration: no answer about signing in says whether an address has an account', async () => {
  await signIn(hub.as(null), 'known@example.org')
  const asked = async (email: string, path: string, fields: Record<string, string>) => {
    const answer = await hub.as(null).post(path, { email, ...fields })
    const headers = [...answer.headers].filter(([name]) => name !== 'content-length' && name !== 'date')
    return { status: answer.status, headers, html: bare(await answer.text(), email) }
  }
  for (const fields of [{}, { then: '/dialogues' }]) {
    expect(await asked('known@example.org', '/sign-in', fields)).toEqual(await asked('never@example.org', '/sign-in', fields))
  }
  const api = async (email: string) => {
    const answer = await hub.as(null).api('POST', '/sign-in-links', { email })
    return [answer.status, await answer.text()]
  }
  expect(await api('known@example.org')).toEqual(await api('never-either@example.org'))
  await hub.settle()
  const letters = ['known@example.org', 'never@example.org'].map((email) => hub.letters.filter(({ to }) => to === email).at(-1)?.subject)
  expect(letters[0]).toBe(letters[1])
})

test('enumeration: after many tries for one address the answers stay those for a stranger', async () => {
  await signIn(hub.as(null), 'often@example.org')
  const statuses = async (email: string) => {
    const seen: string[] = []
    for (let n = 0; n < 8; n += 1) {
      const answer = await hub.as(null).post('/sign-in', { email })
      seen.push(`${answer.status} ${bare(await answer.text(), email).length}`)
    }
    return seen
  }
  expect(await statuses('often@example.org')).toEqual(await statuses('seldom@example.org'))
})
