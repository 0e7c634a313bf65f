import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { MEETING, SLOT, stageEvent } from '../../testing/events.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { forgetAnswers } from './commands/forget-answers.ts'
import { renewDates } from './commands/put-dates.ts'
import { doAs, refusalOf as refusal } from '../../testing/deeds.ts'

let hub: Hub
let choir: string
beforeAll(async () => {
  hub = await openHub()
  choir = (await stageCommunity(hub, 'mai', { slug: 'open-choir' })).id
  await joinAll(hub, choir, ['samir', 'niamh', 'idrissa'])
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

const host = () => ({ sort: 'community', id: choir }) as const
const call = <Result = unknown>(name: CastName | null, operation: string, input: object) => doAs<Result>(hub, name, operation, input)
type Answered = { readonly link: string; readonly waiting: boolean }
const answer = (name: CastName | null, event: string, more: object = {}) =>
  call<Answered>(name, 'events.answer', { event, slot: SLOT, sending: hub.runner.outside.uuid(), answer: 'yes', ...more })
const page = async (name: CastName | null, path: string, locale = 'en') => {
  const answered = await hub.as(name, locale).get(path)
  return { status: answered.status, text: await answered.text() }
}
const dateOf = (event: string, slot: string = SLOT) =>
  hub.db.selectFrom('event_occurrence').selectAll().where('event_id', '=', event).where('slot', '=', slot).executeTakeFirstOrThrow()
const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000)

describe('a draft', () => {
  test('is seen by those who prepare it; published, by everybody; what is sent twice is one', async () => {
    const sending = hub.runner.outside.uuid()
    const made = await call<{ id: string }>('mai', 'events.create', { host: host(), sending, ...MEETING })
    expect(await call('mai', 'events.create', { host: host(), sending, ...MEETING })).toEqual({ id: made.id, path: `/events/${made.id}` })
    const statuses = async () =>
      Promise.all((['mai', 'samir', null] as const).map(async (who) => (await page(who, `/events/${made.id}`)).status))
    expect(await statuses()).toEqual([200, 404, 404])
    expect(await refusal(call('samir', 'events.publish', { event: made.id }))).toBe('event.missing')
    await call('mai', 'events.publish', { event: made.id })
    expect(await statuses()).toEqual([200, 200, 200])
    expect(await refusal(call('samir', 'events.call-off', { event: made.id, reason: 'No', language: 'en' }))).toBe('event.team-only')
    expect(await refusal(call('mai', 'events.discard-draft', { event: made.id }))).toBe('event.not-draft')
  })

  test('is written by the form, filled in again where it is refused', async () => {
    const mai = hub.as('mai')
    expect(await draftsOn(hub, 'mai', `/events/new?community=${choir}`)).toEqual([`${choir}/events/new`])
    const form = {
      ...{
        community: choir,
        sending: hub.runner.outside.uuid(),
        title: 'Walk',
        text: '',
        language: 'en',
        kind: 'sport',
        visibility: 'everybody',
      },
      ...{ languages: 'en', way: 'in-person', starts: '2026-03-05T10:00', ends: '2026-03-05T09:00', zone: 'Europe/Dublin', every: 'week' },
      ...{ stepFree: 'yes', quietRoom: 'unknown', childcare: 'unknown', linkFor: 'answered', interval: '2' },
    }
    const wrong = await mai.post('/events', form)
    expect([wrong.status, (await wrong.text()).includes('value="Walk"')]).toEqual([422, true])
    const done = await mai.post('/events', { ...form, ends: '2026-03-05T12:00' })
    expect(done.status).toBe(303)
    const id = /events\/([0-9a-f-]{36})/.exec(done.headers.get('location') ?? '')?.[1] ?? ''
    const dates = await call<{ slot: string }[]>('mai', 'events.dates', { event: id })
    expect(dates.slice(0, 2).map(({ slot }) => slot)).toEqual(['2026-03-05', '2026-03-19'])
  })
})

describe('answers', () => {
  test('without an account: a private link changes and withdraws it, one that was touched leads nowhere', async () => {
    const event = await stageEvent(hub, 'mai', host())
    const ana = hub.as(null)
    const sending = hub.runner.outside.uuid()
    const said = { sending, answer: 'yes', people: '2', way: 'there', name: 'Ana', needs: 'A chair' }
    const sent = await ana.post(`/events/${event}/dates/${SLOT}/answers`, said)
    const path = (sent.headers.get('location') ?? '').replace(/^\/en|\?.*$/g, '')
    expect(path).toMatch(/^\/event-answers\//)
    await ana.post(`/events/${event}/dates/${SLOT}/answers`, said)
    expect((await dateOf(event)).yes_people).toBe(2)
    expect((await page(null, path)).text).toContain('A chair')
    // From here one goes on to whoever holds it, with no address given.
    for (const onward of [`/en/feeds?follow=community:${choir}"`, '/en/communities/open-choir/join"'])
      expect([onward, (await page(null, path)).text.includes(`href="${onward}`)]).toEqual([onward, true])
    expect((await page(null, `${path}x`)).status).toBe(404)
    const [desk, stranger] = [await page('mai', `/events/${event}/dates/${SLOT}/desk`), await page(null, `/events/${event}/dates/${SLOT}`)]
    expect([desk.text.includes('Ana'), desk.text.includes('A chair'), stranger.text.includes('Ana')]).toEqual([true, true, false])
    expect((await page('samir', `/events/${event}/dates/${SLOT}/desk`)).status).toBe(403)
    await ana.post(path, { answer: 'yes', people: '1', way: 'there', name: 'Ana', needs: '' })
    expect((await dateOf(event)).yes_people).toBe(1)
    await ana.post(`${path}/withdrawal`)
    expect([(await dateOf(event)).yes_people, (await page(null, path)).status]).toEqual([0, 404])
  })

  test('nothing is chosen before somebody chooses, and nothing is said by a careless press', async () => {
    const event = await stageEvent(hub, 'mai', host())
    const at = `/events/${event}/dates/${SLOT}`
    const chosen = (text: string) => text.match(/<input type="radio" name="answer"[^>]*checked/g) ?? []
    expect(chosen((await page(null, at)).text)).toEqual([])
    const sent = { sending: hub.runner.outside.uuid(), people: '2', way: 'there', name: 'Ana' }
    const careless = await hub.as(null).post(`${at}/answers`, sent)
    const again = await careless.text()
    expect([careless.status, again.includes('id="fault-answer"'), again.includes('value="Ana"'), chosen(again)]).toEqual([
      422,
      true,
      true,
      [],
    ])
    expect((await dateOf(event)).yes_people).toBe(0)
    await hub.as(null).post(`${at}/answers`, { ...sent, answer: 'maybe' })
    await answer('samir', event, { answer: 'maybe' })
    expect(chosen((await page('samir', at)).text).map((input) => /value="(\w+)"/.exec(input)?.[1])).toEqual(['maybe'])
  })

  test('the list for the door has twenty empty rows below those who answered, and no name of who does not come', async () => {
    const event = await stageEvent(hub, 'mai', host())
    for (const [name, said] of [
      ['Ana', 'yes'],
      ['Bo', 'no'],
    ])
      await answer(null, event, { name, answer: said })
    const { text } = await page('mai', `/events/${event}/dates/${SLOT}/paper`)
    expect([text.match(/☐/g)?.length, text.includes('>Ana<'), text.includes('>Bo<')]).toEqual([21, true, false])
  })

  test('one for each account: a second name is told, and nobody else', async () => {
    const event = await stageEvent(hub, 'mai', host())
    const aoife = hub.as('aoife')
    const { person } = (await (await aoife.api('POST', '/me/identities', { name: 'Nightingale' })).json()) as { person: string }
    await answer('aoife', event)
    await answer('aoife', event, { people: 3 })
    expect((await dateOf(event)).yes_people).toBe(3)
    await aoife.post(`/me/identities/${person}/acting`)
    const again = await aoife.post(`/events/${event}/dates/${SLOT}/answers`, {
      sending: hub.runner.outside.uuid(),
      answer: 'no',
      people: '1',
      way: 'there',
    })
    expect(again.status).toBe(409)
    expect((await dateOf(event)).yes_people).toBe(3)
    const desk = await call<{ name: string }[]>('mai', 'events.desk', { event, slot: SLOT })
    expect(desk.map(({ name }) => name)).toEqual(['Aoife'])
  })

  test('twenty at once for five places: five have one, the others wait in order, and move up', async () => {
    const event = await stageEvent(hub, 'mai', host(), { capacity: 5 })
    const all = await Promise.all(Array.from({ length: 20 }, () => answer(null, event)))
    expect(all.filter(({ waiting }) => !waiting).length).toBe(5)
    expect((await dateOf(event)).yes_people).toBe(5)
    const seated = all.find(({ waiting }) => !waiting)
    await call(null, 'events.withdraw-answer', { link: seated?.link })
    const still = await hub.db.selectFrom('event_answer').select('id').where('event_id', '=', event).where('waiting', '=', true).execute()
    expect([still.length, (await dateOf(event)).yes_people]).toEqual([14, 5])
    expect(await answer(null, event)).toMatchObject({ waiting: true })
  })

  test('whoever waits is not let in by asking for less, and whoever has a place keeps it for fewer', async () => {
    const event = await stageEvent(hub, 'mai', host(), { capacity: 2 })
    await answer('samir', event, { people: 2 })
    hub.setNow(later(0.1))
    expect(await answer('niamh', event, { people: 2 })).toMatchObject({ waiting: true })
    hub.setNow(later(0.2))
    expect(await answer('samir', event, { people: 1 })).toMatchObject({ waiting: false })
    // One place is free, and two wait together.
    expect(await answer('idrissa', event)).toMatchObject({ waiting: true })
    expect(await answer('niamh', event, { people: 1 })).toMatchObject({ waiting: false })
    expect((await dateOf(event)).yes_people).toBe(2)
  })

  test('end when the host says, and at the end; the clock of whoever asks has no say', async () => {
    const event = await stageEvent(hub, 'mai', host(), { closesHours: 24 })
    hub.setNow(new Date('2026-03-03T18:59:00Z'))
    expect(await refusal(answer(null, event))).toBe('done')
    hub.setNow(new Date('2026-03-03T19:00:00Z'))
    expect(await refusal(answer(null, event))).toBe('event.closed')
    hub.setNow(new Date('2026-03-04T21:00:00Z'))
    expect(await refusal(answer('samir', event))).toBe('event.over')
  })

  test('a room online is shown to who comes, and to no stranger; names to those alone who show themselves', async () => {
    const link = 'https://meet.example/room-of-ours'
    const event = await stageEvent(hub, 'mai', host(), { way: 'hybrid', link })
    await answer('samir', event, { shown: true })
    await answer('niamh', event, { shown: true, way: 'online' })
    await answer('idrissa', event)
    const texts = await Promise.all((['samir', 'idrissa', null] as const).map(async (who) => (await page(who, `/events/${event}`)).text))
    expect(texts.map((text) => [text.includes(link), text.includes('Niamh')])).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ])
    const file = await page(null, `/events/${event}/calendar.ics`)
    expect([file.status, file.text.includes('meet.example'), file.text.includes('BEGIN:VALARM')]).toEqual([200, false, true])
    expect(await refusal(answer(null, await stageEvent(hub, 'mai', host()), { way: 'online' }))).toBe('event.no-such-way')
  })

  test('go after seven and thirty days, and the counts stay', async () => {
    const event = await stageEvent(hub, 'mai', host())
    await answer(null, event, { people: 4, needs: 'Quiet' })
    const there = async () => [
      (await hub.db.selectFrom('event_need').select('slot').where('event_id', '=', event).execute()).length,
      (await hub.db.selectFrom('event_answer').select('slot').where('event_id', '=', event).execute()).length,
      (await dateOf(event)).yes_people,
    ]
    expect(await there()).toEqual([1, 1, 4])
    await forgetAnswers(hub.db, new Date('2026-03-12T00:00:00Z'))
    expect(await there()).toEqual([0, 1, 4])
    await forgetAnswers(hub.db, new Date('2026-04-04T00:00:00Z'))
    expect(await there()).toEqual([0, 0, 4])
  })
})

describe('dates', () => {
  test('of a series are written down eighteen months ahead, and renewed; one moves, one is called off, the file says so', async () => {
    const event = await stageEvent(hub, 'mai', host(), { kind: 'course', repeat: { every: 'week', interval: 1 } })
    const count = async () => (await call<unknown[]>(null, 'events.dates', { event })).length
    const before = await count()
    expect(before).toBe(79)
    hub.setNow(later(28))
    await renewDates(hub.db, later(28))
    expect(await count()).toBe(before + 4)
    hub.setNow(NOON)
    const at = { event, language: 'en' }
    await call('mai', 'events.change-date', { ...at, slot: '2026-03-11', callOff: true, reason: 'The hall is closed' })
    await call('mai', 'events.change-date', { ...at, slot: '2026-03-18', when: { day: '2026-03-19', time: '18:00', minutes: 60 } })
    expect(await refusal(call('mai', 'events.change-date', { ...at, slot: '2026-03-25', callOff: true }))).toBe('event.reason-needed')
    const { text } = await page(null, `/events/${event}/dates/2026-03-18`)
    expect([text.includes('Moved'), text.includes('18 March 2026')]).toEqual([true, true])
    const file = (await page(null, `/events/${event}/calendar.ics`)).text
    expect(file.match(/^(EXDATE|RECURRENCE-ID).*$/gm)?.map((line) => line.trim())).toEqual([
      'EXDATE;TZID=Europe/Dublin:20260311T190000',
      'RECURRENCE-ID;TZID=Europe/Dublin:20260318T190000',
    ])
    await call('mai', 'events.call-off', { ...at, reason: 'Enough', from: '2026-04-01' })
    expect((await dateOf(event, '2026-04-08')).state).toBe('called-off')
    expect((await page(null, `/events/${event}/calendar.ics`)).text).toMatch(/RRULE:FREQ=WEEKLY;UNTIL=20260331T225900Z/)
  })

  test('of a feast are put in by people, with where they are from', async () => {
    const event = await stageEvent(hub, 'mai', host(), { kind: 'feast', byHand: true, source: 'The mosque of Cork' })
    const when = { day: '2027-02-20', time: '19:00', minutes: 60 }
    expect(await refusal(call('mai', 'events.add-date', { event, when, source: '' }))).toBe('input.invalid')
    await call('mai', 'events.add-date', { event, when, source: 'The calendar of the house' })
    expect(await refusal(call('mai', 'events.add-date', { event, when, source: 'Again' }))).toBe('event.date-taken')
    expect((await page(null, `/events/${event}/dates/2027-02-20`)).text).toContain('The calendar of the house')
  })
})

test('who answered hears what changed and that it is near, in words that name nothing', async () => {
  const event = await stageEvent(hub, 'mai', host())
  const samir = hub.cast.members.get('samir')?.actor
  if (samir?.account == null || samir.person === null) throw new Error('Samir is not there')
  const owners = [{ account: samir.account, persons: [samir.person], operator: false }]
  await answer('samir', event)
  await answer(null, event)
  const kit = { ...hub.kit, runner: hub.runner }
  const { events } = await import('./module.ts')
  const news = async (since: Date, urgent?: true) =>
    ((await events.news?.(kit, { owners, since, sorts: ['event'], ...(urgent === undefined ? {} : { urgent }) })) ?? [])
      .filter(({ path }) => path.includes(event))
      .map((one) => [one.line((key) => key), one.urgent === true])
  expect(await news(later(-1))).toEqual([])
  hub.setNow(later(1))
  await call('mai', 'events.change-date', { event, slot: SLOT, language: 'en', when: { day: '2026-03-05', time: '20:00', minutes: 60 } })
  expect(await news(later(0.5))).toEqual([['news.events.moved', false]])
  expect(await news(later(0.5), true)).toEqual([])
  hub.setNow(new Date('2026-03-04T20:30:00Z'))
  expect(await news(later(2), true)).toEqual([['news.events.near', true]])
})

test('a calendar of elsewhere is looked at, and taken in as drafts once', async () => {
  const calendar = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'SUMMARY:From elsewhere',
    'DTSTART:20260601T180000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n')
  const form = { community: choir, calendar, zone: 'Europe/Dublin', language: 'en', then: 'look' }
  const mai = hub.as('mai')
  expect(await (await mai.post('/events/import', form)).text()).toContain('From elsewhere')
  const found = () => hub.db.selectFrom('event_text').select('event_id as id').where('title', '=', 'From elsewhere').execute()
  expect(await found()).toEqual([])
  for (const then of ['take', 'take']) await mai.post('/events/import', { ...form, then })
  expect((await found()).length).toBe(1)
  expect((await hub.as('samir').post('/events/import', { ...form, then: 'take' })).status).toBe(403)
})

test('a calendar is given as a file: what it brings and what not is said of each, and what cannot be read is refused with the rest kept', async () => {
  const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
  const calendar = [
    'BEGIN:VCALENDAR',
    ...event('SUMMARY:Fête du quartier', 'DTSTART;TZID=Romance Standard Time:20260602T180000'),
    ...event('SUMMARY:Déjà passé', 'DTSTART:20250601T180000Z'),
    ...event('SUMMARY:Annulé là-bas', 'STATUS:CANCELLED', 'DTSTART:20260603T180000Z'),
    ...event('DTSTART:20260604T180000Z'),
    ...event('SUMMARY:From elsewhere', 'DTSTART:20260601T180000Z'),
    'END:VCALENDAR',
  ].join('\r\n')
  const given = (bytes: Uint8Array<ArrayBuffer>, pasted = '') => {
    const body = new FormData()
    const fields = { community: choir, zone: 'Europe/Dublin', language: 'fr', then: 'look', calendar: pasted }
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new File([bytes], 'calendar.ics'))
    const headers = { origin: 'http://hub.test', cookie: `session=${hub.cast.members.get('mai')?.session}`, 'accept-language': 'en' }
    return hub.app.request('http://hub.test/en/events/import', { method: 'POST', body, headers })
  }
  // Windows-1252: one byte for each of its signs.
  const answer = await given(Buffer.from(calendar, 'latin1'))
  const html = await answer.text()
  expect(answer.status).toBe(200)
  for (const words of ['1 event was found in it', 'Fête du quartier', 'Romance Standard Time', 'older form', '4 events are left out'])
    expect([words, html.includes(words)]).toEqual([words, true])
  for (const why of ['over', 'called off', 'it has no title', 'taken in already']) expect(html).toContain(`>${why}<`)
  expect(html, 'the text is there for the second press').toContain('BEGIN:VCALENDAR')
  for (const [bytes, said] of [
    [Buffer.from('504b0304aabb', 'hex'), 'This file is no text'],
    [new Uint8Array(1_000_001).fill(0x41), 'more than 1 MB'],
    [new Uint8Array(3_000_000).fill(0x41), 'more than 1 MB'],
  ] as const) {
    const refused = await given(bytes, 'What was pasted')
    const page = await refused.text()
    expect([refused.status, page.includes(said), page.includes('What was pasted'), page.includes('id="fault-file"')]).toEqual([
      ...[422, true, true, true],
    ])
  }
})

test('every page can be drawn, also from right to left', async () => {
  const event = await stageEvent(hub, 'mai', host(), {
    repeat: { every: 'week', interval: 1 },
    way: 'hybrid',
    link: 'https://meet.example/x',
  })
  await answer('mai', event, { needs: 'x', shown: true })
  const { link } = await answer(null, event)
  const at = `/events/${event}/dates/${SLOT}`
  const own = ['edit', 'translation', 'calling-off', 'calendar.ics'].map((part) => `/events/${event}/${part}`)
  const paths = [
    ...['/events', '/events?view=month&month=2026-03', '/events?view=past', '/events?kind=meeting&online=true&place=IE', '/events.ics'],
    ...[
      '/events.export.json',
      `/communities/open-choir/events`,
      '/communities/open-choir/events.ics',
      '/abroad/ie/events',
      '/abroad/ie/events.ics',
    ],
    ...[
      `/events/new?community=${choir}`,
      '/events/new',
      '/events/feasts',
      '/events/feasts?view=past',
      `/events/import?community=${choir}`,
      '/me/calendar',
      '/me',
      `/events/${event}`,
      at,
      `/event-answers/${link}`,
    ],
    ...[...own, `${at}/change`, `${at}/desk`, `${at}/paper`, `${at}/minutes`, `${at}/pictures/new`],
  ]
  for (const path of paths) expect([path, (await page('mai', path, 'ar')).status]).toEqual([path, 200])
})
