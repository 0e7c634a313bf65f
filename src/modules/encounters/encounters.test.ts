import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { castCall, crowd, enter, listOf, meet, refusal, SAID } from '../../testing/encounters.ts'
import { thrice } from '../../testing/deeds.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { seat, stageSession, type StagedSession } from '../../testing/summit.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)

/** Mai and Idrissa talk around a session of their own. */
async function talking(): Promise<{ session: StagedSession; pair: string }> {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  await enter(castCall(hub, 'mai'), session.id)
  await enter(castCall(hub, 'idrissa'), session.id)
  return { session, pair: await meet(castCall(hub, 'idrissa'), castCall(hub, 'mai'), session.id, 'Mai') }
}

type Talk = {
  readonly messages: readonly {
    readonly id: string
    readonly text: string
    readonly mine: boolean
    readonly warned: boolean
    readonly hidden: boolean
  }[]
  readonly meetings: readonly { readonly id: string; readonly state: string }[]
  readonly contact: object
  readonly muted: boolean
}
const talkOf = (name: 'mai' | 'idrissa', { session, pair }: { session: StagedSession; pair: string }): Promise<Talk> =>
  castCall(hub, name)('encounters.conversation', { session: session.id, pair })

test('only those who attend go on the list, and only they learn that there is one before there are ten', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa'])
  const people = `${session.path}/people`
  expect(await refusal(castCall(hub, 'gift')('encounters.enter-list', { session: session.id, ...SAID }))).toBe('encounter.attending-only')
  expect((await hub.as(null).api('PUT', `/sessions/${session.id}/encounters/entry`, SAID)).status).toBe(403)
  const sent = await hub
    .as('mai')
    .post(`${people}/entry`, { words: 'trust, law', questions: ['1'], languages: ['en'], seeks: '', offers: '' })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/en${people}?done=entered`])
  const refused = await hub.as('mai').post(`${people}/entry`, { words: 'trust, see example.org', seeks: 'a mentor' })
  const again = await refused.text()
  expect([refused.status, again.includes('value="trust, see example.org"'), again.includes('value="a mentor"')]).toEqual([422, true, true])
  for (const who of [hub.as(null), hub.as('gift')]) {
    expect(await (await who.get(people)).text()).not.toContain('<bdi>Mai</bdi>')
    expect(await (await who.get(session.path)).text()).not.toContain('people want to meet others')
  }
  const section = '<h2>Meet others</h2>'
  expect(await (await hub.as(null).get(session.path)).text()).not.toContain(section)
  expect(await (await hub.as('idrissa').get(session.path)).text()).toContain(section)
  expect(await listOf(castCall(hub, 'idrissa'), session.id)).toMatchObject({ count: null, entry: null, suggestions: [] })
  await crowd(hub, session, 9)
  expect(await (await hub.as(null).get(session.path)).text()).toContain('At least 10 people')
  expect(await listOf(castCall(hub, 'idrissa'), session.id), 'and nobody of them').toMatchObject({ count: 10, suggestions: [] })
})

test('people are shown by what they have in common; nothing more before both say yes, and a no is silent', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa', 'gift'])
  const [mai, idrissa, gift] = [castCall(hub, 'mai'), castCall(hub, 'idrissa'), castCall(hub, 'gift')]
  await enter(mai, session.id, { ...SAID, words: ['trust', 'a secret of mine'] })
  await enter(gift, session.id, { words: ['nothing in common'] })
  await enter(idrissa, session.id, { words: ['Trust'], questions: [1], languages: ['en'], seeks: ['translation'] })
  const seen = await listOf(idrissa, session.id)
  const reasons = { questions: [1], words: ['Trust'], languages: ['en'], seeks: ['translation'], offers: [] }
  expect(seen.suggestions).toEqual([{ entry: expect.any(String), name: 'Mai', state: false, reasons, points: 2 + 2 + 1 + 3, room: null }])
  const page = await (await hub.as('idrissa').get(`${session.path}/people`)).text()
  expect([page.includes('<bdi>Mai</bdi>'), page.includes('a secret of mine'), page.includes('<bdi>Gift</bdi>')]).toEqual([
    true,
    false,
    false,
  ])

  const [shown] = seen.suggestions
  await idrissa('encounters.ask-person', { session: session.id, entry: shown?.entry })
  const [asking] = (await listOf(mai, session.id)).asking
  expect(asking?.name).toBe('Idrissa')
  await mai('encounters.decline-person', { session: session.id, entry: asking?.entry })
  const after = await listOf(idrissa, session.id)
  expect([after.asked.map(({ name }) => name), after.talks]).toEqual([['Mai'], []])
  expect((await listOf(mai, session.id)).asking).toEqual([])
  // Taken back and asked again, they are still not shown to each other.
  await idrissa('encounters.decline-person', { session: session.id, entry: shown?.entry })
  for (const call of [idrissa, mai]) await call('encounters.refresh-suggestions', { session: session.id })
  expect([(await listOf(idrissa, session.id)).suggestions, (await listOf(mai, session.id)).suggestions]).toEqual([[], []])
  expect(await refusal(idrissa('encounters.ask-person', { session: session.id, entry: shown?.entry }))).toBe('encounter.missing')
})

test('two who ask each other at once have one conversation, and a third finds nothing of it', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa', 'gift'])
  const [mai, idrissa, gift] = [castCall(hub, 'mai'), castCall(hub, 'idrissa'), castCall(hub, 'gift')]
  await enter(mai, session.id)
  await enter(idrissa, session.id)
  await mai('encounters.refresh-suggestions', { session: session.id })
  const [ofMai, ofIdrissa] = [(await listOf(mai, session.id)).suggestions[0], (await listOf(idrissa, session.id)).suggestions[0]]
  const answers = await Promise.all([
    mai<{ pair: string }>('encounters.ask-person', { session: session.id, entry: ofMai?.entry }),
    idrissa<{ pair: string }>('encounters.ask-person', { session: session.id, entry: ofIdrissa?.entry }),
  ])
  expect(answers[0].pair).toBe(answers[1].pair)
  expect((await listOf(mai, session.id)).talks).toHaveLength(1)
  await enter(gift, session.id, { words: ['alone'] })
  const { pair } = answers[0]
  expect(await refusal(gift('encounters.conversation', { session: session.id, pair }))).toBe('encounter.missing')
  expect((await hub.as('gift').get(`${session.path}/people/${pair}`)).status).toBe(404)
  expect((await hub.as('mai').get(`${session.path}/people/${pair}`)).status).toBe(200)
})

test('a message arrives once, lies sealed, and waits for an answer; young accounts send no links', async () => {
  const there = await talking()
  const [session, at] = [there.session.id, `${there.session.path}/people/${there.pair}`]
  const write = (text: string, sending: string = randomUUID()) =>
    castCall(hub, 'mai')('encounters.send-message', { session, pair: there.pair, sending, text })
  const sending = randomUUID()
  const [first, second] = await Promise.all([write('Good morning.', sending), write('Good morning.', sending)])
  expect(second).toEqual(first)
  expect((await talkOf('idrissa', there)).messages).toMatchObject([{ text: 'Good morning.', mine: false, warned: false }])
  const rows = await hub.db.selectFrom('encounter_message').select('text_sealed').execute()
  expect(rows.map(({ text_sealed: sealed }) => sealed.includes('Good morning.'))).toEqual([false])

  const held = await hub.as('mai').post(`${at}/messages`, { sending: randomUUID(), text: 'Pay at www.example.org' })
  expect([held.status, (await held.text()).includes('Pay at www.example.org</textarea>')]).toEqual([409, true])
  expect((await talkOf('idrissa', there)).messages).toHaveLength(1)
  for (const word of ['One', 'Two', 'Three', 'Four']) await write(word)
  expect(await refusal(write('Five'))).toBe('encounter.wait-for-answer')
  hub.setNow(inDays(15))
  await castCall(hub, 'idrissa')('encounters.send-message', {
    session,
    pair: there.pair,
    sending: randomUUID(),
    text: 'See www.example.org',
  })
  expect((await talkOf('mai', there)).messages.at(-1)).toMatchObject({ text: 'See www.example.org', warned: true })
  expect(await (await hub.as('mai').get(at)).text()).toContain('Never send money')
  await castCall(hub, 'mai')('encounters.end-conversation', { session, pair: there.pair })
  expect([(await hub.as('idrissa').get(at)).status, (await listOf(castCall(hub, 'idrissa'), session)).talks]).toEqual([404, []])
  expect(await hub.db.selectFrom('encounter_message').select('id').where('session_id', '=', session).execute()).toEqual([])
  hub.setNow(NOON)
})

test('nobody is in two places, whoever says yes at once', async () => {
  const session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai', 'idrissa', 'gift'])
  const [mai, idrissa, gift] = [castCall(hub, 'mai'), castCall(hub, 'idrissa'), castCall(hub, 'gift')]
  for (const call of [mai, idrissa, gift]) await enter(call, session.id)
  const pairs = [await meet(idrissa, mai, session.id, 'Mai'), await meet(gift, mai, session.id, 'Mai')]
  const startsAt = inDays(1).toISOString()
  const propose = (call: typeof mai, pair: string | undefined, more: object = {}) =>
    call<{ id: string }>('encounters.propose-meeting', { session: session.id, pair, sending: randomUUID(), startsAt, minutes: 30, ...more })
  const first = await propose(idrissa, pairs[0], { place: 'Table 4' })
  // It begins a quarter of an hour later, and is in the way all the same.
  const second = await propose(gift, pairs[1], { startsAt: new Date(inDays(1).getTime() + 900_000).toISOString() })
  expect(await refusal(idrissa('encounters.accept-meeting', { session: session.id, meeting: first.id }))).toBe('encounter.not-proposed')
  const answers = await Promise.all(
    [first, second].map(({ id }) => refusal(mai('encounters.accept-meeting', { session: session.id, meeting: id }))),
  )
  expect(answers.toSorted()).toEqual(['done', 'encounter.slot-taken'])
  const [won, lost] = answers[0] === 'done' ? [first, second] : [second, first]
  const at = (id: string) => `${session.path}/people/${id === first.id ? pairs[0] : pairs[1]}/meetings/${id}/calendar.ics`
  const file = await hub.as('mai').get(at(won.id))
  const text = await file.text()
  expect([file.status, text.includes('SUMMARY:Meeting'), /Mai|Idrissa|Gift/.test(text)]).toEqual([200, true, false])
  expect((await hub.as('mai').get(at(lost.id))).status).toBe(404)
  await mai('encounters.cancel-meeting', { session: session.id, meeting: won.id })
  expect(await refusal(mai('encounters.accept-meeting', { session: session.id, meeting: lost.id }))).toBe('done')
  expect(await refusal(propose(mai, pairs[0], { startsAt: inDays(-1).toISOString() }))).toBe('encounter.slot-past')
  expect(await refusal(propose(mai, pairs[0], { startsAt: inDays(60).toISOString() }))).toBe('encounter.slot-late')
})

test('contacts are shown when both have written, and outlast the session when both keep them; all else ends with it', async () => {
  const there = await talking()
  const ref = { session: there.session.id, pair: there.pair }
  const [mai, idrissa] = [castCall(hub, 'mai'), castCall(hub, 'idrissa')]
  await mai('encounters.offer-contact', { ...ref, text: 'mai@elsewhere.example' })
  expect((await talkOf('idrissa', there)).contact).toEqual({ mine: null, theirs: null, keeps: false, kept: false })
  expect(await refusal(idrissa('encounters.keep-contact', { ...ref, keep: true }))).toBe('encounter.no-contact-yet')
  await idrissa('encounters.offer-contact', { ...ref, text: 'Room 12' })
  expect((await talkOf('idrissa', there)).contact).toMatchObject({ theirs: 'mai@elsewhere.example' })
  await mai('encounters.keep-contact', { ...ref, keep: true })
  expect(await idrissa('encounters.contacts', {})).toEqual([])
  await idrissa('encounters.keep-contact', { ...ref, keep: true })
  const kept = { name: 'Mai', theirs: 'mai@elsewhere.example', mine: 'Room 12', keptOn: '2026-03-01' }
  expect(await idrissa('encounters.contacts', {})).toMatchObject([kept])
  await mai('encounters.send-message', { ...ref, sending: randomUUID(), text: 'Bye.' })

  hub.setNow(inDays(1))
  await castCall(hub, 'gift')('gatherings.close-session', { session: there.session.id })
  hub.setNow(inDays(14))
  await hub.sweep()
  expect((await talkOf('mai', there)).messages).toHaveLength(1)
  hub.setNow(inDays(15.1))
  await hub.sweep()
  for (const table of ['encounter_member', 'encounter_entry', 'encounter_suggestion', 'encounter_pair', 'encounter_message'] as const)
    expect(await hub.db.selectFrom(table).select('session_id').where('session_id', '=', ref.session).execute()).toEqual([])
  expect(await (await hub.as('idrissa').get('/me/contacts')).text()).toContain('mai@elsewhere.example')
  expect(await (await hub.as('idrissa').get('/me')).text()).toContain('/me/contacts')
  expect((await hub.as('idrissa').post(`${there.session.path}/people/entry`, { words: 'trust' })).status).toBe(409)
  const [contact] = await mai<{ id: string }[]>('encounters.contacts', {})
  expect(await refusal(castCall(hub, 'gift')('encounters.end-contact', { contact: contact?.id }))).toBe('encounter.missing')
  expect((await hub.as('mai').post(`/me/contacts/${contact?.id}/ending`)).status).toBe(303)
  expect([await mai('encounters.contacts', {}), await idrissa('encounters.contacts', {})]).toEqual([[], []])
  hub.setNow(NOON)
})

test('moderators read what its reader handed over and nothing else; hidden, it is read by neither', async () => {
  const there = await talking()
  const ref = { session: there.session.id, pair: there.pair }
  for (const text of ['A threat.', 'Something else.'])
    await castCall(hub, 'idrissa')('encounters.send-message', { ...ref, sending: randomUUID(), text })
  const threat = (await talkOf('mai', there)).messages.find(({ text }) => text === 'A threat.')
  const at = `${there.session.path}/people/${there.pair}/handing-over`
  expect((await hub.as('mai').post(at, {})).status).toBe(422)
  const again = { ...ref, messages: [threat?.id ?? ''] }
  const named = ['encounters.report-message', 'encounters.message.handed'] as const
  const { answers, told } = await thrice<{ path: string }>(hub, 'mai', named, again)
  expect([new Set(answers.map(({ path }) => path)).size, told]).toEqual([1, 1])
  const handed = await hub.as('mai').post(at, { messages: threat?.id ?? '' })
  const path = (handed.headers.get('location') ?? '').replace(/^\/en/, '')
  expect(path).toBe(answers[0]?.path)
  expect(await (await hub.as('mai').get(path)).text()).toContain('A threat.')
  expect([
    (await hub.as('idrissa').get(path)).status,
    (await hub.as('gift').get(path)).status,
    (await hub.as(null).get(path)).status,
  ]).toEqual([404, 404, 404])
  expect((await hub.as('samir').get(`${there.session.path}/people/${there.pair}`)).status).toBe(403)
  const about = { about: path, rule: 'no-attack', text: 'He threatens me.', language: 'en' }
  expect((await hub.as('idrissa').api('POST', '/reports', about)).status).toBe(404)
  const filed = (await (await hub.as('mai').api('POST', '/reports', about)).json()) as { case: string }
  const moderator = await (await hub.as('samir').get(path)).text()
  expect([moderator.includes('A threat.'), moderator.includes('Something else.'), moderator.includes('<bdi>Mai</bdi>')]).toEqual([
    true,
    false,
    false,
  ])
  const decided = await hub.as('samir').api('POST', `/moderation/cases/${ref.session}/${filed.case}/decision`, {
    ...{ outcome: 'hidden', rule: 'no-attack', facts: 'It is a threat.', language: 'en' },
  })
  expect(decided.status).toBe(200)
  for (const name of ['mai', 'idrissa'] as const)
    expect(
      (await talkOf(name, there)).messages
        .map(({ text, hidden }) => [text, hidden])
        .toSorted(([one], [two]) => String(one).localeCompare(String(two))),
    ).toEqual([
      ['', true],
      ['Something else.', false],
    ])
  hub.setNow(inDays(181))
  await hub.sweep()
  expect(await hub.db.selectFrom('encounter_handed').select('id').execute()).toEqual([])
  hub.setNow(NOON)
})

test('the young are on no list with grown-ups: not asked on, and gone from it for both once they say so under any name', async () => {
  const { session, pair } = await talking()
  const [mai, idrissa] = [castCall(hub, 'mai'), castCall(hub, 'idrissa')]
  const there = (await listOf(idrissa, session.id)).talks.length
  await mai('profiles.choose-audience', { audience: 'nobody', under18: true })
  expect([there, (await listOf(idrissa, session.id)).talks.length, (await listOf(mai, session.id)).talks.length]).toEqual([1, 0, 0])
  const words = { session: session.id, pair, sending: randomUUID(), text: 'Are you there?' }
  expect(await Promise.all([idrissa, mai].map((call) => refusal(call('encounters.send-message', words))))).toEqual([
    'encounter.missing',
    'encounter.young',
  ])
  expect(await refusal(mai('encounters.enter-list', { session: session.id, ...SAID }))).toBe('encounter.young')
  expect(await refusal(mai('encounters.leave-list', { session: session.id }))).toBe('done')
  await mai('profiles.choose-audience', { audience: 'nobody', under18: false })
})
