import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { people } from '../people/index.ts'
import { keysFrom } from '../../platform/keys.ts'
import { perform } from '../../core/perform.ts'
import { theHub } from '../../core/actor.ts'
import { signUp, type CastName } from '../../testing/cast.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { DAY_MS, dayFromNoon as day, stageRegistration, type RegistrationPlan } from '../../testing/registrations.ts'
import { registrations } from './index.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { openLinks } from './queries/links.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
afterEach(() => hub.setNow(NOON))

let declinedIn = ''
const opened = (plan?: RegistrationPlan) => stageRegistration(hub, plan)
const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''
const put = (name: CastName, edition: string, asked: object = {}) =>
  hub.as(name).api('PUT', `/editions/${edition}/registration`, { mode: 'in-person', ...asked })
const json = async (answer: Promise<Response> | Response): Promise<Record<string, unknown>> =>
  (await (await answer).json()) as Record<string, unknown>
const stateOf = async (name: CastName, edition: string): Promise<unknown> =>
  (await json(hub.as(name).api('GET', `/editions/${edition}/registration`)))['state']
const refusalOf = async (answer: Promise<Response>): Promise<readonly unknown[]> => [(await answer).status, (await json(answer))['type']]
const eventsIn = async (scope: string) => hub.db.selectFrom('event').selectAll().where('scope_id', '=', scope).execute()
const keyOf = () => hub.runner.outside.uuid()

describe('places', () => {
  test('go to whoever comes first, and to the next who waits when one is given back', async () => {
    const { edition } = await opened({ inPersonPlaces: 1 })
    expect(await json(put('mai', edition))).toEqual({ state: 'confirmed', mode: 'in-person' })
    expect(await json(put('idrissa', edition))).toEqual({ state: 'waiting', mode: 'in-person' })
    // Of two who ask in one moment neither came first.
    hub.setNow(new Date(hub.runner.outside.now().getTime() + 1000))
    expect(await json(put('samir', edition))).toEqual({ state: 'waiting', mode: 'in-person' })
    // Twice is as good as once.
    expect(await json(put('idrissa', edition, { quiet: true }))).toEqual({ state: 'waiting', mode: 'in-person' })
    expect(await registrations.attending(hub.db, edition, personOf('idrissa'))).toBeNull()
    await hub.as('mai').api('DELETE', `/editions/${edition}/registration`)
    expect([await stateOf('idrissa', edition), await stateOf('samir', edition)]).toEqual(['confirmed', 'waiting'])
    expect(await registrations.attending(hub.db, edition, personOf('idrissa'))).toEqual({ mode: 'in-person', quiet: true })
    // Whoever changes how they come makes room too, and nobody gives up a place for a line.
    expect(await json(put('idrissa', edition, { mode: 'online' }))).toEqual({ state: 'confirmed', mode: 'online' })
    expect(await stateOf('samir', edition)).toBe('confirmed')
    expect(await refusalOf(put('idrissa', edition))).toEqual([409, 'registration.full'])
    expect(await stateOf('idrissa', edition)).toBe('confirmed')
    // More places go to those who wait.
    await put('aoife', edition)
    await doAsHub(hub, 'registrations.open', {
      ...{ edition, opensAt: day(-1), closesAt: day(1), inPersonPlaces: 2, onlinePlaces: 0, byApproval: false },
    })
    expect(await stateOf('aoife', edition)).toBe('confirmed')
    expect(await refusalOf(put('niamh', edition, { mode: 'online' }))).toEqual([409, 'registration.not-offered'])
  })

  test('are never given away twice, whoever asks and gives back at once', async () => {
    const { edition } = await opened({ inPersonPlaces: 3 })
    const names: readonly CastName[] = ['gift', 'aoife', 'idrissa', 'mai', 'samir', 'niamh']
    const answers = await Promise.all(names.map((name) => json(put(name, edition))))
    expect(['confirmed', 'waiting'].map((state) => answers.filter((one) => one['state'] === state).length)).toEqual([3, 3])
    const [one, two] = names.filter((_, at) => answers[at]?.['state'] === 'confirmed')
    await Promise.all([one, two].map((name) => hub.as(name ?? null).api('DELETE', `/editions/${edition}/registration`)))
    const left = await hub.db.selectFrom('registration').select('state').where('edition_id', '=', edition).orderBy('state').execute()
    expect(left.map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed', 'waiting'])
  })

  test('belong to the account, under the name that asked', async () => {
    const { edition, editionPath } = await opened()
    const person = await signUp(hub.runner, 'twin@example.org', 'First')
    const account = await people.accountOf(hub.db, person.person)
    const actor = { ...theHub, operator: false, account, person: person.person } as typeof theHub
    const call = (name: string, input: object, as = actor) => callAs(hub, as)<{ person: typeof actor.person }>(name, input)
    const { person: second } = await call('people.make-identity', { name: 'Second' })
    await call('registrations.register', { edition, mode: 'online' })
    const other = { ...actor, person: second }
    await expect(call('registrations.register', { edition, mode: 'online' }, other)).rejects.toThrow('registration.other-name')
    await expect(call('registrations.cancel', { edition }, other)).rejects.toThrow('registration.other-name')
    expect(await registrations.attending(hub.db, edition, second)).toBeNull()
    // Nothing in the record joins a name to a place.
    expect(
      (await eventsIn(edition)).filter(({ kind }) => /place/.test(kind)).map(({ person_id: who, at }) => [who, at.getUTCHours()]),
    ).toEqual([
      [null, 0],
      [null, 0],
    ])
    expect((await hub.as(null).get(`${editionPath}/registration`)).status).toBe(200)
  })

  test('are asked for and answered where organisers read each request', async () => {
    const { edition, editionPath } = await opened({ byApproval: true, inPersonPlaces: 1 })
    await put('mai', edition, { told: { badge: 'M.' } })
    await put('idrissa', edition, { told: { badge: 'I.' } })
    const desk = (await json(hub.as('niamh').api('GET', `/editions/${edition}/registrations`))) as {
      rows?: { registration: string; label: string }[]
    }
    const [first, second] = ['M.', 'I.'].map((label) => desk.rows?.find((row) => row.label === label)?.registration ?? '')
    expect(
      (await hub.as('mai').post(`${editionPath}/registration/decision`, { registration: first ?? '', decision: 'accepted' })).status,
    ).toBe(403)
    expect(
      (await hub.as('niamh').post(`${editionPath}/registration/decision`, { registration: first ?? '', decision: 'accepted' })).status,
    ).toBe(303)
    expect(await stateOf('mai', edition)).toBe('confirmed')
    hub.setNow(new Date(NOON.getTime() + 60_000))
    // Whoever is declined is told why; nobody else reads it, and it lies under a seal.
    const bare = await hub.as('niamh').post(`${editionPath}/registration/decision`, { registration: second ?? '', decision: 'declined' })
    expect([bare.status, (await bare.text()).includes(`id="fault-reason-${second}"`)]).toEqual([422, true])
    const why = { registration: second ?? '', decision: 'declined', [`reason-${second}`]: 'The hall <holds> thirty.' }
    expect((await hub.as('niamh').post(`${editionPath}/registration/decision`, why)).status).toBe(303)
    expect(await (await hub.as('idrissa').get(`${editionPath}/registration`)).text()).toContain('The hall &lt;holds&gt; thirty.')
    expect(await (await hub.as('mai').get(`${editionPath}/registration`)).text()).not.toContain('The hall')
    const { rows } = await sql<{ row: string }>`select row_to_json(r)::text as row from registration r`.execute(hub.db)
    expect(rows.map(({ row }) => row).join()).not.toContain('The hall')
    declinedIn = edition
    expect(await refusalOf(put('idrissa', edition))).toEqual([409, 'registration.declined'])
    expect(await (await hub.as('idrissa').get('/notices')).text()).toContain('Your request for a place has been answered.')
  })
})

test('what somebody said is sealed, read with a trace, and held by a new secret', async () => {
  const { edition, editionPath } = await opened()
  const add = await hub.as('niamh').post(`${editionPath}/registration/questions`, {
    ...{
      sort: 'choice',
      'text-en': 'Which workshop?',
      'choices-en': 'Maps\nLetters',
      'text-fr': 'Quel atelier ?',
      'choices-fr': 'Cartes\nLettres',
    },
    required: 'on',
  })
  expect(add.status).toBe(303)
  const papers = await hub.as('niamh').post(`${editionPath}/registration/questions`, { sort: 'text', 'text-en': 'Your passport number?' })
  expect([papers.status, (await papers.text()).includes('This asks for papers or a date of birth.')]).toEqual([422, true])
  const { questions } = (await json(hub.as(null).api('GET', `/editions/${edition}/registration-plan`))) as { questions: { id: string }[] }
  const question = questions[0]?.id ?? ''
  const refused = await hub.as('mai').post(`${editionPath}/registration`, { mode: 'online', badge: 'Kept words' })
  const redrawn = await refused.text()
  expect([refused.status, redrawn.includes('value="Kept words"'), redrawn.includes(`id="fault-answer-${question}"`)]).toEqual([
    422,
    true,
    true,
  ])
  const said = {
    mode: 'online',
    badge: 'Moonlight',
    access: ['step-free', 'captions'],
    diet: 'halal',
    note: 'A lamp, please',
    [`answer-${question}`]: '1',
  }
  expect((await hub.as('mai').post(`${editionPath}/registration`, said)).status).toBe(303)
  const { rows } = await sql<{ row: string }>`select row_to_json(r)::text as row from registration_answer r`.execute(hub.db)
  expect(rows.map(({ row }) => row).join()).not.toMatch(/Moonlight|halal|lamp/)
  // Others have no desk, and nobody finds a word of it on the organisers' own page.
  for (const name of ['mai', 'samir', null] as const)
    expect((await hub.as(name).api('GET', `/editions/${edition}/registrations`)).status).toBe(403)
  const desk = await (await hub.as('niamh').get(`${editionPath}/registration/desk`)).text()
  expect([desk.includes('A way without steps: 1'), desk.includes('Letters: 1'), desk.includes('lamp')]).toEqual([true, true, false])
  const id = /name="registration" value="([^"]+)"/.exec(desk)?.[1] ?? ''
  expect((await hub.as('samir').post(`${editionPath}/registration/reading`, { registration: id })).status).toBe(403)
  expect(await (await hub.as('niamh').post(`${editionPath}/registration/reading`, { registration: id })).text()).toContain('A lamp, please')
  const mine = await json(hub.as('mai').api('GET', `/editions/${edition}/registration`))
  expect(mine['readings']).toEqual([NOON.toISOString()])
  expect(await (await hub.as('mai').get(`${editionPath}/registration`)).text()).toContain('An organiser read your answers once')
  // A hub whose secret was replaced finds and opens all of it.
  const keys = keysFrom(Buffer.alloc(32, 2), [Buffer.alloc(32, 1)])
  const anew = { ...hub.runner, outside: { ...hub.runner.outside, keys } }
  expect((await perform(anew, renewSecrets, {}, theHub)).rows).toBeGreaterThan(1)
  const forgotten = { ...hub.runner, outside: { ...hub.runner.outside, keys: keysFrom(Buffer.alloc(32, 2)) } }
  const actor = hub.cast.members.get('mai')?.actor ?? theHub
  const opens = await callAs({ ...hub, runner: forgotten }, actor)('registrations.mine', { edition })
  expect(opens).toMatchObject({ state: 'confirmed', told: { badge: 'Moonlight' } })
  const declined = hub.cast.members.get('idrissa')?.actor ?? theHub
  const why = await callAs({ ...hub, runner: forgotten }, declined)('registrations.mine', { edition: declinedIn })
  expect(why).toMatchObject({ state: 'declined', reason: { text: 'The hall <holds> thirty.', language: 'en' } })
  expect(await perform({ ...anew }, renewSecrets, {}, theHub)).toEqual({ rows: 0 })
  // Back, for the tests that follow.
  await perform(
    { ...hub.runner, outside: { ...hub.runner.outside, keys: keysFrom(Buffer.alloc(32, 1), [Buffer.alloc(32, 2)]) } },
    renewSecrets,
    {},
    theHub,
  )
})

const countOf = async (table: 'registration_answer' | 'registration_reading' | 'registration' | 'agenda_star', edition: string) =>
  (await hub.db.selectFrom(table).select('edition_id').where('edition_id', '=', edition).execute()).length

describe('at the door', () => {
  const codeOf = async (name: CastName, edition: string): Promise<string> =>
    String((await json(hub.as(name).api('GET', `/editions/${edition}/registration`)))['code'])

  test('a code checks in once, on one device, and can be undone', async () => {
    const { edition, editionPath } = await opened()
    await put('mai', edition, { told: { badge: 'Moonlight' } })
    await put('samir', edition, { quiet: true, told: { badge: 'Shade' } })
    const code = await codeOf('mai', edition)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
    const at = `/editions/${edition}/check-ins`
    const [key, device] = [keyOf(), keyOf()]
    const sent = { key, code: code.toLowerCase(), device }
    const first = await json(hub.as('niamh').api('POST', at, sent))
    expect(first).toMatchObject({ already: false, here: true })
    hub.setNow(new Date(NOON.getTime() + 3_600_000))
    expect(await json(hub.as('niamh').api('POST', at, sent))).toEqual(first)
    expect(await json(hub.as('niamh').api('POST', at, { ...sent, key: keyOf(), device: keyOf() }))).toEqual({
      ...first,
      already: true,
      here: false,
    })
    hub.setNow(NOON)
    expect(await refusalOf(hub.as('niamh').api('POST', at, { key: keyOf(), code: 'AAAA-BBBB-CCCC' }))).toEqual([409, 'ticket.unknown'])
    expect(await refusalOf(hub.as('mai').api('POST', at, sent))).toEqual([403, 'registration.organisers-only'])
    await hub.as('niamh').api('POST', `${at}/${String(first['registration'])}/undoing`)
    expect(await json(hub.as('niamh').api('POST', at, { ...sent, key: keyOf() }))).toMatchObject({ already: false })
    // A new code voids the old one.
    await hub.as('mai').post(`${editionPath}/registration/ticket`)
    expect(await codeOf('mai', edition)).not.toBe(code)
    expect(await refusalOf(hub.as('niamh').api('POST', at, { ...sent, key: keyOf() }))).toEqual([409, 'ticket.unknown'])
    // The list of a device: hashes alone; the printed one: names of badges, never of quiet ones.
    const list = JSON.stringify(await json(hub.as('niamh').api('GET', `/editions/${edition}/check-in-list`)))
    expect(list).not.toMatch(/Moonlight|Shade/)
    expect(list.match(/"hash":"[0-9a-f]{64}"/g)).toHaveLength(2)
    const paper = await (await hub.as('niamh').get(`${editionPath}/check-in/paper`)).text()
    expect([paper.includes('Moonlight'), paper.includes('Shade'), paper.includes(await codeOf('samir', edition))]).toEqual([
      true,
      false,
      true,
    ])
    expect((await hub.as('mai').get(`${editionPath}/check-in/paper`)).status).toBe(403)
  })

  test('a helper needs no account but a link, which ends', async () => {
    const { edition, editionPath } = await opened({ namesAtDoor: true })
    await put('mai', edition, { told: { badge: 'Moonlight' } })
    const { id, path } = (await json(hub.as('niamh').api('POST', `/editions/${edition}/check-in-links`, {}))) as {
      id: string
      path: string
    }
    expect((await hub.as(null).get(`${editionPath}/check-in`)).status).toBe(403)
    const page = await hub.as(null).get(path)
    expect([page.status, page.headers.get('permissions-policy')?.includes('camera=(self)')]).toEqual([200, true])
    const key = keyOf()
    const code = await codeOf('mai', edition)
    const done = await (await hub.as(null).post(path, { key, code })).text()
    expect([done.includes('Checked in at 12:00'), done.includes('<bdi>Moonlight</bdi>')]).toEqual([true, true])
    expect(await (await hub.as(null).post(path, { key, code })).text()).toContain('Checked in at 12:00')
    expect(await (await hub.as(null).post(path, { key: keyOf(), code })).text()).toContain('Already checked in at 12:00')
    const wrong = await hub.as(null).post(path, { key: keyOf(), code: 'nothing' })
    expect([wrong.status, (await wrong.text()).includes('value="nothing"')]).toEqual([409, true])
    const other = await opened()
    expect((await hub.as(null).get(path.replace(editionPath, other.editionPath))).status).toBe(404)
    hub.setNow(new Date(NOON.getTime() + 3 * DAY_MS))
    expect((await hub.as(null).get(path)).status).toBe(404)
    hub.setNow(NOON)
    // It is worth what the office of its maker is worth, in this moment.
    const until = (from: Date | null, to: Date | null) =>
      hub.db
        .updateTable('office')
        .set({ until: to })
        .where('person_id', '=', personOf('niamh'))
        .where('until', from === null ? 'is' : '=', from)
        .execute()
    const opens = async () => [
      (await hub.as(null).get(path)).status,
      (await openLinks(hub.db, hub.runner.outside.keys, edition, NOON)).length,
    ]
    expect(await opens()).toEqual([200, 1])
    await until(null, NOON)
    expect(await opens()).toEqual([404, 0])
    await until(NOON, null)
    expect(await opens()).toEqual([200, 1])
    await hub.as('niamh').api('DELETE', `/editions/${edition}/check-in-links/${id}`)
    expect((await hub.as(null).post(path, { key, code })).status).toBe(404)
  })
})

test('nobody but organisers is given a list: every page and answer that others get names nobody', async () => {
  const { edition, editionPath, path } = await opened()
  for (const name of ['mai', 'idrissa'] as const) await put(name, edition, { told: { badge: `Badge of ${name}` } })
  const needles = [/Badge of/, new RegExp(`${personOf('mai')}|${personOf('idrissa')}`)]
  const pages = [editionPath, `${editionPath}/registration`, `${editionPath}/registration/numbers`, `${editionPath}/agenda`, path]
  for (const name of ['samir', null] as const) {
    for (const one of pages) {
      const html = await (await hub.as(name).get(one)).text()
      expect([one, needles.some((needle) => needle.test(html))]).toEqual([one, false])
    }
    for (const one of ['registrations', 'check-in-list'])
      expect((await hub.as(name).api('GET', `/editions/${edition}/${one}`)).status).toBe(403)
  }
  // It could leak: the organisers' page does hold the names.
  expect(needles[0]?.test(await (await hub.as('niamh').get(`${editionPath}/registration/desk`)).text())).toBe(true)
  // Everybody reads the same numbers, hosts as well.
  const numbers = async (name: CastName | null) =>
    /<dl class="numbers">.*?<\/dl>/s.exec(await (await hub.as(name).get(`${editionPath}/registration/numbers`)).text())?.[0]
  expect(await numbers('niamh')).toBe(await numbers(null))
  expect(await numbers(null)).toContain('fewer than ten')
})

test('a ticket goes by mail where it was asked for, and says not for what', async () => {
  const { edition, editionPath } = await opened()
  await put('mai', edition, { letter: true })
  await put('samir', edition)
  await hub.settle()
  const [letter, ...more] = hub.letters.filter(({ subject }) => subject.startsWith('Something from'))
  expect([letter?.to, more.length]).toEqual(['mai@example.org', 0])
  expect(letter?.text).not.toMatch(/summit|edition|ticket for/i)
  const link = /http:\/\/hub\.test(\/en\/tickets\/\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
  expect((await hub.as('mai').get(link)).headers.get('location')).toBe(`/en${editionPath}/registration/ticket`)
  expect((await hub.as('samir').get(link)).status).toBe(404)
  const ticket = await (await hub.as('mai').get(`${editionPath}/registration/ticket`)).text()
  expect([ticket.includes('<svg viewBox'), /http[^"]*\/\/(?!hub\.test|www\.w3)/.test(ticket)]).toEqual([true, false])
})

test('an agenda marks clashes, and its secret address tells sessions alone until it is taken back', async () => {
  const { edition, editionPath, id } = await opened()
  const start = new Date(NOON.getTime() + DAY_MS).toISOString().replace('T12', 'T10')
  const other = await doAsHub<{ id: string }>(hub, 'gatherings.create-session', {
    ...{ edition, languages: ['en'], startsAt: start, endsAt: start.replace('T10', 'T12') },
    note: { language: 'en', title: 'Another session', questions: [] },
  })
  await doAsHub(hub, 'gatherings.announce-session', { session: other.id })
  for (const session of [id, other.id, other.id]) await hub.as('mai').post(`${editionPath}/agenda`, { session, marked: '1' })
  expect(await json(hub.as('mai').api('GET', `/editions/${edition}/agenda`))).toEqual({
    sessions: [
      { session: id, clashes: true },
      { session: other.id, clashes: true },
    ],
  })
  const { path } = (await json(hub.as('mai').api('POST', `/editions/${edition}/agenda-feed`))) as { path: string }
  const feed = await hub.as(null).get(path)
  const text = await feed.text()
  expect([feed.status, text.match(/BEGIN:VEVENT/g)?.length, text.includes(personOf('mai')), text.includes('Mai')]).toEqual([
    200,
    2,
    false,
    false,
  ])
  await hub.as('mai').api('DELETE', `/editions/${edition}/agenda-feed`)
  expect((await hub.as(null).get(path)).status).toBe(404)
})

test('the online room opens to those who attend half an hour before, and to nobody else', async () => {
  const { edition, path, id } = await opened()
  const room = { sort: 'online', name: 'Room', language: 'en', link: 'https://room.example/secret' }
  await doAsHub(hub, 'gatherings.write-venue', { edition, number: 1, ...room })
  await hub.db.updateTable('summit_session').set({ online_number: 1 }).where('id', '=', id).execute()
  await put('mai', edition, { mode: 'online' })
  const shows = async (name: CastName | null) => (await (await hub.as(name).get(path)).text()).includes('room.example/secret')
  expect([await shows('mai'), await shows('samir')]).toEqual([false, false])
  hub.setNow(new Date('2026-03-02T08:31:00Z'))
  expect([await shows('mai'), await shows('samir'), await shows(null)]).toEqual([true, false, false])
})

test('news says that a place became free, and that the edition was called off; who leaves the hub makes room', async () => {
  const { edition, id: session } = await opened({ inPersonPlaces: 1 })
  const gone = await signUp(hub.runner, 'gone@example.org', 'Gone')
  const actor = { ...theHub, operator: false, account: await people.accountOf(hub.db, gone.person), person: gone.person } as typeof theHub
  await callAs(hub, actor)('registrations.register', { edition, mode: 'in-person' })
  await callAs(hub, actor)('registrations.mark-session', { edition, session, marked: true })
  await put('aoife', edition)
  hub.setNow(new Date(NOON.getTime() + 60_000))
  await doAsHub(hub, 'registrations.release-person', { person: gone.person })
  expect([await stateOf('aoife', edition), await countOf('registration', edition), await countOf('agenda_star', edition)]).toEqual([
    'confirmed',
    1,
    0,
  ])
  expect(await (await hub.as('aoife').get('/notices')).text()).toContain('A place has become free for you.')
  hub.setNow(new Date(NOON.getTime() + 120_000))
  await doAsHub(hub, 'gatherings.call-off-edition', { edition, reason: 'A storm.', language: 'en' })
  expect(await (await hub.as('aoife').get('/notices')).text()).toContain('Something to which you meant to come has been called off.')
  expect(await refusalOf(put('mai', edition))).toEqual([409, 'registration.called-off'])
})

test('what was said, who read it and who came are gone a month after the end', async () => {
  const { edition } = await opened()
  await put('mai', edition)
  const desk = (await json(hub.as('niamh').api('GET', `/editions/${edition}/registrations`))) as { rows?: { registration: string }[] }
  const asked = { edition, registration: desk.rows?.[0]?.registration }
  await doAsHub(hub, 'registrations.read-answers', asked)
  const held = async () => [await countOf('registration_answer', edition), await countOf('registration_reading', edition)]
  hub.setNow(new Date('2026-04-01T23:59:00Z'))
  await hub.sweep()
  expect(await held()).toEqual([1, 1])
  hub.setNow(new Date('2026-04-02T00:00:00Z'))
  await hub.sweep()
  expect([await held(), await countOf('registration', edition)]).toEqual([[0, 0], 1])
  await expect(doAsHub(hub, 'registrations.read-answers', asked)).rejects.toThrow('registration.answers-gone')
})
