import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Receiver } from '../../core/receiver.ts'
import { doAsHub, eventsOf, refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import type { CastName } from '../../testing/cast.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { putStatement } from './commands/put-statement.ts'
import { citables } from './queries/cited.ts'
import { readTables } from './queries/records.ts'

let hub: Hub
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  await giveRole(hub, session.id, 'samir', 'chair')
  await giveRole(hub, session.id, 'aoife', 'note-taker')
})
afterAll(() => hub.close())

const at = () => `/sessions/${session.id}`

async function asks(name: CastName, text: string, more: object = {}): Promise<string> {
  const id = randomUUID()
  const answer = await hub.as(name).api('POST', `${at()}/questions`, { id, text, language: 'en', naming: 'unnamed', ...more })
  expect([answer.status, await answer.json()]).toEqual([200, { session: session.id, id }])
  return id
}

const decides = (id: string, decision: object, name: CastName = 'samir') =>
  hub.as(name).api('PUT', `${at()}/questions/${id}/decision`, decision)
const shows = async (id: string) => expect((await decides(id, { decision: 'show' })).status).toBe(200)
const joins = (name: CastName, id: string, given = true) => hub.as(name).api('PUT', `${at()}/questions/${id}/voice`, { given })

type Read = { questions: { id: string; text: string; speaker: string | null; state: string; people: number; mergedInto: string | null }[] }
const read = async (name: CastName | null = null) => (await (await hub.as(name).api('GET', `${at()}/floor`)).json()) as Read
const found = async (id: string, name: CastName | null = null) => (await read(name)).questions.find((one) => one.id === id)

test('a question waits, is shown, is joined once by each, and answered; sent again it is the same one', async () => {
  const id = await asks('mai', 'Who pays for it?', { guiding: 1 })
  expect(await found(id)).toBe(undefined)
  const again = await hub.as('mai').api('POST', `${at()}/questions`, { id, text: 'Who pays?', language: 'en', naming: 'unnamed' })
  expect([again.status, await again.json()]).toEqual([200, { session: session.id, id }])
  const stolen = await hub.as('idrissa').api('POST', `${at()}/questions`, { id, text: 'Mine.', language: 'en', naming: 'unnamed' })
  expect(await refusalOf(stolen)).toEqual([409, 'floor.id-taken'])
  expect(await refusalOf(await joins('idrissa', id))).toEqual([409, 'question.not-open'])
  await shows(id)
  expect(await refusalOf(await joins('mai', id))).toEqual([409, 'question.own'])
  for (let times = 0; times < 3; times += 1) expect((await joins('idrissa', id)).status).toBe(200)
  expect(await found(id)).toMatchObject({ text: 'Who pays for it?', speaker: null, state: 'shown', people: 2 })
  await joins('idrissa', id, false)
  await joins('idrissa', id, false)
  expect((await found(id))?.people).toBe(1)
  expect((await decides(id, { decision: 'take' })).status).toBe(200)
  const other = await asks('idrissa', 'And then?')
  await decides(other, { decision: 'take' })
  expect([(await found(id))?.state, (await found(other))?.state]).toEqual(['shown', 'floor'])
  await decides(id, { decision: 'answer', answer: 'The department does.', language: 'en' })
  expect(await found(id)).toMatchObject({ state: 'answered', answer: 'The department does.' })
  const told = await eventsOf(hub, session.id)
  expect(told.filter(({ kind, subject }) => kind === 'floor.question.asked' && subject === id)).toMatchObject([{ person_id: null }])
})

test('only who is there takes part, and only who leads decides', async () => {
  const id = await asks('mai', 'May I?')
  const question = { id: randomUUID(), text: 'And I?', language: 'en', naming: 'unnamed' }
  expect(await refusalOf(await hub.as(null).api('POST', `${at()}/questions`, question))).toEqual([403, 'sign-in.needed'])
  expect(await refusalOf(await decides(id, { decision: 'show' }, 'mai'))).toEqual([403, 'floor.leaders-only'])
  const hand = { id: randomUUID(), label: 'Aoife', language: 'en' }
  expect(await refusalOf(await hub.as('aoife').api('POST', `${at()}/hands`, hand))).toEqual([403, 'floor.attending-only'])
  expect(await refusalOf(await hub.as('mai').api('GET', `${at()}/queue`))).toEqual([403, 'floor.leaders-only'])
  expect((await hub.as('mai').get(`${session.path}/floor/chair`)).status).toBe(403)
  expect((await hub.as(null).get(`${session.path}/floor`)).status).toBe(200)
  expect((await hub.as(null).get('/summits/global/nothing/sessions/1/floor')).status).toBe(404)
  const before = await stageSession(hub)
  await seat(hub, before.edition, ['mai'])
  expect(await refusalOf(await hub.as('mai').api('POST', `/sessions/${before.id}/questions`, question))).toEqual([409, 'floor.not-running'])
  // There is no record to keep yet, and so no way to where it is kept.
  const desk = await (await hub.as('niamh').get(`${before.path}/floor/chair`)).text()
  expect([desk.includes('/floor/chair"'), desk.includes('/floor/rapporteur')]).toEqual([true, false])
})

test('the chair of one session is nobody in another, and what is of another session is not there', async () => {
  const other = await stageSession(hub, { opened: true })
  await seat(hub, other.edition, ['mai'])
  const there = { id: randomUUID(), text: 'There?', language: 'en', naming: 'unnamed' }
  await hub.as('mai').api('POST', `/sessions/${other.id}/questions`, there)
  const decided = (session_: string, question: string, name: CastName) =>
    hub.as(name).api('PUT', `/sessions/${session_}/questions/${question}/decision`, { decision: 'show' })
  expect(await refusalOf(await decided(other.id, there.id, 'samir'))).toEqual([403, 'floor.leaders-only'])
  expect(await refusalOf(await decided(session.id, there.id, 'samir'))).toEqual([404, 'question.missing'])
  const raised = { id: randomUUID(), label: 'Mai', language: 'en' }
  await hub.as('mai').api('POST', `/sessions/${other.id}/hands`, raised)
  const turn = { id: randomUUID(), hand: raised.id, role: 'participant' }
  expect(await refusalOf(await hub.as('samir').api('POST', `/sessions/${other.id}/turns`, turn))).toEqual([403, 'floor.leaders-only'])
  expect(await refusalOf(await hub.as('samir').api('POST', `${at()}/turns`, turn))).toEqual([409, 'hand.not-raised'])
  for (const path of ['floor/chair', 'floor/rapporteur', 'run-sheet'])
    expect([path, (await hub.as('samir').get(`${other.path}/${path}`)).status]).toEqual([path, 403])
  expect((await hub.as('samir').post(`${other.path}/closing`)).status).toBe(403)
})

test('one person has five questions that wait, and no pseudonym of somebody else', async () => {
  await giveRole(hub, session.id, 'niamh', 'rapporteur')
  const sixth = { id: randomUUID(), text: 'A sixth?', language: 'en', naming: 'unnamed' }
  const atOnce = Array.from({ length: 8 }, () => hub.as('niamh').api('POST', `${at()}/questions`, { ...sixth, id: randomUUID() }))
  expect((await Promise.all(atOnce)).map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200, 200, 200, 200, 200, 429, 429, 429,
  ])
  expect(await refusalOf(await hub.as('niamh').api('POST', `${at()}/questions`, sixth))).toEqual([429, 'question.enough'])
  await asks('mai', 'As a bird?', { naming: 'pseudonym', pseudonym: 'Heron' })
  const copied = { ...sixth, naming: 'pseudonym', pseudonym: 'heron' }
  expect(await refusalOf(await hub.as('idrissa').api('POST', `${at()}/questions`, copied))).toEqual([400, 'question.pseudonym-taken'])
})

test('merged, declined, taken back, and asked for the chair alone', async () => {
  const [one, two] = [await asks('mai', 'How safe is it?'), await asks('idrissa', 'Is it safe?')]
  await shows(one)
  await shows(two)
  expect(await refusalOf(await decides(two, { decision: 'merge', into: two }))).toEqual([409, 'question.merge-target'])
  expect((await decides(two, { decision: 'merge', into: one })).status).toBe(200)
  expect(await found(two)).toMatchObject({ state: 'merged', mergedInto: one })
  expect(await (await hub.as('idrissa').get(`${session.path}/floor`)).text()).toContain('Asked together with:')
  const rude = await asks('mai', 'Why are they all fools?')
  expect(await refusalOf(await decides(rude, { decision: 'decline', rule: 'no-attack' }))).toEqual([400, 'input.invalid'])
  await decides(rude, { decision: 'decline', rule: 'no-attack', note: 'It calls people fools.', language: 'en' })
  expect(await found(rude)).toBe(undefined)
  expect(await (await hub.as('mai').get(`${session.path}/floor`)).text()).toContain('It calls people fools.')
  expect(await (await hub.as('idrissa').get(`${session.path}/floor`)).text()).not.toContain('It calls people fools.')
  const secret = await asks('mai', 'Can I speak to you alone?', { chairOnly: true })
  expect(await refusalOf(await decides(secret, { decision: 'show' }))).toEqual([409, 'question.chair-only'])
  await decides(secret, { decision: 'answer', answer: 'Yes, after the break.', language: 'en' })
  expect(await found(secret)).toBe(undefined)
  expect(await (await hub.as('mai').get(`${session.path}/floor`)).text()).toContain('Yes, after the break.')
  expect((await hub.as('idrissa').get(`${session.path}/floor/questions/${secret}`)).status).toBe(404)
  expect(await refusalOf(await hub.as('idrissa').api('DELETE', `${at()}/questions/${one}`))).toEqual([403, 'question.not-yours'])
  const news = await hub.kit.news({
    owners: [{ account: member('idrissa').account, persons: [member('idrissa').person], operator: false }],
    since: new Date(0),
    sorts: ['my-contribution'],
  })
  expect(news.map(({ key, line }) => [key, line((key_) => key_)])).toContainEqual([`question/${session.id}/${two}`, 'news.floor.merged'])
  expect((await hub.as('mai').api('DELETE', `${at()}/questions/${one}`)).status).toBe(200)
  expect(await found(one)).toBe(undefined)
})

test('what was merged is asked again by itself when the other is taken back, declined or hidden', async () => {
  for (const gone of ['taken back', 'declined', 'hidden'] as const) {
    const [one, two] = [await asks('idrissa', `First, ${gone}?`), await asks('mai', `Second, ${gone}?`)]
    await shows(one)
    await shows(two)
    await decides(two, { decision: 'merge', into: one })
    if (gone === 'taken back') await hub.as('idrissa').api('DELETE', `${at()}/questions/${one}`)
    else if (gone === 'declined') await decides(one, { decision: 'decline', rule: 'on-topic', note: 'Not today.', language: 'en' })
    else await doAsHub(hub, 'floor.hide-question', { session: session.id, question: one, rule: 'no-attack' })
    expect([gone, await found(one), await found(two)]).toMatchObject([gone, undefined, { state: 'shown', mergedInto: null, people: 1 }])
  }
})

test('of two who lead and press at once both are served, and one question is on the floor, one person speaks', async () => {
  const pair = [await asks('idrissa', 'This one?'), await asks('idrissa', 'Or that one?')]
  const taken = await Promise.all(pair.map((id, which) => decides(id, { decision: 'take' }, which === 0 ? 'samir' : 'niamh')))
  const turn = (name: CastName) => hub.as(name).api('POST', `${at()}/turns`, { id: randomUUID(), label: name, role: 'other' })
  const begun = await Promise.all([turn('samir'), turn('niamh')])
  expect([...taken, ...begun].map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await read()).questions.filter(({ state }) => state === 'floor').length).toBe(1)
  const rows = await hub.db.selectFrom('floor_turn').select('ended_at').where('session_id', '=', session.id).execute()
  expect(rows.filter(({ ended_at: ended }) => ended === null).length).toBe(1)
  await hub.as('samir').api('DELETE', `${at()}/turns/now`)
  await hub.db.deleteFrom('floor_turn').where('session_id', '=', session.id).execute()
})

function member(name: CastName) {
  const actor = hub.cast.members.get(name)?.actor
  if (actor?.account == null || actor.person === null) throw new Error('nobody')
  return { account: actor.account, person: actor.person, actor }
}

test('hands are called fairly, one person speaks at a time, and what is not said is counted as not said', async () => {
  const raise = (name: CastName, label: string) => hub.as(name).api('POST', `${at()}/hands`, { id: randomUUID(), label, language: 'fr' })
  const first = (await (await raise('mai', 'Mai')).json()) as { id: string }
  // A second hand of the same person is the first one.
  expect(((await (await raise('mai', 'Mai again')).json()) as { id: string }).id).toBe(first.id)
  const start = (more: object) => hub.as('samir').api('POST', `${at()}/turns`, { id: randomUUID(), role: 'participant', ...more })
  expect((await start({ hand: first.id })).status).toBe(200)
  hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
  await raise('mai', 'Mai')
  hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
  await raise('idrissa', 'Idrissa')
  expect(await refusalOf(await start({}))).toEqual([400, 'turn.speaker-missing'])
  expect(await refusalOf(await hub.as('mai').api('POST', `${at()}/turns`, { id: randomUUID(), role: 'chair', label: 'Me' }))).toEqual([
    403,
    'floor.leaders-only',
  ])
  await start({ label: 'A guest' })
  hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
  await hub.as('samir').api('DELETE', `${at()}/turns/now`)
  const chair = await (await hub.as('samir').get(`${session.path}/floor/chair`)).text()
  // Idrissa raised later and has not spoken yet.
  expect(chair.indexOf('<bdi>Idrissa</bdi>')).toBeLessThan(chair.indexOf('<bdi>Mai</bdi>'))
  expect(chair).toMatch(/French<\/bdi><\/th><td class="number">2:00<\/td><td class="number">67%/)
  expect(chair).toMatch(/Not said<\/bdi><\/th><td class="number">1:00/)
  const open = await hub.db.selectFrom('floor_turn').select('id').where('ended_at', 'is', null).execute()
  expect(open).toEqual([])
})

test('the chair begins and ends the parts of the run sheet from their own screen', async () => {
  const block = { session: session.id, sort: 'discussion', minutes: 30, text: { language: 'en', title: 'Open floor', summary: '' } }
  await doAsHub(hub, 'gatherings.add-block', block)
  for (const deed of ['beginning', 'ending']) {
    const chair = await (await hub.as('samir').get(`${session.path}/floor/chair`)).text()
    const [, action = ''] = new RegExp(`action="([^"]+/blocks/[^"]+/${deed})"`).exec(chair) ?? []
    expect((await hub.as('samir').post(action)).status).toBe(303)
  }
  const soFar = await (await hub.as(null).get(`${session.path}/floor/so-far`)).text()
  expect([soFar.includes('has begun.'), soFar.includes('has ended.')]).toEqual([true, true])
})

test('a poll counts each person once, and tells nothing below ten', async () => {
  const id = randomUUID()
  const poll = { id, text: 'Which first?', language: 'en', sort: 'single', shows: 'live', options: ['Safety', 'Money'] }
  expect(await refusalOf(await hub.as('mai').api('POST', `${at()}/polls`, poll))).toEqual([403, 'floor.leaders-only'])
  expect((await hub.as('samir').api('POST', `${at()}/polls`, poll)).status).toBe(200)
  const answer = (name: CastName, chosen: number[]) => hub.as(name).api('PUT', `${at()}/polls/${id}/answer`, { chosen })
  expect(await refusalOf(await answer('mai', [1]))).toEqual([409, 'poll.not-open'])
  await hub.as('samir').api('POST', `${at()}/polls/${id}/opening`, {})
  expect(await refusalOf(await answer('mai', [1, 2]))).toEqual([400, 'poll.choice'])
  expect(await refusalOf(await answer('mai', [3]))).toEqual([400, 'poll.choice'])
  for (const chosen of [[1], [2], [2]]) expect((await answer('mai', chosen)).status).toBe(200)
  const now = new Date(hub.runner.outside.now().getTime())
  const crowd = (count: number) =>
    Array.from({ length: count }, () => ({ session_id: session.id, poll_id: id, person_id: randomUUID(), chosen: [1], answered_at: now }))
  await hub.db.insertInto('floor_answer').values(crowd(8)).execute()
  const counts = async () => {
    const { polls } = (await (await hub.as(null).api('GET', `${at()}/floor`)).json()) as {
      polls: { id: string; people: number | null; options: { count: number | null }[] }[]
    }
    const seen = polls.find((one) => one.id === id)
    return [seen?.people, ...(seen?.options ?? []).map(({ count }) => count)]
  }
  expect(await counts()).toEqual([null, null, null])
  await hub.db.insertInto('floor_answer').values(crowd(1)).execute()
  expect(await counts()).toEqual([10, 9, 1])
  await hub.as('samir').api('POST', `${at()}/polls/${id}/closing`, {})
  expect(await refusalOf(await answer('mai', [1]))).toEqual([409, 'poll.not-open'])
  // The same answer, sent again because nobody heard that it had arrived.
  expect((await answer('mai', [2])).status).toBe(200)
  await hub.db.deleteFrom('floor_answer').execute()
  expect(await counts()).toEqual([10, 9, 1])
})

test('a table on paper, a transcript and an extract can be cited, and lose their words when taken back', async () => {
  const table = { id: randomUUID(), number: 4, sat: 9, facilitator: 'Odile', language: 'fr', texts: [{ guiding: 2, text: 'Chez nous.' }] }
  const file = (name: CastName, more: object = {}) => hub.as(name).api('POST', `${at()}/tables`, { ...table, ...more })
  expect(await refusalOf(await file('mai'))).toEqual([403, 'floor.recorders-only'])
  expect((await file('aoife')).status).toBe(200)
  expect((await file('aoife')).status).toBe(200)
  expect(await refusalOf(await file('aoife', { id: randomUUID() }))).toEqual([409, 'table.number-taken'])
  expect(await refusalOf(await file('aoife', { id: randomUUID(), number: 5, texts: [{ guiding: 9, text: 'x' }] }))).toEqual([
    400,
    'input.invalid',
  ])
  const soFar = async () => (await hub.as(null).get(`${session.path}/floor/so-far`)).text()
  expect(await soFar()).toContain('Table 4, 9 people · entered by a note-taker')
  expect(await soFar()).not.toContain('Odile')
  const transcript = randomUUID()
  const source = '00:12 Mary: We began. It was hard.\n01:02:03 And then it went on.'
  const put = await hub.as('aoife').api('POST', `${at()}/transcripts`, { id: transcript, language: 'en', source })
  expect(await put.json()).toMatchObject({ lines: 2 })
  const page = `${session.path}/floor/transcripts/${transcript}`
  expect((await hub.as(null).get(page)).status).toBe(404)
  await hub.as('aoife').api('POST', `${at()}/transcripts/${transcript}/publication`, {})
  // A name that is not on the run sheet is read by those who keep the record alone.
  const [open, kept] = [await (await hub.as(null).get(page)).text(), await (await hub.as('aoife').get(page)).text()]
  expect([open.includes('Mary'), kept.includes('Mary'), open.includes('It was hard.')]).toEqual([false, true, true])
  expect(await (await hub.as(null).get(`${page}/export/transcript.vtt`)).text()).toBe(
    'WEBVTT\nLanguage: en\n\n00:00:12.000 --> 01:02:03.000\nWe began. It was hard.\n\n01:02:03.000 --> 01:02:08.000\nAnd then it went on.\n',
  )
  const extract = { id: randomUUID(), transcript, position: 0, text: 'It was hard.', guiding: 1 }
  expect(await refusalOf(await hub.as('aoife').api('POST', `${at()}/extracts`, { ...extract, text: 'It was easy.' }))).toEqual([
    400,
    'extract.not-in-the-line',
  ])
  const written = { id: randomUUID(), text: 'It was easy.', guiding: '2' }
  const again = await hub.as('aoife').post(`${page}/lines/0/extract`, written)
  expect([again.status, (await again.text()).includes('>It was easy.</textarea>')]).toEqual([422, true])
  const corrected = await hub.as('aoife').post(`${page}/lines/0`, { text: 'y'.repeat(5_000), speaker: '', label: 'Mary' })
  expect([corrected.status, (await corrected.text()).includes('y'.repeat(5_000))]).toEqual([422, true])
  expect((await hub.as('aoife').api('POST', `${at()}/extracts`, extract)).status).toBe(200)
  const cited = async () => (await Promise.all(citables.map((one) => one.ofSession(hub.db, session.id, 'en')))).flat()
  const own = (await cited()).filter(({ sort }) => sort !== 'question')
  expect(own.map(({ sort, text, question, speaker }) => [sort, text, question, speaker])).toEqual([
    ['extract', 'It was hard.', 1, null],
    ['table', 'Chez nous.', 2, null],
  ])
  const line = { text: 'We began, and it was hard.', speaker: null, label: 'Mary' }
  await hub.as('aoife').api('PUT', `${at()}/transcripts/${transcript}/lines/0`, line)
  const [tableReport] = await readTables(hub.db, session.id)
  await hub.as('aoife').api('DELETE', `${at()}/tables/${tableReport?.id}`)
  const ids = own.map(({ id }) => id)
  const now = (await Promise.all(citables.map((one) => one.byIds(hub.db, ids, 'en')))).flat()
  expect(now.map(({ sort, text, state, version }) => [sort, text, state, version])).toEqual([
    ['extract', '', 'withdrawn', 2],
    ['table', '', 'withdrawn', 2],
  ])
  expect(await refusalOf(await hub.as('aoife').api('DELETE', `${at()}/transcripts/${transcript}`))).toEqual([409, 'transcript.quoted'])
})

test('a question becomes a statement once, in one transaction with the room that takes it', async () => {
  const id = await asks('mai', 'Should tools be open?')
  await shows(id)
  const taken: string[] = []
  const receiver: Receiver = {
    placesOf: async () => [{ id: 'd1', title: 'Tools', language: 'en', path: '/dialogues/tools' }],
    put: async (_deed, { text }) => {
      taken.push(text)
      return { path: `/dialogues/tools/statements/${taken.length}` }
    },
  }
  const operation = putStatement([receiver])
  const wanted = { session: session.id, id: randomUUID(), question: id, place: 'd1', text: 'Tools should be open.', language: 'en' }
  const puts = (name: CastName, more: object = {}) => operation.invoke(hub.runner, { ...wanted, ...more }, member(name).actor)
  await expect(puts('mai')).rejects.toThrow('floor.leaders-only')
  await expect(puts('samir', { place: 'd2' })).rejects.toThrow('put.no-place')
  await expect(puts('samir', { question: randomUUID() })).rejects.toThrow('put.nothing')
  expect(await puts('samir')).toEqual({ session: session.id, path: '/dialogues/tools/statements/1' })
  expect(await puts('samir')).toEqual({ session: session.id, path: '/dialogues/tools/statements/1' })
  await expect(puts('samir', { id: randomUUID() })).rejects.toThrow('put.done')
  expect(taken.length).toBe(2)
  expect(await (await hub.as(null).get(`${session.path}/floor/so-far`)).text()).toContain('/en/dialogues/tools/statements/1')
})

test('reported and hidden, a question is nowhere', async () => {
  const id = await asks('mai', 'Is he a thief?')
  await shows(id)
  const page = `${session.path}/floor/questions/${id}`
  expect(await (await hub.as(null).get(page)).text()).toContain(`about=${encodeURIComponent(page)}`)
  const filed = await hub.as(null).api('POST', '/reports', { about: page, rule: 'no-attack', text: 'It insults.', language: 'en' })
  const { case: opened } = (await filed.json()) as { case: string }
  const decide = { outcome: 'hidden', rule: 'no-attack', facts: 'It calls somebody a thief.', language: 'en' }
  const decided = await hub.as('samir').api('POST', `/moderation/cases/${session.id}/${opened}/decision`, decide)
  expect(decided.status).toBe(200)
  expect([await found(id), (await hub.as(null).get(page)).status]).toEqual([undefined, 404])
  const [source] = (await Promise.all(citables.map((one) => one.byIds(hub.db, [`${session.id}/${id}`], 'en')))).flat()
  expect(source).toMatchObject({ state: 'withdrawn', text: '' })
})

test('the end of the session closes what is open, and each question says who owes an answer by when', async () => {
  const poll = { id: randomUUID(), text: 'More?', language: 'en', sort: 'scale', shows: 'closed', options: ['less', 'more'] }
  await hub.as('samir').api('POST', `${at()}/polls`, poll)
  await hub.as('samir').api('POST', `${at()}/polls/${poll.id}/opening`, {})
  await hub.as('samir').api('POST', `${at()}/closing`, {})
  await hub.settle()
  const { state } = await hub.db.selectFrom('floor_poll').select('state').where('id', '=', poll.id).executeTakeFirstOrThrow()
  expect(state).toBe('closed')
  const late = { id: randomUUID(), text: 'Too late?', language: 'en', naming: 'unnamed' }
  expect(await refusalOf(await hub.as('mai').api('POST', `${at()}/questions`, late))).toEqual([409, 'floor.not-running'])
  const soFar = await (await hub.as(null).get(`${session.path}/floor/so-far`)).text()
  expect(soFar).toContain('The chair answers in writing by')
  expect(soFar).toContain('Who is not heard?')
  expect(soFar).not.toContain('<script type="application')
})

test('who leaves is nowhere, counts stay, and after thirty days so is everybody', async () => {
  const held = async () => {
    const tables = ['floor_question', 'floor_voice', 'floor_hand', 'floor_turn'] as const
    const rows = await Promise.all(
      tables.map((table) => hub.db.selectFrom(table).select('person_id').where('person_id', 'is not', null).execute()),
    )
    return new Set(rows.flat().map(({ person_id: person }) => person))
  }
  const { person } = member('mai')
  expect((await held()).has(person)).toBe(true)
  const before = (await read()).questions.map(({ id, people }) => [id, people])
  const left = { kind: 'people.person.left', scope: person, subject: person, data: {}, visibility: 'internal', at: new Date() } as const
  await hub.work(left)
  expect((await held()).has(person)).toBe(false)
  expect((await read()).questions.map(({ id, people }) => [id, people])).toEqual(before)
  const events = await hub.db.selectFrom('event').selectAll().where('kind', '=', 'floor.person.released').execute()
  expect(JSON.stringify(events)).not.toContain(person)
  expect((await held()).size).toBeGreaterThan(0)
  hub.setNow(new Date(hub.runner.outside.now().getTime() + 31 * 86_400_000))
  await hub.sweep()
  expect(await held()).toEqual(new Set())
})
