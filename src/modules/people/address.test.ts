import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { people } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000)
const lettersTo = (email: string) => hub.letters.filter(({ to }) => to === email)

async function signIn(email: string, reader: Visitor = hub.as(null)): Promise<Visitor> {
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(lettersTo(email).at(-1)?.text ?? '')?.[1] ?? '')
  return reader
}

const address = async (reader: Visitor) => ((await (await reader.api('GET', '/me')).json()) as { email: string | null }).email
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const linkTo = (email: string): string => /(\/en\/me\/address\/\S+)/.exec(lettersTo(email).at(-1)?.text ?? '')?.[1] ?? ''

async function askFor(reader: Visitor, email: string): Promise<string> {
  const asked = await reader.post('/me/address', { email })
  expect(asked.status).toBe(200)
  await hub.settle()
  return linkTo(email.trim().toLowerCase())
}

test('the pages and deeds are for whoever is signed in, and has been for a moment only', async () => {
  for (const path of ['/me/address', '/me/address/nothing']) {
    expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 403])
    expect([path, (await hub.as(null).post(path, { email: 'x@example.org' })).status]).toEqual([path, 403])
  }
  expect(await refusal(await hub.as(null).api('POST', '/me/address', { email: 'x@example.org', held: '' }))).toEqual([
    403,
    'sign-in.needed',
  ])
  const reader = await signIn('slow@example.org')
  hub.setNow(minutes(15))
  expect(await (await reader.get('/me/address')).text()).toContain('Sign in again')
  const late = await reader.post('/me/address', { email: 'x@example.org' })
  expect([late.status, lettersTo('x@example.org').length]).toEqual([409, 0])
})

test('a link goes to the new address and word to the old one; used, letters go to the new, and the old is told', async () => {
  const reader = await signIn('old@example.org')
  const link = await askFor(reader, 'New@Example.org ')
  expect(lettersTo('old@example.org').at(-1)?.text).toContain('asked that its letters go to another address')
  expect(await address(reader)).toBe('o…@example.org')
  const page = await (await reader.get(link)).text()
  expect([page.includes('n…@example.org'), page.includes('new@example.org')]).toEqual([true, false])
  const used = await reader.post(link)
  expect([used.status, used.headers.get('location')]).toEqual([303, '/en/me'])
  await hub.settle()
  expect(await address(reader)).toBe('n…@example.org')
  expect(lettersTo('old@example.org').at(-1)?.text).toContain('This is the last one that comes here')
  expect(lettersTo('old@example.org').at(-1)?.text).toContain('/en/operator')
  const { keys } = hub.runner.outside
  expect([await people.accountOfEmail(hub.db, keys, 'old@example.org')]).toEqual([null])
  expect((await reader.post(link)).status).toBe(409)
  expect((await reader.get(link)).status).toBe(409)
})

test('a link is good for a quarter of an hour, for the account that asked, and never signs anybody in', async () => {
  const [reader, stranger] = [await signIn('asks@example.org'), await signIn('stranger@example.org')]
  const link = await askFor(reader, 'asks-new@example.org')
  expect((await stranger.get(link)).status).toBe(404)
  expect((await stranger.post(link)).status).toBe(404)
  expect((await hub.as(null).post(link)).status).toBe(403)
  expect((await reader.post(`${link}x`)).status).toBe(404)
  const token = link.split('/').at(-1) ?? ''
  expect((await hub.as(null).post(`/sign-in/${token}`)).status).toBe(404)
  const id = token.slice(0, token.lastIndexOf('.'))
  const forged = hub.runner.outside.keys.sign('sign-in', id)
  expect(await refusal(await hub.as(null).api('POST', '/sessions', { token: forged }))).toEqual([409, 'sign-in-link.spent'])
  hub.setNow(minutes(15))
  expect((await reader.post(link)).status).toBe(409)
  expect(await address(reader)).toBe('a…@example.org')
})

test('an address of another account is asked for like any other, and stays theirs', async () => {
  const reader = await signIn('wants@example.org')
  await signIn('taken@example.org')
  const answer = async (email: string) => {
    const asked = await reader.post('/me/address', { email })
    return [asked.status, (await asked.text()).replaceAll(email, '…').replaceAll(/name="_form" value="[^"]+"/g, '')]
  }
  expect(await answer('taken@example.org')).toEqual(await answer('never@example.org'))
  await hub.settle()
  expect(lettersTo('taken@example.org').at(-1)?.subject).toBe(lettersTo('never@example.org').at(-1)?.subject)
  const used = await reader.post(linkTo('taken@example.org'))
  expect([used.status, await used.text()]).toEqual([409, expect.stringContaining('opens another account here')])
  expect(await address(reader)).toBe('w…@example.org')
})

test('what is written wrong comes back filled in', async () => {
  const reader = await signIn('typo@example.org')
  const wrong = await reader.post('/me/address', { email: 'nowhere' })
  const html = await wrong.text()
  expect([wrong.status, html.includes('value="nowhere"'), html.includes('id="fault-email"')]).toEqual([422, true, true])
})

test('an account without an address gets no letters, says so, and can be given one', async () => {
  const { outside } = hub.runner
  const made = await hub.db.transaction().execute(async (tx) => {
    const who = await people.makeAccount(tx, { email: null, language: 'en', name: 'Without' }, { outside, now: NOON })
    return who === null ? '' : people.openSession(tx, who, undefined, { outside, now: NOON })
  })
  const reader = hub.as(null)
  reader.cookies.set('session', made)
  const page = await (await reader.get('/me')).text()
  expect([page.includes('Add an address'), await address(reader)]).toEqual([true, null])
  const before = hub.letters.length
  expect((await reader.post('/me/recovery-codes')).status).toBe(200)
  await hub.settle()
  expect(hub.letters.length).toBe(before)
  expect((await reader.post(await askFor(reader, 'first@example.org'))).status).toBe(303)
  await hub.settle()
  expect([await address(reader), hub.letters.length]).toEqual(['f…@example.org', before + 1])
})

test('another room makes no account for an address that has one', async () => {
  await signIn('has@example.org')
  const { outside } = hub.runner
  const made = await hub.db
    .transaction()
    .execute((tx) => people.makeAccount(tx, { email: 'has@example.org', language: 'en', name: 'Second' }, { outside, now: NOON }))
  expect(made).toBeNull()
})

test('no event names an address or who asked', async () => {
  const events = await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'people.address%').execute()
  expect(events.length).toBeGreaterThan(4)
  expect(events.every((event) => event.person_id === null && event.visibility === 'internal')).toBe(true)
  expect(JSON.stringify(events)).not.toContain('@')
})
