import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { communities } from '../communities/index.ts'
import { newsOf } from './queries/news.ts'
import type { Own, Waiting } from './queries/shapes.ts'
import { doAs, refusalOf } from '../../testing/deeds.ts'

let hub: Hub
let choir: { readonly id: string; readonly slug: string }
let hidden: { readonly id: string; readonly slug: string }
beforeAll(async () => {
  hub = await openHub()
  choir = await stageCommunity(hub, 'idrissa')
  await joinAll(hub, choir.id, ['mai', 'samir', 'niamh', 'gift'])
  hidden = await stageCommunity(hub, 'idrissa', { slug: 'kept-apart', access: 'hidden', name: 'Kept Apart' })
  await joinAll(hub, hidden.id, ['mai', 'samir'])
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
let now = NOON.getTime()
const dayIn = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10)
function later(days: number): void {
  now += days * DAY_MS
  hub.setNow(new Date(now))
}

const inChoir = () => ({ sort: 'community', place: choir.id })
const IRELAND = { sort: 'place', place: 'IE' }
const WANTED = { languages: ['en', 'ar'], purposes: ['papers', 'talk'] }
type Where = { readonly sort: string; readonly place: string }

const offer = (name: CastName, where: Where = inChoir(), more: object = {}) =>
  doAs<{ offer: string }>(hub, name, 'buddies.write-offer', {
    ...where,
    ...WANTED,
    words: 'I know the offices.',
    most: 1,
    until: dayIn(100),
    ...more,
  })
const ask = (name: CastName, where: Where = inChoir(), more: object = {}) =>
  doAs<{ request: string }>(hub, name, 'buddies.write-request', { ...where, ...WANTED, words: 'The card is late.', weeks: 4, ...more })
const mine = (name: CastName) => doAs<Own>(hub, name, 'buddies.mine', {})
const waiting = async (name: CastName, where: Where = inChoir()) => (await doAs<Waiting>(hub, name, 'buddies.waiting', where)).requests
const answer = (name: CastName, pair: string, more: object, where: Where = inChoir()) =>
  doAs<{ state: string }>(hub, name, 'buddies.answer-pair', { ...where, pair, ...more })
async function newsFor(name: CastName, since: Date) {
  const { account, person } = hub.cast.members.get(name)?.actor ?? {}
  const owners = account == null || person == null ? [] : [{ account, persons: [person], operator: false }]
  const told = await newsOf(hub, { owners, since, sorts: ['answer-due', 'my-contribution'] })
  return told.map(({ sort, path, line }) => [sort, path, line(hub.kit.books.say('en'))])
}

describe('in a community', () => {
  test('two are brought together without a name, both say yes, then each sees the other, and an end is nobody’s', async () => {
    const { offer: offered } = await offer('mai')
    const { request } = await ask('gift')
    const [waits] = await waiting('idrissa')
    expect(waits).toMatchObject({ request, words: 'The card is late.', offers: [{ offer: offered, name: 'Mai' }] })
    expect(JSON.stringify(waits)).not.toContain('Gift')
    // A buddy reads neither words nor a name, and nobody else reads anything.
    expect(await waiting('mai')).toMatchObject([{ request, words: '', offers: [], mine: true }])
    for (const other of ['samir', 'gift'] as const) expect(await refusalOf(waiting(other))).toBe('buddy.not-yours')
    const { pair } = await doAs<{ pair: string }>(hub, 'idrissa', 'buddies.propose-pair', { ...inChoir(), request, offer: offered })
    const [toMai] = (await mine('mai')).proposed
    const [toGift] = (await mine('gift')).proposed
    expect([toMai, toGift]).toMatchObject([
      { pair, side: 'buddy', words: '', said: false },
      { pair, side: 'newcomer', words: 'I know the offices.', said: false },
    ])
    const page = await (await hub.as('gift').get('/me/buddies')).text()
    expect(page).toContain('Somebody could go along with you')
    expect(page).not.toMatch(/>Mai</)
    expect((await hub.as('gift').post(`/communities/${choir.slug}/buddies/pairs/${pair}/answers`, { yes: 'yes', reach: '' })).status).toBe(
      422,
    )
    expect(await answer('gift', pair, { yes: true, reach: 'gift@office.example' })).toEqual({ state: 'proposed' })
    expect(JSON.stringify(await mine('mai'))).not.toMatch(/Gift|office\.example|The card/)
    // Strangers to the pair find none, also those who proposed it.
    for (const other of ['idrissa', 'samir'] as const)
      expect(await refusalOf(answer(other, pair, { yes: true, reach: 'x' }))).toBe('buddy.pair-missing')
    expect(await answer('mai', pair, { yes: true, reach: '+353 21 000' })).toEqual({ state: 'running' })
    expect((await mine('gift')).running).toMatchObject([{ other: 'Mai', reach: '+353 21 000', endsOn: dayIn(28) }])
    expect((await mine('mai')).running).toMatchObject([{ other: 'Gift', reach: 'gift@office.example', words: 'The card is late.' }])
    expect((await mine('gift')).requests).toEqual([])
    const rows = JSON.stringify([
      await hub.db.selectFrom('buddy_offer').selectAll().execute(),
      await hub.db.selectFrom('buddy_pair').selectAll().execute(),
    ])
    for (const name of ['mai', 'gift'] as const) expect(rows).not.toContain(hub.cast.members.get(name)?.person ?? '?')
    expect(rows).not.toMatch(/353 21|offices/)
    await doAs(hub, 'gift', 'buddies.end-pair', { ...inChoir(), pair })
    expect(await refusalOf(doAs(hub, 'mai', 'buddies.end-pair', { ...inChoir(), pair }))).toBe('buddy.over')
    const after = await mine('mai')
    expect([after.running, after.over.map((one) => one.pair)]).toEqual([[], [pair]])
    expect(JSON.stringify(after)).not.toMatch(/Gift|office\.example/)
    await doAs(hub, 'mai', 'buddies.measure-pair', { ...inChoir(), pair, grade: 'good' })
    expect(await refusalOf(doAs(hub, 'mai', 'buddies.measure-pair', { ...inChoir(), pair, grade: 'bad' }))).toBe('buddy.over')
    await doAs(hub, 'gift', 'buddies.measure-pair', { ...inChoir(), pair, grade: 'partly' })
    expect(await hub.db.selectFrom('buddy_pair').selectAll().execute()).toEqual([])
    expect(await hub.db.selectFrom('buddy_count').select(['begun', 'good', 'partly', 'bad']).execute()).toEqual([
      { begun: 1, good: 1, partly: 1, bad: 0 },
    ])
    expect(await doAs(hub, null, 'buddies.read', inChoir())).toMatchObject({ begun: null, good: null, offers: null })
    const told = await hub.db.selectFrom('event').select(['scope_id', 'subject', 'person_id']).where('kind', 'like', 'buddies.%').execute()
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  test('a no is told to nobody, and the same two are not proposed again; a buddy with one place is not proposed twice', async () => {
    const { request } = await ask('niamh')
    const { pair } = await doAs<{ pair: string }>(hub, 'mai', 'buddies.propose-pair', { ...inChoir(), request, reach: 'mai@x.example' })
    expect(await answer('niamh', pair, { yes: false })).toEqual({ state: 'dropped' })
    expect((await mine('mai')).proposed).toEqual([])
    expect(await waiting('mai')).toEqual([])
    expect(await refusalOf(doAs(hub, 'mai', 'buddies.propose-pair', { ...inChoir(), request, reach: 'x' }))).toBe('buddy.not-fitting')
    const { request: second } = await ask('gift')
    const { request: third } = await ask('idrissa')
    const propose = (wanted: string) => refusalOf(doAs(hub, 'mai', 'buddies.propose-pair', { ...inChoir(), request: wanted, reach: 'x' }))
    expect((await Promise.all([propose(second), propose(third)])).toSorted()).toEqual(['buddy.not-fitting', 'done'])
    for (const name of ['niamh', 'gift', 'idrissa'] as const) await doAs(hub, name, 'buddies.withdraw-request', inChoir())
    expect((await mine('mai')).proposed).toEqual([])
  })

  test('who hides from the other is not brought together, and nobody is told why', async () => {
    await doAs(hub, 'gift', 'profiles.hide-from', { from: 'person', person: hub.cast.members.get('mai')?.person })
    const { request } = await ask('gift')
    const [waits] = await waiting('idrissa')
    expect(waits).toMatchObject({ request, offers: [] })
    expect(await waiting('mai')).toEqual([])
    expect(await refusalOf(doAs(hub, 'mai', 'buddies.propose-pair', { ...inChoir(), request, reach: 'x' }))).toBe('buddy.not-fitting')
    await doAs(hub, 'gift', 'buddies.withdraw-request', inChoir())
  })

  test('of a hidden one nothing is there for others; officers of states keep out of it', async () => {
    const path = `/communities/${hidden.slug}/buddies`
    for (const stranger of [null, 'gift', 'niamh'] as const) {
      const there = await hub.as(stranger).get(path)
      const nowhere = await hub.as(stranger).get('/communities/nowhere-at/buddies')
      expect([there.status, nowhere.status]).toEqual([404, 404])
      const text = async (response: Response, slug: string) => (await response.text()).replaceAll(slug, 'x')
      expect(await text(there, hidden.slug)).toBe(await text(nowhere, 'nowhere-at'))
    }
    const there = { sort: 'community', place: hidden.id }
    expect(await refusalOf(offer('samir', there))).toBe('buddy.not-for-officers')
    expect(await refusalOf(ask('samir', there))).toBe('buddy.not-for-officers')
    expect(await refusalOf(offer('mai', there))).toBe('done')
    expect(await refusalOf(offer('gift', there))).toBe('buddy.place-missing')
    expect(await (await hub.as('mai').get(path)).text()).toContain('Kept Apart')
    await doAs(hub, 'mai', 'buddies.withdraw-offer', there)
  })
})

describe('in a place', () => {
  test('a buddy takes up a request; whoever leaves is let go of, and the other reads that it is over', async () => {
    await offer('samir', IRELAND)
    const { request } = await ask('niamh', IRELAND)
    expect(await waiting('samir', IRELAND)).toMatchObject([{ request, words: '', mine: true }])
    expect(await refusalOf(waiting('gift', IRELAND))).toBe('buddy.not-yours')
    const { pair } = await doAs<{ pair: string }>(hub, 'samir', 'buddies.propose-pair', { ...IRELAND, request, reach: 'samir@x.example' })
    // An office of a state is said before anybody says yes.
    expect((await mine('niamh')).proposed).toMatchObject([{ officer: true }])
    expect(await answer('niamh', pair, { yes: true, reach: 'n@x.example' }, IRELAND)).toEqual({ state: 'running' })
    const { person } = hub.cast.members.get('niamh') ?? {}
    await doAsHub(hub, 'buddies.release-party', { scope: '', own: person })
    expect((await mine('niamh')).running).toEqual([])
    expect((await mine('samir')).over).toHaveLength(1)
    expect(await refusalOf(ask('niamh', { sort: 'place', place: 'ZZ' }))).toBe('buddy.place-missing')
  })

  test('pages for everybody, in all languages; forms come back filled in', async () => {
    const page = await hub.as(null).get('/buddies/IE')
    expect(page.headers.get('cache-control')).not.toBe('private, no-store')
    expect(await page.text()).toMatch(/Ireland.*Sign in/s)
    expect((await hub.as(null).get('/buddies/IE/request')).status).toBe(403)
    const form = { words: 'Whatever helps', languages: 'en', weeks: '4' }
    const refused = await hub.as('gift').post('/buddies/IE/request', form)
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Whatever helps')])
    const sent = await hub.as('gift').post('/buddies/IE/request', { ...form, purposes: 'hub' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/en/me/buddies'])
    expect((await mine('gift')).requests).toMatchObject([{ place: 'IE', purposes: ['hub'], until: dayIn(60) }])
  })
})

test('the clock ends what is over, rests what nobody looked at, and erases what nobody needs', async () => {
  await offer('samir', IRELAND, { purposes: ['hub'], until: dayIn(300) })
  const [waits] = await waiting('samir', IRELAND)
  const { pair } = await doAs<{ pair: string }>(hub, 'samir', 'buddies.propose-pair', { ...IRELAND, request: waits?.request, reach: 'x' })
  expect(await answer('gift', pair, { yes: true, reach: 'y' }, IRELAND)).toEqual({ state: 'running' })
  const states = async () =>
    (await hub.db.selectFrom('buddy_pair').select('state').where('id', '=', pair).execute()).map(({ state }) => state)
  later(27)
  await doAsHub(hub, 'buddies.close-due', {})
  expect(await states()).toEqual(['running'])
  later(1)
  await doAsHub(hub, 'buddies.close-due', {})
  expect(await states()).toEqual(['over'])
  expect((await mine('gift')).over.map((one) => one.pair)).toEqual([pair])
  later(15)
  await doAsHub(hub, 'buddies.close-due', {})
  expect(await states()).toEqual([])
  later(48)
  await doAsHub(hub, 'buddies.close-due', {})
  const held = async () => (await mine('samir')).offers.map(({ place, holds }) => [place, holds])
  expect(await held()).toEqual([['IE', false]])
  await doAs(hub, 'samir', 'buddies.check-offer', IRELAND)
  expect(await held()).toEqual([['IE', true]])
})

test('who hides from the other meanwhile is parted from them, and letters say neither where nor who', async () => {
  await doAs(hub, 'samir', 'buddies.withdraw-offer', IRELAND)
  await offer('samir', IRELAND)
  const { request } = await ask('idrissa', IRELAND)
  const { pair } = await doAs<{ pair: string }>(hub, 'samir', 'buddies.propose-pair', { ...IRELAND, request, reach: 'x' })
  const since = new Date(now)
  later(1)
  expect(await newsFor('idrissa', since)).toEqual([['answer-due', '/me/buddies', 'A buddy was proposed to you. Say yes or no.']])
  expect(await newsFor('samir', since)).toEqual([])
  await answer('idrissa', pair, { yes: true, reach: 'y' }, IRELAND)
  await doAs(hub, 'idrissa', 'profiles.hide-from', { from: 'person', person: hub.cast.members.get('samir')?.person })
  await hub.sweep()
  expect([(await mine('idrissa')).running, (await mine('samir')).running]).toEqual([[], []])
  expect((await mine('samir')).over).toHaveLength(1)
})

test('among the young, those who look after the space bring two together and stand beside them', async () => {
  const space = await stageCommunity(hub, 'idrissa', { slug: 'young-voices', name: 'Young Voices', youth: true, sort: 'youth' })
  await joinAll(hub, space.id, ['mai', 'gift', 'niamh'])
  const there = { sort: 'community', place: space.id }
  expect(await refusalOf(offer('mai', there))).toBe('buddy.adults-not-here')
  expect(await refusalOf(ask('mai', there))).toBe('buddy.for-the-young')
  await doAs(hub, 'mai', 'profiles.choose-audience', { audience: 'groups', under18: true })
  expect(await refusalOf(ask('mai', IRELAND))).toBe('buddy.young-elsewhere')
  const { request } = await ask('mai', there)
  const { offer: offered } = await offer('idrissa', there)
  // The one adult who looks after it does not stand beside themselves.
  expect((await waiting('idrissa', there)).map(({ offers }) => offers)).toEqual([[]])
  expect(await refusalOf(doAs(hub, 'idrissa', 'buddies.propose-pair', { ...there, request, offer: offered }))).toBe('buddy.not-fitting')
  expect(await refusalOf(waiting('niamh', there))).toBe('buddy.not-yours')
  await looksAfter('niamh', space.id)
  expect((await waiting('niamh', there)).map(({ offers }) => offers.map(({ name }) => name))).toEqual([['Idrissa']])
  const { pair } = await doAs<{ pair: string }>(hub, 'niamh', 'buddies.propose-pair', { ...there, request, offer: offered })
  expect((await mine('mai')).proposed).toMatchObject([{ pair, second: 'Niamh' }])
  await answer('mai', pair, { yes: true, reach: 'x' }, there)
  expect(await answer('idrissa', pair, { yes: true, reach: 'y' }, there)).toEqual({ state: 'running' })
  // Nobody stands beside them any more: within the hour it is over.
  await looksAfter('niamh', space.id, 'member')
  await hub.sweep()
  expect([(await mine('mai')).running, (await mine('mai')).over.map((one) => one.pair)]).toEqual([[], [pair]])
})

async function looksAfter(name: CastName, community: string, role: 'facilitator' | 'member' = 'facilitator'): Promise<void> {
  const actor = hub.cast.members.get(name)?.actor
  if (actor === undefined) throw new Error(`the cast has no ${name}`)
  const own = await communities.membershipOf(hub.db, { actor, now: new Date(now), outside: hub.runner.outside }, community)
  await hub.db
    .updateTable('community_member')
    .set({ role })
    .where('community_id', '=', community)
    .where('id', '=', own?.member ?? '')
    .execute()
}
