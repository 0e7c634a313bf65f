import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { makeOwnerLink } from './commands/make-owner-link.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

type Reader = ReturnType<Hub['as']>
const hours = (count: number): Date => new Date(NOON.getTime() + count * 3_600_000)

async function signIn(email: string, reader = hub.as(null)): Promise<Reader> {
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  return reader
}

const isIn = async (reader: Reader): Promise<boolean> => (await reader.get('/me')).status === 200
const endings = async (reader: Reader): Promise<readonly string[]> =>
  [...(await (await reader.get('/me')).text()).matchAll(/action="\/en(\/me\/sessions\/[0-9a-f]{64}\/ending)"/g)].map(
    ([, path = '']) => path,
  )

test('the page lists each session by its days, marks this browser’s, and ends any other one', async () => {
  const [phone, laptop] = [await signIn('lists@example.org'), await signIn('lists@example.org')]
  const page = await (await phone.get('/me')).text()
  expect(page.match(/Signed in on/g)?.length).toBe(2)
  expect(page.match(/This device/g)?.length).toBe(1)
  const [path = '', ...others] = await endings(phone)
  expect(others).toEqual([])
  const ended = await phone.post(path)
  expect([ended.status, ended.headers.get('location')]).toEqual([303, '/en/me'])
  expect([await isIn(phone), await isIn(laptop)]).toEqual([true, false])
  expect((await phone.post(path)).status).toBe(404)
})

test('nobody ends another’s session, and who is not signed in ends none', async () => {
  const [a, b] = [await signIn('theirs@example.org'), await signIn('theirs@example.org')]
  const [path = ''] = await endings(a)
  const stranger = await signIn('not-theirs@example.org')
  expect((await stranger.post(path)).status).toBe(404)
  expect((await hub.as(null).post(path)).status).toBe(403)
  expect((await stranger.post('/me/sessions/none/ending')).status).toBe(400)
  expect([await isIn(a), await isIn(b)]).toEqual([true, true])
})

test('a session of whoever runs the hub ends after twelve hours, that of others does not', async () => {
  const [gift, mai] = [hub.as('gift'), await signIn('mai@example.org')]
  expect(await (await gift.get('/me')).text()).toContain('each of yours ends after twelve hours')
  expect(await (await mai.get('/me')).text()).not.toContain('twelve hours')
  hub.setNow(hours(11.9))
  expect([await isIn(gift), await isIn(mai)]).toEqual([true, true])
  hub.setNow(hours(12))
  expect([await isIn(gift), await isIn(mai)]).toEqual([false, true])
  const again = await signIn('gift@example.org')
  hub.setNow(hours(23.9))
  expect(await isIn(again)).toBe(true)
  hub.setNow(hours(24))
  expect(await isIn(again)).toBe(false)
})

test('more rights need a new token: whoever becomes an operator is signed out everywhere else', async () => {
  const before = await signIn('rises@example.org')
  await hub.db.updateTable('person').set({ operator: false }).execute()
  const { path } = await perform(hub.runner, makeOwnerLink, {}, theHub)
  const owner = hub.as(null)
  expect((await owner.post(path, { email: 'rises@example.org', name: 'Gift' })).status).toBe(303)
  expect([await isIn(owner), await isIn(before)]).toEqual([true, false])
  await hub.db.updateTable('person').set({ operator: false }).execute()
})

test('a token that somebody planted opens nothing, before and after its victim signs in', async () => {
  const victim = hub.as(null)
  victim.cookies.set('session', 'planted')
  await signIn('victim@example.org', victim)
  const attacker = hub.as(null)
  attacker.cookies.set('session', 'planted')
  expect([victim.cookies.get('session') === 'planted', await isIn(victim), await isIn(attacker)]).toEqual([false, true, false])
  const first = victim.cookies.get('session') ?? ''
  expect((await victim.get('/sign-in?again=1&then=/me')).status).toBe(200)
  await signIn('victim@example.org', victim)
  const thief = hub.as(null)
  thief.cookies.set('session', first)
  expect([await isIn(victim), await isIn(thief)]).toEqual([true, false])
})
