import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Authenticator } from '../../testing/authenticator.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { forgetStale } from './commands/forget-stale.ts'

const HOME = 'https://hub.test'
let hub: Hub
beforeAll(async () => {
  hub = await openHub({ publicUrl: HOME })
})
afterAll(() => hub.close())

const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000)
beforeEach(() => hub.setNow(NOON))

type Reader = ReturnType<Hub['as']>
type Asked = { question: string; publicKey: Parameters<Authenticator['get']>[0] }

async function signIn(email: string, reader = hub.as(null)): Promise<Reader> {
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  return reader
}

const tokenOf = (reader: Reader): string => reader.cookies.get('__Host-session') ?? ''
const asks = async (reader: Reader, path: string): Promise<Asked['publicKey']> =>
  ((await (await reader.post(path)).json()) as Asked).publicKey
const reads = async <T>(reader: Reader, path: string): Promise<T> => (await (await reader.api('GET', path)).json()) as T
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
type Ways = { passkeys: { passkey: string; name: string; madeAt: string; usedAt: string | null }[] }
const ways = (reader: Reader): Promise<Ways> => reads<Ways>(reader, '/me/ways-in')

async function add(reader: Reader, device: Authenticator, name = 'Telephone'): Promise<Response> {
  const answer = device.create(await asks(reader, '/me/passkeys/question'))
  return reader.post('/me/passkeys', { answer: JSON.stringify(answer), name })
}

type Fault = Parameters<Authenticator['get']>[1]
async function enter(device: Authenticator, { fault = {}, reader = hub.as(null) }: { fault?: Fault; reader?: Reader } = {}) {
  const answer = device.get(await asks(reader, '/sign-in/passkey/question'), fault)
  return { reader, answer: await reader.post('/sign-in/passkey', { answer: JSON.stringify(answer), then: '/bodies' }) }
}

/** Somebody of one's own with one passkey. */
async function holder(email: string): Promise<{ reader: Reader; device: Authenticator }> {
  const [reader, device] = [await signIn(email), new Authenticator(HOME)]
  expect((await add(reader, device)).status).toBe(303)
  return { reader, device }
}

test('a passkey is added, signs in without an address, is renamed and removed', async () => {
  const { reader, device } = await holder('one@example.org')
  const [made] = (await ways(reader)).passkeys
  expect(made).toMatchObject({ name: 'Telephone', madeAt: '2026-03-01T00:00:00.000Z', usedAt: null })
  hub.setNow(minutes(24 * 60))
  const { reader: laptop, answer } = await enter(device)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/bodies'])
  expect(laptop.cookies.has('__Host-passkey')).toBe(false)
  expect((await ways(laptop)).passkeys).toEqual([{ ...made, usedAt: '2026-03-02T00:00:00.000Z' }])
  expect((await laptop.post(`/me/passkeys/${made?.passkey}/name`, { name: 'Blue <key>' })).status).toBe(303)
  expect(await (await laptop.get('/me/ways-in')).text()).toContain('Blue &lt;key&gt;')
  expect((await laptop.post(`/me/passkeys/${made?.passkey}/name`, { name: ' ' })).status).toBe(422)
  expect((await laptop.post(`/me/passkeys/${made?.passkey}/removal`)).status).toBe(303)
  expect((await ways(laptop)).passkeys).toEqual([])
  const gone = await enter(device)
  expect([gone.answer.status, await gone.answer.text()]).toEqual([422, expect.stringContaining('opens nothing here')])
})

test('what the device is asked: this hub’s name, a person who verifies, no maker’s signature, no key twice, no account by name', async () => {
  const { reader, device } = await holder('asked@example.org')
  const again = (await asks(reader, '/me/passkeys/question')) as unknown as Record<string, unknown>
  expect(again).toMatchObject({
    rp: { id: 'hub.test' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: device.id.toString('base64url'), type: 'public-key' }],
  })
  // Neither a name that somebody acts under nor a whole address: devices show it to whoever unlocks them.
  expect(again['user']).toMatchObject({ name: 'a…@example.org', displayName: 'a…@example.org' })
  expect(JSON.stringify(again)).not.toMatch(/asked@|Member/)
  const anyone = (await asks(hub.as(null), '/sign-in/passkey/question')) as unknown as Record<string, unknown>
  expect(anyone).toMatchObject({ rpId: 'hub.test', userVerification: 'required' })
  expect(anyone['allowCredentials'] ?? []).toEqual([])
  const challenges = await Promise.all([1, 2, 3].map(async () => (await asks(hub.as(null), '/sign-in/passkey/question')).challenge))
  expect(new Set(challenges).size).toBe(3)
  for (const challenge of challenges) expect(Buffer.from(challenge, 'base64url').length).toBeGreaterThanOrEqual(16)
})

test('signing in gives a new token each time, and the one that the browser held opens nothing any more', async () => {
  const { device } = await holder('rotates@example.org')
  const planted = hub.as(null)
  planted.cookies.set('__Host-session', 'planted-by-somebody-else')
  await enter(device, { reader: planted })
  const first = tokenOf(planted)
  expect(first).not.toBe('planted-by-somebody-else')
  await enter(device, { reader: planted })
  expect(tokenOf(planted)).not.toBe(first)
  for (const [token, status] of [
    ['planted-by-somebody-else', 403],
    [first, 403],
    [tokenOf(planted), 200],
  ] as const) {
    const browser = hub.as(null)
    browser.cookies.set('__Host-session', token)
    expect((await browser.get('/me')).status).toBe(status)
  }
})

describe('what does not hold signs nobody in', () => {
  test.each<readonly [string, Fault]>([
    ['another site’s origin', { origin: 'https://hub.test.evil.example' }],
    ['the same name without https', { origin: 'http://hub.test' }],
    ['another port', { origin: 'https://hub.test:8443' }],
    ['a key for another name', { rpId: 'evil.example' }],
    ['nobody verified', { verified: false }],
    ['another question', { challenge: 'a-question-of-ones-own' }],
    ['a counter that stands still', { counter: 0 }],
  ])('%s', async (title, fault) => {
    const { device } = await holder(`${title.replaceAll(/[^a-z]/g, '')}@example.org`)
    expect((await enter(device)).answer.status).toBe(303)
    const { reader, answer } = await enter(device, { fault })
    expect([answer.status, tokenOf(reader)]).toEqual([422, ''])
    expect(await answer.text()).toContain('opens nothing here')
    expect((await enter(device)).answer.status).toBe(303)
  })

  test('a key that was never added, a signature that was changed, another account’s handle, no answer at all', async () => {
    expect((await enter(new Authenticator(HOME))).answer.status).toBe(422)
    const { device } = await holder('changed@example.org')
    const reader = hub.as(null)
    for (const spoil of [
      (response: Record<string, string>) => ({ ...response, signature: Buffer.alloc(70, 1).toString('base64url') }),
      (response: Record<string, string>) => ({ ...response, userHandle: Buffer.alloc(32, 1).toString('base64url') }),
      () => ({}),
    ]) {
      const answer = device.get(await asks(reader, '/sign-in/passkey/question'))
      const spoilt = JSON.stringify({ ...answer, response: spoil(answer.response) })
      expect((await reader.post('/sign-in/passkey', { answer: spoilt })).status).toBe(422)
    }
    await reader.post('/sign-in/passkey/question')
    expect((await reader.post('/sign-in/passkey', { answer: 'no JSON' })).status).toBe(422)
    expect(tokenOf(reader)).toBe('')
  })

  test('a counter below the last one says that the key was copied', async () => {
    const { device } = await holder('copied@example.org')
    device.counter = 40
    expect((await enter(device)).answer.status).toBe(303)
    expect((await enter(device, { fault: { counter: 41 } })).answer.status).toBe(422)
    expect((await enter(device, { fault: { counter: 12 } })).answer.status).toBe(422)
    expect((await enter(device, { fault: { counter: 50 } })).answer.status).toBe(303)
  })
})

describe('a question', () => {
  test('is answered once, also by two at the same moment', async () => {
    const { device } = await holder('once@example.org')
    const asked = await reads<Asked>(hub.as(null), '/passkey-questions/sign-in')
    const body = { question: asked.question, answer: device.get(asked.publicKey) }
    const both = await Promise.all([
      hub.as(null).api('POST', '/sessions/by-passkey', body),
      hub.as(null).api('POST', '/sessions/by-passkey', body),
    ])
    // Of the two, the later one finds the counter moved or the question spent; both are refusals.
    expect(both.map(({ status }) => status).filter((status) => status === 200).length).toBe(1)
    const later = { ...body, answer: device.get(asked.publicKey) }
    expect(await refusal(await hub.as(null).api('POST', '/sessions/by-passkey', later))).toEqual([409, 'passkey.too-late'])
    await forgetStale(hub.db, minutes(4))
    expect(await refusal(await hub.as(null).api('POST', '/sessions/by-passkey', { ...body, answer: device.get(asked.publicKey) }))).toEqual(
      [409, 'passkey.too-late'],
    )
    await forgetStale(hub.db, minutes(3 * 24 * 60))
    expect(await hub.db.selectFrom('spent_question').selectAll().execute()).toEqual([])
  })

  test('is too old after five minutes, belongs to one browser, one purpose and one account, and only this hub signs it', async () => {
    const { reader, device } = await holder('bound@example.org')
    const asked = await reads<Asked>(hub.as(null), '/passkey-questions/sign-in')
    const tries = async (question: string) =>
      refusal(await hub.as(null).api('POST', '/sessions/by-passkey', { question, answer: device.get(asked.publicKey) }))
    hub.setNow(minutes(5))
    expect(await tries(asked.question)).toEqual([409, 'passkey.too-late'])
    hub.setNow(NOON)
    const forNew = await reads<Asked>(reader, '/passkey-questions/new')
    for (const question of [forNew.question, `${asked.question}x`, asked.question.replace('sign-in', 'sign-up'), 'nothing', ''])
      expect(await tries(question)).toEqual([409, 'passkey.too-late'])
    const elsewhere = device.get(await asks(hub.as(null), '/sign-in/passkey/question'))
    expect((await hub.as(null).post('/sign-in/passkey', { answer: JSON.stringify(elsewhere) })).status).toBe(409)
    const stranger = await signIn('bound-stranger@example.org')
    const key = new Authenticator(HOME).create(forNew.publicKey)
    const input = { question: forNew.question, answer: key, name: 'Theirs', held: tokenOf(stranger) }
    expect(await refusal(await stranger.api('POST', '/me/passkeys', input))).toEqual([409, 'passkey.too-late'])
    expect((await stranger.api('POST', '/me/passkeys', { ...input, question: asked.question })).status).toBe(409)
    expect((await reader.api('POST', '/me/passkeys', { ...input, held: tokenOf(reader) })).status).toBe(200)
  })
})

describe('who may', () => {
  test('nobody without an account', async () => {
    const { reader } = await holder('owner@example.org')
    const [key] = (await ways(reader)).passkeys
    const ana = hub.as(null)
    expect((await ana.get('/me/ways-in')).status).toBe(403)
    for (const path of ['question', `${key?.passkey}/name`, `${key?.passkey}/removal`]) {
      expect((await ana.post(`/me/passkeys/${path}`, { name: 'Mine' })).status).toBe(403)
    }
    expect((await ana.post('/me/passkeys', { name: 'Mine', answer: '{}' })).status).toBe(403)
    expect((await ana.post('/me/recovery-codes')).status).toBe(403)
    for (const path of ['/me/ways-in', '/passkey-questions/new']) {
      expect(await refusal(await ana.api('GET', path))).toEqual([403, 'sign-in.needed'])
    }
    const held = tokenOf(reader)
    expect(await refusal(await ana.api('POST', '/me/recovery-codes', { held }))).toEqual([403, 'sign-in.needed'])
    expect(await refusal(await ana.api('DELETE', `/me/passkeys/${key?.passkey}`, { held }))).toEqual([403, 'sign-in.needed'])
    expect(await refusal(await ana.api('PUT', `/me/passkeys/${key?.passkey}/name`, { name: 'x' }))).toEqual([403, 'sign-in.needed'])
  })

  test('nobody touches another’s key, nor learns that it is there', async () => {
    const { reader } = await holder('hers@example.org')
    const [key] = (await ways(reader)).passkeys
    const stranger = await signIn('not-hers@example.org')
    expect((await ways(stranger)).passkeys).toEqual([])
    const held = tokenOf(stranger)
    for (const id of [key?.passkey, hub.runner.outside.uuid()]) {
      expect(await refusal(await stranger.api('PUT', `/me/passkeys/${id}/name`, { name: 'x' }))).toEqual([404, 'passkey.missing'])
      expect(await refusal(await stranger.api('DELETE', `/me/passkeys/${id}`, { held }))).toEqual([404, 'passkey.missing'])
      expect((await stranger.post(`/me/passkeys/${id}/removal`)).status).toBe(404)
    }
    expect((await stranger.post('/me/passkeys/none/removal')).status).toBe(422)
    expect((await ways(reader)).passkeys).toEqual([key])
  })

  test('keys change only within fifteen minutes of signing in, shown by the token and not by the session’s name', async () => {
    const { reader, device } = await holder('stale@example.org')
    const [key] = (await ways(reader)).passkeys
    hub.setNow(minutes(15))
    const page = await (await reader.get('/me/ways-in')).text()
    expect(page).toContain('/en/sign-in?again=1&amp;then=%2Fme%2Fways-in')
    expect(page).not.toContain('/removal')
    expect((await add(reader, new Authenticator(HOME))).status).toBe(409)
    expect((await reader.post(`/me/passkeys/${key?.passkey}/removal`)).status).toBe(409)
    expect((await reader.post('/me/recovery-codes')).status).toBe(409)
    expect((await reader.post(`/me/passkeys/${key?.passkey}/name`, { name: 'Renamed' })).status).toBe(303)
    // Somebody who holds the old session sees the names of all sessions; the owner's fresh one must be of no use to them.
    const { reader: owner } = await enter(device)
    const { sessions } = await reads<{ sessions: { session: string }[] }>(reader, '/me')
    const strangers = await signIn('stale-stranger@example.org')
    for (const held of [...sessions.map(({ session }) => session), tokenOf(reader), tokenOf(strangers), '']) {
      expect(await refusal(await reader.api('DELETE', `/me/passkeys/${key?.passkey}`, { held }))).toEqual([409, 'session.stale'])
    }
    // Signing in again is possible while one is signed in, and what could not be done can be done.
    expect((await reader.get('/sign-in?again=1&then=/me/ways-in')).status).toBe(200)
    expect((await owner.post(`/me/passkeys/${key?.passkey}/removal`)).status).toBe(303)
    expect((await ways(reader)).passkeys).toEqual([])
  })
})

test('one key belongs to one account, and an account has twenty at most', async () => {
  const { reader, device } = await holder('full@example.org')
  const other = await signIn('full-other@example.org')
  expect((await add(other, device)).status).toBe(409)
  expect((await ways(other)).passkeys).toEqual([])
  expect((await add(reader, device)).status).toBe(409)
  for (let count = 1; count < 20; count += 1) expect((await add(reader, new Authenticator(HOME), `Key ${count}`)).status).toBe(303)
  const twentyfirst = await add(reader, new Authenticator(HOME))
  expect([twentyfirst.status, (await twentyfirst.text()).includes('Twenty passkeys are the most')]).toEqual([409, true])
  expect((await ways(reader)).passkeys.length).toBe(20)
})

test('events name no key and no hour; a letter tells the owner in their language; leaving takes the keys along', async () => {
  const reader = hub.as(null, 'fr')
  await reader.post('/sign-in', { email: 'told@example.org' })
  await hub.settle()
  await reader.post(/(\/fr\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  const device = new Authenticator(HOME)
  await add(reader, device, 'Clé bleue')
  await hub.settle()
  const letter = hub.letters.at(-1)
  expect([letter?.to, letter?.subject]).toEqual(['told@example.org', 'Vos moyens de connexion à Passerelle'])
  expect(letter?.text).toContain('Une clé d’accès a été ajoutée')
  expect(letter?.text).toContain(`${HOME}/fr/me/ways-in`)
  expect(letter?.text).not.toContain('Clé bleue')
  const { person } = await reads<{ person: string }>(reader, '/me')
  const [key] = (await ways(reader)).passkeys
  await reader.post(`/me/passkeys/${key?.passkey}/name`, { name: 'Autre' })
  const told = await hub.db
    .selectFrom('event')
    .selectAll()
    .where('subject', '=', person)
    .where('kind', 'like', 'people.passkey.%')
    .execute()
  expect(told.map(({ kind, data, person_id, visibility, at }) => [kind, data, person_id, visibility, at.toISOString()])).toEqual(
    ['added', 'renamed'].map((done) => [`people.passkey.${done}`, {}, null, 'internal', '2026-03-01T00:00:00.000Z']),
  )
  const events = JSON.stringify(await hub.db.selectFrom('event').selectAll().execute())
  for (const secret of [key?.passkey ?? 'absent', device.id.toString('base64url'), 'Clé bleue', 'example.org'])
    expect(events).not.toContain(secret)
  await reader.post('/me/recovery-codes')
  const { account_id: account } = await hub.db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirstOrThrow()
  await reader.post('/me/erasure', { sure: 'on' })
  expect(await hub.db.selectFrom('passkey').select('id').where('account_id', '=', account).execute()).toEqual([])
  expect(await hub.db.selectFrom('recovery_code').select('made_at').where('account_id', '=', account).execute()).toEqual([])
  expect((await enter(device)).answer.status).toBe(422)
})

test('a hub at a bare address, or without https, says that passkeys need a name, and everything else works', async () => {
  for (const publicUrl of ['https://192.0.2.7', 'https://[2001:db8::1]', 'http://hub.example.org']) {
    const bare = await openHub({ publicUrl })
    expect(await (await bare.as(null).get('/sign-in')).text()).toContain('Passkeys are tied to a site’s name')
    expect((await bare.as(null).post('/sign-in/passkey/question')).status).toBe(409)
    expect((await bare.as('mai').post('/me/passkeys/question')).status).toBe(409)
    const page = await (await bare.as('mai').get('/me/ways-in')).text()
    expect([page.includes('Passkeys are tied to a site’s name'), page.includes('<pass-key')]).toEqual([true, false])
    await bare.close()
  }
})
