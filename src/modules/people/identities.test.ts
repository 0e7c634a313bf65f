import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashToken } from '../../platform/keys.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { people } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000)

async function signIn(email: string, reader: Visitor = hub.as(null)): Promise<Visitor> {
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '')
  return reader
}

type Mine = { person: string; name: string; acting: boolean; atSignIn: boolean; operator: boolean }
const mine = async (reader: Visitor): Promise<readonly Mine[]> =>
  ((await (await reader.api('GET', '/me/identities')).json()) as { identities: Mine[] }).identities
const idOf = async (reader: Visitor, name: string): Promise<string> => (await mine(reader)).find((one) => one.name === name)?.person ?? ''
const acting = async (reader: Visitor) => (await mine(reader)).filter((one) => one.acting).map(({ name }) => name)
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]

async function newcomer(email: string, name: string, others: readonly string[] = []): Promise<Visitor> {
  const reader = await signIn(email)
  await reader.post('/me/name', { name })
  for (const other of others) await reader.post('/me/identities', { name: other })
  return reader
}

test('the page and each deed are for whoever is signed in, and for their own identities', async () => {
  const [mai, stranger] = [await newcomer('mai1@example.org', 'Mai one', ['Lan']), await newcomer('other@example.org', 'Other')]
  const lan = await idOf(mai, 'Lan')
  const held = stranger.cookies.get('session')
  expect((await hub.as(null).get('/me/identities')).status).toBe(403)
  for (const path of ['/me/identities', `/me/identities/${lan}/name`, `/me/identities/${lan}/acting`, `/me/identities/${lan}/removal`]) {
    expect([path, (await hub.as(null).post(path, { name: 'X', sure: 'on' })).status]).toEqual([path, 403])
  }
  for (const action of ['name', 'acting', 'removal']) {
    expect([action, (await stranger.post(`/me/identities/${lan}/${action}`, { name: 'X', sure: 'on' })).status]).toEqual([action, 404])
  }
  expect(await refusal(await stranger.api('PUT', '/me/name', { name: 'X', identity: lan }))).toEqual([404, 'identity.missing'])
  expect(await refusal(await stranger.api('PUT', '/me/identity', { person: lan, held }))).toEqual([404, 'identity.missing'])
  expect(await refusal(await stranger.api('DELETE', `/me/identities/${lan}`, { sure: true }))).toEqual([404, 'identity.missing'])
  expect((await mine(mai)).map(({ name }) => name)).toEqual(['Lan', 'Mai one'])
})

test('an account makes five identities at most, each of a name that it has not', async () => {
  const reader = await newcomer('five@example.org', 'One', ['Two', 'Three', 'Four'])
  const taken = await reader.post('/me/identities', { name: ' tWO ' })
  const html = await taken.text()
  expect([taken.status, html.includes('value="tWO"'), html.includes('You have an identity of this name already')]).toEqual([
    409,
    true,
    true,
  ])
  const empty = await reader.post('/me/identities', { name: ' ' })
  expect([empty.status, (await empty.text()).includes('id="fault-name"')]).toEqual([422, true])
  expect((await reader.post('/me/identities', { name: 'Five' })).status).toBe(303)
  expect(await refusal(await reader.api('POST', '/me/identities', { name: 'Six' }))).toEqual([409, 'identity.too-many'])
  const five = await idOf(reader, 'Five')
  const renamed = await reader.post(`/me/identities/${five}/name`, { name: 'One' })
  expect([renamed.status, (await renamed.text()).includes('value="One"')]).toEqual([409, true])
  expect((await reader.post(`/me/identities/${five}/name`, { name: 'FIVE' })).status).toBe(303)
  // Somebody else may have any of these names.
  expect((await (await newcomer('same@example.org', 'One')).get('/me')).status).toBe(200)
})

test('of two that are made at once under one name there is one', async () => {
  const reader = await newcomer('race@example.org', 'Here')
  const made = await Promise.all([1, 2, 3].map(() => reader.api('POST', '/me/identities', { name: 'Twin' })))
  expect(made.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
})

test('acting as another gives the session a new token, and its clock goes on', async () => {
  const reader = await newcomer('acts@example.org', 'By day', ['By night'])
  const first = reader.cookies.get('session') ?? ''
  hub.setNow(minutes(60))
  const switched = await reader.post(`/me/identities/${await idOf(reader, 'By night')}/acting`)
  expect([switched.status, switched.headers.get('location')]).toEqual([303, '/en/me/identities'])
  const second = reader.cookies.get('session') ?? ''
  expect([second === first, await acting(reader)]).toEqual([false, ['By night']])
  const thief = hub.as(null)
  thief.cookies.set('session', first)
  expect((await thief.get('/me')).status).toBe(403)
  const row = await hub.db.selectFrom('session').selectAll().where('token_hash', '=', hashToken(second)).executeTakeFirstOrThrow()
  expect([row.created_at, row.expires_at]).toEqual([NOON, new Date(NOON.getTime() + 90 * 86_400_000)])
  // So a switch is no fresh sign-in.
  expect(await refusal(await reader.api('POST', '/me/recovery-codes', { held: second }))).toEqual([409, 'session.stale'])
  expect(await (await reader.get('/')).text()).toContain('By night')
})

test('after signing in one acts as one chose, and not as the identity that was last used', async () => {
  const reader = await newcomer('chosen@example.org', 'Usual', ['Other'])
  await reader.post(`/me/identities/${await idOf(reader, 'Other')}/acting`)
  expect(await acting(await signIn('chosen@example.org'))).toEqual(['Usual'])
  await reader.post(`/me/identities/${await idOf(reader, 'Other')}/acting`, { always: 'on' })
  expect(await acting(await signIn('chosen@example.org'))).toEqual(['Other'])
  expect((await mine(reader)).filter(({ atSignIn }) => atSignIn).map(({ name }) => name)).toEqual(['Other'])
})

test('the header says as whom one acts, and leads to the others where there are any', async () => {
  const reader = await newcomer('header@example.org', 'Alone')
  expect(await (await reader.get('/')).text()).not.toContain('Switch identity')
  await reader.post('/me/identities', { name: 'Beside' })
  const page = await (await reader.get('/')).text()
  expect(page).toContain('<a href="/en/me/identities">Switch identity</a>')
  expect(page).not.toContain('Beside')
})

test('an identity is removed after a confirmation; not the last, not the one that acts', async () => {
  const reader = await newcomer('removes@example.org', 'Stays', ['Goes'])
  const [stays, goes] = [await idOf(reader, 'Stays'), await idOf(reader, 'Goes')]
  expect((await reader.post(`/me/identities/${stays}/removal`, { sure: 'on' })).status).toBe(409)
  expect((await reader.post(`/me/identities/${goes}/removal`)).status).toBe(422)
  const phone = await signIn('removes@example.org')
  await phone.post(`/me/identities/${goes}/acting`, { always: 'on' })
  expect((await reader.post(`/me/identities/${goes}/removal`, { sure: 'on' })).status).toBe(303)
  expect((await phone.get('/me')).status).toBe(403)
  expect((await mine(reader)).map(({ name, atSignIn }) => [name, atSignIn])).toEqual([['Stays', true]])
  expect(await refusal(await reader.api('DELETE', `/me/identities/${stays}`, { sure: true }))).toEqual([409, 'identity.last'])
  const told = await hub.db.selectFrom('event').select(['kind', 'person_id']).where('subject', '=', goes).execute()
  expect(told).toEqual([
    { kind: 'people.identity.made', person_id: null },
    { kind: 'people.person.left', person_id: null },
  ])
})

test('one whom a body needs stays until the office is handed over', async () => {
  const idrissa = hub.as('idrissa')
  const steward = (await mine(idrissa))[0]?.person ?? ''
  await idrissa.post('/me/identities', { name: 'Somebody else' })
  await idrissa.post(`/me/identities/${await idOf(idrissa, 'Somebody else')}/acting`)
  const refused = await idrissa.post(`/me/identities/${steward}/removal`, { sure: 'on' })
  expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('Hand that office over first')])
})

test('the right to run the hub belongs to one identity: the others do not have it and do not show it', async () => {
  const gift = hub.as('gift')
  const operator = (await mine(gift))[0]?.person ?? ''
  await gift.post('/me/identities', { name: 'A pseudonym' })
  const pseudonym = await idOf(gift, 'A pseudonym')
  await gift.post(`/me/identities/${pseudonym}/acting`, { always: 'on' })
  expect(await (await gift.api('GET', '/me')).json()).toMatchObject({ name: 'A pseudonym', operator: false })
  const body = { kind: 'charity', texts: [{ language: 'en', name: 'Ours', summary: 'An invented body.' }] }
  expect((await gift.api('POST', '/bodies', body)).status).toBe(403)
  expect(await people.operatorNames(hub.db)).toEqual(['Gift'])
  expect(await refusal(await gift.api('DELETE', `/me/identities/${operator}`, { sure: true }))).toEqual([409, 'account.last-operator'])
  hub.setNow(minutes(15))
  const late = await gift.post(`/me/identities/${operator}/acting`)
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('sign in again first')])
  await signIn('gift@example.org', gift)
  expect((await gift.post(`/me/identities/${operator}/acting`)).status).toBe(303)
  expect(await (await gift.api('GET', '/me')).json()).toMatchObject({ name: 'Gift', operator: true })
  hub.setNow(minutes(15 + 12 * 60))
  expect((await gift.get('/me')).status).toBe(403)
})
