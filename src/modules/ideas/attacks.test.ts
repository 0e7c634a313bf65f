import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, eventsOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'
import { ideas } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): string => new Date(NOON.getTime() + days * DAY_MS).toISOString()
const CALL = { opensAt: inDays(-1), closesAt: inDays(5), answerBy: inDays(9), text: 'What should we do?', language: 'en', access: 'anyone' }

async function called(more: object = {}): Promise<StagedSession> {
  const session = await stageSession(hub)
  const answer = await hub.as('niamh').api('PUT', `/sessions/${session.id}/ideas/call`, { ...CALL, ...more })
  if (answer.status !== 200) throw new Error(await answer.text())
  return session
}

const send = ({ id }: StagedSession, more: object = {}) =>
  hub.as(null).api('POST', `/sessions/${id}/ideas`, {
    sending: randomUUID(),
    title: '',
    text: 'Teach at night.',
    language: 'en',
    question: 1,
    ...more,
  })

type Written = { readonly id: string; readonly link: string }
const write = async (session: StagedSession, more: object = {}) => (await (await send(session, more)).json()) as Written
const listed = async ({ id }: StagedSession) =>
  ((await (await hub.as(null).api('GET', `/sessions/${id}/ideas`)).json()) as { ideas: { id: string; state: string }[] }).ideas

test('nobody writes for a session that was called off, and its page does not ask them to', async () => {
  const session = await called()
  expect((await send(session)).status).toBe(200)
  const off = { session: session.id, reason: 'The hall burnt down.', language: 'en' }
  await doAsHub(hub, 'gatherings.call-off-session', off)
  const refused = await send(session, { text: 'Another.' })
  expect([refused.status, ((await refused.json()) as { type: unknown }).type]).toEqual([409, 'idea.session-called-off'])
  expect(await (await hub.as(null).get(session.path)).text()).not.toContain('/ideas/new')
})

test('who writes and takes back again and again fills the day of guests, and no list with marks', async () => {
  const session = await called({ moderation: 'after' })
  const { link } = await write(session)
  for (const _ of [1, 2]) expect((await hub.as(null).post(`/ideas/${link}/withdrawal`)).status, 'what arrives twice').toBe(303)
  expect((await eventsOf(hub, session.id)).filter(({ kind }) => kind === 'ideas.idea.withdrawn').length).toBe(1)
  const row = await hub.db.selectFrom('idea').selectAll().where('session_id', '=', session.id).executeTakeFirstOrThrow()
  const more = Array.from({ length: 299 }, () => ({ ...row, id: randomUUID() }))
  await hub.db.insertInto('idea').values(more).execute()
  expect((await send(session)).status).toBe(429)
})

test('an old address of one’s own idea says nothing that is not so any more', async () => {
  const session = await called()
  const { id, link } = await write(session)
  const arrived = async () => (await (await hub.as(null).get(`/ideas/${link}?done=waiting`)).text()).includes('role="status"')
  expect(await arrived()).toBe(true)
  await hub.as('samir').post(`${session.path}/ideas/${id}/publication`)
  expect(await arrived()).toBe(false)
})

test('a correction that changes nothing does nothing: what was published stays so, and no earlier text is kept', async () => {
  const session = await called()
  const { id, link } = await write(session)
  await hub.as('samir').post(`${session.path}/ideas/${id}/publication`)
  const words = { title: '', text: 'Teach at night, and by day.', language: 'en', question: 1 }
  await hub.as(null).api('PUT', `/ideas/${link}`, words)
  await hub.as('samir').post(`${session.path}/ideas/${id}/publication`)
  const again = await hub.as(null).api('PUT', `/ideas/${link}`, words)
  expect(await again.json()).toEqual({ version: 2, status: 'published' })
  expect(await listed(session)).toMatchObject([{ id, state: 'standing' }])
  const corrected = (await eventsOf(hub, session.id)).filter(({ kind }) => kind === 'ideas.idea.corrected')
  expect(corrected.length).toBe(1)
})

test('what was taken back before anybody published it was never there: no mark in lists, no source', async () => {
  const session = await called()
  const [waiting, published] = [await write(session), await write(session, { text: 'Build a library.' })]
  await hub.as('samir').post(`${session.path}/ideas/${published.id}/publication`)
  for (const { link } of [waiting, published]) expect((await hub.as(null).post(`/ideas/${link}/withdrawal`)).status).toBe(303)
  expect((await listed(session)).map(({ id }) => id)).toEqual([published.id])
  const read = await Promise.all(
    [waiting, published].map(async ({ id }) => (await hub.as(null).api('GET', `/sessions/${session.id}/ideas/${id}`)).status),
  )
  expect(read).toEqual([404, 200])
  const [citable] = ideas.citables ?? []
  expect((await citable?.ofSession(hub.db, session.id, 'en'))?.map(({ id }) => id)).toEqual([published.id])
  expect((await citable?.byIds(hub.db, [waiting.id], 'en'))?.length).toBe(0)
  expect((await hub.as(null).get(`/ideas/${waiting.link}`)).status, 'its writer still finds the mark').toBe(200)
})
