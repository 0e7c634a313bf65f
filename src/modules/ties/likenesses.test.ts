import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { stageCommunity } from '../../testing/communities.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { matchCommunities } from './commands/match-communities.ts'
import { hideWords } from './commands/hide-words.ts'
import { newsOf } from './queries/news.ts'
import { MOST_ALIKE } from './rules.ts'

let hub: Hub
let start: Date
beforeAll(async () => {
  hub = await openHub()
  start = hub.runner.outside.now()
})
afterAll(() => hub.close())

type Place = { readonly id: string; readonly slug: string }
const SAID = { text: 'We meet in one hall.', language: 'en' }
const call = (name: CastName | null, method: string, path: string, body?: object) => hub.as(name).api(method, path, body)
const typeOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { type?: unknown }).type
const alike = async (name: CastName, { id }: Place) => {
  const told = (await (await call(name, 'GET', `/communities/${id}/likenesses`)).json()) as { other: { id: string }; reasons: string[] }[]
  return told.map(({ other, reasons }) => [other.id, reasons] as const)
}
/** A day later, so that the hub has rested. */
let days = 0
const compare = async () => {
  hub.setNow(new Date(start.getTime() + ++days * 86_400_000 + 1))
  let found = 0
  for (;;) {
    const part = await perform(hub.runner, matchCommunities, {}, theHub)
    found += part.found
    if (part.rests) break
  }
  hub.setNow(start)
  return found
}
const made = (founder: CastName, slug: string, name: string, more: object = {}) => stageCommunity(hub, founder, { slug, name, ...more })
const LYON = [
  { sort: 'origin', value: 'LB' },
  { sort: 'residence', value: 'FR' },
]

test('two whose names are alike are laid before the stewards of both, and before nobody else', async () => {
  const cedar = await made('idrissa', 'cedar-lyon', 'Cedar friends of Lyon')
  const cedars = await made('mai', 'cedars-lyon', 'Cedar freinds of Lyon', { languages: ['en'] })
  const hidden = await made('idrissa', 'unused', 'Cedar friends of Lyon', { access: 'hidden', readable: 'members', slug: undefined })
  await made('samir', 'olive-cork', 'Olive friends of Cork')
  expect(await compare()).toBe(1)
  expect([await alike('idrissa', cedar), await alike('mai', cedars)]).toEqual([
    [[cedars.id, ['name', 'words']]],
    [[cedar.id, ['name', 'words']]],
  ])
  expect([await typeOf(call('samir', 'GET', `/communities/${cedar.id}/likenesses`)), await alike('idrissa', hidden)]).toEqual([
    'tie.stewards-only',
    [],
  ])
  for (const name of [null, 'samir', 'niamh'] as const)
    for (const path of ['/communities/cedar-lyon', '/communities/cedar-lyon/ties'])
      expect(await (await hub.as(name).get(path)).text()).not.toContain('freinds')
  const html = await (await hub.as('idrissa').get('/communities/cedar-lyon/ties')).text()
  expect([html.includes('Cedar freinds of Lyon'), html.includes('A name of one can be taken for a name of the other.')]).toEqual([
    true,
    true,
  ])
  const own = await Promise.all((['idrissa', 'samir'] as const).map(async (name) => (await hub.as(name).get('/me/communities')).text()))
  expect(own.map((page) => page.includes('The hub asks whether a community that you look after'))).toEqual([true, false])
  const owners = (['idrissa', 'mai', 'samir'] as const).flatMap((name) => {
    const actor = hub.cast.members.get(name)?.actor
    return actor?.account == null || actor.person === null ? [] : [{ account: actor.account, persons: [actor.person], operator: false }]
  })
  const told = await newsOf(hub, { owners, since: start, sorts: ['community'] })
  expect(told.map(({ account }) => account).toSorted()).toEqual(
    owners
      .slice(0, 2)
      .map(({ account }) => account)
      .toSorted(),
  )
  // By day it rests; and what waits is not laid before them twice.
  expect([(await perform(hub.runner, matchCommunities, {}, theHub)).looked, await compare()]).toEqual([0, 0])
})

test('what a steward sets aside is never said again; what one takes up is a proposal of theirs', async () => {
  const [first, second] = [await made('idrissa', 'pearl-one', 'Pearl divers abroad'), await made('mai', 'pearl-two', 'PEARL DIVERS ABROAD')]
  await compare()
  const at = (here: Place, other: Place) => `/communities/${here.id}/likenesses/${other.id}/dismissal`
  expect([
    await typeOf(call(null, 'POST', at(first, second))),
    await typeOf(call('mai', 'POST', at(first, second))),
    await typeOf(call('idrissa', 'POST', at(first, { id: randomUUID(), slug: '' }))),
  ]).toEqual(['sign-in.needed', 'tie.stewards-only', 'likeness.missing'])
  const twice = await Promise.all([call('idrissa', 'POST', at(first, second)), call('mai', 'POST', at(second, first))])
  expect([twice.map(({ status }) => status), await alike('idrissa', first), await alike('mai', second)]).toEqual([[200, 200], [], []])
  expect([await compare(), await alike('mai', second)]).toEqual([0, []])

  const [old, goes] = [
    await made('idrissa', 'amber-one', 'Amber choir of the bay'),
    await made('mai', 'amber-two', 'Amber choir of thé bay'),
  ]
  await compare()
  const form = { sending: randomUUID(), ends: 'other', text: '', language: 'en' }
  const back = await hub.as('mai').post(`/communities/amber-two/likenesses/${old.id}`, form)
  expect([back.status, (await alike('mai', goes)).length]).toEqual([422, 1])
  const sent = await hub.as('mai').post(`/communities/amber-two/likenesses/${old.id}`, { ...form, text: SAID.text })
  expect([sent.status, await alike('mai', goes), await alike('idrissa', old)]).toEqual([303, [], []])
  const row = await hub.db.selectFrom('merger').selectAll().where('ending_id', '=', old.id).executeTakeFirstOrThrow()
  expect([row.into_id, row.state]).toEqual([goes.id, 'proposed'])
  await call('mai', 'PUT', `/communities/${goes.id}/mergers/${row.id}/answer`, { agrees: false })
  expect(await compare()).toBe(0)
})

test('one sort, from one place and in one place: only where few are, and never where they come from elsewhere', async () => {
  const [here, there] = [
    await made('idrissa', 'home-one', 'Women of the mountain', { sort: 'interest', facets: LYON }),
    await made('mai', 'home-two', 'Nساء الجبل', { sort: 'interest', facets: LYON }),
  ]
  const elsewhere = [{ sort: 'residence', value: 'IE' }]
  const [same, far] = [
    await made('idrissa', 'far-one', 'Readers of the delta', { facets: elsewhere }),
    await made('mai', 'far-two', 'Readers of the delta', { facets: LYON }),
  ]
  await compare()
  expect([await alike('idrissa', here), await alike('idrissa', same), await alike('mai', far)]).toEqual([[[there.id, ['about']]], [], []])
  for (const at of [1, 2, 3, 4])
    await made('samir', `home-more-${at}`, `Quite another ${'abcd'[at - 1]}`, { sort: 'interest', facets: LYON })
  await compare()
  expect(await alike('idrissa', here)).toEqual([])
})

test('of one community ten wait at most; one that turns hidden is there for nobody, and leaves no trace', async () => {
  const all = new Set<string>()
  for (let at = 0; at <= MOST_ALIKE + 1; at++) all.add((await made('mai', `lantern-${at}`, 'Lantern makers union')).id)
  await compare()
  const counts = await hub.db.selectFrom('likeness').select(['one_id', 'other_id']).where('state', '=', 'waiting').execute()
  const most = Map.groupBy(
    counts.flatMap(({ one_id: a, other_id: b }) => [a, b]),
    (id) => id,
  )
  expect(Math.max(...[...most.values()].map((of) => of.length))).toBe(MOST_ALIKE)
  // Which of them has how many hangs on the order of ids, which are random: one may have none.
  const one = { id: counts.find(({ one_id: id }) => all.has(id))?.one_id ?? '', slug: '' }
  const waits = await alike('mai', one)
  expect([waits.length > 0, waits.length <= MOST_ALIKE]).toEqual([true, true])
  await hub.db.updateTable('community').set({ access: 'hidden', readable: 'members' }).where('id', '=', one.id).execute()
  const other = waits[0]?.[0] ?? ''
  expect([await alike('mai', one), (await alike('mai', { id: other, slug: '' })).filter(([id]) => id === one.id)]).toEqual([[], []])
  await compare()
  const left = await hub.db.selectFrom('likeness_key').select('key').where('community_id', '=', one.id).execute()
  const kept = counts.filter(({ one_id: a, other_id: b }) => a === one.id || b === one.id).length
  const now = await hub.db.selectFrom('likeness').select(['one_id', 'other_id']).where('state', '=', 'waiting').execute()
  expect([kept > 0, left, now.filter(({ one_id: a, other_id: b }) => a === one.id || b === one.id)]).toEqual([true, [], []])
})

test('words of a tie can be reported by whoever reads them, and what moderation takes away is in no answer', async () => {
  const [from, to] = [await made('idrissa', 'said-one', 'One side'), await made('mai', 'said-two', 'Another side')]
  const body = { sending: randomUUID(), other: to.slug, sort: 'peer', text: 'Zaffre words', language: 'en' }
  const { id } = (await (await call('idrissa', 'POST', `/communities/${from.id}/ties`, body)).json()) as { id: string }
  const path = `/communities/said-one/ties/${id}`
  expect((await hub.as(null).get(path)).status).toBe(404)
  await call('mai', 'PUT', `/communities/${to.id}/ties/${id}/answer`, { accepts: true, ...SAID })
  const html = await (await hub.as(null).get(path)).text()
  expect([html.includes('Zaffre words'), html.includes('Report these words')]).toEqual([true, true])
  const actor = hub.cast.members.get('samir')?.actor ?? theHub
  await expect(perform(hub.runner, hideWords, { sort: 'tie', id, rule: 'no-attack' }, actor)).rejects.toThrow('words.moderators-only')
  // By a report of somebody without an account, and a decision of whoever runs the hub.
  const decided = async (about: string) => {
    const filed = { about, rule: 'no-attack', text: 'Look.', language: 'en' }
    const { case: id } = await callAs(hub, nobody('en'))<{ case: string }>('moderation.file-report', filed)
    const decision = { scope: from.id, case: id, outcome: 'hidden', rule: 'no-attack', facts: 'It attacks.' }
    await callAs(hub, hub.cast.members.get('gift')?.actor ?? theHub)('moderation.decide-case', decision)
  }
  await decided(path)
  for (const page of [path, '/communities/said-one/ties', '/communities/said-two/ties'])
    expect(await (await hub.as('idrissa').get(page)).text()).not.toContain('Zaffre')
  expect(await (await call(null, 'GET', `/communities/${from.id}/ties`)).json()).toMatchObject([
    { state: 'standing', said: null, answered: null },
  ])
})
