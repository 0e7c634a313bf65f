import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { dropProposals } from './commands/drop-proposals.ts'
import { settleMerger } from './commands/settle-merger.ts'
import { dueMergers } from './queries/due.ts'
import { newsOf } from './queries/news.ts'

type Place = { readonly id: string; readonly slug: string }
let hub: Hub
let start: Date
/** Idrissa looks after the region and the hidden one; Mai after the town, and is a member of the hidden one; Samir after nothing. */
let region: Place
let town: Place
let hidden: Place
beforeAll(async () => {
  hub = await openHub()
  start = hub.runner.outside.now()
  region = await stageCommunity(hub, 'idrissa', { slug: 'region', name: 'Region' })
  town = await stageCommunity(hub, 'mai', { slug: 'town', name: 'Town' })
  hidden = await stageCommunity(hub, 'idrissa', { access: 'hidden', readable: 'members', name: 'Unseen circle' })
  await joinAll(hub, hidden.id, ['mai'])
})
afterAll(() => hub.close())

const SAID = { text: 'We share a hall.', language: 'en' }
const call = (name: CastName | null, method: string, at: Place, path: string, body?: object) =>
  hub.as(name).api(method, `/communities/${at.id}${path}`, body)
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>
const typeOf = async (answer: Promise<Response>) => (await json(answer))['type']
const propose = (name: CastName, from: Place, to: Place, sort = 'holds', more: object = {}) =>
  call(name, 'POST', from, '/ties', { sending: randomUUID(), other: to.slug, sort, ...SAID, ...more })
const listed = async (name: CastName | null, at: Place) =>
  (await (await call(name, 'GET', at, '/ties')).json()) as { id: string; is: string; state: string; other: { id: string } }[]
/** Whether the page of one's own communities says so, and leads to where it is decided. */
const waitsFor = async (name: CastName, sentence: string) => {
  const page = await (await hub.as(name).get('/me/communities')).text()
  return new RegExp(`${sentence}[^<]*<a href="/en/communities/[a-z-]+/ties"`).test(page)
}
const settle = async (days: number) => {
  hub.setNow(new Date(start.getTime() + days * 86_400_000))
  for (const merger of await dueMergers(hub.db, hub.runner.outside.now())) await perform(hub.runner, settleMerger, { merger }, theHub)
  await perform(hub.runner, dropProposals, {}, theHub)
  hub.setNow(start)
}

test('two that propose to one another at once make one proposal, which nobody sees but their stewards', async () => {
  expect([await typeOf(propose('mai', region, town)), await typeOf(propose('idrissa', region, region))]).toEqual([
    'tie.stewards-only',
    'tie.itself',
  ])
  const both = await Promise.all([propose('idrissa', region, town), propose('mai', town, region, 'part-of')])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect([(await listed(null, region)).length, (await listed('samir', town)).length]).toEqual([0, 0])
  // On the page to which a letter leads it stands beside the community, for the steward who is asked and not for the one who asks.
  const waits = await Promise.all((['idrissa', 'mai', 'samir'] as const).map((name) => waitsFor(name, 'Another community proposes a tie')))
  expect([waits.filter(Boolean).length, waits[2]]).toEqual([1, false])
  expect([(await listed('idrissa', region)).map(({ state }) => state), (await listed('mai', town)).map(({ is }) => is)]).toEqual([
    ['proposed'],
    ['within'],
  ])
})

test('the other side accepts in its own words, once; both pages show it and never a part of itself', async () => {
  const [tie] = await listed('idrissa', region)
  const id = tie?.id ?? ''
  const mine = (await call('mai', 'GET', town, '/ties').then((answer) => answer.json())) as { mine: boolean }[]
  const [asked, other] = mine[0]?.mine === true ? (['idrissa', 'mai'] as const) : (['mai', 'idrissa'] as const)
  const [here, there] = asked === 'mai' ? [town, region] : [region, town]
  const words = { accepts: true, text: 'نلتقي في قاعة واحدة.', language: 'ar' }
  expect(await typeOf(call(other, 'PUT', there, `/ties/${id}/answer`, words))).toBe('tie.other-side')
  const twice = await Promise.all([1, 2].map(() => call(asked, 'PUT', here, `/ties/${id}/answer`, words)))
  expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const [shown] = await listed(null, region)
  expect(shown).toMatchObject({ is: 'holds', state: 'standing', said: { language: 'en' }, answered: { language: 'ar' } })
  expect((await listed(null, town))[0]?.is).toBe('within')
  for (const [at, name] of [
    [region, 'Town'],
    [town, 'Region'],
  ] as const)
    expect(await (await hub.as(null).get(`/communities/${at.slug}`)).text()).toContain(`>${name}</`)
  const part = await stageCommunity(hub, 'mai', { slug: 'quarter', name: 'Quarter' })
  const made = await json(propose('mai', part, town, 'part-of'))
  await call('mai', 'PUT', town, `/ties/${String(made['id'])}/answer`, { accepts: true, ...SAID })
  expect(await typeOf(propose('mai', part, region, 'holds'))).toBe('tie.in-a-circle')
})

test('a tie with a hidden community is there for those who belong to both and for nobody else', async () => {
  const plain = await (await hub.as(null).get('/communities/town')).text()
  // Whoever may not know of it hears what they hear of an address that never was.
  const strange = await stageCommunity(hub, 'samir', { slug: 'strange', name: 'Strange' })
  const never = { id: hidden.id, slug: 'never-was-here' }
  expect(await json(propose('samir', strange, hidden))).toEqual(await json(propose('samir', strange, never)))
  // Mai belongs to both, and looks after the one that is asked.
  await joinAll(hub, town.id, ['idrissa'])
  const { id } = await json(propose('idrissa', hidden, town, 'peer'))
  const answer = { accepts: true, ...SAID }
  expect((await call('mai', 'PUT', town, `/ties/${String(id)}/answer`, answer)).status).toBe(200)
  await joinAll(hub, town.id, ['samir', 'niamh'])
  for (const name of [null, 'aoife', 'samir', 'niamh'] as const) {
    expect((await listed(name, town)).map(({ other }) => other.id)).not.toContain(hidden.id)
    for (const path of ['/communities/town', '/communities/town/ties'])
      expect(await (await hub.as(name).get(path)).text()).not.toContain('Unseen circle')
    expect((await call(name, 'GET', hidden, '/ties')).status).toBe(404)
  }
  expect((await listed('mai', town)).map(({ other }) => other.id)).toContain(hidden.id)
  expect(await (await hub.as(null).get('/communities/town')).text()).toBe(plain)
  const owners = (['samir', 'mai'] as const).flatMap((name) => {
    const actor = hub.cast.members.get(name)?.actor
    return actor?.account == null || actor.person === null ? [] : [{ account: actor.account, persons: [actor.person], operator: false }]
  })
  await hub.db.updateTable('tie').set({ state: 'proposed', answer: null }).where('id', '=', String(id)).execute()
  await hub.db.updateTable('community_member').set({ role: 'steward' }).where('community_id', '=', town.id).execute()
  const told = await newsOf(hub, { owners, since: new Date(start.getTime() - 1000), sorts: ['community'] })
  expect(told.filter(({ key }) => key === `tie/${String(id)}`).map(({ account }) => account)).toEqual([owners[1]?.account])
  expect((await call('samir', 'PUT', town, `/ties/${String(id)}/answer`, answer)).status).toBe(404)
})

test('either ends it with a reason; a no rests; what nobody answers is over', async () => {
  const [here, there] = [await stageCommunity(hub, 'idrissa', { slug: 'one' }), await stageCommunity(hub, 'mai', { slug: 'two' })]
  const { id } = await json(propose('idrissa', here, there, 'peer'))
  await call('mai', 'PUT', there, `/ties/${String(id)}/answer`, { accepts: false, ...SAID })
  expect([await typeOf(propose('idrissa', here, there, 'peer')), (await propose('mai', there, here, 'peer')).status]).toEqual([
    'tie.asked-lately',
    200,
  ])
  const [, waiting] = (await listed('idrissa', here)).toSorted((a) => (a.state === 'declined' ? -1 : 1))
  await call('idrissa', 'PUT', here, `/ties/${waiting?.id ?? ''}/answer`, { accepts: true, ...SAID })
  expect(await typeOf(call('samir', 'POST', here, `/ties/${waiting?.id ?? ''}/ending`, SAID))).toBe('tie.stewards-only')
  expect((await call('idrissa', 'POST', here, `/ties/${waiting?.id ?? ''}/ending`, { text: 'We moved.', language: 'en' })).status).toBe(200)
  expect(await listed(null, there)).toMatchObject([{ state: 'ended', ended: { text: 'We moved.' } }])
  await propose('idrissa', here, region, 'peer')
  await settle(31)
  expect((await listed('idrissa', here)).map(({ state }) => state).toSorted()).toEqual(['declined', 'ended', 'lapsed'])
})

const same = async (ending: Place, into: Place) =>
  String((await json(call('samir', 'POST', ending, '/mergers', { sending: randomUUID(), into: into.slug, ...SAID })))['id'])
const agree = (name: CastName, at: Place, merger: string, agrees = true) => call(name, 'PUT', at, `/mergers/${merger}/answer`, { agrees })
const states = async (name: CastName | null, at: Place) =>
  ((await (await call(name, 'GET', at, '/mergers')).json()) as { state: string }[]).map(({ state }) => state)
const membersIn = async (at: Place) =>
  (await hub.db.selectFrom('community_member').select('id').where('community_id', '=', at.id).execute()).length

test('two that are the same: both sides say yes, members are asked, and nobody is moved', async () => {
  const [old, goes] = [await stageCommunity(hub, 'idrissa', { slug: 'old' }), await stageCommunity(hub, 'mai', { slug: 'goes-on' })]
  await joinAll(hub, old.id, ['samir', 'niamh'])
  expect(await typeOf(call(null, 'POST', old, '/mergers', { sending: randomUUID(), into: goes.slug, ...SAID }))).toBe('sign-in.needed')
  expect(await typeOf(call('idrissa', 'POST', hidden, '/mergers', { sending: randomUUID(), into: goes.slug, ...SAID }))).toBe(
    'merger.not-hidden',
  )
  const merger = await same(old, goes)
  expect([await states('samir', old), await states('idrissa', old)]).toEqual([[], ['proposed']])
  const [joinThem, mayEnd] = ['Somebody proposes to join a community', 'One of your communities may end']
  expect([await waitsFor('idrissa', joinThem), await waitsFor('mai', joinThem), await waitsFor('samir', joinThem)]).toEqual([
    true,
    true,
    false,
  ])
  const both = await Promise.all([agree('idrissa', old, merger), agree('mai', goes, merger)])
  expect([await waitsFor('idrissa', joinThem), await waitsFor('samir', mayEnd), await waitsFor('mai', mayEnd)]).toEqual([
    false,
    true,
    false,
  ])
  expect([both.map(({ status }) => status), await states('samir', old), await states(null, old)]).toEqual([[200, 200], ['asking'], []])
  // Somebody joins while it is settled: they come into the old one, and are asked like everybody.
  await Promise.all([settle(15), joinAll(hub, old.id, ['aoife'])])
  expect([await states(null, old), await membersIn(old), await membersIn(goes)]).toEqual([['merged'], 4, 1])
  expect(await (await hub.as(null).get('/communities/old')).text()).toContain('href="/en/communities/goes-on"')
  await hub.db
    .updateTable('merger')
    .set({ settled_at: new Date(start.getTime() - 15 * 86_400_000) })
    .where('id', '=', merger)
    .execute()
  expect(await typeOf(call('idrissa', 'DELETE', old, `/mergers/${merger}`))).toBe('merger.undo-too-late')
  await hub.db.updateTable('merger').set({ settled_at: start }).where('id', '=', merger).execute()
  expect((await call('mai', 'DELETE', goes, `/mergers/${merger}`)).status).toBe(200)
  expect(await states(null, old)).toEqual([])
})

test('a third of the members stops it, whoever they are; a no of one side ends it at once', async () => {
  const [old, goes] = [await stageCommunity(hub, 'idrissa', { slug: 'stays' }), await stageCommunity(hub, 'mai', { slug: 'asks' })]
  await joinAll(hub, old.id, ['samir', 'niamh', 'aoife'])
  const first = await same(old, goes)
  await agree('mai', goes, first, false)
  expect(await states('idrissa', old)).toEqual(['declined'])
  const merger = await same(old, goes)
  await agree('mai', goes, merger)
  await agree('idrissa', old, merger)
  const object = (name: CastName, objects = true) => call(name, 'PUT', old, `/mergers/${merger}/objection`, { objects })
  expect((await object('mai')).status).toBe(404)
  for (const name of ['samir', 'niamh', 'samir'] as const) expect((await object(name)).status).toBe(200)
  const events = await hub.db.selectFrom('event').select(['data', 'person_id']).where('kind', '=', 'ties.merger.considered').execute()
  expect(events.map(({ data, person_id: person }) => [data, person])).toEqual(events.map(() => [{}, null]))
  await settle(15)
  expect(await states('samir', old)).toContain('objected')
  expect(await hub.db.selectFrom('merger_objection').selectAll().where('merger_id', '=', merger).execute()).toEqual([])
})

test('a form that is refused comes back filled in', async () => {
  const back = await hub
    .as('idrissa')
    .post('/communities/region/ties', { other: 'nowhere-at-all', sort: 'peer', text: 'Kept words', language: 'en' })
  const html = await back.text()
  expect([back.status, html.includes('Kept words'), html.includes('nowhere-at-all')]).toEqual([422, true, true])
})
