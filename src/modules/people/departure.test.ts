import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { people } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

const DAY = 86_400_000
const days = (count: number): Date => new Date(NOON.getTime() + count * DAY)

async function signIn(email: string, reader: Visitor = hub.as(null)): Promise<Visitor> {
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '')
  return reader
}

const me = async (reader: Visitor) => (await (await reader.api('GET', '/me')).json()) as { person: string; leavingAt: string | null }
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const accountOf = async (email: string) => people.accountOfEmail(hub.db, hub.runner.outside.keys, email)
const leftOnes = async (): Promise<readonly string[]> =>
  (await hub.db.selectFrom('event').select('subject').where('kind', '=', 'people.person.left').orderBy('sequence').execute()).map(
    ({ subject }) => subject,
  )

/** Her first identity, and as many more as there are names. */
async function withIdentities(email: string, names: readonly string[]): Promise<{ reader: Visitor; persons: readonly string[] }> {
  const reader = await signIn(email)
  const first = (await me(reader)).person
  const more: string[] = []
  for (const name of names) {
    const made = await reader.api('POST', '/me/identities', { name })
    more.push(((await made.json()) as { person: string }).person)
  }
  return { reader, persons: [first, ...more] }
}

test('whoever is not signed in leaves nothing', async () => {
  expect((await hub.as(null).get('/me/departure')).status).toBe(403)
  for (const path of ['/me/departure', '/me/departure/withdrawal', '/me/erasure']) {
    expect([path, (await hub.as(null).post(path, { sure: 'on' })).status]).toEqual([path, 403])
  }
  expect(await refusal(await hub.as(null).api('DELETE', '/me', { sure: true }))).toEqual([403, 'sign-in.needed'])
  expect(await refusal(await hub.as(null).api('DELETE', '/me/account', { sure: true, held: '' }))).toEqual([403, 'sign-in.needed'])
  expect(await refusal(await hub.as(null).api('DELETE', '/me/departure', {}))).toEqual([403, 'sign-in.needed'])
})

test('the only operator stays until there is another, under whichever name', async () => {
  const gift = hub.as('gift')
  expect(await (await gift.get('/me/departure')).text()).toContain('You are the only one who runs this hub')
  const { person } = (await (await gift.api('POST', '/me/identities', { name: 'Another Gift' })).json()) as { person: string }
  await gift.post(`/me/identities/${person}/acting`)
  expect(await refusal(await gift.api('DELETE', '/me', { sure: true }))).toEqual([409, 'account.last-operator'])
  const now = { sure: true, held: gift.cookies.get('session') }
  expect(await refusal(await gift.api('DELETE', '/me/account', now))).toEqual([409, 'account.last-operator'])
  expect((await gift.get('/me')).status).toBe(200)
})

test('leaving asks first, signs out everywhere else, writes a letter, and erases nothing for two weeks', async () => {
  const [reader, elsewhere] = [await signIn('waits@example.org'), await signIn('waits@example.org')]
  const unsure = await reader.post('/me/departure')
  expect([unsure.status, (await me(reader)).leavingAt]).toEqual([422, null])
  const asked = await reader.post('/me/departure', { sure: 'on' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/en/me/departure'])
  await hub.settle()
  const letter = hub.letters.at(-1)
  expect([letter?.to, letter?.subject]).toEqual(['waits@example.org', 'Your account at Passerelle will be erased'])
  expect(letter?.text).toContain('15 March 2026')
  expect((await elsewhere.get('/me')).status).toBe(403)
  expect((await me(reader)).leavingAt).toBe(days(14).toISOString())
  const front = await (await reader.get('/')).text()
  expect(front).toContain('This account is erased on 15 March 2026.')
  hub.setNow(days(13))
  await hub.sweep()
  expect(await accountOf('waits@example.org')).not.toBeNull()
})

test('meanwhile one reads and does nothing else, by page and by the API, until one stays', async () => {
  const reader = await signIn('reads@example.org')
  await reader.post('/me/departure', { sure: 'on' })
  expect((await reader.get('/bodies')).status).toBe(200)
  const named = await reader.post('/me/name', { name: 'Other' })
  expect([named.status, await named.text()]).toEqual([409, expect.stringContaining('Your account is on its way out')])
  for (const [method, path, body] of [
    ['PUT', '/me/name', { name: 'Other' }],
    ['POST', '/me/identities', { name: 'Other' }],
    ['DELETE', '/me', { sure: true }],
    ['POST', '/bodies', { kind: 'charity', texts: [{ language: 'en', name: 'Ours', summary: 'An invented body.' }] }],
  ] as const) {
    expect([path, await refusal(await reader.api(method, path, body))]).toEqual([path, [409, 'account.leaving']])
  }
  // What somebody without an account may do, they may as well: they may be leaving because of it.
  const told = await reader.api('POST', '/pressure', { text: 'Two men asked who wrote it.', language: 'en' })
  expect(told.status).toBe(200)
  const again = await signIn('reads@example.org')
  expect(await (await again.get('/me/departure')).text()).toContain('Would you rather stay?')
  const kept = await again.post('/me/departure/withdrawal')
  expect([kept.status, kept.headers.get('location')]).toEqual([303, '/en/me'])
  expect((await again.post('/me/departure/withdrawal')).status).toBe(409)
  expect((await reader.post('/me/name', { name: 'Other' })).status).toBe(303)
  hub.setNow(days(30))
  await hub.sweep()
  expect(await accountOf('reads@example.org')).not.toBeNull()
})

test('after two weeks the account goes first, and each identity in an hour of its own', async () => {
  const before = await leftOnes()
  const { reader, persons } = await withIdentities('several@example.org', ['Second name', 'Third name'])
  await reader.post(`/me/identities/${persons[1]}/acting`)
  await reader.post('/me/departure', { sure: 'on' })
  hub.setNow(days(14))
  await hub.sweep()
  expect([await accountOf('several@example.org'), (await reader.get('/me')).status]).toEqual([null, 403])
  expect((await people.nameOf(hub.db, persons)).size).toBeGreaterThan(1)
  const orphans = await hub.db
    .selectFrom('person')
    .select(['account_id', 'erase_at', 'operator', 'at_sign_in'])
    .where('id', 'in', [...persons])
    .execute()
  const hours = orphans.map((row) => Math.floor(((row.erase_at?.getTime() ?? 0) - days(14).getTime()) / 3_600_000))
  expect(new Set(hours).size).toBe(hours.length)
  expect(hours.every((hour) => hour >= 0 && hour < 72)).toBe(true)
  expect(orphans.every((row) => row.account_id === null && !row.operator && !row.at_sign_in)).toBe(true)
  const goneTogether: number[] = []
  for (let hour = 0; hour <= 72; hour += 1) {
    hub.setNow(new Date(days(14).getTime() + hour * 3_600_000))
    const was = (await people.nameOf(hub.db, persons)).size
    await hub.sweep()
    goneTogether.push(was - (await people.nameOf(hub.db, persons)).size)
  }
  expect(Math.max(...goneTogether)).toBe(1)
  expect((await people.nameOf(hub.db, persons)).size).toBe(0)
  expect([...(await leftOnes())].filter((person) => !before.includes(person)).toSorted()).toEqual([...persons].toSorted())
})

test('an event of leaving names one identity, nobody who did it, and of the time the day', async () => {
  const told = await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'people.departure.%').execute()
  const left = await hub.db.selectFrom('event').selectAll().where('kind', '=', 'people.person.left').execute()
  expect([told.length > 2, left.length > 2]).toEqual([true, true])
  for (const event of [...told, ...left]) {
    expect([event.person_id, event.visibility, event.at.getTime() % DAY, event.data]).toEqual([null, 'internal', 0, {}])
  }
})

test('at once: after a fresh sign-in and a confirmation everything is gone, and the address is free again', async () => {
  const { reader, persons } = await withIdentities('danger@example.org', ['Hidden name'])
  expect((await reader.post('/me/erasure')).status).toBe(422)
  hub.setNow(new Date(NOON.getTime() + 15 * 60_000))
  const late = await reader.post('/me/erasure', { sure: 'on' })
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('Sign in again')])
  await signIn('danger@example.org', reader)
  const gone = await reader.post('/me/erasure', { sure: 'on' })
  expect([gone.status, gone.headers.get('location'), gone.headers.get('clear-site-data')]).toEqual([303, '/en', '"cache", "storage"'])
  expect(await people.nameOf(hub.db, persons)).toEqual(new Map())
  expect([await accountOf('danger@example.org'), reader.cookies.has('session')]).toEqual([null, false])
  expect((await leftOnes()).slice(-2).toSorted()).toEqual([...persons].toSorted())
  const back = await signIn('danger@example.org')
  expect(persons).not.toContain((await me(back)).person)
})

test('also while one waits, for whoever can wait no longer', async () => {
  const reader = await signIn('sooner@example.org')
  await reader.post('/me/departure', { sure: 'on' })
  expect((await reader.post('/me/erasure', { sure: 'on' })).status).toBe(303)
  expect(await accountOf('sooner@example.org')).toBeNull()
})
