import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { profiles } from './index.ts'
import type { Audience } from './tables.ts'

let hub: Hub
let mai: string
beforeAll(async () => {
  hub = await openHub()
  mai = personOf('mai')
})
afterAll(() => hub.close())

const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''

async function show(audience: Audience): Promise<void> {
  expect((await hub.as('mai').api('PUT', '/me/audience', { audience })).status).toBe(200)
}

/** Operator; steward of a body for a state; steward of Mai's own body; moderator and convener for a state; Mai; nobody. */
const CAST = ['gift', 'aoife', 'idrissa', 'samir', 'niamh', 'mai', null] as const satisfies readonly (CastName | null)[]

async function statuses(path: string): Promise<readonly number[]> {
  return Promise.all(CAST.map(async (who) => (await hub.as(who).get(path)).status))
}

const ACTOR_OF_NOBODY = { account: null, person: null, operator: false, locale: 'en', guestKey: () => null }
const actorOf = (who: CastName | null) => (who === null ? ACTOR_OF_NOBODY : (hub.cast.members.get(who)?.actor ?? ACTOR_OF_NOBODY))

describe('an identity', () => {
  const N = 404
  const Y = 200
  test.each([
    ['nobody', [N, N, N, N, N, Y, N]],
    ['groups', [N, N, Y, N, N, Y, N]],
    // Governments are no members here, whatever office they hold.
    ['members', [Y, N, Y, N, N, Y, N]],
    ['public', [Y, Y, Y, Y, Y, Y, Y]],
  ] as const)('for %s: its page, its route, its name by the door', async (audience, expected) => {
    await show(audience)
    expect(await statuses(`/people/${mai}`)).toEqual(expected)
    expect(await statuses(`/api/people/${mai}`)).toEqual(expected)
    const names = await Promise.all(CAST.map((who) => profiles.namesFor(hub.db, actorOf(who), [mai, mai])))
    expect(names).toEqual(expected.map((status) => new Map(status === Y ? [[mai, 'Mai']] : [])))
    const may = await Promise.all(CAST.map((who) => profiles.maySee(hub.db, actorOf(who), mai)))
    expect(may).toEqual(expected.map((status) => status === Y))
  })

  test('that chose nothing is seen by nobody', async () => {
    expect(await statuses(`/people/${personOf('aoife')}`)).toEqual([N, Y, N, N, N, N, N])
  })

  test('an office for a state under any identity of the account is enough', async () => {
    await show('members')
    const gift = hub.cast.members.get('gift')
    if (gift === undefined) throw new Error('nobody runs the hub')
    const other = await secondIdentity(gift.actor.account ?? '', 'Somebody else')
    await hub.db
      .insertInto('office')
      .values({ body_id: hub.cast.bodies.unit, person_id: other, role: 'moderator', since: new Date() })
      .execute()
    expect((await hub.as('gift').get(`/people/${mai}`)).status).toBe(N)
    await hub.db.deleteFrom('office').where('person_id', '=', other).execute()
    expect((await hub.as('gift').get(`/people/${mai}`)).status).toBe(Y)
    await hub.db.deleteFrom('person').where('id', '=', other).execute()
  })
})

async function secondIdentity(account: string, name: string): Promise<string> {
  const id = hub.runner.outside.uuid()
  const first = await hub.db.selectFrom('person').selectAll().where('account_id', '=', account).executeTakeFirstOrThrow()
  await hub.db
    .insertInto('person')
    .values({ ...first, id, name, operator: false, at_sign_in: false })
    .execute()
  return id
}

describe('what it tells', () => {
  const TELLS = [
    ['origins', ['PH'], 'public'],
    ['residence', ['IE'], 'members'],
    ['languages', ['fil', 'en'], 'groups'],
    ['interests', ['Choirs of the harbour'], 'nobody'],
  ] as const
  beforeAll(async () => {
    await show('public')
    for (const [facet, values, audience] of TELLS) await hub.as('mai').api('PUT', `/me/facets/${facet}`, { values, audience, agreed: '1' })
  })

  test.each([
    [null, ['origins']],
    ['aoife', ['origins']],
    ['gift', ['origins', 'residence']],
    ['idrissa', ['origins', 'residence', 'languages']],
    ['mai', ['origins', 'residence', 'languages', 'interests']],
  ] as const)('to %s: %j', async (who, expected) => {
    const card = (await (await hub.as(who).api('GET', `/people/${mai}`)).json()) as { facets: { facet: string }[] }
    expect(card.facets.map(({ facet }) => facet)).toEqual(expected)
    const page = await (await hub.as(who).get(`/people/${mai}`)).text()
    const words = ['Philippines', 'Ireland', 'Filipino', 'Choirs of the harbour']
    expect(words.filter((word) => page.includes(word))).toEqual(words.slice(0, expected.length))
  })
})

test('hidden, misspelt and never there are one answer', async () => {
  await show('nobody')
  const bodies = await Promise.all(
    [mai, '00000000-0000-4000-8000-000000000000', 'nobody-at-all', `${mai}.json`, mai.toUpperCase()].map(async (id) => {
      const page = await hub.as(null).get(`/people/${id}`)
      const route = await hub.as(null).api('GET', `/people/${id}`)
      return [page.status, (await page.text()).replaceAll(id, ''), route.status, await route.text()]
    }),
  )
  expect(bodies).toEqual(bodies.map(() => bodies[0]))
})

test('a page that is shown is not for search engines', async () => {
  await show('public')
  expect(await (await hub.as(null).get(`/people/${mai}`)).text()).toContain('<meta name="robots" content="noindex"/>')
})

const OWN_PAGES = ['/me/card', '/me/seen', '/me/hiding', '/me/consents', '/me/facets/origins', '/welcome']
const OWN_ROUTES = ['/api/me/card', '/api/me/seen', '/api/me/hidings', '/api/me/consents']

test.each([...OWN_PAGES, ...OWN_ROUTES])('GET %s is for whoever is signed in, and of themselves', async (path) => {
  const own = await Promise.all(CAST.map((who) => hub.as(who).get(path)))
  expect(own.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 403])
  expect(own.slice(0, 6).map((answer) => answer.headers.get('cache-control'))).toEqual(Array.from({ length: 6 }, () => 'no-store'))
})

test.each([
  ['PUT', '/me/audience', { audience: 'public' }],
  ['PUT', '/me/facets/origins', { values: ['PH'], audience: 'nobody', agreed: '1' }],
  ['POST', '/me/hidings', { from: 'governments' }],
  ['DELETE', '/me/consents/x', undefined],
  ['DELETE', '/me/hidings/x', undefined],
] as const)('%s %s is refused to whoever is signed out', async (method, path, body) => {
  expect((await hub.as(null).api(method, path, body)).status).toBe(403)
})

test.each([
  ['/me/audience', { audience: 'public' }],
  ['/me/facets/origins', { 'values.0': 'PH', audience: 'nobody', agreed: 'on', version: '1' }],
  ['/me/hiding', { from: 'governments' }],
  ['/me/consents/x/withdrawal', {}],
  ['/me/hiding/x/ending', {}],
] as const)('POST %s is refused to whoever is signed out', async (path, form) => {
  expect((await hub.as(null).post(path, form)).status).toBe(403)
})

test('what is another’s is answered as what never was', async () => {
  const [consent] = (await (await hub.as('mai').api('GET', '/me/consents')).json()) as { consent: string }[]
  await hub.as('mai').api('POST', '/me/hidings', { from: 'governments' })
  const [hiding] = (await (await hub.as('mai').api('GET', '/me/hidings')).json()) as { hiding: string }[]
  const aoife = hub.as('aoife')
  expect((await aoife.api('DELETE', `/me/consents/${consent?.consent}`)).status).toBe(404)
  expect((await aoife.get(`/me/consents/${consent?.consent}/receipt.txt`)).status).toBe(404)
  expect((await aoife.get(`/me/consents/${consent?.consent}/receipt.json`)).status).toBe(404)
  expect((await aoife.api('DELETE', `/me/hidings/${hiding?.hiding}`)).status).toBe(404)
  expect((await aoife.get('/me/facets/passport')).status).toBe(404)
  expect((await hub.as('mai').api('DELETE', `/me/hidings/${hiding?.hiding}`)).status).toBe(200)
})
