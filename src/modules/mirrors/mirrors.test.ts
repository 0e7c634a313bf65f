import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { settleMirrors } from './commands/settle-mirrors.ts'
import { heldOfMirrors } from './queries/due.ts'
import { newsOf } from './queries/news.ts'

type Place = { readonly id: string; readonly slug: string }
let hub: Hub
let start: Date
/** Idrissa looks after the Lebanese of Lyon, Mai after the Irish; Samir belongs to the first, Niamh to the second, Aoife to both, Gift to neither. */
let cedars: Place
let irish: Place
let mirror: string
let space: Place
beforeAll(async () => {
  hub = await openHub()
  start = hub.runner.outside.now()
  const facets = [{ sort: 'origin', value: 'LB' }]
  cedars = await stageCommunity(hub, 'idrissa', { slug: 'cedars', name: 'Cedars of Lyon', sort: 'ancestry', readable: 'everybody', facets })
  irish = await stageCommunity(hub, 'mai', { slug: 'irish', name: 'Irish of Lyon', sort: 'ancestry', languages: ['en'] })
  await joinAll(hub, cedars.id, ['samir', 'aoife'])
  await joinAll(hub, irish.id, ['niamh', 'aoife'])
})
afterAll(() => hub.close())

const day = (days: number) => new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const text = (language: string, rules = 'We listen first.') => ({
  language,
  name: `Table ${language}`,
  sentence: 'A table for two.',
  rules,
})
const version = (more: object = {}) => ({
  ...{ languages: ['en', 'ar'], texts: [text('en')], original: 'en', readable: 'members', due: 'review', dueOn: day(300), ...more },
})
const WHY = { why: 'The Arabic was missing.', whyLanguage: 'en' }
const call = (name: CastName | null, method: string, at: Pick<Place, 'id'>, path: string, body?: object) =>
  hub.as(name).api(method, `/communities/${at.id}${path}`, body)
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>
const typeOf = async (answer: Promise<Response>) => (await json(answer))['type']
const propose = (name: CastName, from: Place, to: Pick<Place, 'slug'>, more: object = {}) =>
  call(name, 'POST', from, '/mirrors', { sending: randomUUID(), other: to.slug, ...version(more) })
const rewrite = (name: CastName, at: Place, more: object = {}) =>
  call(name, 'POST', at, `/mirrors/${mirror}/versions`, { sending: randomUUID(), ...version(more), ...WHY })
const answer = (name: CastName, at: Place, number: number, agrees = true) =>
  call(name, 'PUT', at, `/mirrors/${mirror}/versions/${number}/answer`, { agrees })
const listed = async (name: CastName | null, at: Place) =>
  (await (await call(name, 'GET', at, '/mirrors')).json()) as {
    id: string
    state: string
    waits: string | null
    space: { id: string; path: string } | null
  }[]
type Held = {
  sides: { community: { id: string; name: string }; facilitators: { member: string; acts: boolean }[]; members: string[] }[]
  state: string
  versions: { number: number; texts: object[] }[]
  restsFrom: string | null
  mine: { side: string | null; shown: boolean; facilitates: boolean } | null
  offers: string[]
}
const held = async (name: CastName | null) => (await json(call(name, 'GET', space, '/holding'))) as unknown as Held
const join = (name: CastName | null, side: Place, more: object = {}) =>
  call(name, 'POST', space, '/holding/membership', { side: side.id, ...more })
const memberIn = async (name: CastName, at: Place) => {
  const page = (await json(call(name, 'GET', at, '/members'))) as { members?: { member: string; me: boolean }[] }
  return page.members?.find(({ me }) => me)?.member ?? ''
}
const roleIn = async (name: CastName) => (await json(hub.as(name).api('GET', `/communities/${space.slug}`)))['role']
const nameOne = async (steward: CastName, side: Place, who: CastName) =>
  call(steward, 'PUT', side, `/mirrors/${mirror}/facilitators/${await memberIn(who, side)}`)
const accept = (name: CastName, side: Place) => call(name, 'PUT', space, '/holding/facilitating', { side: side.id })
/** Whether the page of one's own communities says so, and leads to where one answers. */
const ownPageSays = async (name: CastName, sentence: string, path: string) => {
  const page = await (await hub.as(name).get('/me/communities')).text()
  return new RegExp(`${sentence}[^<]*<a href="/en/communities/${path}"`).test(page)
}
const statuses = (all: readonly Response[]) => all.map(({ status }) => status).toSorted((a, b) => a - b)
const settle = async () => {
  await perform(hub.runner, settleMirrors, {}, theHub)
  await hub.settle()
}

test('two that propose to one another at once make one proposal, which is there for the stewards of the two alone', async () => {
  expect([await typeOf(propose('samir', cedars, irish)), await typeOf(propose('idrissa', cedars, cedars))]).toEqual([
    'mirror.stewards-only',
    'mirror.itself',
  ])
  expect(await typeOf(propose('idrissa', cedars, irish, { texts: [text('en'), text('fr')] }))).toBe('mirror.text-of-no-language')
  expect(await typeOf(propose('idrissa', cedars, irish, { dueOn: day(0) }))).toBe('mirror.day-passed')
  const both = await Promise.all([propose('idrissa', cedars, irish), propose('mai', irish, cedars)])
  expect(statuses(both)).toEqual([200, 409])
  const [made] = await listed('idrissa', cedars)
  mirror = made?.id ?? ''
  for (const name of [null, 'samir', 'niamh', 'gift'] as const) {
    expect([await listed(name, cedars), await listed(name, irish)]).toEqual([[], []])
    expect((await call(name, 'GET', cedars, `/mirrors/${mirror}`)).status).toBe(404)
  }
  expect(await (await hub.as('samir').get('/communities/cedars')).text()).not.toContain('Table en')
  // On the page to which a letter leads it stands beside the community whose side is asked.
  const sentence = 'waits for the answer of your side'
  const waits = await Promise.all(
    (['idrissa', 'mai', 'samir', 'niamh'] as const).map((name) => ownPageSays(name, sentence, '[a-z]+/mirrors')),
  )
  expect([waits.filter(Boolean).length, ...waits.slice(2)]).toEqual([1, false, false])
})

test('nothing opens before each language has its words and both have said yes to the same; both at once open one space', async () => {
  const [proposed] = await listed('idrissa', cedars)
  const [by, at, other, there] =
    proposed?.waits === 'there' ? (['idrissa', cedars, 'mai', irish] as const) : (['mai', irish, 'idrissa', cedars] as const)
  expect(await typeOf(answer(by, at, 1))).toBe('mirror.own-words')
  expect(await typeOf(answer(other, there, 1))).toBe('mirror.languages-missing')
  // The other side writes what is missing: that is a new version, to which the first has to say yes.
  const sent = { sending: 'the-same-form-twice', ...version({ texts: [text('en'), text('ar', 'نستمع أولًا.')] }), ...WHY }
  const twice = await Promise.all([1, 2].map(() => call(other, 'POST', there, `/mirrors/${mirror}/versions`, sent)))
  expect((await Promise.all(twice.map((one) => one.json()))).map((one) => (one as { number: number }).number)).toEqual([2, 2])
  expect(await typeOf(answer(other, there, 1))).toBe('mirror.answered')
  expect((await listed(null, cedars)).length).toBe(0)
  const yes = await Promise.all([answer(by, at, 2), answer(by, at, 2)])
  expect(statuses(yes)).toEqual([200, 409])
  const [open] = await listed(null, cedars)
  expect(open).toMatchObject({ id: mirror, state: 'open', waits: null })
  const found = open?.space ?? { id: '', path: '' }
  space = { id: found.id, slug: found.path.split('/').at(-1) ?? '' }
  expect((await hub.db.selectFrom('community').select('id').where('jointly', '=', true).execute()).length).toBe(1)
  // A real community: found by everybody, by what both are about, in every language of it.
  expect(await json(hub.as(null).api('GET', `/communities/${space.slug}`))).toMatchObject({
    ...{
      sort: 'ancestry',
      access: 'closed',
      readable: 'members',
      jointly: true,
      name: 'Table en',
      facets: [{ sort: 'origin', value: 'LB' }],
    },
  })
  const page = await (await hub.as(null, 'ar').get(`/communities/${space.slug}`)).text()
  for (const word of ['Table ar', 'Cedars of Lyon', 'Irish of Lyon']) expect(page).toContain(word)
  for (const path of ['/communities/cedars', '/communities/irish'])
    expect(await (await hub.as(null).get(path)).text()).toContain(`/communities/${space.slug}`)
})

test('whoever belongs to one of the two comes in by their own press; where they come from lies under a seal', async () => {
  expect([await typeOf(join(null, cedars)), await typeOf(join('gift', cedars)), await typeOf(join('samir', irish))]).toEqual([
    'sign-in.needed',
    'mirror.belongs-to-neither',
    'mirror.belongs-to-neither',
  ])
  expect(statuses(await Promise.all([join('samir', cedars), join('samir', cedars)]))).toEqual([200, 409])
  expect(statuses([await join('niamh', irish, { shown: true }), await join('aoife', cedars)])).toEqual([200, 200])
  // No other way in.
  expect([
    (await call('gift', 'POST', space, '/membership')).status,
    await typeOf(call('samir', 'POST', space, '/invitations', { sentence: 'Come.' })),
  ]).toEqual([403, 'community.held-jointly'])
  const rows = await hub.db.selectFrom('mirror_member').selectAll().execute()
  expect(rows.every(({ side_sealed: sealed }) => !sealed.toString('latin1').includes(cedars.id))).toBe(true)
  expect(new Set(rows.map(({ side_sealed: sealed }) => sealed.length)).size).toBe(1)
  const shown = async (name: CastName | null) => (await held(name)).sides.flatMap(({ members }) => members)
  expect([await shown('samir'), await shown('gift'), await shown(null)]).toEqual([['Niamh'], [], []])
  expect((await held('samir')).mine).toEqual({ side: cedars.id, shown: false, facilitates: false })
  const events = await hub.db.selectFrom('event').select(['data', 'person_id', 'visibility']).where('kind', 'like', 'mirrors.%').execute()
  expect(
    events.every(
      ({ data, person_id: person, visibility }) => person === null && visibility === 'internal' && Object.keys(data).length === 0,
    ),
  ).toBe(true)
  const { account, person } = hub.cast.members.get('samir')?.actor ?? {}
  if (account == null || person == null) throw new Error('no Samir')
  const own = await heldOfMirrors(hub.db, hub.runner.outside, { account, persons: [person], operator: false }, start)
  expect(own['sides']).toEqual([{ identity: person, community: space.id, side: cedars.id, shown: false }])
})

test('of both sides equally many look after it; with nobody of one, nobody decides, and after thirty days it rests', async () => {
  expect((await held(null)).restsFrom).toBe(day(30))
  expect([
    await typeOf(nameOne('niamh', irish, 'niamh')),
    await typeOf(call('idrissa', 'PUT', cedars, `/mirrors/${mirror}/facilitators/${randomUUID()}`)),
  ]).toEqual(['mirror.missing', 'mirror.member-missing'])
  expect((await nameOne('idrissa', cedars, 'samir')).status).toBe(200)
  const named = (name: CastName) => ownPageSays(name, 'You are named to look after', `${space.slug}/held`)
  expect([await named('samir'), await named('niamh'), await named('idrissa')]).toEqual([true, false, false])
  expect([await typeOf(accept('niamh', irish)), (await accept('samir', cedars)).status, await roleIn('samir')]).toEqual([
    'mirror.offer-missing',
    200,
    'member',
  ])
  const reply = (name: CastName) =>
    hub.as(name).post(`/communities/${space.slug}/posts`, {
      kind: 'question',
      title: 'Hello',
      text: 'Who is here?',
      language: 'en',
      sending: randomUUID(),
    })
  expect((await reply('samir')).status).toBe(303)
  const rests = async () => (await json(hub.as(null).api('GET', `/communities/${space.slug}`)))['resting']
  for (const [days, resting] of [
    [29, false],
    [30, true],
  ] as const) {
    hub.setNow(new Date(start.getTime() + days * 86_400_000))
    expect(await rests()).toBe(resting)
  }
  // Sessions end sooner than a space rests: the day is moved here, and not the clock.
  hub.setNow(start)
  await hub.db
    .updateTable('community')
    .set({ rests_on: day(0) })
    .where('id', '=', space.id)
    .execute()
  expect([await rests(), (await reply('samir')).status]).toEqual([true, 409])
  expect(await (await hub.as('niamh').get(`/communities/${space.slug}`)).text()).toContain('This space rests')
  // As soon as the other side has somebody, it goes on.
  expect([(await nameOne('mai', irish, 'niamh')).status, (await accept('niamh', irish)).status]).toEqual([200, 200])
  expect([await roleIn('samir'), await roleIn('niamh'), (await reply('niamh')).status]).toEqual(['facilitator', 'facilitator', 303])
  await nameOne('idrissa', cedars, 'aoife')
  expect(await json(accept('aoife', cedars))).toEqual({ acts: false })
  const acting = async (name: CastName) =>
    (await held(name)).sides.map(({ facilitators }) => facilitators.map(({ acts }) => acts)).toSorted((a, b) => a.length - b.length)
  // Who stands by has agreed to nothing yet that everybody reads.
  expect([await acting('niamh'), await acting('gift')]).toEqual([
    [[true], [true, false]],
    [[true], [true]],
  ])
  expect([await roleIn('aoife'), (await held(null)).restsFrom]).toEqual(['member', null])
  // Who lays it down is replaced by who stood by; with nobody of the other side left, nobody acts.
  expect((await call('samir', 'DELETE', space, '/holding/facilitating')).status).toBe(200)
  expect([await roleIn('samir'), await roleIn('aoife')]).toEqual(['member', 'facilitator'])
  expect((await call('mai', 'DELETE', irish, `/mirrors/${mirror}/facilitators/${await memberIn('niamh', space)}`)).status).toBe(200)
  expect([await roleIn('niamh'), await roleIn('aoife'), (await held(null)).restsFrom]).toEqual(['member', 'member', day(30)])
  // Nor do deeds that a community's stewards have: nobody is one.
  for (const [method, path, body] of [
    ['PATCH', '', { readable: 'everybody' }],
    ['POST', '/ending', {}],
    ['PUT', '/texts/es', { name: 'Mesa', summary: 'Para dos.' }],
  ] as const)
    expect(await typeOf(call('aoife', method, space, path, body))).toBe('community.held-jointly')
})

test('each change needs both sides, earlier words stay readable, and nobody says yes for both', async () => {
  const more = { texts: [text('en', 'We listen first, and answer slowly.'), text('ar')], languages: ['en', 'ar'], readable: 'everybody' }
  expect((await rewrite('idrissa', cedars, more)).status).toBe(200)
  expect((await held('samir')).versions.map(({ number }) => number)).toEqual([2])
  const owner = hub.cast.members.get('mai')?.actor
  if (owner?.account == null || owner.person == null) throw new Error('no Mai')
  const told = await newsOf(hub, {
    owners: [{ account: owner.account, persons: [owner.person], operator: false }],
    since: new Date(start.getTime() - 1000),
    sorts: ['community'],
  })
  expect(told.map(({ key }) => key)).toContain(`mirror/${mirror}/3`)
  const steward = (role: 'member' | 'steward') =>
    hub.db.updateTable('community_member').set({ role }).where('community_id', '=', cedars.id).where('role', '!=', 'steward')
  await joinAll(hub, cedars.id, ['mai'])
  await steward('steward').execute()
  expect(await typeOf(answer('mai', irish, 3))).toBe('mirror.looks-after-both')
  await hub.as('mai').api('DELETE', `/communities/${cedars.id}/membership`, {})
  expect((await answer('mai', irish, 3)).status).toBe(200)
  expect((await held(null)).versions.map(({ number }) => number)).toEqual([3, 2])
  const page = await (await hub.as(null).get(`/communities/${space.slug}/held?version=3&compare`)).text()
  expect(page).toMatch(/<ins>.*answer slowly/s)
  expect((await json(hub.as(null).api('GET', `/communities/${space.slug}`)))['readable']).toBe('everybody')
  await hub.db.updateTable('community_member').set({ role: 'member' }).where('community_id', '=', cedars.id).execute()
  await steward('member').execute()
  const idrissa = await memberIn('idrissa', cedars)
  await hub.db.updateTable('community_member').set({ role: 'steward' }).where('id', '=', idrissa).execute()
})

test('whoever leaves both is let go of; whoever leaves one comes from the other', async () => {
  const belongs = async () =>
    (await hub.db.selectFrom('community_member').select('id').where('community_id', '=', space.id).execute()).length
  const aoife = await memberIn('aoife', space)
  // The page on which one leaves says what is left with it: nothing while the other side is one's way in.
  const leaving = async (slug: string) => {
    const page = await (await hub.as('aoife').get(`/communities/${slug}/leave`)).text()
    return [page.includes('You leave it in the same moment'), page.includes(`<li><a href="/en/communities/${space.slug}"`)]
  }
  expect(await leaving('cedars')).toEqual([false, false])
  await hub.as('aoife').api('DELETE', `/communities/${cedars.id}/membership`, {})
  await settle()
  expect(await leaving('irish')).toEqual([true, true])
  expect([await belongs(), (await held('aoife')).mine]).toEqual([3, { side: irish.id, shown: false, facilitates: false }])
  await hub.as('aoife').api('DELETE', `/communities/${irish.id}/membership`, {})
  await hub.settle()
  expect(await belongs()).toBe(2)
  expect(await hub.db.selectFrom('mirror_member').select('member_id').where('member_id', '=', aoife).execute()).toEqual([])
  // And whoever slipped through, by the hourly sweep.
  await hub.db
    .deleteFrom('community_member')
    .where('community_id', '=', cedars.id)
    .where('id', '=', await memberIn('samir', cedars))
    .execute()
  await hub.sweep()
  await hub.settle()
  expect([await belongs(), (await hub.db.selectFrom('mirror_member').select('member_id').execute()).length]).toEqual([1, 1])
})

test('pages: filled in again where refused; what one sees without an account', async () => {
  const desk = hub.as('idrissa')
  expect([
    (await desk.get('/communities/cedars/mirrors/new?with=nowhere-at-all')).status,
    (await desk.get('/communities/cedars/mirrors/new?with=irish')).status,
  ]).toEqual([422, 200])
  const back = await desk.post(`/communities/cedars/mirrors/${mirror}/versions`, {
    ...{ sending: randomUUID(), languages: ['en'], 'name-en': 'N', 'sentence-en': 'Kept words', 'rules-en': 'Kept rules', original: 'en' },
    ...{ readable: 'members', due: 'end', dueOn: day(20), why: 'Because', whyLanguage: 'en' },
  })
  const html = await back.text()
  expect([back.status, html.includes('Kept words'), html.includes('Kept rules'), html.includes('href="#field-name-en"')]).toEqual([
    422,
    true,
    true,
    true,
  ])
  expect((await desk.get(`/communities/cedars/mirrors/${mirror}`)).status).toBe(200)
  expect(await (await hub.as(null).get(`/communities/${space.slug}/come-in`)).text()).toContain('/sign-in?then=')
  expect(await (await hub.as('gift').get(`/communities/${space.slug}/come-in`)).text()).toContain('Whoever belongs to one of the two')
  await joinAll(hub, irish.id, ['gift'])
  const come = await hub.as('gift').post(`/communities/${space.slug}/come-in`, { side: irish.id, as: 'new', name: 'Guest of the table' })
  expect([come.status, (await come.text()).includes('Guest of the table')]).toEqual([200, true])
  expect(await typeOf(join('gift', irish))).toBe('mirror.by-another-name')
})

test('a side that is hidden ends what it holds: outside there is nothing, inside it stays readable', async () => {
  const [cork, tyre] = [
    await stageCommunity(hub, 'mai', { slug: 'cork', name: 'Cork' }),
    await stageCommunity(hub, 'idrissa', { slug: 'tyre', name: 'Tyre' }),
  ]
  await joinAll(hub, cork.id, ['samir'])
  const { id } = await json(propose('idrissa', tyre, cork, { texts: [{ ...text('en'), name: 'Unseen table' }], languages: ['en'] }))
  const at = (path: string) => `/mirrors/${String(id)}${path}`
  const { space: made } = await json(call('mai', 'PUT', cork, at('/versions/1/answer'), { agrees: true }))
  const there = { id: String(made) }
  const slug = (await hub.db.selectFrom('community').select('slug').where('id', '=', there.id).executeTakeFirstOrThrow()).slug
  expect((await call('samir', 'POST', there, '/holding/membership', { side: cork.id })).status).toBe(200)
  expect((await call('idrissa', 'PATCH', tyre, '', { access: 'hidden' })).status).toBe(200)
  const never = { id: randomUUID() }
  for (const name of [null, 'niamh', 'mai'] as const) {
    expect(await listed(name, cork)).toEqual([])
    for (const path of ['', '/holding', '/mirrors'])
      expect(await json(call(name, 'GET', there, path))).toEqual(await json(call(name, 'GET', never, path)))
    for (const path of ['/communities/cork', '/communities/cork/mirrors', '/communities'])
      expect(await (await hub.as(name).get(path)).text()).not.toContain('Unseen table')
    expect((await hub.as(name).get(`/communities/${slug}`)).status).toBe(404)
  }
  expect(await json(call('mai', 'POST', cork, at('/ending'), { text: 'Over.', language: 'en' }))).toEqual(
    await json(call('mai', 'POST', cork, `/mirrors/${never.id}/ending`, { text: 'Over.', language: 'en' })),
  )
  const inside = (await json(call('samir', 'GET', there, '/holding'))) as unknown as Held
  expect([inside.state, inside.sides]).toEqual(['ended', []])
  await settle()
  expect((await hub.db.selectFrom('mirror').select('state').where('id', '=', String(id)).executeTakeFirst())?.state).toBe('ended')
  expect(
    await typeOf(
      propose('mai', cork, {
        slug: (await hub.db.selectFrom('community').select('slug').where('id', '=', tyre.id).executeTakeFirstOrThrow()).slug,
      }),
    ),
  ).toBe('mirror.other-missing')
})

test('either side ends it with a reason; whoever was there still reads it; a no rests', async () => {
  expect(await typeOf(call('samir', 'POST', irish, `/mirrors/${mirror}/ending`, { text: 'x', language: 'en' }))).toBe('mirror.missing')
  expect(await json(call('mai', 'POST', irish, `/mirrors/${mirror}/ending`, { text: 'We have said it all.', language: 'en' }))).toEqual({
    state: 'ended',
  })
  expect(await typeOf(call('mai', 'POST', irish, `/mirrors/${mirror}/ending`, { text: 'Again.', language: 'en' }))).toBe('mirror.over')
  expect(await json(call('niamh', 'GET', space, '/holding'))).toMatchObject({ state: 'ended', ended: { text: 'We have said it all.' } })
  expect(await (await hub.as('niamh').get(`/communities/${space.slug}/posts`)).text()).toContain('Hello')
  expect(await typeOf(join('aoife', irish))).toBe('mirror.not-open')
  const { id } = await json(propose('mai', irish, cedars, { texts: [text('en')], languages: ['en'] }))
  mirror = String(id)
  expect((await answer('idrissa', cedars, 1, false)).status).toBe(200)
  expect([await typeOf(propose('mai', irish, cedars)), (await propose('idrissa', cedars, irish)).status]).toEqual([
    'mirror.asked-lately',
    200,
  ])
  hub.setNow(new Date(start.getTime() + 31 * 86_400_000))
  await settle()
  hub.setNow(start)
  expect((await listed('idrissa', cedars)).map(({ state }) => state).toSorted()).toEqual(['declined', 'ended', 'lapsed'])
})
