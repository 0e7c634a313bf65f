import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { people } from './index.ts'

let hub: Hub
let gift: Visitor
beforeAll(async () => {
  hub = await openHub()
  gift = hub.as('gift')
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000)
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const idOf = (name: 'gift' | 'mai' | 'niamh'): string => hub.cast.members.get(name)?.person ?? ''

async function invite(): Promise<string> {
  const shown = await gift.post('/operator/invitations')
  expect(shown.status).toBe(200)
  return /http:\/\/hub\.test(\/en\/operator\/invitation\/[^<]+)/.exec(await shown.text())?.[1] ?? ''
}

test('everybody reads who runs the hub; only whoever runs it changes it, soon after signing in', async () => {
  const page = await (await hub.as(null).get('/operator')).text()
  expect([page.includes('Gift'), page.includes('Make a link')]).toEqual([true, false])
  const mai = hub.as('mai')
  expect(await (await mai.get('/operator')).text()).not.toContain('Make a link')
  for (const reader of [mai, hub.as(null)]) {
    expect((await reader.post('/operator/invitations')).status).toBe(403)
    expect((await reader.post(`/operator/${idOf('gift')}/withdrawal`)).status).toBe(403)
  }
  const held = { held: mai.cookies.get('session') }
  expect(await refusal(await mai.api('POST', '/operator-invitations', held))).toEqual([403, 'account.operators-only'])
  expect(await refusal(await mai.api('DELETE', `/operators/${idOf('gift')}`, held))).toEqual([403, 'account.operators-only'])
  hub.setNow(later(15))
  expect(await (await gift.get('/operator')).text()).toContain('Sign in again')
  expect((await gift.post('/operator/invitations')).status).toBe(409)
})

test('a link makes the identity that accepts an operator, once, under a new token, and no other of the account', async () => {
  const link = await invite()
  expect(await (await gift.get('/operator')).text()).toContain('works until 8 March 2026')
  expect((await hub.as(null).get(link)).status).toBe(403)
  const mai = hub.as('mai')
  await mai.post('/me/identities', { name: 'Mai elsewhere' })
  expect(await (await mai.get(link)).text()).toContain('Run this hub as')
  const before = mai.cookies.get('session') ?? ''
  const accepted = await mai.post(link)
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/en/operator'])
  const thief = hub.as(null)
  thief.cookies.set('session', before)
  expect((await thief.get('/me')).status).toBe(403)
  expect(await (await mai.api('GET', '/me')).json()).toMatchObject({ name: 'Mai', operator: true })
  expect(await people.operatorNames(hub.db)).toEqual(['Gift', 'Mai'])
  expect((await hub.as('niamh').post(link)).status).toBe(409)
  const { identities } = (await (await mai.api('GET', '/me/identities')).json()) as { identities: { name: string; operator: boolean }[] }
  expect(identities.map(({ name, operator }) => [name, operator])).toEqual([
    ['Mai', true],
    ['Mai elsewhere', false],
  ])
  hub.setNow(later(12 * 60))
  expect((await mai.get('/me')).status).toBe(403)
  hub.setNow(NOON)
  expect((await gift.post(`/operator/${idOf('mai')}/withdrawal`)).status).toBe(303)
  expect([await people.operatorNames(hub.db), (await mai.post('/operator/invitations')).status]).toEqual([['Gift'], 403])
})

test('a link that is torn, taken back or seven days old opens nothing', async () => {
  const [first, second] = [await invite(), await invite()]
  const niamh = hub.as('niamh')
  expect((await niamh.get(`${second}x`)).status).toBe(404)
  expect((await niamh.post(first)).status).toBe(404)
  hub.setNow(later(7 * 24 * 60))
  expect((await niamh.post(second)).status).toBe(409)
  hub.setNow(later(15))
  expect(await (await niamh.get(second)).text()).toContain('Sign in again')
  expect((await niamh.post(second)).status).toBe(409)
  expect(await people.operatorNames(hub.db)).toEqual(['Gift'])
})

test('the last operator keeps the right, also where two end each other’s at once', async () => {
  expect((await gift.post(`/operator/${idOf('gift')}/withdrawal`)).status).toBe(409)
  expect((await gift.post(`/operator/${idOf('mai')}/withdrawal`)).status).toBe(404)
  const niamh = hub.as('niamh')
  expect((await niamh.post(await invite())).status).toBe(303)
  const answers = await Promise.all([
    gift.post(`/operator/${idOf('niamh')}/withdrawal`),
    niamh.post(`/operator/${idOf('gift')}/withdrawal`),
  ])
  expect(answers.filter(({ status }) => status === 303).length).toBe(1)
  expect((await people.operatorNames(hub.db)).length).toBe(1)
})

test('events say that it happened, and hold no link', async () => {
  const events = await hub.db.selectFrom('event').select(['kind', 'data', 'visibility']).where('kind', 'like', 'people.operator%').execute()
  const kinds = new Set(events.map(({ kind }) => kind))
  expect([...kinds].toSorted()).toEqual(['people.operator-invitation.made', 'people.operator.named', 'people.operator.withdrawn'])
  expect(events.every(({ data, visibility }) => JSON.stringify(data) === '{}' && visibility === 'internal')).toBe(true)
})
