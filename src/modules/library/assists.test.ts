import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import type { CastName } from '../../testing/cast.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { sharedAt } from '../../testing/published.ts'
import { library } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await doAsHub(hub, 'organisations.attest', { body: 'department-of-the-diaspora', reason: 'We met them.' })
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)
const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T
const codeOf = async (answer: Promise<Response>): Promise<string> => (await json<{ type: string }>(answer)).type

const QUESTION = {
  ...{ language: 'en', question: 'How do you keep a register of volunteers?', context: 'We are forty.', tried: 'Paper.' },
  ...{ kinds: ['call'], languages: ['en', 'fr'], audience: 'everybody', until: '2026-04-01' },
}
const OFFER = { who: 'Two of us', available: 'Evenings', lived: 'We lost our list once.', language: 'en' }

const ask = (who: CastName, more: object = {}) =>
  hub.as(who).api('POST', '/peer-assists', { sending: randomUUID(), body: hub.cast.bodies.lyon, ...QUESTION, ...more })
const asked = async (more: object = {}) => (await json<{ id: string }>(ask('idrissa', more))).id
const at = (id: string, rest = '') => `/peer-assists/${id}/offers/${hub.cast.bodies.unit}${rest}`

async function newsOf(name: CastName): Promise<readonly string[]> {
  const member = hub.cast.members.get(name)
  if (member?.actor.account == null) throw new Error(`${name} has no account`)
  const owners = [{ account: member.actor.account, persons: [member.person], operator: false }]
  const told = (await library.news?.(hub.kit, { owners, since: new Date(NOON.getTime() - 1), sorts: ['answer-due'] })) ?? []
  return told.filter(({ key }) => key.startsWith('assist/')).map(({ line }) => line((key) => key))
}

test('two bodies find one another, meet, and agree on what they learnt: a draft of a practice for the one that asked', async () => {
  expect(await codeOf(ask('mai'))).toBe('library.not-for-body')
  expect(await codeOf(ask('idrissa', { until: '2026-03-01' }))).toBe('assist.day')
  const id = await asked()
  const path = `/library/assists/${id}`
  expect(await draftsOn(hub, 'idrissa', '/library/assists/new')).toEqual(['/library/assists/new'])
  expect(await draftsOn(hub, 'niamh', path)).toEqual([`${path}/offers`])
  expect(await (await hub.as(null).get('/library/assists')).text()).toContain('How do you keep a register')
  expect(await sharedAt(hub, path)).toBe(`/share/peer-assist/${id}`)
  const own = hub.as('idrissa').api('PUT', `/peer-assists/${id}/offers/${hub.cast.bodies.lyon}`, OFFER)
  expect(await codeOf(own)).toBe('assist.own')
  const offered = await hub.as('niamh').post(`${path}/offers`, { ...OFFER, body: hub.cast.bodies.unit })
  expect(offered.status).toBe(303)
  // Only the two sides read an offer.
  const reads = async (name: CastName | null) => (await (await hub.as(name).get(path)).text()).includes('We lost our list once.')
  expect([await reads('idrissa'), await reads('niamh'), await reads('mai'), await reads(null)]).toEqual([true, true, false, false])
  expect([await newsOf('idrissa'), await newsOf('niamh')]).toEqual([['news.assist.offered'], []])
  expect(await codeOf(hub.as('mai').api('PUT', at(id, '/decision'), { outcome: 'paired' }))).toBe('assist.missing')
  expect(await codeOf(hub.as('niamh').api('PUT', at(id, '/decision'), { outcome: 'paired' }))).toBe('library.not-for-body')
  const hour = { startsAt: inDays(2).toISOString(), minutes: 60, place: 'By telephone' }
  expect(await codeOf(hub.as('niamh').api('PUT', at(id, '/meeting'), hour))).toBe('assist.not-paired')
  expect((await hub.as('idrissa').api('PUT', at(id, '/decision'), { outcome: 'paired' })).status).toBe(200)
  expect(await newsOf('niamh')).toEqual(['news.assist.paired'])

  const form = { startsAt: '2026-03-03T18:00', minutes: '45', place: 'By telephone' }
  expect((await hub.as('niamh').post(`${path}/offers/${hub.cast.bodies.unit}/meeting`, { ...form, minutes: '5' })).status).toBe(422)
  expect((await hub.as('niamh').post(`${path}/offers/${hub.cast.bodies.unit}/meeting`, form)).status).toBe(303)
  const ics = async (name: CastName | null) => hub.as(name).get(`${path}/offers/${hub.cast.bodies.unit}/meeting.ics`)
  const file = await (await ics('idrissa')).text()
  expect([file.includes('DTSTART:20260303T180000Z'), file.includes('DTEND:20260303T184500Z')]).toEqual([true, true])
  expect([(await ics('mai')).status, (await ics(null)).status]).toEqual([404, 404])
  const held = () => hub.as('idrissa').api('PUT', at(id, '/meeting/held'), { held: true })
  expect(await codeOf(held())).toBe('assist.not-held')
  hub.setNow(inDays(3))
  expect((await held()).status).toBe(200)

  const note = { follows: 0, title: 'A register on two papers', did: 'Two lists.', came: 'None lost.', failed: '', language: 'en' }
  expect((await hub.as('niamh').api('PUT', at(id, '/note'), note)).status).toBe(200)
  expect(await (await hub.as(null).get(path)).text()).not.toContain('A register on two papers')
  const agree = (who: CastName) => hub.as(who).api('POST', at(id, '/note/agreement'), { version: 1 })
  expect(await json(agree('niamh'))).toEqual({ agreed: false, entry: null })
  const { entry } = await json<{ entry: string }>(agree('idrissa'))
  expect(await json(agree('idrissa')), 'what arrives twice').toEqual({ agreed: true, entry })
  expect(await (await hub.as(null).get(path)).text()).toContain('A register on two papers')
  expect(await json(hub.as('idrissa').api('GET', `/library/${entry}`))).toMatchObject({ state: 'draft', kind: 'practice', assist: path })
  expect((await hub.as('niamh').get(`/library/${entry}`)).status).toBe(404)
  expect(await codeOf(hub.as('idrissa').api('POST', `/library/${entry}/proposal`)), 'it says not yet for whom').toBe('library.incomplete')
  const { bodies } = await json<{ bodies: { slug: string }[] }>(hub.as('idrissa').api('GET', `/library/${entry}`))
  expect(bodies.map(({ slug }) => slug).toSorted()).toEqual(['department-of-the-diaspora', 'pulaar-lyon'])
  hub.setNow(NOON)
})

test('what is for verified bodies alone is there for those who hold an office in one, and for the body itself', async () => {
  const id = await asked({ audience: 'verified', question: 'Who was threatened?' })
  const path = `/library/assists/${id}`
  const seen = await Promise.all(
    (['idrissa', 'aoife', 'samir', 'mai', null] as const).map(async (name) => (await hub.as(name).get(path)).status),
  )
  expect(seen).toEqual([200, 200, 200, 404, 404])
  expect(await (await hub.as(null).get('/library/assists')).text()).not.toContain('Who was threatened?')
  expect(await (await hub.as('idrissa').get(path)).text()).not.toContain('/share/')
  const [, assists] = library.publications ?? []
  const reading = { actor: { ...theHub, operator: false }, now: NOON, outside: hub.runner.outside }
  const published = await assists?.of(hub.db, { ...reading, subjects: null, before: null, most: 99 })
  expect([published?.some((one) => one.id === id), (await assists?.openAfter(hub.db, null, 99))?.includes(id)]).toEqual([false, false])
  expect(await assists?.byIds(hub.db, [id], reading)).toEqual([])
})

test('a question ends on its day by itself, or by its body with a reason; nobody offers then', async () => {
  const [late, helped] = [await asked({ until: '2026-03-05' }), await asked()]
  expect((await hub.as('niamh').api('PUT', `/peer-assists/${helped}/end`, { reason: 'helped' })).status).toBe(403)
  expect((await hub.as('idrissa').post(`/library/assists/${helped}/end`, { reason: 'helped' })).status).toBe(303)
  hub.setNow(inDays(5))
  await doAsHub(hub, 'library.archive-overdue', {})
  const states = await Promise.all(
    [late, helped].map(async (id) => (await json<{ endedFor: string }>(hub.as(null).api('GET', `/peer-assists/${id}`))).endedFor),
  )
  expect(states).toEqual(['time', 'helped'])
  expect(await codeOf(hub.as('niamh').api('PUT', at(late), OFFER))).toBe('assist.closed')
  hub.setNow(NOON)
})

test('a declined offer is final, one taken back can come again, and a hidden question is not there', async () => {
  const id = await asked()
  await hub.as('niamh').api('PUT', at(id), OFFER)
  expect((await hub.as('niamh').api('DELETE', at(id))).status).toBe(200)
  expect((await hub.as('niamh').api('PUT', at(id), OFFER)).status).toBe(200)
  await hub.as('idrissa').api('PUT', at(id, '/decision'), { outcome: 'declined' })
  expect(await codeOf(hub.as('niamh').api('PUT', at(id), OFFER))).toBe('assist.offered-already')
  await doAsHub(hub, 'library.hide-assist', { assist: id, rule: 'no-attack' })
  expect([(await hub.as(null).get(`/library/assists/${id}`)).status, (await hub.as('niamh').get(`/library/assists/${id}`)).status]).toEqual(
    [404, 404],
  )
  await doAsHub(hub, 'library.show-assist', { assist: id })
  expect((await hub.as(null).get(`/library/assists/${id}`)).status).toBe(200)
})
