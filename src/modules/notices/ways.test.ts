import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { openStagedPushService, type StagedPushService } from '../../testing/staged-push-service.ts'
import { tellNews, type ToldNews } from '../../testing/told-news.ts'
import { notices } from './module.ts'
import { unseenByAccount } from './queries/my-news.ts'

let hub: Hub
let service: StagedPushService
let told: ToldNews
/** Days of March 2026, in Dublin, where the clock says what UTC says until the 29th. */
const march = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 2, day, hour, minute))
const before = (at: Date, minutes = 5) => new Date(at.getTime() - minutes * 60_000)

beforeAll(async () => {
  service = await openStagedPushService()
  hub = await openHub({ at: march(1, 8), network: service.network })
  told = tellNews(hub)
  await told.round(march(1, 8))
})
afterAll(async () => {
  await hub.close()
  await service.close()
})

/** Days pass, and everybody is still signed in. */
async function stay(): Promise<void> {
  const now = hub.runner.outside.now()
  await hub.db
    .updateTable('session')
    .set({ seen_at: now, expires_at: new Date(now.getTime() + 86_400_000) })
    .execute()
}

async function chosen(who: CastName, choices: object): Promise<Response> {
  await stay()
  return hub.as(who).api('PUT', '/notices/letters', { letters: [], ...choices })
}
const added = async (who: CastName, name: string, to = service.subscribe()) => hub.as(who).api('POST', '/notices/devices', { name, ...to })
const letters = () => hub.letters.splice(0)
const pushes = () => service.taken.splice(0)

test('the letter of the day at the hour, in the zone, in the language, and on the day of the week that one chose', async () => {
  await chosen('mai', { letters: ['event'], hour: 18, zone: 'America/Los_Angeles', weekday: 3 })
  await chosen('samir', { letters: ['event'], hour: 6 })
  await hub.db
    .updateTable('account')
    .set({ language: 'fr' })
    .where('id', '=', await told.account('mai'))
    .execute()
  for (const who of ['mai', 'samir'] as const) await told.tell(who, { at: march(1, 12) })
  await told.round(march(2, 5, 59))
  expect(letters(), 'not before the hour').toEqual([])
  await told.round(march(2, 6, 2))
  expect(letters().map(({ to }) => to)).toEqual(['samir@example.org'])
  await told.round(march(3, 12))
  await told.round(march(5, 1, 59))
  expect(letters(), 'not before the hour of that Wednesday').toEqual([])
  await told.round(march(5, 2, 2))
  expect(letters().map(({ to, subject }) => [to, subject])).toEqual([['mai@example.org', 'Passerelle\u00a0: il y a du nouveau pour vous']])
})

test('what one follows is a number and a way to the feed; titles only where one asked for them, and only of what is open', async () => {
  const about = { text: 'A title of something hidden', language: 'en' }
  const tellAll = async (at: Date) => {
    await told.tell('mai', { at, sort: 'followed', about })
    await told.tell('mai', { at, sort: 'followed', open: { text: 'رحلة', language: 'ar' } })
  }
  await chosen('mai', { letters: ['followed'] })
  await tellAll(march(5, 12))
  await told.round(march(6, 8))
  const [plain] = letters()
  expect(plain?.text).toContain('Il y a 2 nouvelles choses de ce que vous suivez\u00a0:\n\nhttp://hub.test/fr/me/feed\n')
  for (const kept of ['hidden', 'رحلة', '/dialogues'])
    expect(`${plain?.raw.toString('utf8')}${plain?.text}${plain?.html}`).not.toContain(kept)
  await chosen('mai', { letters: ['followed'], titles: true })
  await tellAll(march(6, 12))
  await told.round(march(7, 8))
  const [named] = letters()
  expect(named?.text).toContain('- رحلة')
  expect(named?.html).toContain('<span lang="ar" dir="rtl">رحلة</span>')
  expect(`${named?.text}${named?.html}`).not.toContain('hidden')
})

test('who may add a device, which, and how many; whoever says yes on it last is told on it', async () => {
  await stay()
  expect(await refusalOf(await hub.as(null).api('POST', '/notices/devices', { name: 'x', ...service.subscribe() }))).toEqual([
    403,
    'sign-in.needed',
  ])
  for (const host of ['127.0.0.1', '192.168.1.1', 'localhost', '[::1]'])
    expect(await refusalOf(await added('mai', 'x', { ...service.subscribe(), endpoint: `https://${host}/x` })), `for ${host}`).toEqual([
      400,
      'devices.unfit',
    ])
  const shared = service.subscribe()
  expect((await added('samir', 'Family', shared)).status).toBe(200)
  const { device } = (await (await added('mai', 'Telephone', shared)).json()) as { device: string }
  expect(await (await added('mai', 'My telephone', shared)).json(), 'twice is once').toEqual({ device })
  const page = await (await hub.as('mai').get('/notices/devices')).text()
  expect(page).toContain('<strong>My telephone</strong>')
  expect(page).toContain('Google, Apple, Mozilla or Microsoft')
  expect(page, 'where it is reached is shown to nobody').not.toContain(new URL(shared.endpoint).pathname)
  expect(await (await hub.as('samir').get('/notices/devices')).text()).toContain('There is no device yet.')
  expect(await refusalOf(await hub.as('samir').api('DELETE', `/notices/devices/${device}`))).toEqual([404, 'devices.missing'])
  const rows = await hub.db.selectFrom('notices_device').selectAll().execute()
  expect(rows.map(({ name, added_on: on }) => [name, on])).toEqual([['My telephone', '2026-03-07']])
  expect(rows.map(({ sealed }) => sealed.toString('latin1').includes('exemple'))).toEqual([false])
  const form = await hub.as('mai').post('/notices/devices', { name: 'Old browser', endpoint: '', p256dh: '', auth: '' })
  expect([form.status, (await form.text()).includes('value="Old browser"')]).toEqual([422, true])
  for (let n = 1; n < 10; n += 1) await added('mai', `Device ${n}`)
  expect(await refusalOf(await added('mai', 'One more'))).toEqual([409, 'devices.too-many'])
  for (const { id } of await hub.db.selectFrom('notices_device').select('id').where('name', 'like', 'Device%').execute())
    expect((await hub.as('mai').post(`/notices/devices/${id}/removal`)).status).toBe(303)
})

test('a push is one line that says nothing, once an hour, and waits for the end of quiet hours', async () => {
  const nothing = { quiet: { from: 22, to: 7 }, pushes: ['decision'] }
  await chosen('mai', nothing)
  expect(await (await chosen('mai', nothing)).json()).toEqual({ letters: [], pushes: ['decision'] })
  await told.round(march(8, 12))
  await told.tell('mai', { at: march(8, 12, 30), sort: 'decision' })
  await told.tell('mai', { at: march(8, 12, 31), sort: 'hub' })
  await told.round(march(8, 12, 40))
  expect(pushes(), 'not within the hour').toEqual([])
  await told.round(march(8, 13, 5))
  const [push, ...more] = pushes()
  expect([push?.text, more]).toEqual(['{"line":"There is something new for you.","lang":"en","dir":"ltr"}', []])
  expect(push?.headers['urgency']).toBe('normal')
  await told.round(march(8, 15))
  expect(pushes(), 'told once').toEqual([])
  await told.tell('mai', { at: march(8, 21, 50), sort: 'decision' })
  await told.tell('mai', { at: march(8, 23), sort: 'decision' })
  for (const at of [march(8, 22, 30), march(9, 3), march(9, 6, 55)]) await told.round(at)
  expect(pushes(), 'quiet').toEqual([])
  await told.round(march(9, 7, 2))
  expect(pushes()).toHaveLength(1)
  expect(await hub.db.selectFrom('notices_push').selectAll().execute(), 'nothing is left of it').toEqual([])
})

test('what cannot wait: a letter of its own and a push, of the sorts chosen, two letters a day, outside quiet hours, and not again in the letter of the day', async () => {
  await chosen('mai', { letters: ['event'], pushes: ['event'], quiet: { from: 22, to: 7 } })
  const urgent = (at: Date, more: object = {}) => told.tell('mai', { at: before(at), urgent: true, ...more })
  await told.round(march(10, 9))
  letters()
  await urgent(march(10, 9, 10))
  await urgent(march(10, 9, 10), { sort: 'community' })
  await told.tell('samir', { at: march(10, 9, 5), urgent: true, sort: 'community' })
  await told.round(march(10, 9, 10))
  await told.round(march(10, 9, 15))
  expect(letters().map(({ to, subject, text }) => [to, subject, text.includes('(2 fois)')])).toEqual([
    ['mai@example.org', 'Passerelle\u00a0: quelque chose pour aujourd’hui', false],
  ])
  expect(pushes().map(({ headers }) => headers['urgency'])).toEqual(['high'])
  for (const hour of [11, 13, 15]) {
    await urgent(march(10, hour))
    await told.round(march(10, hour))
  }
  expect([letters().length, pushes().length], 'the second letter, and no third').toEqual([1, 3])
  await urgent(march(10, 23))
  for (const at of [march(10, 23), march(11, 2), march(11, 6, 55)]) await told.round(at)
  expect([letters().length, pushes().length], 'quiet').toEqual([0, 0])
  await told.round(march(11, 7, 2))
  expect(
    letters().map(({ subject }) => subject.includes('aujourd’hui')),
    'after quiet hours, and none of the rest in the letter of the day',
  ).toEqual([true])
  expect(pushes()).toHaveLength(1)
  await told.round(march(14, 12))
  const [state] = await hub.db.selectFrom('notices_state').selectAll().where('urgent_until', 'is not', null).execute()
  expect(state, 'when something was urgent is forgotten').toBeUndefined()
})

test('who is not there any more is forgotten; what fails is tried again by the queue', async () => {
  await chosen('mai', { pushes: ['hub'] })
  await told.tell('mai', { at: march(15, 12), sort: 'hub' })
  service.status = 503
  expect(await told.round(march(15, 14)), 'a job that failed').toBe(1)
  service.status = 201
  expect(await told.round(march(15, 14, 5))).toBe(0)
  expect(pushes().map(({ text }) => text !== '')).toEqual([false, true])
  await told.tell('mai', { at: march(15, 15), sort: 'hub' })
  service.status = 410
  expect(await told.round(march(15, 17))).toBe(0)
  expect(await hub.db.selectFrom('notices_device').select('name').execute()).toEqual([])
  service.status = 201
  pushes()
  // A name that leads inside is found out at the first push.
  await stay()
  await added('mai', 'Inside', { ...service.subscribe(), endpoint: 'https://inside.example.org/x' })
  await told.round(march(16, 8))
  await told.tell('mai', { at: march(16, 9), sort: 'hub' })
  expect(await told.round(march(16, 11))).toBe(0)
  expect([await hub.db.selectFrom('notices_device').select('name').execute(), pushes()]).toEqual([[], []])
})

test('the settings come back filled in where they are refused, and work as a form', async () => {
  await chosen('mai', {})
  const form = { letters: ['decision', 'event'], hour: '19', weekday: '7', 'quiet.from': '22', 'quiet.to': '22', titles: 'on' }
  const refused = await hub.as('mai').post('/notices/settings', form)
  const html = await refused.text()
  expect([refused.status, html.includes('href="#field-quiet.to"')]).toEqual([422, true])
  for (const kept of [
    'value="event" checked',
    '<option value="19" selected',
    '<option value="7" selected',
    'name="titles" value="on" checked',
  ])
    expect(html).toContain(kept)
  expect((await hub.as('mai').post('/notices/settings', { ...form, 'quiet.to': '7' })).status).toBe(303)
  expect(await (await hub.as('mai').api('GET', '/notices/letters')).json()).toEqual({
    ...{ letters: ['decision', 'event'], pushes: [], hour: 19, weekday: 7, zone: null, titles: true },
    ...{ quiet: { from: 22, to: 7 }, stopped: null, devices: [] },
  })
  expect(await refusalOf(await hub.as(null).api('GET', '/notices/letters'))).toEqual([403, 'sign-in.needed'])
  expect((await hub.as('mai').post('/notices/settings', { ...form, 'quiet.to': '', 'quiet.from': 'x' })).status).toBe(422)
})

test('the number in the header is told to pages that are open, and to nobody else’s', async () => {
  const [live] = notices.jobs?.(told.kit).sweeps.filter(({ name }) => name === 'notices.live') ?? []
  expect((await hub.as(null).get('/notices/live')).status).toBe(403)
  const open = async (who: CastName, locale: string) => {
    const answer = await hub.as(who, locale).get('/notices/live')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.getReader()
    if (reader === undefined) throw new Error('no stream')
    await reader.read()
    return reader
  }
  const [mine, other] = [await open('mai', 'fr'), await open('samir', 'en')]
  await told.tell('mai', { at: before(hub.runner.outside.now()), sort: 'hub' })
  await live?.sweep(hub.runner)
  const heard = async (reader: Awaited<ReturnType<typeof open>>) => {
    const { value } = await reader.read()
    return new TextDecoder().decode(value)
  }
  expect(await heard(mine)).toMatch(/^event: words\ndata: \{"news":"Nouveau pour vous\u00a0: \d+"\}\n\n$/)
  expect(await heard(other)).toMatch(/^event: words\ndata: \{"news":"New for you: 2"\}\n\n$/)
  const page = await (await hub.as('mai').get('/bodies')).text()
  expect(page).toMatch(/<live-counts src="\/en\/notices\/live"><a href="\/en\/notices" data-words="news"/)
  expect(await (await hub.as(null).get('/bodies')).text(), 'nobody else opens a stream').not.toContain('/notices/live')
  await Promise.all([mine.cancel(), other.cancel()])
  const gone = hub.runner.outside.uuid()
  expect(await unseenByAccount(hub.kit, [gone]), 'of somebody who left while a page was open').toEqual(new Map())
  expect([...(await unseenByAccount(hub.kit, [gone, await told.account('mai')])).keys()]).toEqual([await told.account('mai')])
})
