import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { castCall, crowd, enter, listOf, meet, newcomer, refusal, SAID } from '../../testing/encounters.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs, type Call } from '../../testing/rights/callers.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { heldOfEncounters } from './queries/held.ts'
import type { Room } from './queries/shapes.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

/** The session is planned for tomorrow, from nine to eleven. */
const at = (hour: number, minute = 0): string => new Date(Date.UTC(2026, 2, 2, hour, minute)).toISOString()
const wanted = (more: object = {}) => ({
  sending: randomUUID(),
  title: 'Night schools',
  capacity: 6,
  startsAt: at(9),
  minutes: 30,
  ...more,
})
const roomsOf = async (call: Call, session: string): Promise<readonly Room[]> =>
  (await call<{ rooms: readonly Room[] }>('encounters.rooms', { session })).rooms
const open = async ({ id: session }: StagedSession, more: object = {}): Promise<string> =>
  (await callAs(hub, theHub)<{ id: string }>('encounters.open-room', { session, ...wanted(more) })).id
const namesIn = (rooms: readonly Room[]) => rooms.flatMap(({ people }) => people.map(({ name }) => name))

async function staged(...names: readonly ('mai' | 'idrissa' | 'gift' | 'aoife')[]) {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, names)
  const calls = names.map((name) => castCall(hub, name))
  for (const call of calls) await call('encounters.enter-list', { session: session.id, ...SAID })
  return { session, calls }
}

test('those who lead open rooms, members propose them namelessly; who is in one is shown to those in it alone', async () => {
  const { session, calls } = await staged('mai', 'idrissa')
  const [mai = castCall(hub, 'mai'), idrissa = castCall(hub, 'idrissa')] = calls
  await giveRole(hub, session.id, 'samir', 'chair')
  const [samir, niamh] = [castCall(hub, 'samir'), castCall(hub, 'niamh')]
  const link = 'https://meet.example.org/room'
  const sent = { session: session.id, ...wanted({ topic: 'Trust', place: 'Room 4', link }) }
  const [first, second] = await Promise.all([1, 2].map(() => samir<{ id: string; state: string }>('encounters.open-room', sent)))
  expect([first?.state, second?.id === first?.id]).toEqual(['open', true])
  const proposal = { session: session.id, ...wanted({ title: 'Elders', place: 'Corner' }) }
  const { id: proposed, state } = await mai<{ id: string; state: string }>('encounters.open-room', proposal)
  expect(state).toBe('proposed')
  expect((await roomsOf(idrissa, session.id)).map(({ title, standing, suits, place }) => [title, standing, suits, place])).toEqual([
    ['Night schools', 'free', true, null],
  ])
  expect((await roomsOf(mai, session.id)).find(({ id }) => id === proposed)).toMatchObject({ state: 'proposed', mine: true })
  for (const call of [samir, niamh]) {
    const seen = await roomsOf(call, session.id)
    expect(new Map(seen.map(({ title, standing, mine, people }) => [title, { standing, mine, people }]))).toEqual(
      new Map(['Elders', 'Night schools'].map((title) => [title, { standing: null, mine: false, people: [] }])),
    )
  }
  expect(await refusal(idrissa('encounters.accept-room', { session: session.id, room: proposed }))).toBe('encounter.organisers-only')
  await niamh('encounters.accept-room', { session: session.id, room: proposed })
  for (const call of [mai, idrissa]) await call('encounters.join-room', { session: session.id, room: first?.id })
  const [ofMai, ofIdrissa] = [await roomsOf(mai, session.id), await roomsOf(idrissa, session.id)]
  expect([namesIn(ofMai), namesIn(ofIdrissa)]).toEqual([['Idrissa'], ['Mai']])
  expect(ofMai.find(({ standing }) => standing === 'joined')).toMatchObject({ place: 'Room 4', link })
  // Who leads sees nobody in it, and it is a reason to be shown each other.
  for (const call of [samir, niamh]) expect(namesIn(await roomsOf(call, session.id))).toEqual([])
  const shown = await listOf(mai, session.id)
  expect(shown.suggestions.map(({ name, room }) => [name, room])).toEqual([['Idrissa', 'Night schools']])
  const page = await (await hub.as('mai').get(`${session.path}/people/rooms`)).text()
  expect([page.includes('<bdi>Idrissa</bdi>'), page.includes(link)]).toEqual([true, true])
  const desk = await (await hub.as('niamh').get(`${session.path}/people/rooms`)).text()
  expect([desk.includes('Idrissa'), desk.includes('Night schools')]).toEqual([false, true])
  const elsewhere = await stageSession(hub)
  const asked = [hub.as(null).get(`${session.path}/people/rooms`), hub.as('mai').get(`${elsewhere.path}/people/rooms`)]
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([403, 403])
})

test('nobody is in two rooms, and no room holds more than its places, whoever comes at once', async () => {
  const { session } = await staged()
  const room = await open(session, { capacity: 3 })
  const other = await open(session, { startsAt: at(10) })
  const guests: Call[] = []
  for (let guest = 0; guest < 6; guest += 1) {
    const { call } = await newcomer(hub, `Guest ${guest} of rooms`, session.edition)
    await call('encounters.enter-list', { session: session.id, ...SAID })
    guests.push(call)
  }
  // All of them are shown each other at once as well: neither waits for the other for ever.
  await Promise.all(guests.map((call) => call('encounters.refresh-suggestions', { session: session.id })))
  const answers = await Promise.all(guests.map((call) => refusal(call('encounters.join-room', { session: session.id, room }))))
  expect(answers.toSorted()).toEqual(['done', 'done', 'done', 'encounter.room-full', 'encounter.room-full', 'encounter.room-full'])
  const insider = guests[answers.indexOf('done')] ?? castCall(hub, 'mai')
  await Promise.all([room, other].map((one) => insider('encounters.join-room', { session: session.id, room: one })))
  const rows = await hub.db.selectFrom('encounter_seat').select('room_id as room').where('session_id', '=', session.id).execute()
  expect(rows.length).toBe(3)
  await insider('encounters.join-room', { session: session.id, room: other })
  const outside = guests.filter((_, index) => answers[index] !== 'done')
  const again = await Promise.all(outside.map((call) => refusal(call('encounters.join-room', { session: session.id, room }))))
  expect(again.toSorted()).toEqual(['done', 'encounter.room-full', 'encounter.room-full'])
})

test('a room looks full to whoever is blocked by somebody in it, or hides; in the room neither sees the other any more', async () => {
  const { session, calls } = await staged('mai', 'idrissa', 'aoife')
  const [mai = castCall(hub, 'mai'), idrissa = castCall(hub, 'idrissa'), aoife = castCall(hub, 'aoife')] = calls
  const { call: shy } = await newcomer(hub, 'Shy of rooms', session.edition)
  await enter(shy, session.id, { ...SAID, notToStates: true })
  const [room, other] = [await open(session), await open(session, { title: 'Elders' })]
  await shy('encounters.join-room', { session: session.id, room })
  // Aoife holds an office of a state: she finds the room full, as anybody would who came too late, and learns no name.
  const seen = await roomsOf(aoife, session.id)
  expect(Object.fromEntries(seen.map(({ title, standing }) => [title, standing]))).toEqual({ Elders: 'free', 'Night schools': 'full' })
  expect(await refusal(aoife('encounters.join-room', { session: session.id, room }))).toBe('encounter.room-full')
  expect((await roomsOf(idrissa, session.id)).find(({ id }) => id === room)?.standing).toBe('free')
  for (const call of [mai, idrissa]) await call('encounters.join-room', { session: session.id, room: other })
  const [beside] = (await roomsOf(mai, session.id)).flatMap(({ people }) => people)
  await mai('encounters.block-person', { session: session.id, entry: beside?.entry })
  expect([namesIn(await roomsOf(mai, session.id)), namesIn(await roomsOf(idrissa, session.id))]).toEqual([[], []])
  const pages = await Promise.all((['mai', 'idrissa'] as const).map((who) => hub.as(who).get(`${session.path}/people/rooms`)))
  const told = await Promise.all(pages.map(async (page) => (await page.text()).includes('whom you blocked')))
  expect(told, 'told to the one who blocked').toEqual([true, false])
  await mai('encounters.leave-room', { session: session.id })
  expect((await roomsOf(mai, session.id)).find(({ id }) => id === other)?.standing).toBe('full')
  // Who comes again, by whatever name, is not known by sitting down where they sat: with whom they sat there, they sit no more.
  await idrissa('encounters.join-room', { session: session.id, room })
  expect(namesIn(await roomsOf(idrissa, session.id))).toEqual(['Shy of rooms'])
  await shy('encounters.leave-list', { session: session.id })
  await enter(shy, session.id)
  expect(namesIn(await roomsOf(idrissa, session.id))).toEqual([])
  expect(await refusal(shy('encounters.join-room', { session: session.id, room }))).toBe('encounter.room-full')
})

test('those in a room count among the people whom one is shown, and hours are taken by rooms and meetings alike', async () => {
  const { session, calls } = await staged('mai', 'idrissa')
  const [mai = castCall(hub, 'mai'), idrissa = castCall(hub, 'idrissa')] = calls
  for (const call of calls) await call('encounters.refresh-suggestions', { session: session.id })
  const pair = await meet(idrissa, mai, session.id, 'Mai')
  const [early, late] = [await open(session), await open(session, { startsAt: at(10), capacity: 2 })]
  const meeting = { session: session.id, pair, startsAt: at(9, 15), minutes: 30 }
  const { id } = await idrissa<{ id: string }>('encounters.propose-meeting', { ...meeting, sending: randomUUID() })
  await mai('encounters.join-room', { session: session.id, room: early })
  expect(await refusal(mai('encounters.accept-meeting', { session: session.id, meeting: id }))).toBe('encounter.slot-taken')
  await mai('encounters.join-room', { session: session.id, room: late })
  await mai('encounters.accept-meeting', { session: session.id, meeting: id })
  expect(await refusal(mai('encounters.join-room', { session: session.id, room: early }))).toBe('encounter.hour-taken')
  const list = await mai<{ times: readonly { name: string; startsAt: string }[] }>('encounters.list', { session: session.id })
  expect(list.times.map(({ name, startsAt }) => [name, startsAt])).toEqual([
    ['Idrissa', at(9, 15)],
    ['Night schools', at(10)],
  ])
  const file = await (await hub.as('mai').get(`${session.path}/people/calendar.ics`)).text()
  expect([file.match(/BEGIN:VEVENT/g)?.length, /Idrissa|Mai/.test(file)]).toEqual([2, false])
  expect((await hub.as('gift').get(`${session.path}/people/calendar.ics`)).status).toBe(403)
  const { call: stranger } = await newcomer(hub, 'New to rooms', session.edition)
  await stranger('encounters.enter-list', { session: session.id, words: ['nothing alike'] })
  const row = await hub.db.selectFrom('encounter_member').select('id').where('session_id', '=', session.id).execute()
  expect(row.length).toBe(3)
  await stranger('encounters.join-room', { session: session.id, room: late })
  // Shown by the room alone, and no more when they have left it.
  expect((await listOf(stranger, session.id)).suggestions.map(({ name, points }) => [name, points])).toEqual([['Mai', 0]])
  await stranger('encounters.leave-room', { session: session.id })
  expect((await listOf(stranger, session.id)).suggestions).toEqual([])
  const shown = await hub.db.selectFrom('encounter_suggestion').select('state').where('session_id', '=', session.id).execute()
  expect(shown.length, 'Mai and Idrissa, and the newcomer with Mai').toBe(4)
  // Twenty in a day, by whatever way: whoever has seen them joins nobody whom they do not know.
  await crowd(hub, session, 20)
  const members = await hub.db.selectFrom('encounter_member').select('id').where('session_id', '=', session.id).execute()
  const known = new Set(row.map(({ id }) => id))
  const { call: sated, actor } = await newcomer(hub, 'Seen enough', session.edition)
  await sated('encounters.enter-list', { session: session.id, words: ['nothing alike'] })
  const own = await hub.db
    .selectFrom('encounter_entry')
    .select('member_id as id')
    .where('person_id', '=', String(actor.person))
    .executeTakeFirst()
  const rows = members.filter(({ id }) => !known.has(id)).map(({ id }) => ({ member_id: own?.id ?? '', other_id: id }))
  const seen = { session_id: session.id, state: 'passed' as const, drawn_on: NOON.toISOString().slice(0, 10) }
  await hub.db
    .insertInto('encounter_suggestion')
    .values(rows.map((one) => ({ ...one, ...seen })))
    .execute()
  expect(rows.length).toBe(20)
  expect(await refusal(sated('encounters.join-room', { session: session.id, room: late }))).toBe('encounter.seen-enough')
})

test('what cannot be: outside the session, with a link of a young account, too many proposals, after its hour', async () => {
  const { session, calls } = await staged('mai')
  const [mai = castCall(hub, 'mai')] = calls
  const propose = (more: object) => refusal(mai('encounters.open-room', { session: session.id, ...wanted(more) }))
  expect(await propose({ startsAt: at(10, 45) })).toBe('encounter.outside-session')
  expect(await propose({ startsAt: at(8, 45) })).toBe('encounter.outside-session')
  expect(await propose({ startsAt: at(9, 5) })).toBe('input.invalid')
  expect(await propose({ title: 'See example.org' })).toBe('input.invalid')
  expect(await propose({ link: 'javascript:alert(1)' })).toBe('input.invalid')
  expect(await propose({ link: 'https://meet.example.org' })).toBe('encounter.no-links-yet')
  for (const title of ['One', 'Two', 'Three']) expect(await propose({ title })).toBe('done')
  expect(await propose({ title: 'Four' })).toBe('encounter.too-many-rooms')
  const back = await hub.as('mai').post(`${session.path}/people/rooms`, { title: 'See example.org', topic: 'kept', sending: randomUUID() })
  const text = await back.text()
  expect([back.status, text.includes('value="See example.org"'), text.includes('value="kept"')]).toEqual([422, true, true])
  const [one, two] = await roomsOf(mai, session.id)
  await mai('encounters.close-room', { session: session.id, room: one?.id })
  await callAs(hub, theHub)('encounters.accept-room', { session: session.id, room: two?.id })
  expect(await refusal(mai('encounters.close-room', { session: session.id, room: two?.id }))).toBe('encounter.organisers-only')
  const actor = hub.cast.members.get('mai')?.actor
  if (actor === undefined || actor.account === null || actor.person === null) throw new Error('Mai is not of the cast')
  const own = { account: actor.account, persons: [actor.person], operator: false }
  const { rooms } = await heldOfEncounters(hub.db, hub.runner.outside.keys, own)
  const left = ['One', 'Two', 'Three'].filter((title) => title !== one?.title)
  const here = rooms?.filter((room) => room['session'] === session.id) ?? []
  expect(new Set(here.map(({ title, proposed, joined }) => ({ title, proposed, joined })))).toEqual(
    new Set(left.map((title) => ({ title, proposed: true, joined: false }))),
  )
  hub.setNow(new Date(at(9, 30)))
  expect(await refusal(mai('encounters.join-room', { session: session.id, room: two?.id }))).toBe('encounter.room-over')
  hub.setNow(NOON)
  // With its proposer what waits goes; what is open stays, and is nobody's.
  await mai('encounters.leave-list', { session: session.id })
  const rows = await hub.db.selectFrom('encounter_room').select(['id', 'proposed_by as by']).where('session_id', '=', session.id).execute()
  expect(rows).toEqual([{ id: two?.id, by: null }])
  await callAs(hub, theHub)('encounters.close-networking', { session: session.id })
  expect(await hub.db.selectFrom('encounter_room').select('id').where('session_id', '=', session.id).execute()).toEqual([])
})

test('two book a table that is free: no table twice, whoever says yes at once', async () => {
  const { session, calls } = await staged('mai', 'idrissa', 'gift')
  const [mai = castCall(hub, 'mai'), idrissa = castCall(hub, 'idrissa'), gift = castCall(hub, 'gift')] = calls
  const { call: guest } = await newcomer(hub, 'Guest at a table', session.edition)
  await guest('encounters.enter-list', { session: session.id, ...SAID })
  for (const call of [mai, idrissa, gift, guest]) await call('encounters.refresh-suggestions', { session: session.id })
  const pairs = [await meet(idrissa, mai, session.id, 'Mai'), await meet(guest, gift, session.id, 'Gift')]
  const plan = { session: session.id, tables: 1, minutes: 15, startsAt: at(9), endsAt: at(9, 30) }
  expect(await refusal(mai('encounters.plan-tables', plan))).toBe('encounter.organisers-only')
  expect(await refusal(castCall(hub, 'niamh')('encounters.plan-tables', { ...plan, endsAt: at(8) }))).toBe('input.invalid')
  await castCall(hub, 'niamh')('encounters.plan-tables', plan)
  const propose = (call: Call, pair: string | undefined, startsAt: string) =>
    call<{ id: string }>('encounters.propose-meeting', {
      session: session.id,
      pair,
      sending: randomUUID(),
      startsAt,
      minutes: 15,
      table: true,
    })
  expect(await refusal(propose(mai, pairs[0], at(9, 30)))).toBe('encounter.no-table-then')
  const [one, two] = [await propose(idrissa, pairs[0], at(9)), await propose(guest, pairs[1], at(9))]
  const answers = await Promise.all([
    refusal(mai('encounters.accept-meeting', { session: session.id, meeting: one.id })),
    refusal(gift('encounters.accept-meeting', { session: session.id, meeting: two.id })),
  ])
  expect(answers.toSorted()).toEqual(['done', 'encounter.no-table-then'])
  const [winner, pair, lost] = answers[0] === 'done' ? [mai, pairs[0], two] : [gift, pairs[1], one]
  const loser = winner === mai ? gift : mai
  type Talk = {
    readonly meetings: readonly { readonly table: number | null }[]
    readonly tables: { readonly times: readonly string[] } | null
  }
  const talk = await winner<Talk>('encounters.conversation', { session: session.id, pair })
  expect([talk.meetings.map(({ table }) => table), talk.tables?.times]).toEqual([[1], [at(9, 15)]])
  const tooFew = castCall(hub, 'niamh')('encounters.plan-tables', { ...plan, tables: 0 })
  expect(await refusal(tooFew)).toBe('encounter.tables-booked')
  await winner('encounters.cancel-meeting', { session: session.id, meeting: answers[0] === 'done' ? one.id : two.id })
  expect(await refusal(loser('encounters.accept-meeting', { session: session.id, meeting: lost.id }))).toBe('done')
  const rows = await hub.db
    .selectFrom('encounter_table_slot')
    .select('table_number as table')
    .where('session_id', '=', session.id)
    .execute()
  expect(rows).toEqual([{ table: 1 }])
})
