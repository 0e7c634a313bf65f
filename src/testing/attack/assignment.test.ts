import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeDraft, makeOpen, PLAN, type Made } from '../dialogues.ts'
import { NOON, openHub, type Hub } from '../hub.ts'
import { giveRole, stageSession, type StagedSession } from '../summit.ts'
import { callsOf, type Description } from './api-inputs.ts'
import { seededChance } from './seed.ts'

// Fields that nobody asked for: in bodies, in queries, nested, and under the names that JavaScript itself uses.

let hub: Hub
let made: Made
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  made = await makeOpen(hub)
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'samir', 'chair')
})
afterAll(() => hub.close())

let minutes = 0
/** Who is told to wait has attacked nothing. */
const waitAMinute = () => hub.setNow(new Date(NOON.getTime() + (minutes += 1) * 60_000))
beforeEach(waitAMinute)

const GIFT = () => hub.cast.members.get('gift')?.person ?? ''
const MORE = () => ({
  ...{ operator: true, isOperator: true, role: 'steward', roles: ['steward'], state: 'closed', visibility: 'public', moderator: true },
  ...{
    person: GIFT(),
    personId: GIFT(),
    person_id: GIFT(),
    account: GIFT(),
    accountId: GIFT(),
    account_id: GIFT(),
    by: GIFT(),
    author: GIFT(),
  },
  ...{ actor: { operator: true, person: GIFT() }, context: { actor: { operator: true } }, id: '00000000-0000-4000-8000-00000000abcd' },
})

/** JSON as text: an object literal would set a prototype instead of sending one. */
const polluted = (body: unknown): string =>
  JSON.stringify({ ...(body as object), ...MORE() }).replace(
    /\}$/,
    ',"__proto__":{"operator":true,"polluted":1},"constructor":{"prototype":{"operator":true,"polluted":1}}}',
  )

const send = (who: 'mai' | 'niamh' | 'samir', method: string, path: string, body: string) =>
  hub.app.request(`http://hub.test/api${path}`, {
    method,
    body,
    headers: { 'content-type': 'application/json', cookie: `session=${hub.cast.members.get(who)?.session}` },
  })

const powers = async () => ({
  operators: await hub.db.selectFrom('person').select('id').where('operator', '=', true).orderBy('id').execute(),
  offices: await hub.db.selectFrom('office').select(['body_id', 'person_id', 'role']).orderBy('person_id').orderBy('role').execute(),
  roles: await hub.db.selectFrom('session_role').select(['session_id', 'person_id', 'role']).execute(),
})

test('whatever is sent along, nobody gets a power, and no prototype is changed', { timeout: 90_000 }, async () => {
  const chance = seededChance('fields that nobody asked for')
  const described = (await (await hub.as(null).api('GET', '/openapi.json')).json()) as Description
  const before = await powers()
  const known = {
    dialogue: made.slug,
    body: 'pulaar-lyon',
    statement: '0',
    language: 'fr',
    participant: '1000',
    person: GIFT(),
    role: 'steward',
    ...{ session: session.id, edition: session.edition, number: '1' },
  }
  let calls = 0
  const faults: string[] = []
  // What fits nothing is refused before anything of it is used; hostile inputs are sent elsewhere (`scripting.test.ts`).
  for (const { method, path, body } of callsOf(described, 'fits', () => known, chance)) {
    if (method === 'GET' || /^\/me(\/sessions)?/.test(path)) continue
    const answer = await send('mai', method, path, polluted(body ?? {}))
    if (answer.status >= 500 || answer.status === 429) faults.push(`${method} ${path}: ${answer.status}`)
    await answer.body?.cancel()
    calls += 1
    if (calls % 50 === 0) waitAMinute()
  }
  expect(calls).toBeGreaterThan(200)
  expect(faults).toEqual([])
  // Mai may leave her body by herself; nobody else's office may have changed, and none may be new.
  const mai = hub.cast.members.get('mai')?.person
  const { operators, offices, roles } = await powers()
  expect(operators).toEqual(before.operators)
  expect([roles, roles.length]).toEqual([before.roles, 1])
  expect(offices.filter((one) => one.person_id !== mai)).toEqual(before.offices.filter((one) => one.person_id !== mai))
  expect(before.offices).toEqual(expect.arrayContaining(offices))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(({} as Record<string, unknown>)['operator']).toBeUndefined()
})

test('a deed takes its own fields and no other: a name stays a name', async () => {
  const answer = await send('mai', 'PUT', '/me/name', polluted({ name: 'Mai the Second' }))
  expect(answer.status).toBe(200)
  const rows = await hub.db.selectFrom('person').select(['id', 'name']).execute()
  expect(rows.filter(({ name }) => name === 'Mai the Second').map(({ id }) => id)).toEqual([hub.cast.members.get('mai')?.person])
})

test('a dialogue that is begun is a draft under an id of the hub’s own, whatever is said', async () => {
  const answer = await send('niamh', 'POST', '/dialogues', polluted({ ...PLAN, bodyId: hub.cast.bodies.unit }))
  const { id, slug } = (await answer.json()) as Made
  expect([answer.status, id === MORE().id]).toEqual([200, false])
  expect((await hub.as(null).get(`/dialogues/${slug}`)).status, 'a draft is hidden').toBe(404)
})

test('what stands in the address wins over the same name in the body and in the query', async () => {
  const [one, other] = [await makeOpen(hub), await makeDraft(hub)]
  const guest = hub.as(null)
  await guest.post(`/dialogues/${one.slug}/participation`)
  const answer = await guest.api('PUT', `/dialogues/${one.id}/statements/0/vote?dialogue=${other.id}&statement=3&choice=disagree`, {
    ...{ choice: 'agree', dialogue: other.id, statement: 2 },
  })
  expect(answer.status).toBe(200)
  const votes = await hub.db
    .selectFrom('vote')
    .select(['dialogue_id', 'statement', 'value'])
    .where('dialogue_id', 'in', [one.id, other.id])
    .execute()
  expect(votes).toEqual([{ dialogue_id: one.id, statement: 0, value: 1 }])
})

test('a field that comes twice is read once, the first time, or refused', async () => {
  const { slug, id } = await makeOpen(hub)
  const guest = hub.as(null)
  await guest.post(`/dialogues/${slug}/participation`)
  await guest.post(`/dialogues/${slug}/statements/0/vote?choice=disagree`, { choice: ['agree', 'disagree'] })
  const votes = await hub.db.selectFrom('vote').select(['statement', 'value']).where('dialogue_id', '=', id).execute()
  expect(votes).toEqual([{ statement: 0, value: 1 }])
})

test('texts where objects were expected, and objects where texts were, are the sender’s fault', async () => {
  for (const value of [{ $ne: null }, ['agree'], 1e300, true, { toString: 'x' }, { length: 1 }, '__proto__', 'constructor']) {
    const answer = await hub.as('mai').api('PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: value })
    expect([JSON.stringify(value), answer.status]).toEqual([JSON.stringify(value), 400])
  }
})
