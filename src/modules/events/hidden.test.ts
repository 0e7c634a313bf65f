import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { MEETING, SLOT, stageEvent } from '../../testing/events.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord } from '../../testing/published.ts'
import { linkTo, readLink } from './queries/links.ts'
import { events } from './queries/published.ts'
import { at as reportedAt } from './queries/reported.ts'
import { doAs } from '../../testing/deeds.ts'

// A hidden community: nobody outside learns that it holds an event, in whichever way they ask.

const TITLE = 'Evening among ourselves'
let hub: Hub
let event: string
let proposal: string
let slug: string
let community: string
beforeAll(async () => {
  hub = await openHub()
  const made = await stageCommunity(hub, 'mai', { access: 'hidden', name: 'Kept to ourselves' })
  ;({ slug, id: community } = made)
  await joinAll(hub, community, ['idrissa'])
  // Also where the event itself says that everybody may see it.
  event = await stageEvent(
    hub,
    'mai',
    { sort: 'community', id: community },
    { text: { language: 'en', title: TITLE }, kind: 'feast', place: 'IE', topics: ['culture'] },
  )
  const wanted = { host: { sort: 'community', id: community }, sending: hub.runner.outside.uuid(), ...MEETING }
  proposal = (await doAs<{ id: string }>(hub, 'idrissa', 'events.create', wanted)).id
})
afterAll(() => hub.close())

const OUTSIDE: readonly (CastName | null)[] = ['gift', 'aoife', 'samir', 'niamh', null]
const readingAs = (name: CastName | null) => ({
  actor: (name === null ? null : hub.cast.members.get(name)?.actor) ?? nobody('en'),
  now: NOON,
  outside: hub.runner.outside,
})

const askedFor = () => {
  const [one, date] = [`/events/${event}`, `/events/${event}/dates/${SLOT}`]
  return [
    ...[one, date, `${one}/calendar.ics`, `${one}/edit`, `${date}/desk`, `${date}/paper`, `${date}/minutes`, `${date}/change`],
    ...[`/communities/${slug}/events`, `/communities/${slug}/events.ics`, `/events/new?community=${community}`],
    `/events/${proposal}`,
  ]
}

test.each(OUTSIDE)('%s finds none of its addresses: the same as of one that never was', async (name) => {
  const stranger = hub.as(name)
  const never = await (await stranger.get(`/events/${hub.runner.outside.uuid()}`)).text()
  for (const path of askedFor()) {
    const answer = await stranger.get(path)
    expect([path, answer.status]).toEqual([path, 404])
  }
  const shown = await (await stranger.get(`/events/${event}`)).text()
  const plain = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replaceAll(/value="[^"]{20,}"/g, '')
  expect(plain(shown)).toBe(plain(never))
})

test.each(OUTSIDE)('%s sees it in no calendar, feed, search or count', async (name) => {
  const visitor = hub.as(name)
  for (const path of [
    '/events',
    '/events?view=month&month=2026-03',
    '/events.ics',
    '/events/feasts',
    '/events/feasts.ics',
    '/events.export.json',
    '/abroad/ie/events',
    '/abroad/ie/events.ics',
    '/',
  ])
    expect([path, (await (await visitor.get(path)).text()).includes(TITLE)]).toEqual([path, false])
  for (const path of ['/events', `/events/${event}`, `/events/${event}/dates/${SLOT}`, `/events/${event}/dates/${SLOT}/answers`])
    expect([path, JSON.stringify(await (await visitor.api('GET', path)).json()).includes(TITLE)]).toEqual([path, false])
  const subjects = [{ sort: 'community', id: community } as const, { sort: 'place', id: 'IE' } as const]
  expect(await events.of(hub.db, { ...readingAs(name), subjects, before: null, most: 10 })).toEqual([])
  expect(await events.byIds(hub.db, [event], readingAs(name))).toEqual([])
})

test('members see it everywhere; what programs follow never holds it, whoever asks', async () => {
  for (const name of ['mai', 'idrissa'] as const) {
    const visitor = hub.as(name)
    for (const path of ['/events', '/events/feasts', `/events/${event}`, `/communities/${slug}/events`])
      expect([path, (await (await visitor.get(path)).text()).includes(TITLE)]).toEqual([path, true])
    for (const path of ['/events.ics', '/events/feasts.ics', `/communities/${slug}/events.ics`, '/events.export.json'])
      expect([path, (await (await visitor.get(path)).text()).includes(TITLE)]).toEqual([path, false])
  }
  const [published] = await events.of(hub.db, { ...readingAs('idrissa'), subjects: null, before: null, most: 10 })
  expect([published?.title, published?.open]).toEqual([TITLE, false])
  expect(await events.openAfter(hub.db, null, 50)).toEqual([])
  expect(await reportedAt(hub.db, `/events/${event}`, readingAs('idrissa').actor, readingAs('idrissa').outside)).toBeNull()
})

test('nothing told of it is public, and the tables name no member', async () => {
  await doAs(hub, 'idrissa', 'events.answer', { event, slot: SLOT, sending: hub.runner.outside.uuid(), answer: 'yes', needs: 'A chair' })
  const told = await hub.db.selectFrom('event').select(['visibility', 'person_id as person']).where('subject', '=', event).execute()
  expect(told.length).toBeGreaterThan(2)
  expect(told.filter(({ visibility, person }) => visibility === 'public' || person !== null)).toEqual([])
  const rows = JSON.stringify([
    await hub.db.selectFrom('hosted_event').selectAll().execute(),
    await hub.db.selectFrom('event_text').selectAll().execute(),
    await hub.db.selectFrom('event_answer').selectAll().execute(),
  ])
  for (const { person, actor } of hub.cast.members.values())
    expect([rows.includes(person), rows.includes(actor.account ?? '-')]).toEqual([false, false])
})

test('an outsider can neither answer nor propose, whatever they send', async () => {
  for (const name of OUTSIDE) {
    const visitor = hub.as(name)
    const sending = hub.runner.outside.uuid()
    const answers = [
      await visitor.post(`/events/${event}/dates/${SLOT}/answers`, { sending, answer: 'yes', people: '1', way: 'there' }),
      await visitor.post(`/events/${event}/dates/${SLOT}/points`, { sending, text: 'Let me in' }),
      await visitor.post('/events', { community, sending, title: 'Mine' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  }
})

test('the private link of one answer is none of another: each part of it is signed', () => {
  const { keys, uuid } = hub.runner.outside
  const ref = { host: community, event, slot: SLOT, id: uuid() }
  const link = linkTo(keys, ref)
  expect(readLink(keys, link)).toEqual(ref)
  for (const other of [link.replace(ref.id, uuid()), link.replace(event, uuid()), link.replace(SLOT, '2026-03-05'), link.slice(0, -2), ''])
    expect(readLink(keys, other)).toBeNull()
})

test('what everybody may read holds to its word as what is followed and found', async () => {
  const host = { sort: 'body', id: hub.cast.bodies.lyon } as const
  for (const topics of [['music'], ['culture'], []]) await stageEvent(hub, 'idrissa', host, { place: 'IE', topics })
  expect((await holdsToItsWord(hub, events)).length).toBe(3)
})
