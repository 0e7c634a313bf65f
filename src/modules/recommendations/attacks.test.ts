import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, eventsOf, refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { citables } from './queries/citable.ts'
import { reportableRecommendation } from './queries/reported.ts'

let hub: Hub
let session: StagedSession
let source: string
beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'note-taker')
  await seat(hub, session.edition, ['niamh', 'idrissa'])
  const said = { sending: randomUUID(), text: 'Pay for them.', language: 'en', role: 'panellist', form: 'verbatim', question: 1 }
  const noted = await hub.as('samir').api('POST', `/sessions/${session.id}/interventions`, said)
  source = ((await noted.json()) as { id: string }).id
})
afterAll(() => hub.close())

const day = (days: number): string => new Date(NOON.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const words = (text: string) => ({ text, language: 'en' })

async function done(who: 'mai' | 'niamh' | 'idrissa', method: string, path: string, body: object): Promise<{ id: string; path: string }> {
  const answer = await hub.as(who).api(method, path, body)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as { id: string; path: string }
}

async function proposed(title: string): Promise<string> {
  const plan = { title, text: 'Pay.', call: '', language: 'en', answerBy: day(60), addresseeBody: hub.cast.bodies.unit }
  const { id } = await done('mai', 'POST', `/sessions/${session.id}/recommendations`, {
    ...plan,
    sources: [{ sort: 'intervention', id: source }],
  })
  await done('mai', 'POST', `/recommendations/${id}/proposal`, { amendmentsUntil: day(2), rule: 'consent' })
  return id
}

const read = async (path: string) => (await hub.as(null).get(path)).text()

test('of a session that is a draft nothing is told: no list, no CSV, no API, no body, no source, no report', async () => {
  const id = await proposed('Zzdraft')
  const path = `/recommendations/${id}`
  // A page that is missing still says its own address, also where one asks about it.
  const told = async () => [
    (await read(path)).replaceAll(path, '').replaceAll(encodeURIComponent(path), ''),
    ...(await Promise.all(['/recommendations', '/recommendations/export.csv', session.path].map(read))),
    await (await hub.as(null).api('GET', '/recommendations')).text(),
    JSON.stringify(await Promise.all(citables.map((one) => one.ofSession(hub.db, session.id, 'en')))),
    JSON.stringify(await Promise.all(citables.map((one) => one.byIds(hub.db, [id], 'en')))),
  ]
  expect((await told()).filter((text) => text.includes('Zzdraft') || text.includes(id)).length).toBe(7)
  const set = (state: 'draft' | 'announced') => hub.db.updateTable('summit_session').set({ state }).where('id', '=', session.id).execute()
  await set('draft')
  try {
    expect((await told()).filter((text) => text.includes('Zzdraft') || text.includes(id))).toEqual([])
    const { at } = reportableRecommendation({ hide: () => Promise.reject(new Error()), show: () => Promise.reject(new Error()) })
    const nobody = { account: null, person: null, operator: false, locale: 'en', guestKey: () => null }
    expect(await at(hub.db, path, nobody, hub.runner.outside)).toBeNull()
  } finally {
    await set('announced')
  }
})

test.each([
  ['stance', { stance: 'objection', ...words('It costs too much.') }],
  ['minority', words('We would have gone further.')],
] as const)(
  'a %s that is signed otherwise, or written again, is another one: no address leads from one name to the next',
  async (noun, said) => {
    const id = await proposed(`Signed ${noun}`)
    const write = (more: object) => done('niamh', 'PUT', `/recommendations/${id}/${noun}`, { ...said, ...more })
    await done('niamh', 'PUT', `/recommendations/${id}/stance`, { stance: 'objection', ...words('It costs too much.') })
    const named = await write({ attribution: 'named' })
    expect((await write({ attribution: 'named', ...words('Twice as much.') })).id).toBe(named.id)
    const under = await write({ attribution: 'pseudonymous', label: `The heron of ${noun}` })
    const silent = await write({ attribution: 'not-attributed' })
    await hub.as('niamh').api('DELETE', `/recommendations/${id}/contributions/${silent.id}`)
    if (noun === 'minority') await done('niamh', 'PUT', `/recommendations/${id}/stance`, { stance: 'objection', ...words('It costs.') })
    const again = await write({ attribution: 'not-attributed' })
    expect(new Set([named.id, under.id, silent.id, again.id]).size).toBe(4)
    const pages = [named, under, silent, again].map((one) => hub.as(null).get(`/recommendations/${id}/contributions/${one.id}`))
    expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([404, 404, 404, 200])
    const rows = await hub.db.selectFrom('recommendation_contribution').select('sort').where('recommendation_id', '=', id).execute()
    expect(rows.length).toBe(noun === 'minority' ? 2 : 1)
  },
)

test('a name for this session that reads like another’s is taken, and none is blank', async () => {
  const id = await proposed('Labels')
  const stance = { stance: 'support', ...words(''), attribution: 'pseudonymous' }
  await done('niamh', 'PUT', `/recommendations/${id}/stance`, { ...stance, label: 'The otter' })
  const codes = ['The\u200B otter', 'Тhe otter', '\u202Eotter', '\u200B'].map(async (label) =>
    refusalOf(await hub.as('idrissa').api('PUT', `/recommendations/${id}/stance`, { ...stance, label })),
  )
  expect((await Promise.all(codes)).map(([, code]) => code)).toEqual([
    ...['recommendation.label-taken', 'recommendation.label-taken', 'input.invalid', 'input.invalid'],
  ])
})

test('of what moderation hid not even what it stood on is told; its words and those beside it are gone where they are cited', async () => {
  const id = await proposed('Hidden later')
  await done('niamh', 'PUT', `/recommendations/${id}/stance`, { stance: 'objection', ...words('It costs.') })
  const position = await done('niamh', 'PUT', `/recommendations/${id}/minority`, words('A doubt.'))
  const cited = async () =>
    (await Promise.all(citables.map((one) => one.byIds(hub.db, [id, position.id], 'en')))).flat().map(({ state, text, from }) => ({
      ...{ state, text, from: from.filter(({ sort }) => sort !== 'recommendation').length },
    }))
  expect(await cited()).toEqual([
    { state: 'standing', text: 'Pay.', from: 1 },
    { state: 'standing', text: 'A doubt.', from: 0 },
  ])
  await doAsHub(hub, 'recommendations.hide-recommendation', { session: session.id, recommendation: id, rule: 'no-attack' })
  expect(await cited()).toEqual([
    { state: 'withdrawn', text: '', from: 0 },
    { state: 'withdrawn', text: '', from: 0 },
  ])
  expect((await hub.as(null).api('GET', `/recommendations/${id}`)).status).toBe(404)
})

test('an answer that is sent twice is one; a second one after the day is late, and the first stays readable', async () => {
  const id = await proposed('Answered')
  const days = { amendments_until: day(-1), state: 'put' as const, put_at: NOON }
  await hub.db.updateTable('recommendation').set(days).where('id', '=', id).execute()
  const answer = (said: object) => doAsHub(hub, 'recommendations.answer', { recommendation: id, ...said })
  const partly = { answer: 'partly', ...words('In part.'), parts: [{ part: 'One', answer: 'accepted', reason: 'We pay.' }] }
  for (const _ of [1, 2]) await answer(partly)
  hub.setNow(new Date(NOON.getTime() + 61 * 86_400_000))
  await answer({ answer: 'refused', ...words('No.') })
  hub.setNow(NOON)
  const read = (await (await hub.as(null).api('GET', `/recommendations/${id}`)).json()) as { answers: { answer: string; late: boolean }[] }
  expect(read.answers.map(({ answer: kind, late }) => [kind, late])).toEqual([
    ['partly', false],
    ['refused', true],
  ])
  const told = (await eventsOf(hub, session.id)).filter(({ kind, subject }) => kind === 'recommendations.answer.given' && subject === id)
  expect(told.length).toBe(2)
})

test('the answer to an objection can be changed until the decision, and not afterwards', async () => {
  const id = await proposed('Objected to')
  const { id: objection } = await done('niamh', 'PUT', `/recommendations/${id}/stance`, { stance: 'objection', ...words('It costs.') })
  const form = await (await hub.as('mai').get(`/recommendations/${id}/contributions/${objection}/reply`)).text()
  expect([form.includes('Your answer'), form.includes('>Reason')]).toEqual([true, false])
  const reply = (text: string) => hub.as('mai').api('PUT', `/recommendations/${id}/contributions/${objection}/reply`, words(text))
  expect([(await reply('It does.')).status, (await reply('It does, and it pays.')).status]).toEqual([200, 200])
  await hub.db.updateTable('recommendation').set({ state: 'adopted' }).where('id', '=', id).execute()
  expect(await refusalOf(await reply('It never did.'))).toEqual([409, 'recommendation.settled'])
})
