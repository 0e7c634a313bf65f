import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { organisations } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Who = 'mai' | 'idrissa' | 'aoife' | 'samir' | 'niamh' | 'gift'
const DAY = 24 * 3_600_000
const DEPARTMENT = 'department-of-the-diaspora'
const PULAAR = 'pulaar-lyon'

const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const personOf = async (who: Who): Promise<string> => ((await (await hub.as(who).api('GET', '/me')).json()) as { person: string }).person
const bodyId = async (slug: string): Promise<string> => (await organisations.bodyBySlug(hub.db, slug, 'en'))?.id ?? ''
const standing = async (slug: string, who: Who) => organisations.standingOf(hub.db, await bodyId(slug), await personOf(who))

async function invitation(who: Who, slug: string, role: string): Promise<{ id: string; path: string; token: string }> {
  const made = await hub.as(who).api('POST', `/bodies/${slug}/invitations`, { role })
  expect(made.status).toBe(200)
  const { id, path } = (await made.json()) as { id: string; path: string }
  return { id, path, token: path.slice(path.lastIndexOf('/') + 1) }
}

test('the cast stands where it should', async () => {
  const none = { steward: false, convener: false, moderator: false, member: false }
  expect(await standing(DEPARTMENT, 'aoife')).toEqual({ steward: true, convener: true, moderator: true, member: true })
  expect(await standing(DEPARTMENT, 'niamh')).toEqual({ ...none, convener: true })
  expect(await standing(DEPARTMENT, 'samir')).toEqual({ ...none, moderator: true })
  expect(await standing(DEPARTMENT, 'mai')).toEqual(none)
  expect(await standing(PULAAR, 'mai')).toEqual({ ...none, member: true })
  expect(await organisations.standingOf(hub.db, await bodyId(PULAAR), null)).toEqual(none)
  const where = async (who: Who) => (await organisations.bodiesWhere(hub.db, await personOf(who), 'convener', 'en')).map(({ slug }) => slug)
  expect([await where('aoife'), await where('niamh'), await where('samir'), await where('mai')]).toEqual([
    [DEPARTMENT],
    [DEPARTMENT],
    [],
    [],
  ])
  expect(await organisations.bodiesWhere(hub.db, null, 'convener', 'en')).toEqual([])
})

test('the page of a body says who speaks for it and names no member', async () => {
  const department = await (await hub.as(null).get(`/bodies/${DEPARTMENT}`)).text()
  for (const name of ['Aoife', 'Niamh', 'Samir']) expect(department).toContain(`<bdi>${name}</bdi>`)
  const pulaar = await (await hub.as(null).get(`/bodies/${PULAAR}`)).text()
  expect(pulaar).toContain('<bdi>Idrissa</bdi>')
  expect(pulaar).not.toMatch(/\bMai\b/)
  expect(pulaar).toContain('Fewer than ten members')
  expect(await (await hub.as('idrissa').get(`/bodies/${PULAAR}/people`)).text()).not.toMatch(/\bMai\b/)
})

test('a steward makes a link, and whoever holds it takes the office up, once', async () => {
  const idrissa = hub.as('idrissa')
  const made = await idrissa.post(`/bodies/${PULAAR}/invitations`, { role: 'convener' })
  expect([made.status, made.headers.get('location')]).toEqual([303, `/en/bodies/${PULAAR}/people#invitations`])
  const html = await (await idrissa.get(`/bodies/${PULAAR}/people`)).text()
  const path = /http:\/\/[^/]+\/en(\/bodies\/pulaar-lyon\/invitations\/[^\s<]+)/.exec(html)?.[1] ?? ''

  const stranger = hub.as(null)
  const looked = await (await stranger.get(path)).text()
  expect(looked).toContain(`href="/en/sign-in?then=${encodeURIComponent(path)}"`)
  expect(looked).not.toContain('>Accept<')
  expect((await stranger.post(path)).status).toBe(403)

  const niamh = hub.as('niamh')
  expect(await (await niamh.get(path)).text()).toContain('>Accept<')
  expect(await standing(PULAAR, 'niamh')).toMatchObject({ convener: false })
  const accepted = await niamh.post(path)
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, `/en/bodies/${PULAAR}`])
  expect(await standing(PULAAR, 'niamh')).toEqual({ steward: false, convener: true, moderator: false, member: false })
  expect((await hub.as('samir').post(path)).status).toBe(409)
  expect(await standing(PULAAR, 'samir')).toMatchObject({ convener: false })
  const events = await hub.db
    .selectFrom('event')
    .select(['visibility', 'data', 'person_id'])
    .where('kind', '=', 'organisations.office.given')
    .where('scope_id', '=', await bodyId(PULAAR))
    .execute()
  expect(events.at(-1)).toEqual({ visibility: 'public', data: { role: 'convener' }, person_id: await personOf('niamh') })
})

test('a membership leaves no name in the record', async () => {
  const { path } = await invitation('aoife', DEPARTMENT, 'member')
  expect((await hub.as('gift').post(path)).status).toBe(303)
  expect(await standing(DEPARTMENT, 'gift')).toMatchObject({ member: true })
  const again = await invitation('aoife', DEPARTMENT, 'member')
  expect(await (await hub.as('gift').get(again.path)).text()).toContain('You are a member already')
  expect(await refusal(await hub.as('gift').api('POST', `/bodies/${DEPARTMENT}/invitations/${again.token}/acceptance`, {}))).toEqual([
    409,
    'membership.held',
  ])
  expect((await hub.as('gift').post(`/bodies/${DEPARTMENT}/membership/ending`)).status).toBe(303)
  expect(await standing(DEPARTMENT, 'gift')).toMatchObject({ member: false })
  expect(await refusal(await hub.as('gift').api('DELETE', `/bodies/${DEPARTMENT}/membership`, {}))).toEqual([409, 'membership.none'])
  expect((await hub.as(null).post(`/bodies/${DEPARTMENT}/membership/ending`)).status).toBe(403)
  const gift = await personOf('gift')
  const events = await hub.db
    .selectFrom('event')
    .selectAll()
    .where('kind', 'like', 'organisations.membership.%')
    .where('scope_id', '=', await bodyId(DEPARTMENT))
    .execute()
  expect(events.map(({ kind, visibility, person_id }) => [kind, visibility, person_id])).toEqual([
    ['organisations.membership.begun', 'internal', null],
    ['organisations.membership.ended', 'internal', null],
  ])
  expect(JSON.stringify(events)).not.toContain(gift)
})

test('an invitation ends after thirty days, belongs to its body, and can be taken back', async () => {
  const late = await invitation('idrissa', PULAAR, 'moderator')
  hub.setNow(new Date(NOON.getTime() + 29 * DAY))
  expect(await (await hub.as('samir').get(late.path)).text()).toContain('>Accept<')
  // Thirty days are more than an idle session lasts, so Samir is seen in between.
  hub.setNow(new Date(NOON.getTime() + 30 * DAY))
  expect(await (await hub.as('samir').get(late.path)).text()).toContain('older than thirty days')
  expect((await hub.as('samir').post(late.path)).status).toBe(409)
  hub.setNow(NOON)

  const taken = await invitation('idrissa', PULAAR, 'moderator')
  const elsewhere = taken.path.replace(PULAAR, DEPARTMENT)
  expect((await hub.as('samir').get(elsewhere)).status).toBe(404)
  expect((await hub.as('samir').post(elsewhere)).status).toBe(404)
  expect((await hub.as('samir').post(`${taken.path}x`)).status).toBe(404)
  expect(await refusal(await hub.as('aoife').api('DELETE', `/bodies/${PULAAR}/invitations/${taken.id}`, {}))).toEqual([
    403,
    'body.stewards-only',
  ])
  expect((await hub.as('idrissa').post(`/bodies/${PULAAR}/invitations/withdrawal`, { invitation: taken.id })).status).toBe(303)
  expect((await hub.as('samir').post(taken.path)).status).toBe(404)
  expect(await refusal(await hub.as('idrissa').api('DELETE', `/bodies/${PULAAR}/invitations/${taken.id}`, {}))).toEqual([
    404,
    'invitation.missing',
  ])
  expect(await standing(PULAAR, 'samir')).toMatchObject({ moderator: false })
})

test('invitations are made and seen by stewards alone', async () => {
  for (const who of ['niamh', 'samir', 'idrissa', null] as const) {
    expect([who, (await hub.as(who).get(`/bodies/${DEPARTMENT}/people`)).status]).toEqual([who, 403])
    expect([who, (await hub.as(who).post(`/bodies/${DEPARTMENT}/invitations`, { role: 'steward' })).status]).toEqual([who, 403])
    expect([who, (await hub.as(who).api('GET', `/bodies/${DEPARTMENT}/invitations`)).status]).toEqual([who, 403])
  }
  const before = (await (await hub.as('gift').api('GET', `/bodies/${DEPARTMENT}/invitations`)).json()) as unknown[]
  const { path } = await invitation('gift', DEPARTMENT, 'steward')
  const open = (await (await hub.as('aoife').api('GET', `/bodies/${DEPARTMENT}/invitations`)).json()) as { path: string; role: string }[]
  expect(open.length).toBe(before.length + 1)
  expect(open.find((one) => one.path === path)?.role).toBe('steward')
  expect(await refusal(await hub.as('aoife').api('POST', `/bodies/${DEPARTMENT}/invitations`, { role: 'king' }))).toEqual([
    400,
    'input.invalid',
  ])
})

test('an operator appoints, to an office only and not twice', async () => {
  const person = await personOf('samir')
  const offices = `/bodies/${PULAAR}/offices`
  expect(await refusal(await hub.as('idrissa').api('POST', offices, { person, role: 'moderator' }))).toEqual([403, 'body.operators-only'])
  expect(await refusal(await hub.as('gift').api('POST', offices, { person, role: 'member' }))).toEqual([400, 'input.invalid'])
  expect(await refusal(await hub.as('gift').api('POST', offices, { person: hub.runner.outside.uuid(), role: 'moderator' }))).toEqual([
    404,
    'office.no-such-person',
  ])
  expect((await hub.as('gift').api('POST', offices, { person, role: 'moderator' })).status).toBe(200)
  expect(await refusal(await hub.as('gift').api('POST', offices, { person, role: 'moderator' }))).toEqual([409, 'office.held'])
  expect(await standing(PULAAR, 'samir')).toMatchObject({ moderator: true })
})

test('offices end by their holder, by a steward and by an operator, and come back', async () => {
  const samir = await personOf('samir')
  const niamh = await personOf('niamh')
  const end = (who: Who | null, person: string, role: string) => hub.as(who).post(`/bodies/${DEPARTMENT}/offices/ending`, { person, role })
  expect((await end('samir', niamh, 'convener')).status).toBe(403)
  expect((await end(null, niamh, 'convener')).status).toBe(403)
  expect((await end('samir', samir, 'convener')).status).toBe(404)
  const own = await end('samir', samir, 'moderator')
  expect([own.status, own.headers.get('location')]).toEqual([303, `/en/bodies/${DEPARTMENT}`])
  const stewards = await end('aoife', niamh, 'convener')
  expect([stewards.status, stewards.headers.get('location')]).toEqual([303, `/en/bodies/${DEPARTMENT}/people`])
  expect(
    [await standing(DEPARTMENT, 'samir'), await standing(DEPARTMENT, 'niamh')].map(({ moderator, convener }) => moderator || convener),
  ).toEqual([false, false])
  hub.setNow(new Date(NOON.getTime() + 1000))
  expect((await hub.as('gift').api('POST', `/bodies/${DEPARTMENT}/offices`, { person: samir, role: 'moderator' })).status).toBe(200)
  expect(await standing(DEPARTMENT, 'samir')).toMatchObject({ moderator: true })
  const past = await hub.db
    .selectFrom('office')
    .select('until')
    .where('person_id', '=', samir)
    .where('body_id', '=', await bodyId(DEPARTMENT))
    .execute()
  expect([past.length, past.filter(({ until }) => until === null).length]).toEqual([2, 1])
})

test('a body keeps a steward, also when two go at once; an operator may decide otherwise', async () => {
  const aoife = await personOf('aoife')
  const mai = await personOf('mai')
  const page = await (await hub.as('aoife').get(`/bodies/${DEPARTMENT}/people`)).text()
  expect(page).not.toContain('End the office of \u2068Aoife\u2069 (Steward)')
  expect(page).toContain('You are the only steward. To go, hand the office over.')
  expect(await refusal(await hub.as('aoife').api('DELETE', `/bodies/${DEPARTMENT}/offices/${aoife}/steward`, {}))).toEqual([
    409,
    'body.last-steward',
  ])
  await hub.as('mai').post((await invitation('aoife', DEPARTMENT, 'steward')).path)
  const both = await Promise.all([
    hub.as('aoife').api('DELETE', `/bodies/${DEPARTMENT}/offices/${aoife}/steward`, {}),
    hub.as('mai').api('DELETE', `/bodies/${DEPARTMENT}/offices/${mai}/steward`, {}),
  ])
  expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const last = (await standing(DEPARTMENT, 'mai')).steward ? mai : aoife
  expect((await hub.as('gift').api('DELETE', `/bodies/${DEPARTMENT}/offices/${last}/steward`, {})).status).toBe(200)
})

test('a count of members is told from ten on', async () => {
  const body_id = await bodyId(PULAAR)
  const profile = async () => ((await (await hub.as(null).api('GET', `/bodies/${PULAAR}`)).json()) as { members: number | null }).members
  const join = () => hub.db.insertInto('membership').values({ body_id, person_id: hub.runner.outside.uuid(), since: new Date() }).execute()
  const had = (await hub.db.selectFrom('membership').select('since').where('body_id', '=', body_id).execute()).length
  for (let count = had; count < 9; count++) await join()
  expect(await profile()).toBeNull()
  await join()
  expect(await profile()).toBe(10)
  expect(await (await hub.as(null).get(`/bodies/${PULAAR}`)).text()).toContain('10 members on this hub.')
})

test('who leaves the hub holds nothing any more, and the record says so without a name', async () => {
  const idrissa = await personOf('idrissa')
  expect((await hub.as('idrissa').post('/en/me/erasure', { sure: 'on' })).status).toBe(303)
  await hub.settle()
  const held = await hub.db.selectFrom('office').select('role').where('person_id', '=', idrissa).where('until', 'is', null).execute()
  expect(held).toEqual([])
  expect(await hub.db.selectFrom('membership').select('since').where('person_id', '=', idrissa).execute()).toEqual([])
  expect(await (await hub.as(null).get(`/bodies/${PULAAR}`)).text()).not.toContain('Idrissa')
  const told = await hub.db
    .selectFrom('event')
    .select(['visibility', 'data'])
    .where('kind', '=', 'organisations.office.ended')
    .where('subject', '=', idrissa)
    .execute()
  expect(told).toEqual([{ visibility: 'public', data: { role: 'steward' } }])
})
