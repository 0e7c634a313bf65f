import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { MEETING, SLOT, stageEvent } from '../../testing/events.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { media } from '../media/index.ts'
import { releasePerson } from './commands/release-person.ts'
import { newsOf } from './queries/news.ts'
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
const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000)

describe('the agenda of a meeting', () => {
  test('any member proposes; from the published number of voices on it is on the agenda; else the host answers', async () => {
    const event = await stageEvent(hub, 'mai', host())
    const at = { event, slot: SLOT }
    const propose = (name: CastName, text: string) =>
      call<{ id: string }>(name, 'events.propose-point', { ...at, sending: hub.runner.outside.uuid(), text, language: 'en' })
    expect(await refusal(propose('aoife', 'A government of another body'))).toBe('event.members-only')
    const { id } = await propose('idrissa', 'A new piano')
    const voice = (name: CastName) => call(name, 'events.endorse-point', { ...at, point: id })
    expect([await voice('samir'), await voice('samir'), await voice('niamh')]).toEqual([
      { supports: 2, onAgenda: false },
      { supports: 2, onAgenda: false },
      { supports: 3, onAgenda: true },
    ])
    const no = { ...at, point: id, taken: false, reason: 'We do not like it', language: 'en' }
    expect(await refusal(call('mai', 'events.answer-point', no))).toBe('event.point-decided')
    const other = await propose('samir', 'Biscuits')
    expect(await refusal(call('mai', 'events.answer-point', { ...no, point: other.id, reason: '' }))).toBe('event.reason-needed')
    expect(await refusal(call('samir', 'events.answer-point', { ...no, point: other.id }))).toBe('event.team-only')
    await call('mai', 'events.answer-point', { ...no, point: other.id })
    expect((await page(null, `/events/${event}`)).text).toContain('We do not like it')
  })
})

describe('afterwards', () => {
  test('minutes in versions, decisions with an owner and a day that stand where the host is at home until they are done', async () => {
    const event = await stageEvent(hub, 'mai', host())
    const at = { event, slot: SLOT }
    const due = { ...at, text: 'Buy a kettle', who: 'The board', language: 'en', dueOn: '2026-03-20' }
    expect(await refusal(call('mai', 'events.add-decision', due))).toBe('event.not-over')
    hub.setNow(later(5))
    await call('mai', 'events.write-minutes', { ...at, text: '# We met\n\n<script>x</script>', language: 'en' })
    expect((await page(null, `/events/${event}`)).text).not.toContain('We met')
    await call('mai', 'events.write-minutes', { ...at, text: '# We met', language: 'en', publish: true })
    expect((await page(null, `/events/${event}`)).text).toContain('<h3>We met</h3>')
    await call('mai', 'events.add-decision', due)
    await call('mai', 'events.add-decision', due)
    hub.setNow(later(30))
    const states = async () =>
      (await call<{ decisions: { number: number; state: string }[] }>(null, 'events.read', at)).decisions.map(({ number, state }) => [
        number,
        state,
      ])
    expect(await states()).toEqual([[1, 'late']])
    await call('mai', 'events.settle-decision', { ...at, number: 1, done: true })
    expect(await states()).toEqual([[1, 'done']])
  })

  test('the paper list is typed back in: ticked and counted', async () => {
    const event = await stageEvent(hub, 'mai', host())
    await answer('samir', event, { people: 2 })
    await answer(null, event, { people: 3 })
    const [one] = await call<{ id: string; people: number }[]>('mai', 'events.desk', { event, slot: SLOT })
    expect((await page('mai', `/events/${event}/dates/${SLOT}/paper`)).text).toContain('Samir')
    const door = { event, slot: SLOT, came: [one?.id], walkIns: 4 }
    expect(await refusal(call('mai', 'events.record-door', door))).toBe('event.not-over')
    hub.setNow(later(4))
    expect(await call('mai', 'events.record-door', door)).toEqual({ came: (one?.people ?? 0) + 4 })
  })
})

describe('a picture', () => {
  const png = () =>
    sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
  async function staged(persons: readonly CastName[]) {
    const event = await stageEvent(hub, 'mai', host())
    for (const name of persons) await answer(name, event)
    const guests = await call<{ id: string; name: string }[]>('mai', 'events.desk', { event, slot: SLOT })
    hub.setNow(later(4))
    const cleaned = await media.read('picture', { name: 'x.png', bytes: new Uint8Array(await png()) })
    const asked = { event, slot: SLOT, sending: hub.runner.outside.uuid(), cleaned, text: 'A table', language: 'en' }
    const add = (more: object) => call<{ id: string; shown: boolean }>('mai', 'events.add-picture', { ...asked, ...more })
    return { event, guests, add, at: (id: string) => `/events/${event}/dates/${SLOT}/pictures/${id}` }
  }

  test('waits until each who can be recognised has agreed; a no, also later, takes it away with its bytes', async () => {
    const { event, guests, add, at } = await staged(['samir', 'niamh'])
    expect(await refusal(add({ nobody: true, persons: guests.map(({ id }) => id) }))).toBe('event.picture-consent')
    expect(await refusal(add({ nobody: false }))).toBe('event.picture-consent')
    const { id, shown } = await add({ nobody: false, persons: guests.map((guest) => guest.id) })
    expect(shown).toBe(false)
    const statuses = async () =>
      Promise.all((['mai', 'niamh', 'idrissa', null] as const).map(async (who) => (await hub.as(who).get(at(id))).status))
    expect(await statuses()).toEqual([200, 200, 404, 404])
    const consent = (name: CastName, agreed: boolean) => call(name, 'events.consent-picture', { event, slot: SLOT, picture: id, agreed })
    expect(await refusal(consent('idrissa', true))).toBe('event.picture-missing')
    expect([await consent('samir', true), await statuses()]).toEqual([{ shown: false }, [200, 200, 404, 404]])
    expect([await consent('niamh', true), await statuses()]).toEqual([{ shown: true }, [200, 200, 200, 200]])
    await consent('samir', false)
    expect(await statuses()).toEqual([404, 404, 404, 404])
    expect(await hub.db.selectFrom('media_item').select('id').where('id', '=', id).execute()).toEqual([])
  })

  test('that somebody wants gone is hidden at once, and decided once', async () => {
    const { event, add, at } = await staged([])
    const { id } = await add({ nobody: true })
    const status = async () => (await hub.as(null).get(`${at(id)}?size=small`)).status
    expect(await status()).toBe(200)
    expect((await hub.as(null).post(`${at(id)}/objection`)).status).toBe(303)
    expect([await status(), (await page('mai', `/events/${event}`)).text.includes('Hidden: somebody wants it gone')]).toEqual([404, true])
    expect((await hub.as('samir').post(`${at(id)}/decision`, { stays: 'yes' })).status).toBe(403)
    await hub.as('mai').post(`${at(id)}/decision`, { stays: 'yes' })
    expect(await status()).toBe(200)
    expect((await hub.as(null).post(`${at(id)}/objection`)).status).toBe(409)
    await hub.as('mai').post(`${at(id)}/decision`, { stays: 'no' })
    expect(await status()).toBe(404)
  })
})

test('with whoever leaves their answer goes, and their place goes to who waits', async () => {
  const event = await stageEvent(hub, 'mai', host(), { capacity: 1 })
  await answer('samir', event)
  hub.setNow(later(0.1))
  expect(await answer('niamh', event)).toMatchObject({ waiting: true })
  const person = hub.cast.members.get('samir')?.person ?? ''
  await perform(hub.runner, releasePerson, { person }, theHub)
  const desk = await call<{ name: string; waiting: boolean }[]>('mai', 'events.desk', { event, slot: SLOT })
  expect(desk.map(({ name, waiting }) => [name, waiting])).toEqual([['Niamh', false]])
})

test('whoever answers for the event of a body hears that a point waits and that a decision is late', async () => {
  const event = await stageEvent(hub, 'idrissa', { sort: 'body', id: hub.cast.bodies.lyon })
  const at = { event, slot: SLOT, language: 'en' }
  const idrissa = hub.cast.members.get('idrissa')?.actor
  if (idrissa?.account == null || idrissa.person === null) throw new Error('Idrissa is not there')
  const owners = [{ account: idrissa.account, persons: [idrissa.person], operator: false }]
  const news = async (since: Date) =>
    (await newsOf(hub.kit, { owners, since, sorts: ['answer-due'] })).map(({ line }) => line((key) => key))
  await call('mai', 'events.propose-point', { ...at, sending: hub.runner.outside.uuid(), text: 'Chairs' })
  expect(await news(later(-1))).toEqual([])
  hub.setNow(new Date('2026-03-03T12:00:00Z'))
  expect(await news(later(0))).toEqual(['news.events.point-due'])
  hub.setNow(later(5))
  await call('idrissa', 'events.add-decision', { ...at, text: 'A kettle', who: 'The board', dueOn: '2026-03-07' })
  hub.setNow(later(8))
  expect(await news(later(6))).toEqual(['news.events.decision-late'])
})

test('of a community all who look after it hear it, and no member', async () => {
  hub.setNow(NOON)
  const event = await stageEvent(hub, 'mai', host(), {})
  const owners = (['mai', 'samir', 'gift'] as const).map((name) => {
    const actor = hub.cast.members.get(name)?.actor
    if (actor?.account == null || actor.person === null) throw new Error(`${name} is not there`)
    return { account: actor.account, persons: [actor.person], operator: actor.operator }
  })
  const news = async (since: Date) =>
    (await newsOf(hub.kit, { owners, since, sorts: ['answer-due'] }))
      .filter(({ path }) => path.includes(event))
      .map(({ account, line }) => [account, line((key) => key)])
  const at = { event, slot: SLOT, language: 'en' }
  await call('samir', 'events.propose-point', { ...at, sending: hub.runner.outside.uuid(), text: 'Chairs' })
  hub.setNow(new Date('2026-03-03T12:00:00Z'))
  expect(await news(later(0))).toEqual([[owners[0]?.account, 'news.events.point-due']])
  hub.setNow(later(5))
  await call('mai', 'events.add-decision', { ...at, text: 'A kettle', who: 'The board', dueOn: '2026-03-07' })
  hub.setNow(later(8))
  expect(await news(later(6))).toEqual([[owners[0]?.account, 'news.events.decision-late']])
})

describe('a proposal of a member', () => {
  const propose = (name: CastName | null, more: object = {}) =>
    call<{ id: string }>(name, 'events.create', { host: host(), sending: hub.runner.outside.uuid(), ...MEETING, ...more })
  const statuses = (path: string, names: readonly (CastName | null)[]) =>
    Promise.all(names.map(async (who) => (await page(who, path)).status))

  test('is read by those who lead and by whoever made it; published, whoever publishes it answers for it', async () => {
    expect(await Promise.all([refusal(propose('aoife')), refusal(propose(null))])).toEqual(['event.members-only', 'sign-in.needed'])
    expect(await statuses(`/events/new?community=${choir}`, ['samir', 'aoife', null])).toEqual([200, 403, 403])
    const { id } = await propose('samir')
    const at = `/events/${id}`
    expect(await statuses(at, ['mai', 'samir', 'niamh', 'aoife', null])).toEqual([200, 200, 404, 404, 404])
    expect(await statuses(`${at}/edit`, ['mai', 'samir', 'niamh'])).toEqual([200, 403, 404])
    const [led, own] = [await page('mai', at), await page('samir', at)]
    expect([led.text.includes('Proposed by'), led.text.includes('Samir'), led.text.includes('Take the proposal back')]).toEqual([
      true,
      true,
      false,
    ])
    expect([own.text.includes('Take the proposal back'), own.text.includes(`${at}/publication`)]).toEqual([true, false])
    expect((await page('mai', '/communities/open-choir/events')).text).toContain(`${at}/dates/${SLOT}`)
    const found = await page('samir', '/communities/open-choir/events')
    expect([found.text.includes('What you have proposed'), found.text.includes(`${at}/dates/${SLOT}`)]).toEqual([true, true])
    for (const path of ['/events', '/events.ics', '/events.export.json', '/communities/open-choir/events'])
      expect([path, (await page('niamh', path)).text.includes(id)]).toEqual([path, false])
    for (const deed of ['events.publish', 'events.check']) expect(await refusal(call('samir', deed, { event: id }))).toBe('event.team-only')
    // Those who lead put it into better words; whoever proposed it still follows it.
    const { when: _when, zone: _zone, text, ...plan } = MEETING
    await call('mai', 'events.edit', { event: id, ...plan, text: { ...text, title: 'Soup, and then songs' } })
    expect((await page('samir', at)).text).toContain('Soup, and then songs')
    await call('mai', 'events.publish', { event: id })
    const { owner_ref: owner } = await hub.db.selectFrom('hosted_event').select('owner_ref').where('id', '=', id).executeTakeFirstOrThrow()
    const published = await page(null, at)
    expect([owner === null, published.status, published.text.includes('Samir'), published.text.includes('Proposed')]).toEqual([
      ...[false, 200, false, false],
    ])
    expect(await refusal(call('samir', 'events.discard-draft', { event: id }))).toBe('event.team-only')
  })

  test('is taken back by whoever made it, and by no other member; five wait at most', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) ids.push((await propose('niamh')).id)
    expect(await refusal(propose('niamh'))).toBe('event.too-many-proposals')
    expect(await refusal(propose('mai'))).toBe('done')
    expect(await refusal(call('samir', 'events.discard-draft', { event: ids[0] }))).toBe('event.missing')
    const back = await hub.as('niamh').post(`/events/${ids[0]}/discarding`)
    expect([back.status, await refusal(propose('niamh'))]).toEqual([303, 'done'])
    // Those who lead hear of what waits, and nobody else.
    const kit = { ...hub.kit, runner: hub.runner }
    const owners = (['mai', 'niamh', 'samir'] as const).flatMap((name) => {
      const actor = hub.cast.members.get(name)?.actor
      return actor?.account == null || actor.person === null ? [] : [{ account: actor.account, persons: [actor.person], operator: false }]
    })
    const { events } = await import('./module.ts')
    const news = (await events.news?.(kit, { owners, since: later(-1), sorts: ['answer-due'] })) ?? []
    const told = news.filter(({ path }) => ids.some((id) => path.includes(id)))
    expect([new Set(told.map(({ account }) => account)), told.length]).toEqual([new Set([owners[0]?.account]), 4])
  })

  test('begins where one belongs: hosts are offered, and it is said where there is none', async () => {
    const [member, leader, stranger, nobody] = await Promise.all(
      (['samir', 'mai', 'gift', null] as const).map(async (who) => (await page(who, '/events/new')).text),
    )
    const ways = (text = '') => [text.includes(`/events/new?community=${choir}`), text.includes('Write down an event')]
    expect([ways(member), ways(leader), ways(stranger), ways(nobody)]).toEqual([
      [true, false],
      [true, true],
      [false, false],
      [false, false],
    ])
    expect(nobody).toContain('/sign-in?then=%2Fevents%2Fnew')
    const sent = await hub.as('idrissa').post('/events', {
      ...{ community: choir, sending: hub.runner.outside.uuid(), title: 'Walk', text: '', language: 'en', kind: 'sport' },
      ...{ visibility: 'everybody', languages: 'en', way: 'in-person', starts: '2026-03-05T10:00', ends: '2026-03-05T12:00' },
      ...{ zone: 'Europe/Dublin', every: 'once', stepFree: 'yes', quietRoom: 'unknown', childcare: 'unknown', linkFor: 'answered' },
    })
    expect([sent.status, sent.headers.get('location')?.endsWith('?done=handed-in')]).toEqual([303, true])
  })
})

test('feasts of all hosts stand in one calendar with where their days are from, and other events do not', async () => {
  const feast = { kind: 'feast', byHand: true, source: 'The elders of Cork' }
  const title = (one: string) => ({ text: { language: 'en', title: one } })
  await stageEvent(hub, 'mai', host(), { ...feast, ...title('Feast of the choir') })
  await stageEvent(hub, 'idrissa', { sort: 'body', id: hub.cast.bodies.lyon }, { kind: 'feast', ...title('Feast of Lyon') })
  await stageEvent(hub, 'mai', host(), { ...feast, ...title('Among ourselves'), visibility: 'members' })
  await stageEvent(hub, 'mai', host(), title('No feast at all'))
  const titles = ['Feast of the choir', 'Feast of Lyon', 'Among ourselves', 'No feast at all', 'The elders of Cork']
  for (const [path, who, there] of [
    ['/events/feasts', null, [true, true, false, false, true]],
    ['/events/feasts', 'samir', [true, true, true, false, true]],
    ['/events/feasts?view=month&month=2026-03', null, [true, true, false, false, true]],
    ['/events/feasts.ics', 'samir', [true, true, false, false, true]],
  ] as const) {
    const { text } = await page(who, path)
    expect([path, titles.map((one) => text.includes(one))]).toEqual([path, there])
  }
  expect((await page(null, '/events')).text).toContain('href="/en/events/feasts"')
})

test('a page of a place says that nothing is announced, with its calendar; what is about culture leads to the feasts of all', async () => {
  const [calendar, feasts] = [/href="\/en\/abroad\/pt\/events\.ics"/, 'href="/en/events/feasts"']
  const before = (await page(null, '/abroad/pt')).text
  expect([calendar.test(before), before.includes('No event is announced here yet')]).toEqual([true, true])
  await stageEvent(hub, 'mai', host(), { place: 'PT', text: { language: 'en', title: 'In Portugal' } })
  const after = (await page(null, '/abroad/pt')).text
  expect([calendar.test(after), after.includes('No event is announced here yet'), after.includes('In Portugal')]).toEqual([
    true,
    false,
    true,
  ])
  await stageCommunity(hub, 'mai', { slug: 'songs', sort: 'interest', facets: [{ sort: 'topic', value: 'music' }] })
  await stageCommunity(hub, 'mai', { slug: 'chess', sort: 'interest' })
  const paths = ['/communities/songs', '/communities/open-choir', '/topics/faith', '/topics/health', '/communities/chess']
  const shown = await Promise.all(paths.map(async (path) => [path, (await page(null, path)).text.includes(feasts)]))
  expect(shown.map(([, there]) => there)).toEqual([true, true, true, false, false])
  expect(
    [await page('samir', '/communities/open-choir'), await page(null, '/communities/open-choir')].map(({ text }) =>
      text.includes(`/events/new?community=${choir}`),
    ),
  ).toEqual([true, false])
})
