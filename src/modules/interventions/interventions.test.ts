import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source } from '../../core/citable.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { interventions } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HOUR_MS = 3_600_000

type Captured = { readonly id: string; readonly link: string; readonly code: string; readonly path: string }

const json = async <T>(answer: Response | Promise<Response>): Promise<T> => (await (await answer).json()) as T
const typeOf = async (answer: Response | Promise<Response>): Promise<unknown> => (await json<{ type: unknown }>(answer)).type

async function staged(): Promise<StagedSession & { readonly notes: Visitor }> {
  const session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'samir', 'note-taker')
  return { ...session, notes: hub.as('samir') }
}

const NOTED = { text: 'Trust takes years.', language: 'en', role: 'panellist', form: 'verbatim', question: 1 }

const capture = async ({ id, notes }: { id: string; notes: Visitor }, more: object = {}): Promise<Captured> =>
  json(notes.api('POST', `/sessions/${id}/interventions`, { sending: randomUUID(), ...NOTED, ...more }))

async function cited({ id }: StagedSession): Promise<readonly Source[]> {
  const [citable] = interventions.citables ?? []
  return citable?.ofSession(hub.db, id, 'en') ?? []
}

type Listed = {
  readonly interventions: readonly {
    readonly id: string
    readonly speaker: object
    readonly saidAt: string | null
    readonly role: string
  }[]
}
const listOf = async ({ id }: StagedSession): Promise<Listed['interventions']> =>
  (await json<Listed>(hub.as(null).api('GET', `/sessions/${id}/interventions`))).interventions

/** A speaker on the run sheet, by name alone. */
async function onSheet({ id }: StagedSession, name: string, person: string | null = null): Promise<string> {
  const [block, speaker] = [randomUUID(), randomUUID()]
  const at = new Date(NOON.getTime() + 24 * HOUR_MS)
  await hub.db
    .insertInto('block')
    .values({ session_id: id, id: block, position: 1, sort: 'keynote', starts_at: at, minutes: 20, began_at: null, ended_at: null })
    .execute()
  await hub.db
    .insertInto('speaker')
    .values({ session_id: id, id: speaker, block_id: block, position: 1, person_id: person, name, line: 'Teacher', language: 'en' })
    .execute()
  return speaker
}

test('what a note-taker writes down bears a role alone, until its speaker chooses by the code that they were given', async () => {
  const session = await staged()
  const speaker = await onSheet(session, 'Wanjiru Ndolo')
  const saidAt = '2026-03-02T09:32:00.000Z'
  const { id, code, link, path } = await capture(session, { speaker, notedSpeaker: 'the one in red', saidAt })
  const before = await hub.as(null).get(path)
  const html = await before.text()
  expect([before.status, html.includes('a panellist'), /Wanjiru|in red|09:32/.test(html)]).toEqual([200, true, false])
  expect(await listOf(session)).toMatchObject([{ id, role: 'panellist', speaker: { sort: 'role', name: null }, saidAt: null }])

  const ana = hub.as(null)
  const found = await ana.post(`${session.path}/interventions/claim`, { code: code.toLowerCase() })
  expect([found.status, found.headers.get('location')]).toEqual([303, `/en/interventions/${link}`])
  expect((await ana.get(`/interventions/${link}`)).headers.get('cache-control')).toBe('private, no-store')
  await ana.post(`/interventions/${link}/attribution`, { choice: 'speaker' })
  expect(await listOf(session)).toMatchObject([{ speaker: { sort: 'named', name: 'Wanjiru Ndolo' }, saidAt }])
  expect(await cited(session)).toMatchObject([{ sort: 'intervention', id, speaker: 'Wanjiru Ndolo', version: 2, state: 'standing', path }])

  await ana.post(`/interventions/${link}/attribution`, { choice: 'label', label: 'A reader' })
  expect(await listOf(session)).toMatchObject([{ speaker: { sort: 'label', name: 'A reader' }, saidAt: null }])
  const row = await hub.db.selectFrom('intervention').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect([row.speaker_id, row.person_id, row.noted_speaker, row.consent]).toEqual([null, null, null, null])
})

test('a wrong code finds nothing and a broken link is not there', async () => {
  const session = await staged()
  await capture(session)
  const wrong = await hub.as(null).post(`${session.path}/interventions/claim`, { code: 'ABCD-EFGH-JKMN-PQRS' })
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('No intervention in this session bears this code')])
  expect((await hub.as(null).get('/interventions/a.b.c')).status).toBe(404)
})

test('what arrives twice is one, with the same answer; somebody else’s form is another', async () => {
  const session = await staged()
  const sending = randomUUID()
  const [first, second] = [await capture(session, { sending }), await capture(session, { sending, text: 'Sent again.' })]
  expect(second).toEqual(first)
  const at = `/sessions/${session.id}/interventions`
  const atOnce = randomUUID()
  const both = await Promise.all([1, 2].map(() => json<Captured>(session.notes.api('POST', at, { ...NOTED, sending: atOnce }))))
  expect(both[0]).toEqual(both[1])
  const other = await json<Captured>(hub.as('niamh').api('POST', at, { ...NOTED, sending }))
  expect(other.id).not.toBe(first.id)
  expect((await listOf(session)).length).toBe(3)
})

test('a correction keeps the earlier text for the speaker and the team, and ends with its time; a withdrawal does not', async () => {
  const session = await staged()
  const { link, path, id } = await capture(session, { text: 'Trust takes yeers.' })
  const ana = hub.as(null)
  await ana.post(`/interventions/${link}/correction`, { text: 'Trust takes years.', language: 'en', question: '2' })
  const texts = async (who: Visitor, at: string) => (await (await who.get(at)).text()).includes('yeers')
  expect([await texts(ana, path), await texts(hub.as('mai'), path)]).toEqual([false, false])
  expect([await texts(ana, `/interventions/${link}`), await texts(session.notes, path)]).toEqual([true, true])
  expect(await cited(session)).toMatchObject([{ version: 2, question: 2, text: 'Trust takes years.' }])

  await doAsHub(hub, 'gatherings.close-session', { session: session.id })
  hub.setNow(new Date(NOON.getTime() + 49 * HOUR_MS))
  const late = await ana.post(`/interventions/${link}/correction`, { text: 'Too late.', language: 'en', question: '' })
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('The time for writing and correcting is over')])
  expect((await ana.post(`/interventions/${link}/withdrawal`)).status).toBe(303)
  hub.setNow(NOON)
  expect(await cited(session)).toMatchObject([{ version: 3, text: '', state: 'withdrawn', speaker: null }])
  const html = await (await session.notes.get(path)).text()
  expect([html.includes('Withdrawn on'), /Trust|yeers/.test(html)]).toEqual([true, false])
  const kept = JSON.stringify([
    await hub.db.selectFrom('intervention').selectAll().where('id', '=', id).execute(),
    await hub.db.selectFrom('earlier_intervention').selectAll().where('intervention_id', '=', id).execute(),
  ])
  expect(kept).not.toMatch(/Trust|yeers|panellist/)
  expect((await ana.api('POST', '/interventions/withdrawal', { of: { link } })).status, 'what arrives twice').toBe(200)
})

test('those who attend write themselves, from the opening until the time is over; nobody else does', async () => {
  const session = await stageSession(hub)
  await seat(hub, session.edition, ['mai'])
  const mine = { sending: randomUUID(), text: 'I miss my bank.', language: 'en', choice: 'none' }
  const at = `/sessions/${session.id}/my-interventions`
  expect(await typeOf(hub.as('mai').api('POST', at, mine))).toBe('intervention.not-yet')
  await doAsHub(hub, 'gatherings.open-session', { session: session.id })
  expect(await typeOf(hub.as('idrissa').api('POST', at, mine))).toBe('intervention.attending-only')
  expect(await typeOf(hub.as(null).api('POST', at, mine))).toBe('sign-in.needed')
  expect((await hub.as('mai').api('POST', at, mine)).status).toBe(200)
  expect(await typeOf(hub.as('mai').api('POST', `/sessions/${session.id}/interventions`, { ...NOTED, sending: randomUUID() }))).toBe(
    'intervention.team-only',
  )
  const refilled = await hub
    .as('mai')
    .post(`${session.path}/interventions/mine`, { ...mine, sending: randomUUID(), choice: 'label', text: 'Kept words' })
  expect([refilled.status, (await refilled.text()).includes('Kept words')]).toEqual([422, true])
  await doAsHub(hub, 'gatherings.close-session', { session: session.id })
  hub.setNow(new Date(NOON.getTime() + 49 * HOUR_MS))
  expect(await typeOf(hub.as('mai').api('POST', at, { ...mine, sending: randomUUID() }))).toBe('intervention.time-over')
  hub.setNow(NOON)
})

test('a label is of one speaker and one session, for good', async () => {
  const [one, two] = [await staged(), await staged()]
  await onSheet(one, 'Ada Obi')
  const [first, second, third] = [await capture(one), await capture(one), await capture(two)]
  const choose = async ({ link }: Captured, label: string) =>
    (await hub.as(null).post(`/interventions/${link}/attribution`, { choice: 'label', label })).status
  expect(await choose(first, 'Ninja')).toBe(303)
  expect([await choose(second, ' NINJA '), await choose(third, 'ninja'), await choose(second, 'Ada  OBI')]).toEqual([409, 409, 409])
  await hub.as(null).post(`/interventions/${first.link}/withdrawal`)
  expect(await choose(second, 'Ninja'), 'also after a withdrawal').toBe(409)
})

test('a note-taker acts for a speaker only with their consent, and never after they have chosen', async () => {
  const session = await staged()
  const { id, link, path } = await capture(session, { notedSpeaker: 'the one in red' })
  const reading = [session.notes, hub.as('niamh'), hub.as('mai'), hub.as(null)]
  const noted = async () => Promise.all(reading.map(async (who) => (await (await who.get(path)).text()).includes('the one in red')))
  expect(await noted()).toEqual([true, false, false, false])
  expect(
    await typeOf(session.notes.api('POST', `/sessions/${session.id}/interventions`, { ...NOTED, sending: randomUUID(), choice: 'none' })),
  ).toBe('intervention.consent-needed')
  const of = { session: session.id, intervention: id, consent: 'spoken' }
  const choose = (who: Visitor) => who.api('POST', '/interventions/attribution', { of, choice: 'label', label: 'Somebody from Cork' })
  expect(await typeOf(choose(hub.as('niamh')))).toBe('intervention.note-takers-only')
  expect((await choose(session.notes)).status).toBe(200)
  expect(await noted(), 'gone once they have chosen').toEqual([false, false, false, false])
  expect(await hub.db.selectFrom('intervention').select('consent').where('id', '=', id).executeTakeFirst()).toEqual({ consent: 'spoken' })
  await hub.as(null).post(`/interventions/${link}/attribution`, { choice: 'none' })
  expect(await typeOf(choose(session.notes))).toBe('intervention.speaker-chose')
  expect(await typeOf(session.notes.api('POST', '/interventions/correction', { of, text: 'Mine now.', language: 'en' }))).toBe(
    'intervention.speaker-chose',
  )
})

test('unfiled ones are filed by the team; a question under which nothing was said is shown', async () => {
  const session = await staged()
  const { id, path } = await capture(session, { question: null })
  const list = `${session.path}/interventions`
  expect(await (await hub.as(null).get(list)).text()).toContain('Under no guiding question')
  expect((await hub.as('mai').post(`${path}/filing`, { question: '3' })).status).toBe(403)
  expect((await session.notes.post(`${path}/filing`, { question: '9' })).status).toBe(400)
  await session.notes.post(`${path}/filing`, { question: '3' })
  const html = await (await hub.as(null).get(list)).text()
  expect([html.includes('id="question-3"'), html.split('Nothing was said under this question').length - 1]).toEqual([true, 2])
  const filtered = await json<Listed>(
    hub.as(null).api('GET', `/sessions/${session.id}/interventions?question=2&role=panellist&language=en`),
  )
  expect([filtered.interventions, (await listOf(session)).map((one) => one.id)]).toEqual([[], [id]])
})

test('picked parts of a transcript become interventions, all or none', async () => {
  const session = await staged()
  const speaker = await onSheet(session, 'Ada Obi')
  const at = `${session.path}/interventions/transcript`
  const read = await (
    await session.notes.post(at, { transcript: '10:01 Ada Obi: We began small.\nThen we grew.\nBen: Why?', language: 'en' })
  ).text()
  expect([read.includes('We began small. Then we grew.'), read.split('name="pick-').length - 1]).toEqual([true, 2])
  const wordless = await session.notes.post(at, { transcript: '10:01\n10:02', language: 'en' })
  expect([wordless.status, (await wordless.text()).includes('10:01')]).toEqual([422, true])
  const part = (number: number, more: object) =>
    Object.fromEntries(
      Object.entries({ sending: randomUUID(), role: 'panellist', question: '1', ...more }).map(([name, value]) => [
        `${name}-${number}`,
        value,
      ]),
    )
  const picks = {
    language: 'en',
    ...part(0, { text: 'We began small.', speaker, pick: 'on' }),
    ...part(1, { text: '', name: 'Ben', pick: 'on' }),
  }
  expect((await session.notes.post(`${at}/picks`, picks)).status).toBe(422)
  expect(await listOf(session)).toEqual([])
  expect((await session.notes.post(`${at}/picks`, { ...picks, 'text-1': 'Why?' })).status).toBe(303)
  expect((await listOf(session)).map(({ speaker: who }) => who)).toEqual([
    { sort: 'role', name: null },
    { sort: 'role', name: null },
  ])
})

test('paper comes from a meeting, with consent; a small meeting is not named, and the share is said', async () => {
  const session = await staged()
  const begin = async (title: string, people: string) => {
    const form = { sending: randomUUID(), title, language: 'en', place: 'Sligo', heldOn: '2026-02-20', people }
    return (await session.notes.post(`${session.path}/kit/entry`, form)).headers.get('location')?.split('/').at(-1) ?? ''
  }
  const [large, small] = [await begin('The parish hall', '14'), await begin('A kitchen table', '4')]
  const sheet = { ...NOTED, role: 'participant', choice: 'none', source: 'paper' }
  expect(
    await typeOf(session.notes.api('POST', `/sessions/${session.id}/interventions`, { ...sheet, sending: randomUUID(), meeting: large })),
  ).toBe('intervention.consent-needed')
  const code = 'ABCD EFGH JKMN PQRS'
  const typed = { ...sheet, question: '1', meeting: large, consent: 'written', code, sending: randomUUID() }
  const page = await (await session.notes.post(`${session.path}/interventions`, typed)).text()
  expect([page.includes('ABCD-EFGH-JKMN-PQRS'), page.includes('1 contribution typed in')]).toEqual([true, true])
  await capture(session, { ...sheet, meeting: small, consent: 'written' })
  await capture(session)
  const html = await (await hub.as(null).get(`${session.path}/interventions`)).text()
  expect([html.includes('The parish hall'), html.includes('A kitchen table'), html.includes('2 of them (67%) came on paper')]).toEqual([
    true,
    false,
    true,
  ])
  expect((await hub.as(null).post(`${session.path}/interventions/claim`, { code })).status).toBe(303)
  const kit = await (await hub.as(null).get(`${session.path}/kit`)).text()
  expect([kit.includes('What makes a tool safe?'), kit.match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/g)?.length]).toEqual([true, 12])
})

test('a report hides it for everybody, as a source too, and its speaker is told why', async () => {
  const session = await staged()
  await seat(hub, session.edition, ['mai'])
  const mine = { sending: randomUUID(), text: 'They are all the same.', language: 'en', choice: 'none' }
  const { path } = await json<Captured>(hub.as('mai').api('POST', `/sessions/${session.id}/my-interventions`, mine))
  const { case: id } = await json<{ case: string }>(
    hub.as(null).api('POST', '/reports', { about: path, rule: 'no-attack', text: 'Look.', language: 'en' }),
  )
  expect(
    (
      await hub
        .as('aoife')
        .post(`/moderation/cases/${session.id}/${id}/decision`, { outcome: 'hidden', rule: 'no-attack', facts: 'It attacks.' })
    ).status,
  ).toBe(303)
  expect(await (await hub.as(null).get(path)).text()).not.toContain('all the same')
  expect(await cited(session)).toMatchObject([{ state: 'withdrawn', text: '', version: 2 }])
  const own = await (await hub.as('mai').get(`${session.path}/interventions/mine`)).text()
  const link = /\/en(\/interventions\/[0-9a-f-]+\.[^"]+)"/.exec(own)?.[1] ?? ''
  const html = await (await hub.as('mai').get(link)).text()
  expect([html.includes('all the same'), html.includes('/en/reports/')]).toEqual([true, true])
})

test('whoever is on the run sheet by an identity finds it among their own, and hears of it', async () => {
  const session = await staged()
  const mai = hub.cast.members.get('mai')
  const speaker = await onSheet(session, 'Mai Tran', mai?.person)
  await capture(session, { speaker })
  expect(await json(hub.as('mai').api('GET', `/sessions/${session.id}/my-interventions`))).toMatchObject([
    { intervention: { speaker: { sort: 'role' } } },
  ])
  expect(await json(hub.as('idrissa').api('GET', `/sessions/${session.id}/my-interventions`))).toEqual([])
  const news = async (name: 'mai' | 'idrissa') => {
    const member = hub.cast.members.get(name)
    if (member?.actor.account == null) throw new Error(`${name} has no account`)
    const owner = { account: member.actor.account, persons: [member.person], operator: false }
    const asked = { owners: [owner], since: new Date(NOON.getTime() - HOUR_MS), sorts: ['my-contribution'] as const }
    const told = (await interventions.news?.(hub.kit, asked)) ?? []
    return told.filter(({ key }) => key === `interventions/${session.id}`).map(({ line }) => line((key) => key))
  }
  expect([await news('mai'), await news('idrissa')]).toEqual([['news.interventions.captured'], []])
})
