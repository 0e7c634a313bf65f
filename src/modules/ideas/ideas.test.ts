import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source } from '../../core/citable.ts'
import type { CastName } from '../../testing/cast.ts'
import { eventsOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { stageSession, type StagedSession } from '../../testing/summit.ts'
import { ideas } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): string => new Date(NOON.getTime() + days * DAY_MS).toISOString()
const json = async <T>(answer: Response | Promise<Response>): Promise<T> => (await (await answer).json()) as T
const typeOf = async (answer: Response | Promise<Response>): Promise<unknown> => (await json<{ type: unknown }>(answer)).type

const CALL = { opensAt: inDays(-1), closesAt: inDays(5), answerBy: inDays(9), text: 'What should we do there?', language: 'en' }

async function called(more: object = {}): Promise<StagedSession> {
  const session = await stageSession(hub)
  const answer = await hub.as('niamh').api('PUT', `/sessions/${session.id}/ideas/call`, { ...CALL, access: 'anyone', ...more })
  if (answer.status !== 200) throw new Error(await answer.text())
  return session
}

const IDEA = { title: 'A night school', text: 'Teach at night.', language: 'en', question: 1, label: 'Rowan' }
type Written = { readonly id: string; readonly link: string; readonly status: string }
const write = async ({ id }: StagedSession, more: object = {}, who: Visitor = hub.as(null)): Promise<Written> =>
  json(who.api('POST', `/sessions/${id}/ideas`, { sending: randomUUID(), ...IDEA, ...more }))

type Listed = {
  readonly numbers: object
  readonly ideas: readonly { readonly id: string; readonly state: string; readonly answer: object | null }[]
}
const listOf = (session: StagedSession): Promise<Listed> => json(hub.as(null).api('GET', `/sessions/${session.id}/ideas`))
const publish = (session: StagedSession, { id }: Written, who: CastName = 'samir') =>
  hub.as(who).post(`${session.path}/ideas/${id}/publication`)

async function cited({ id }: StagedSession): Promise<readonly Source[]> {
  const [citable] = ideas.citables ?? []
  return citable?.ofSession(hub.db, id, 'en') ?? []
}

test('only those who organise call for ideas, in order of time, in several languages', async () => {
  const session = await stageSession(hub)
  const at = `/sessions/${session.id}/ideas/call`
  expect(await typeOf(hub.as('mai').api('PUT', at, CALL))).toBe('idea.organisers-only')
  expect(await typeOf(hub.as(null).api('PUT', at, CALL))).toBe('sign-in.needed')
  expect(await typeOf(hub.as('niamh').api('PUT', at, { ...CALL, answerBy: inDays(3) }))).toBe('idea.calendar')
  expect((await hub.as('mai').get(`${session.path}/ideas/call`)).status).toBe(403)
  const form = {
    ...CALL,
    opensAt: '2026-03-01T09:00',
    closesAt: '2026-03-05T09:00',
    answerBy: '2026-03-09T09:00',
    access: 'anyone',
    moderation: 'after',
  }
  expect((await hub.as('niamh').post(`${session.path}/ideas/call`, form)).status).toBe(303)
  expect((await hub.as('niamh').post(`${session.path}/ideas/call`, { ...form, language: 'fr', text: 'Que faire là-bas ?' })).status).toBe(
    303,
  )
  const kept = await json<{ call: object }>(hub.as(null).api('GET', `/sessions/${session.id}/ideas`))
  expect(kept.call).toEqual({
    ...{ opensAt: '2026-03-01T09:00:00.000Z', closesAt: '2026-03-05T09:00:00.000Z', answerBy: '2026-03-09T09:00:00.000Z' },
    ...{ access: 'anyone', moderation: 'after', text: 'What should we do there?', language: 'en' },
  })
  expect(await (await hub.as(null, 'fr').get(`${session.path}/ideas`)).text()).toContain('Que faire là-bas ?')
})

test('an idea needs no account; it waits, is read, published and answered, and its writer follows it by the link alone', async () => {
  const session = await called()
  const ana = hub.as(null)
  const sent = await ana.post(`${session.path}/ideas`, { ...IDEA, question: '1', sending: randomUUID() })
  const own = sent.headers.get('location')?.replace('?done=waiting', '') ?? ''
  expect(own).toMatch(/^\/en\/ideas\/[0-9a-f-]{36}\.[0-9a-f-]{36}\.[\w-]{43}$/)
  expect(ana.cookies.size, 'nothing is left on the device').toBe(0)
  const id = own.split('.')[1] ?? ''
  expect([(await listOf(session)).ideas, (await hub.as(null).get(`${session.path}/ideas/${id}`)).status]).toEqual([[], 404])
  expect(await (await ana.get(own)).text()).toContain('Waits to be read')

  expect((await hub.as('mai').get(`${session.path}/ideas/desk`)).status).toBe(403)
  expect(await (await hub.as('samir').get(`${session.path}/ideas/desk`)).text()).toContain('1 idea waits to be read')
  expect([
    (await publish(session, { id, link: '', status: '' }, 'mai')).status,
    (await publish(session, { id, link: '', status: '' })).status,
  ]).toEqual([403, 303])
  expect((await listOf(session)).numbers).toEqual({ ideas: 1, answered: 0, overdue: 0 })

  const answer = { outcome: 'passed-on', reason: 'The ministry builds schools.', language: 'en', passedTo: '' }
  const at = `${session.path}/ideas/${id}/answer`
  expect((await hub.as('samir').post(at, answer)).status, 'a moderator reads and does not answer').toBe(403)
  const incomplete = await hub.as('niamh').post(at, answer)
  expect([incomplete.status, (await incomplete.text()).includes('The ministry builds schools.')]).toEqual([422, true])
  expect((await hub.as('niamh').post(at, { ...answer, passedTo: 'Ministry of Education' })).status).toBe(303)
  const page = await (await ana.get(own)).text()
  expect([page.includes('Passed on'), page.includes('Ministry of Education'), page.includes('The ministry builds schools.')]).toEqual([
    true,
    true,
    true,
  ])
  expect((await listOf(session)).numbers).toEqual({ ideas: 1, answered: 1, overdue: 0 })
  expect(await cited(session)).toMatchObject([
    { sort: 'idea', id, speaker: 'Rowan', text: 'A night school\n\nTeach at night.', version: 1, question: 1 },
  ])
})

test('the day for an answer that has passed is said in words, in public', async () => {
  const session = await called({ moderation: 'after' })
  const [first, second] = [await write(session), await write(session, { text: 'Teach by day.' })]
  const merged = { outcome: 'merged', reason: 'It is the same.', language: 'en', mergedWith: first.id }
  expect(
    await typeOf(hub.as('niamh').api('PUT', `/sessions/${session.id}/ideas/${second.id}/answer`, { ...merged, mergedWith: second.id })),
  ).toBe('idea.other-missing')
  expect((await hub.as('niamh').api('PUT', `/sessions/${session.id}/ideas/${second.id}/answer`, merged)).status).toBe(200)
  hub.setNow(new Date(NOON.getTime() + 10 * DAY_MS))
  expect((await listOf(session)).numbers).toEqual({ ideas: 2, answered: 1, overdue: 1 })
  const html = await (await hub.as(null).get(`${session.path}/ideas`)).text()
  expect(html.split('Late: an answer was due by').length - 1).toBe(1)
  const niamh = hub.cast.members.get('niamh')
  if (niamh?.actor.account == null) throw new Error('Niamh has no account')
  const owner = { account: niamh.actor.account, persons: [niamh.person], operator: false }
  const told = (await ideas.news?.(hub.kit, { owners: [owner], since: NOON, sorts: ['answer-due'] })) ?? []
  expect(told.filter(({ key }) => key === `ideas/${session.id}`).map(({ path, line }) => [path, line((key) => key)])).toEqual([
    [`${session.path}/ideas/desk`, 'news.ideas.late'],
  ])
  hub.setNow(NOON)
})

test('who may write: whoever the host lets, while ideas are taken, once', async () => {
  const [closed, forAccounts, open] = [
    await called({ opensAt: inDays(1) }),
    await called({ access: 'account' }),
    await called({ moderation: 'after' }),
  ]
  const post = ({ id }: StagedSession, who: Visitor, more: object = {}) =>
    who.api('POST', `/sessions/${id}/ideas`, { sending: randomUUID(), ...IDEA, ...more })
  expect(await typeOf(post(closed, hub.as(null)))).toBe('idea.not-open-yet')
  expect(await typeOf(post(forAccounts, hub.as(null)))).toBe('sign-in.needed')
  expect(await (await hub.as(null).get(`${forAccounts.path}/ideas/new`)).text()).toContain('/en/sign-in?then=')
  expect((await post(forAccounts, hub.as('mai'))).status).toBe(200)
  const sending = randomUUID()
  const [first, second] = [await write(open, { sending }), await write(open, { sending, text: 'Sent again.' })]
  expect([second, (await listOf(open)).ideas.length]).toEqual([first, 1])
  expect(await typeOf(post(open, hub.as(null), { text: ' teach at NIGHT! ' }))).toBe('idea.twice')
  expect((await post(open, hub.as(null), { question: 9, text: 'Other.' })).status).toBe(400)
  const many = Array.from({ length: 300 }, (_, number) => ({
    ...{ session_id: closed.id, id: randomUUID(), title: '', text: `Flood ${number}`, language: 'en', question: null, label: null },
    ...{ status: 'published' as const, declined_for: null, note: null, owner_tag: null, version: 1, decided_at: null, withdrawn_at: null },
    written_on: new Date('2026-03-01T00:00:00Z'),
  }))
  await hub.db
    .updateTable('idea_call')
    .set({ opens_at: new Date(inDays(-1)) })
    .where('session_id', '=', closed.id)
    .execute()
  await hub.db.insertInto('idea').values(many).execute()
  const flooded = await post(closed, hub.as(null))
  expect([flooded.status, flooded.headers.get('retry-after')]).toEqual([429, '3600'])
  expect((await post(closed, hub.as('mai'))).status, 'an account is one').toBe(200)
})

test('a writer corrects until the answer, and it is read again; a withdrawal empties it everywhere', async () => {
  const session = await called()
  const idea = await write(session)
  await publish(session, idea)
  const ana = hub.as(null)
  await ana.post(`/ideas/${idea.link}/correction`, { title: '', text: 'Teach in the evening.', language: 'en', question: '' })
  expect([(await listOf(session)).ideas, (await cited(session)).map(({ state, version }) => [state, version])]).toEqual([
    [],
    [['withdrawn', 2]],
  ])
  await publish(session, idea)
  expect(await cited(session)).toMatchObject([{ state: 'standing', version: 2, text: 'Teach in the evening.' }])
  await hub
    .as('niamh')
    .api('PUT', `/sessions/${session.id}/ideas/${idea.id}/answer`, { outcome: 'taken-up', reason: 'Yes.', language: 'en' })
  expect((await ana.post(`/ideas/${idea.link}/correction`, { title: '', text: 'No.', language: 'en', question: '' })).status).toBe(409)
  expect((await ana.post(`/ideas/${idea.link}/withdrawal`)).status).toBe(303)
  expect(await cited(session)).toMatchObject([{ state: 'withdrawn', text: '', version: 3, speaker: null }])
  expect((await listOf(session)).ideas).toMatchObject([{ id: idea.id, state: 'withdrawn', answer: null }])
  const kept = JSON.stringify([
    await hub.db.selectFrom('idea').selectAll().where('id', '=', idea.id).execute(),
    await hub.db.selectFrom('earlier_idea').selectAll().where('idea_id', '=', idea.id).execute(),
  ])
  expect(kept).not.toMatch(/Teach|Rowan/)
  expect(await typeOf(hub.as('samir').api('POST', `/sessions/${session.id}/ideas/${idea.id}/publication`))).toBe('idea.withdrawn')
})

test('nothing says who wrote it: no page, no row, no event; an account finds its own and hears what became of it', async () => {
  await hub.db.updateTable('person').set({ name: 'ZzMai' }).where('name', '=', 'Mai').execute()
  const session = await called()
  const idea = await write(session, { label: '', text: 'From Mai.' }, hub.as('mai'))
  const declined = await hub.as('samir').post(`${session.path}/ideas/${idea.id}/refusal`, { rule: 'on-topic', note: 'Not here.' })
  expect(declined.status).toBe(303)
  const mai = hub.cast.members.get('mai')
  if (mai?.actor.account == null) throw new Error('Mai has no account')
  const secrets = [mai.person, mai.actor.account, 'ZzMai']
  const seen: string[] = []
  for (const name of [null, 'samir', 'niamh', 'gift', 'idrissa'] as const)
    for (const path of ['', '/desk', `/${idea.id}`])
      for (const answer of [
        hub.as(name).get(`${session.path}/ideas${path}`),
        hub.as(name).api('GET', `/sessions/${session.id}/ideas${path}`),
      ])
        seen.push(await (await answer).text())
  expect(secrets.filter((secret) => seen.some((page) => page.includes(secret)))).toEqual([])
  expect(
    seen.some((page) => page.includes('Not here.')),
    'the note is the writer’s',
  ).toBe(false)
  const events = await eventsOf(hub, session.id)
  const written = events.filter(({ kind }) => kind === 'ideas.idea.written')
  expect(written.map(({ person_id: person, at }) => [person, at.getTime() % DAY_MS])).toEqual([[null, 0]])
  const rows = await hub.db.selectFrom('idea').selectAll().where('id', '=', idea.id).execute()
  expect(secrets.filter((secret) => JSON.stringify([rows, written]).includes(secret))).toEqual([])

  expect(await json(hub.as('mai').api('GET', `/sessions/${session.id}/my-ideas`))).toMatchObject([
    { idea: { state: 'hidden', text: 'From Mai.' } },
  ])
  expect(await json(hub.as('idrissa').api('GET', `/sessions/${session.id}/my-ideas`))).toEqual([])
  expect(await (await hub.as('mai').get(`/ideas/${idea.link}`)).text()).toContain('Not here.')
  const owners = ['mai', 'idrissa'].map((name) => {
    const member = hub.cast.members.get(name as CastName)
    if (member?.actor.account == null) throw new Error(`${name} has no account`)
    return { account: member.actor.account, persons: [member.person], operator: false }
  })
  const told = (await ideas.news?.(hub.kit, { owners, since: new Date(NOON.getTime() - 1000), sorts: ['my-contribution'] })) ?? []
  const mine = told.filter(({ key }) => key === `idea/${session.id}/${idea.id}`)
  expect(mine.map(({ account, line }) => [account, line((key) => key)])).toEqual([[mai.actor.account, 'news.ideas.declined']])
})
