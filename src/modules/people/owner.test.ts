import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody, theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { makeOwnerLink } from './commands/make-owner-link.ts'

let hub: Hub
let path: string
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

beforeEach(async () => {
  await hub.db.updateTable('person').set({ operator: false }).execute()
  path = (await perform(hub.runner, makeOwnerLink, {}, theHub)).path
})

const now = (): number => hub.runner.outside.now().getTime()
const operators = async (): Promise<number> =>
  (await hub.db.selectFrom('person').select('id').where('operator', '=', true).execute()).length

test('the owner gives an address and a name, and is signed in as the operator', async () => {
  const owner = hub.as(null)
  const form = await owner.get(`${path}?email=owner@example.org`)
  expect(form.status).toBe(200)
  expect(await form.text()).toContain('value="owner@example.org"')
  const done = await owner.post(path, { email: 'owner@example.org', name: 'Gift' })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/en/bodies'])
  expect(await (await owner.api('GET', '/me')).json()).toMatchObject({ name: 'Gift', operator: true, email: 'o…@example.org' })
  expect(await operators()).toBe(1)
  const again = await hub.as(null).post(path, { email: 'other@example.org', name: 'Other' })
  expect(again.status).toBe(409)
  expect((await hub.as(null).get(path)).status).toBe(409)
  expect(await operators()).toBe(1)
})

test('of two who use the link at once one becomes the owner', async () => {
  const answers = await Promise.all(['one', 'two'].map((name) => hub.as(null).post(path, { email: `${name}@example.org`, name })))
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([303, 409])
  expect(await operators()).toBe(1)
})

test('what is written wrong comes back filled in', async () => {
  const wrong = await hub.as(null).post(path, { email: 'nowhere', name: 'Gift' })
  const html = await wrong.text()
  expect(wrong.status).toBe(422)
  expect(html).toContain('value="Gift"')
  expect(html).toContain('This does not look like an e-mail address')
  expect(await operators()).toBe(0)
})

test('a torn link, one that is too old, and a sign-in token open nothing', async () => {
  expect((await hub.as(null).get(`${path}x`)).status).toBe(404)
  expect((await hub.as(null).get('/sign-in/owner/nothing')).status).toBe(404)
  const foreign = hub.runner.outside.keys.sign('sign-in', String(now() + 1e9))
  expect((await hub.as(null).post(`/sign-in/owner/${foreign}`, { email: 'x@example.org', name: 'X' })).status).toBe(404)
  const old = hub.runner.outside.keys.sign('owner', String(now() - 1))
  expect((await hub.as(null).post(`/sign-in/owner/${old}`, { email: 'x@example.org', name: 'X' })).status).toBe(409)
  expect(await operators()).toBe(0)
})

test('an owner link is made by the hub alone, and only where nobody runs it', async () => {
  await expect(perform(hub.runner, makeOwnerLink, {}, nobody('en'))).rejects.toThrow('account.operators-only')
  await hub.as(null).post(path, { email: 'first@example.org', name: 'First' })
  await expect(perform(hub.runner, makeOwnerLink, {}, theHub)).rejects.toThrow('owner-link.not-needed')
})

test('the API does it by the same deed', async () => {
  const token = path.slice('/sign-in/owner/'.length)
  const done = await hub.as(null).api('POST', '/operators', { token, email: 'api@example.org', name: 'Gift' })
  expect(done.status).toBe(200)
  const refused = await hub.as(null).api('POST', '/operators', { token, email: 'api2@example.org', name: 'Gift' })
  expect([refused.status, ((await refused.json()) as { type: string }).type]).toEqual([409, 'owner-link.not-needed'])
})
