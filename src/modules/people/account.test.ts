import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken } from '../../platform/keys.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { forgetStale } from './commands/forget-stale.ts'
import { identify } from './commands/identify.ts'
import { people } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Me = { person: string; name: string; email: string; operator: boolean; sessions: { session: string }[] }
type Reader = ReturnType<Hub['as']>

const me = async (reader: Reader): Promise<Me> => (await (await reader.api('GET', '/me')).json()) as Me
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]

/** Somebody of one's own, so that what one test does to an account troubles no other. */
async function newcomer(email: string): Promise<{ reader: Reader; token: string }> {
  const reader = hub.as(null)
  await reader.post('/sign-in', { email })
  await hub.settle()
  const link = /\/en(\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? ''
  const answer = await reader.post(link)
  const token = answer.headers
    .getSetCookie()
    .map((line) => /^session=([^;]+)/.exec(line)?.[1] ?? '')
    .join('')
  return { reader, token }
}

test('the pages of an account are for who is signed in', async () => {
  for (const path of ['/en/me', '/en/me/name']) expect((await hub.as(null).get(path)).status).toBe(403)
  for (const path of ['/en/me/name', '/en/me/departure', '/en/me/other-sessions/ending']) {
    expect((await hub.as(null).post(path, { name: 'Ana', sure: 'on' })).status).toBe(403)
  }
  expect(await refusal(await hub.as(null).api('GET', '/me'))).toEqual([403, 'sign-in.needed'])
  expect(await refusal(await hub.as(null).api('PUT', '/me/name', { name: 'Ana' }))).toEqual([403, 'sign-in.needed'])
  expect(await refusal(await hub.as(null).api('DELETE', '/me', { sure: true }))).toEqual([403, 'sign-in.needed'])
})

test('the account shows the address in part only', async () => {
  const { reader } = await newcomer('shown@example.org')
  const html = await (await reader.get('/en/me')).text()
  expect(html).toContain('s…@example.org')
  expect(html).not.toContain('shown@example.org')
  expect(html).toContain('This device')
  expect((await me(reader)).email).toBe('s…@example.org')
})

test('a name is chosen once signed in, and one goes on to where one wanted', async () => {
  const { reader } = await newcomer('named@example.org')
  expect((await me(reader)).name).toMatch(/^Member [0-9a-f]{4}$/)
  const answer = await reader.post('/en/me/name', { name: '  Nadia ', then: '/bodies' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/bodies'])
  const { person, name } = await me(reader)
  expect(name).toBe('Nadia')
  expect(await people.nameOf(hub.db, [person, person])).toEqual(new Map([[person, 'Nadia']]))
  const empty = await reader.post('/en/me/name', { name: ' ', then: '//evil.example' })
  expect([empty.status, (await empty.text()).includes('evil')]).toEqual([422, false])
  expect((await reader.api('PUT', '/me/name', { name: 'n'.repeat(81) })).status).toBe(400)
  expect((await reader.api('PUT', '/me/name', { name: 'Nadia B.' })).status).toBe(200)
  expect((await me(reader)).name).toBe('Nadia B.')
})

test('signing out ends this session and leaves the others', async () => {
  const phone = await newcomer('two@example.org')
  const laptop = await newcomer('two@example.org')
  expect((await me(laptop.reader)).sessions.length).toBe(2)
  const out = await phone.reader.post('/sign-out')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/en'])
  expect((await hub.as(null).post('/sign-out')).status).toBe(303)
  expect((await phone.reader.get('/en/me')).status).toBe(403)
  expect((await identify(hub.db, phone.token, hub.runner.outside.now())).account).toBeNull()
  expect((await me(laptop.reader)).sessions.length).toBe(1)
})

test('all other sessions can be ended from one, and none of anybody else', async () => {
  const [a, b, c] = [await newcomer('many@example.org'), await newcomer('many@example.org'), await newcomer('many@example.org')]
  const stranger = await newcomer('stranger@example.org')
  const [theirs] = (await me(stranger.reader)).sessions
  expect(await refusal(await a.reader.api('DELETE', `/me/sessions/${theirs?.session}`, {}))).toEqual([404, 'session.missing'])
  expect(await refusal(await a.reader.api('DELETE', '/me/sessions', { keep: theirs?.session }))).toEqual([404, 'session.missing'])
  const gone = hashToken(c.token).toString('hex')
  expect(await (await a.reader.api('DELETE', `/me/sessions/${gone}`, {})).json()).toEqual({ ended: 1 })
  expect((await c.reader.get('/en/me')).status).toBe(403)
  expect((await a.reader.post('/en/me/other-sessions/ending')).status).toBe(303)
  expect((await b.reader.get('/en/me')).status).toBe(403)
  expect((await me(a.reader)).sessions.length).toBe(1)
  expect((await stranger.reader.get('/en/me')).status).toBe(200)
})

test('a session is touched once an hour, ends after thirty idle days and after ninety in any case', async () => {
  const { token } = await newcomer('clock@example.org')
  const began = hub.runner.outside.now().getTime()
  const at = (hours: number): Date => new Date(began + hours * 3_600_000)
  const seen = async () =>
    (await hub.db.selectFrom('session').select('seen_at').where('token_hash', '=', hashToken(token)).executeTakeFirstOrThrow()).seen_at
  const knows = async (hours: number) => (await identify(hub.db, token, at(hours))).account !== null
  const first = await seen()
  expect(await knows(0.5)).toBe(true)
  expect(await seen()).toEqual(first)
  expect(await knows(2)).toBe(true)
  expect(await seen()).toEqual(at(2))
  expect(await knows(2 + 30 * 24)).toBe(false)
  for (const days of [29, 58, 87]) expect(await knows(days * 24)).toBe(true)
  expect(await knows(91 * 24)).toBe(false)
  expect(await identify(hub.db, 'nothing', at(0))).toEqual({ account: null, person: null, operator: false, name: null, several: false })
})

test('what is over is swept away, and the rest stays', async () => {
  const old = await newcomer('sweep-old@example.org')
  const kept = await newcomer('sweep-new@example.org')
  const now = new Date(hub.runner.outside.now().getTime() + 2 * 24 * 3_600_000)
  await hub.db.updateTable('session').set({ expires_at: now }).where('token_hash', '=', hashToken(old.token)).execute()
  const fresh = { email_tag: Buffer.from('x'), email_sealed: Buffer.from('x'), language: 'en', then_path: null, used_at: null }
  const id = hub.runner.outside.uuid()
  await hub.db
    .insertInto('sign_in_link')
    .values({ id, ...fresh, created_at: now, expires_at: now })
    .execute()
  await forgetStale(hub.db, now)
  expect(await hub.db.selectFrom('sign_in_link').select('id').execute()).toEqual([{ id }])
  const hashes = (await hub.db.selectFrom('session').select('token_hash').execute()).map((row) => row.token_hash.toString('hex'))
  expect(hashes).not.toContain(hashToken(old.token).toString('hex'))
  expect(hashes).toContain(hashToken(kept.token).toString('hex'))
})
