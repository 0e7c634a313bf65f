import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { doAs, refusalOf as refusal, SLOT, stageEvent } from '../../testing/events.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { media } from '../media/index.ts'
import { releasePerson } from './commands/release-person.ts'
import { newsOf } from './queries/news.ts'

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
