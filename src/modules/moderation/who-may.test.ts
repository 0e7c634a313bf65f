import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDraft, makeOpen, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
let dialogue: Made
let waiting: Case
beforeAll(async () => {
  hub = await openHub()
  dialogue = await makeOpen(hub)
  waiting = await reported(0)
})
afterAll(() => hub.close())

type Case = { readonly case: string; readonly link: string; readonly number: number }

/** Operator, steward and moderator of the body concerned; its convener; a member and the steward of another body; Ana. */
const CAST = ['gift', 'aoife', 'samir', 'niamh', 'mai', 'idrissa', null] as const satisfies readonly (CastName | null)[]
type Answers = readonly [number, number, number, number, number, number, number]

const EVERYBODY: Answers = [200, 200, 200, 200, 200, 200, 200]
const NOBODY: Answers = [404, 404, 404, 404, 404, 404, 404]
const DECIDERS: Answers = [200, 200, 200, 404, 404, 404, 404]
const OPERATORS: Answers = [200, 404, 404, 404, 404, 404, 404]
const instead = (answers: Answers, from: number, to: number): Answers =>
  answers.map((one) => (one === from ? to : one)) as unknown as Answers

async function reported(number: number): Promise<Case> {
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  const answer = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'Look.', language: 'en' })
  return { ...((await answer.json()) as { case: string; link: string }), number }
}

async function answersOf(ask: (who: CastName | null) => Promise<Response>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (const who of CAST) statuses.push((await ask(who)).status)
  return statuses
}

const READ: readonly (readonly [string, () => string, Answers])[] = [
  ['the public numbers', () => '/moderation', EVERYBODY],
  // Idrissa is steward of another body: a queue of his own, in which this case is not.
  ['the queue', () => '/moderation/queue', [200, 200, 200, 403, 403, 200, 403]],
  ['a case', () => `/moderation/cases/${dialogue.id}/${waiting.case}`, DECIDERS],
  ['no case', () => `/moderation/cases/${dialogue.id}/x`, NOBODY],
  ['a report by its link', () => `/reports/${waiting.link}`, EVERYBODY],
  ['a report by a forged link', () => `/reports/${waiting.link.slice(0, -4)}aaaa`, NOBODY],
  ['a link of another sort', () => `/pressure/${waiting.link}`, NOBODY],
  ['the form', () => `/reports/new?about=/dialogues/${dialogue.slug}/statements/1`, EVERYBODY],
  ['the form for what is not there', () => `/reports/new?about=/dialogues/${dialogue.slug}/statements/99`, NOBODY],
  ['the form for nothing', () => '/reports/new?about=%2F%25', NOBODY],
  ['the form for pressure', () => '/pressure', EVERYBODY],
  ['what was told of pressure', () => '/moderation/pressure', OPERATORS],
]

test.each(READ)('GET %s', async (_name, path, expected) => {
  expect(await answersOf((who) => hub.as(who).get(path()))).toEqual(expected)
})

test('GET what can be reported in a draft: nothing, not even for those who prepare it', async () => {
  const draft = await makeDraft(hub)
  expect(await answersOf((who) => hub.as(who).get(`/reports/new?about=/dialogues/${draft.slug}/statements/0`))).toEqual(NOBODY)
})

test('POST a report', async () => {
  const form = { about: `/dialogues/${dialogue.slug}/statements/2`, rule: 'on-topic', text: 'Look.', language: 'en' }
  expect(await answersOf((who) => hub.as(who).post('/reports', form))).toEqual(instead(EVERYBODY, 200, 303))
  expect(await answersOf((who) => hub.as(who).post('/reports', { ...form, text: '' }))).toEqual(instead(EVERYBODY, 200, 422))
  expect(await answersOf((who) => hub.as(who).post('/reports', { ...form, about: '/dialogues/x/statements/2' }))).toEqual(NOBODY)
})

const KEEP = { outcome: 'kept', facts: 'It keeps the rules.' }

test('POST a decision, and one about an appeal', async () => {
  let number = 3
  let fresh = await reported(number)
  const decided = await answersOf(async (who) => {
    const answer = await hub.as(who).post(`/moderation/cases/${dialogue.id}/${fresh.case}/decision`, KEEP)
    // What was decided cannot be decided twice: the next one gets a case of their own.
    if (answer.status === 303) fresh = await reported((number += 1))
    return answer
  })
  expect(decided).toEqual(instead(DECIDERS, 200, 303))

  const appealed = async () => {
    const made = await reported(7)
    await hub.as('aoife').api('POST', `/moderation/cases/${dialogue.id}/${made.case}/decision`, KEEP)
    const sent = await hub.as(null).post(`/reports/${made.link}/appeal`, { text: 'Look again.', language: 'en' })
    expect(sent.status).toBe(303)
    return made
  }
  fresh = await appealed()
  const again = await answersOf(async (who) => {
    const words = { outcome: 'upheld', reasons: 'It does.' }
    const answer = await hub.as(who).post(`/moderation/cases/${dialogue.id}/${fresh.case}/appeal/decision`, words)
    if (answer.status === 303) fresh = await appealed()
    return answer
  })
  expect(again).toEqual([303, 403, 303, 404, 404, 404, 404])
  expect(await answersOf((who) => hub.as(who).post(`/reports/${waiting.link}/appeal`, { text: 'Too early.', language: 'en' }))).toEqual(
    instead(EVERYBODY, 200, 409),
  )
})

test('pressure is told by anybody and read by the circle alone; a circle is begun by an operator, and named from within', async () => {
  const told = { text: 'Two men asked my mother for names.', language: 'en' }
  expect(await answersOf((who) => hub.as(who).post('/pressure', told))).toEqual(instead(EVERYBODY, 200, 303))
  const { link } = (await (await hub.as(null).api('POST', '/pressure', told)).json()) as { link: string }
  const list = (await (await hub.as('gift').api('GET', '/moderation/pressure')).json()) as { id: string; text: string }[]
  expect(list).toHaveLength(CAST.length + 1)
  const answer = { text: 'We hear you.', language: 'en' }
  const first = list[0]?.id ?? ''
  expect(await answersOf((who) => hub.as(who).post(`/moderation/pressure/${first}/answer`, answer))).toEqual([
    303, 404, 404, 404, 404, 404, 404,
  ])
  expect((await hub.as('gift').post(`/moderation/pressure/${first}/answer`, answer)).status).toBe(409)
  expect(await (await hub.as(null).get(`/pressure/${link}`)).text()).toContain('Two men asked my mother for names.')
  const rows = await hub.db.selectFrom('pressure_report').select(['sealed', 'reported_at']).execute()
  expect(rows.filter(({ sealed }) => sealed.includes('Two men'))).toEqual([])
  expect(rows.map(({ reported_at: at }) => at.getTime() % 3_600_000)).toEqual(rows.map(() => 0))

  expect(await answersOf((who) => hub.as(who).get('/moderation/circle'))).toEqual(OPERATORS)
  expect(await answersOf((who) => hub.as(who).post('/moderation/circle/links'))).toEqual([200, 403, 403, 403, 403, 403, 403])
  const offered = (await (await hub.as('gift').api('POST', '/moderation/circle/links', {})).json()) as { link: string }
  expect(await answersOf((who) => hub.as(who).get(`/circle/${offered.link}`))).toEqual(EVERYBODY)
  expect((await hub.as(null).get(`/circle/${offered.link}x`)).status).toBe(404)
  expect((await hub.as(null).post(`/circle/${offered.link}`)).status).toBe(403)
  expect((await hub.as('mai').post(`/circle/${offered.link}`)).status).toBe(303)
  expect((await hub.as('samir').post(`/circle/${offered.link}`)).status, 'once').toBe(409)
  // Mai is no operator and reads; Gift runs the hub, sees who reads, and neither reads nor lets anybody in.
  expect(await answersOf((who) => hub.as(who).get('/moderation/pressure'))).toEqual([404, 404, 404, 404, 200, 404, 404])
  expect(await (await hub.as('gift').get('/moderation/circle')).text()).toContain('<bdi>Mai</bdi>')
  expect(await answersOf((who) => hub.as(who).post('/moderation/circle'))).toEqual([403, 403, 403, 403, 403, 403, 403])
  expect(await answersOf((who) => hub.as(who).post('/moderation/circle/links'))).toEqual([403, 403, 403, 403, 200, 403, 403])
  const mai = hub.cast.members.get('mai')?.person ?? ''
  expect((await hub.as('gift').api('DELETE', '/moderation/circle', { person: mai })).status).toBe(403)
})

test('whoever leaves the hub leaves the circle, so that the reports are read by somebody', async () => {
  const person = hub.cast.members.get('mai')?.person ?? ''
  await hub.work({ kind: 'people.person.left', scope: person, subject: person, data: {}, visibility: 'internal', at: new Date() })
  expect(await hub.db.selectFrom('pressure_circle').selectAll().execute()).toEqual([])
  expect((await hub.as('gift').get('/moderation/pressure')).status).toBe(200)
})

test('one address and one account report so often an hour and no more, and are told when again', async () => {
  const form = { about: `/dialogues/${dialogue.slug}/statements/1`, rule: 'on-topic', text: '', language: 'en' }
  const times = async (count: number, send: () => Promise<Response>) => {
    const statuses: number[] = []
    for (let n = 0; n < count; n += 1) statuses.push((await send()).status)
    return statuses
  }
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const many = await times(21, () => hub.as(null).post('/reports', form, from('203.0.113.7')))
  expect([many[0], many[19], many[20]]).toEqual([422, 422, 429])
  const refused = await hub.as(null).post('/reports', { ...form, text: 'Kept.' }, from('203.0.113.7'))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '180'])
  const html = await refused.text()
  expect(html).toContain('You can send again in 3 minutes.')
  expect(html, 'what was written is not lost').toContain('Kept.')
  expect((await hub.as(null).post('/reports', form, from('203.0.113.8'))).status).toBe(422)
  const own = await times(11, () => hub.as('niamh').post('/reports', form))
  expect(own.at(-1), 'an account too, from wherever').toBe(429)
  expect((await hub.as('niamh').api('POST', '/reports', { ...form, text: 'By the API.' })).status).toBe(429)
})

test('a faulty appeal comes back with the whole private link', async () => {
  const kept = await reported(6)
  await hub.as('aoife').api('POST', `/moderation/cases/${dialogue.id}/${kept.case}/decision`, KEEP)
  const answer = await hub.as(null).post(`/reports/${kept.link}/appeal`, { text: '', language: 'en' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(`<p class="proof">http://hub.test/en/reports/${kept.link}</p>`)
})
