import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, joinAsGuest, makeOpen, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { codeOf, inSheets, numbersBehind } from './queries/kit.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HOUR = 3_600_000
const numbers = SEEDS.map((_, number) => number)

type Table = { readonly number: number; readonly at: string; readonly link?: string }
const told = (made: Made, people: number) => ({
  ...{ key: randomUUID(), title: 'A circle of neighbours', language: 'en', heldOn: '2026-02-28', place: 'Tralee', people },
  ...{ codes: [codeOf(made.id, numbers)], consent: true },
})

async function begin(who: Visitor, made: Made, people = 30, link?: string): Promise<Table> {
  const answer = await who.api('POST', `/dialogues/${made.id}/meetings`, { ...told(made, people), link })
  const { number } = (await answer.json()) as { number: number }
  return { number, at: `/dialogues/${made.id}/meetings/${number}`, ...(link === undefined ? {} : { link }) }
}

type Wanted = { readonly key?: string; readonly anyway?: boolean; readonly statements?: readonly object[] }

const sheet = (who: Visitor, { at, link }: Table, answers: readonly (1 | -1 | 0 | null)[], more: Wanted = {}) =>
  who.api('POST', `${at}/sheets`, {
    ...{ key: randomUUID(), anyway: true, link, ...more },
    answers: answers.flatMap((value, statement) =>
      value === null ? [] : [{ statement, choice: value === 1 ? 'agree' : value === -1 ? 'disagree' : 'pass' }],
    ),
  })

async function sheets(who: Visitor, table: Table, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    expect(
      (
        await sheet(
          who,
          table,
          numbers.map((number) => ((number + at) % 3 === 0 ? -1 : 1)),
        )
      ).status,
    ).toBe(200)
}

const read = async (path: string) => (await (await hub.as(null).api('GET', path)).json()) as Record<string, unknown>
const linkFor = async (made: Made, more: object = {}) => {
  const given = { givenTo: 'A choir', quota: 12, endsAt: '2026-03-10T12:00:00Z', ...more }
  return (await (await hub.as('niamh').api('POST', `/dialogues/${made.id}/entry-links`, given)).json()) as { id: string; token: string }
}

test('a code says which statements a sheet asks about, and a slip in it is heard', () => {
  const ascending = fc.uniqueArray(fc.nat({ max: 70_000 }), { minLength: 1, maxLength: 8 }).map((list) => list.toSorted((a, b) => a - b))
  const [one, other] = [randomUUID(), randomUUID()]
  fc.assert(
    fc.property(ascending, (list) => {
      const code = codeOf(one, list)
      expect(numbersBehind(one, ` ${code.toLowerCase().replace('-', ' ')}`)).toEqual(list)
      expect(code.length).toBeLessThan(60)
    }),
  )
  const codes = Array.from({ length: 200 }, (_, at) => codeOf(one, [at, at + 1, at + 3]))
  const elsewhere = codes.filter((code) => numbersBehind(other, code) !== null)
  expect(elsewhere.length).toBeLessThan(4)
  expect(['', '-', '07', '07-', 'Ü7-AA', 'ZZZZZZZZZZZZ-AA', '0ZZZZ7-AA'].map((code) => numbersBehind(one, code))).toEqual(
    Array.from({ length: 7 }, () => null),
  )
})

test('a sheet is one page: eight short statements, or as many long ones as fit', () => {
  const of = (length: number, count: number) => Array.from({ length: count }, () => ({ text: 'x'.repeat(length) }))
  expect(inSheets(of(40, 20)).map((one) => one.length)).toEqual([8, 8, 4])
  expect(inSheets(of(280, 7)).map((one) => one.length)).toEqual([3, 3, 1])
  expect(inSheets([])).toEqual([])
})

test('whoever reads may print: sheets with codes, the guide, the form, in each language', async () => {
  const made = await makeOpen(hub, { title: 'A printed dialogue' })
  const html = await (await hub.as(null).get(`/fr/dialogues/${made.slug}/kit?for=FR`)).text()
  expect(html).toContain(codeOf(made.id, numbers))
  expect(html).toContain('Comment tenir une table en une heure')
  expect(html).toContain('France')
  expect(html.match(/class="box"/g)?.length).toBe(3 * SEEDS.length + 1)
  expect(await (await hub.as(null).get(`/en/dialogues/${made.slug}/kit?for=nowhere`)).text()).not.toContain('For tables of people')
})

test('sheets count as people do, and only tens of them are told', async () => {
  const made = await makeOpen(hub, { title: 'On paper' })
  const niamh = hub.as('niamh')
  const table = await begin(niamh, made)
  await seatCrowd(hub, made.id, 14, (person) => numbers.map(() => (person % 2 === 0 ? 1 : -1)))
  await sheets(niamh, table, 9)
  expect(await read(`/dialogues/${made.id}/meetings`)).toEqual({ onPaper: null, meetings: [], smaller: 1, withdrawn: 0 })
  expect((await hub.as(null).get(`/en/dialogues/${made.slug}/meetings/1`)).status).toBe(404)
  await sheets(niamh, table, 3)
  await sheets(niamh, await begin(niamh, made), 2)
  await recompute(hub.runner, made.id)
  expect(await read(`/dialogues/${made.id}/meetings`)).toEqual({
    onPaper: 10,
    meetings: [
      {
        ...{ number: 1, title: 'A circle of neighbours', language: 'en', heldOn: '2026-02-28', place: 'Tralee', sheets: 10 },
        enteredBy: { givenTo: null, speaker: expect.objectContaining({ sort: 'government', office: 'convener' }) },
      },
    ],
    smaller: 1,
    withdrawn: 0,
  })
  expect(await read(`/dialogues/${made.id}/result`)).toMatchObject({ participants: 28, votes: 28 * SEEDS.length, onPaper: 10 })
  expect(await read(`/dialogues/${made.id}`)).toMatchObject({ onPaper: 10 })
  for (const page of ['', '/result'])
    expect(await (await hub.as(null).get(`/en/dialogues/${made.slug}${page}`)).text()).toContain('At least 10')
  const csv = await (await hub.as(null).get(`/dialogues/${made.slug}/export/summary.csv`)).text()
  expect(csv).toContain('voters,28\nvoters-on-paper,10\n')
  // What everybody reads says of no number that it was a sheet, and of no sheet at which table it was.
  const votes = await (await hub.as(null).get(`/dialogues/${made.slug}/export/votes.csv`)).text()
  expect(votes.split('\n')[0]).not.toContain('meeting')
  const events = (await eventsOf(hub, made.id)).filter(({ kind }) => kind.startsWith('dialogue.sheet'))
  const participants = await hub.db.selectFrom('sheet').select('participant').where('dialogue_id', '=', made.id).execute()
  for (const { participant } of participants) expect(JSON.stringify(events)).not.toContain(String(participant))
  expect(new Set(events.map(({ visibility }) => visibility))).toEqual(new Set(['internal']))
})

test('a post that arrives twice is one sheet, one like another is asked about, and the last one can be undone once', async () => {
  const made = await makeOpen(hub, { title: 'Twice' })
  const samir = hub.as('samir')
  const table = await begin(samir, made, 3)
  const key = randomUUID()
  const first = await (await sheet(samir, table, [1, -1], { key })).json()
  expect(await (await sheet(samir, table, [1, -1], { key })).json()).toEqual(first)
  expect(await refusalOf(await sheet(samir, table, [1, -1], { anyway: false }))).toEqual([409, 'sheet.same-answers'])
  expect((await sheet(samir, table, [1, null, 0], { anyway: false })).status).toBe(200)
  expect(await refusalOf(await sheet(samir, table, []))).toEqual([400, 'sheet.empty'])
  const last = randomUUID()
  expect((await sheet(samir, table, [1, -1], { key: last })).status).toBe(200)
  expect(await refusalOf(await sheet(samir, table, [0]))).toEqual([409, 'meeting.full'])
  expect((await sheet(samir, table, [1, -1], { key: last })).status, 'again, though it is full').toBe(200)
  expect(await refusalOf(await samir.api('DELETE', `${table.at}/sheets/${key}`))).toEqual([409, 'sheet.none-to-undo'])
  for (const _ of [1, 2]) expect((await samir.api('DELETE', `${table.at}/sheets/${last}`)).status).toBe(200)
  const sums = await hub.db
    .selectFrom('participant')
    .select('removed_for')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', made.id)
    .groupBy('removed_for')
    .orderBy('count')
    .execute()
  expect(sums).toEqual([
    { removed_for: 'sheet-undone', count: 1 },
    { removed_for: null, count: 2 },
  ])
  expect((await read(`/dialogues/${made.id}`))['removed']).toEqual([])
  expect((await sheet(samir, table, [0])).status, 'the place is free again').toBe(200)
  const other = { ...told(made, 3), codes: [codeOf(randomUUID(), numbers)] }
  expect(await refusalOf(await samir.api('POST', `/dialogues/${made.id}/meetings`, other))).toEqual([400, 'input.invalid'])
  expect(await refusalOf(await samir.api('POST', `/dialogues/${made.id}/meetings`, { ...told(made, 3), consent: false }))).toEqual([
    400,
    'input.invalid',
  ])
  expect(await refusalOf(await samir.api('POST', `/dialogues/${made.id}/meetings`, { ...told(made, 3), heldOn: '2026-03-09' }))).toEqual([
    400,
    'input.invalid',
  ])
})

test('the key of a sheet of another meeting opens nothing, and is no fault of the hub', async () => {
  const made = await makeOpen(hub, { title: 'Keys' })
  const samir = hub.as('samir')
  const [one, other] = [await begin(samir, made), await begin(samir, made)]
  const key = randomUUID()
  expect((await sheet(samir, one, [1, -1], { key })).status).toBe(200)
  expect(await refusalOf(await sheet(samir, other, [1], { key }))).toEqual([400, 'input.invalid'])
})

test('a link types in so many sheets until its end, for its own meetings, and only while the dialogue is open', async () => {
  const made = await makeOpen(hub, { title: 'By a link', closesAt: '2026-03-05T12:00:00Z' })
  const [ana, niamh] = [hub.as(null), hub.as('niamh')]
  const { id, token } = await linkFor(made, { quota: 2 })
  expect(await refusalOf(await ana.api('POST', `/dialogues/${made.id}/meetings`, told(made, 4)))).toEqual([403, 'sign-in.needed'])
  const table = await begin(ana, made, 4, token)
  const teams = await begin(niamh, made)
  expect(await refusalOf(await sheet(ana, { ...teams, link: token }, [1]))).toEqual([403, 'meeting.not-its-enterer'])
  for (const _ of [1, 2]) expect((await sheet(ana, table, [1])).status).toBe(200)
  expect(await refusalOf(await sheet(ana, table, [1]))).toEqual([409, 'entry.quota-used'])
  const elsewhere = await makeOpen(hub, { title: 'Another' })
  const moved = { ...told(elsewhere, 4), link: token }
  expect(await refusalOf(await ana.api('POST', `/dialogues/${elsewhere.id}/meetings`, moved))).toEqual([403, 'entry.link-over'])
  expect(await refusalOf(await sheet(ana, { ...table, link: `${id}.forged` }, [1]))).toEqual([403, 'entry.link-over'])
  const page = await ana.get(`/en/dialogues/${made.slug}/kit/entry/by/${token}`)
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect(await page.text()).toContain('no sheet is left')
  // Nothing is typed in after the closing, whatever the link says.
  hub.setNow(new Date('2026-03-06T12:00:00Z'))
  expect(await refusalOf(await sheet(niamh, teams, [1]))).toEqual([409, 'dialogue.closed'])
  expect(await refusalOf(await sheet(ana, table, [1]))).toEqual([403, 'entry.link-over'])
  hub.setNow(NOON)
  await niamh.api('DELETE', `/dialogues/${made.id}/entry-links/${id}`)
  expect(await refusalOf(await sheet(ana, table, [1]))).toEqual([403, 'entry.link-over'])
})

test('a meeting is taken back as a whole: its votes leave the result, what it wrote leaves the queue, and it is counted in public', async () => {
  const made = await makeOpen(hub, { title: 'Taken back' })
  const ana = hub.as(null)
  const { token } = await linkFor(made)
  const table = await begin(ana, made, 20, token)
  await seatCrowd(hub, made.id, 12, () => numbers.map(() => 1))
  await sheets(ana, table, 10)
  const wrote = { statements: [{ text: 'Ferries are missing.', language: 'en' }] }
  const added = (await (await sheet(ana, table, [1], wrote)).json()) as { added: number[] }
  expect(added.added).toEqual([SEEDS.length])
  const queue = (await (await hub.as('samir').api('GET', `/dialogues/${made.id}/moderation`)).json()) as {
    number: number
    meeting: number | null
  }[]
  expect(queue.filter(({ meeting }) => meeting !== null).map(({ number, meeting }) => [number, meeting])).toEqual([[SEEDS.length, 1]])
  expect(await (await hub.as('samir').get(`/en/dialogues/${made.slug}/moderation`)).text()).toContain('written on paper at a meeting')
  const patterns = (await (await hub.as('samir').api('GET', `/dialogues/${made.id}/moderation/patterns`)).json()) as {
    findings: { participants: number[] }[]
    meetings: unknown
  }
  expect(patterns.meetings).toEqual([{ meeting: 1, sheets: 11, alike: 10 }])
  const paper = new Set(
    (await hub.db.selectFrom('sheet').select('participant').where('dialogue_id', '=', made.id).execute()).map((row) => row.participant),
  )
  expect(patterns.findings.flatMap(({ participants }) => participants).filter((number) => paper.has(number))).toEqual([])
  await recompute(hub.runner, made.id)
  expect(await read(`/dialogues/${made.id}/result`)).toMatchObject({ participants: 23, onPaper: 10 })
  expect(await refusalOf(await hub.as('mai').api('POST', `${table.at}/withdrawal`))).toEqual([403, 'dialogue.not-its-moderator'])
  for (const _ of [1, 2]) expect((await ana.api('POST', `${table.at}/withdrawal`, { link: token })).status).toBe(200)
  expect(await refusalOf(await sheet(ana, table, [1]))).toEqual([409, 'meeting.withdrawn'])
  await recompute(hub.runner, made.id)
  expect(await read(`/dialogues/${made.id}/result`)).toMatchObject({ participants: 12, onPaper: null, removed: [] })
  expect(await read(`/dialogues/${made.id}/meetings`)).toEqual({ onPaper: null, meetings: [], smaller: 0, withdrawn: 1 })
  const events = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'dialogue.meeting.withdrawn')
  expect(events.map(({ visibility, person_id }) => [visibility, person_id])).toEqual([['public', null]])
  // Nobody restores one of them as if it were somebody whom moderators took out.
  const [number] = paper
  const restored = await hub.as('samir').api('DELETE', `/dialogues/${made.id}/participants/${number}/removal`)
  expect(await refusalOf(restored)).toEqual([404, 'participant.missing'])
})

test('words about a meeting can be reported and hidden; its sheets count all the same', async () => {
  const made = await makeOpen(hub, { title: 'Reported' })
  const samir = hub.as('samir')
  await sheets(samir, await begin(samir, made), 10)
  const about = `/dialogues/${made.slug}/meetings/1`
  expect(await (await hub.as(null).get(`/en${about}`)).text()).toContain('A circle of neighbours')
  const filed = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'It names somebody.', language: 'en' })
  expect(filed.status).toBe(200)
  const { case: id } = (await filed.json()) as { case: string }
  const decision = { outcome: 'hidden', rule: 'no-attack', facts: 'It does.' }
  const byHim = await samir.api('POST', `/moderation/cases/${made.id}/${id}/decision`, decision)
  expect(byHim.status, 'whoever told of it does not decide').toBe(403)
  expect((await hub.as('aoife').api('POST', `/moderation/cases/${made.id}/${id}/decision`, decision)).status).toBe(200)
  const list = (await read(`/dialogues/${made.id}/meetings`)) as { onPaper: number; meetings: { title: unknown; place: unknown }[] }
  expect([list.onPaper, list.meetings.map(({ title, place }) => [title, place])]).toEqual([10, [[null, null]]])
})

test('sums are published of sheets as of anybody, in steps', async () => {
  const made = await makeOpen(hub, { title: 'Sealed', publication: 'aggregates' })
  const niamh = hub.as('niamh')
  const table = await begin(niamh, made, 40)
  await sheets(niamh, table, 12)
  await recompute(hub.runner, made.id)
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.id}/result`)), 'held back until ten more').toEqual([
    404,
    'result.missing',
  ])
  hub.setNow(new Date(NOON.getTime() + HOUR))
  await sheets(niamh, table, 12)
  await recompute(hub.runner, made.id)
  expect(await read(`/dialogues/${made.id}/result`)).toMatchObject({ participants: 10, votes: null, onPaper: 20 })
  hub.setNow(NOON)
})

test('who takes part on paper is nobody’s account', async () => {
  const made = await makeOpen(hub, { title: 'Nobody’s' })
  const guest = await joinAsGuest(hub, made)
  const niamh = hub.as('niamh')
  await sheets(niamh, await begin(niamh, made), 2)
  const rows = await hub.db
    .selectFrom('participant')
    .select('holder_tag')
    .where('dialogue_id', '=', made.id)
    .where('number', 'in', hub.db.selectFrom('sheet').select('participant').where('dialogue_id', '=', made.id))
    .execute()
  expect(rows).toEqual([{ holder_tag: null }, { holder_tag: null }])
  expect((await (await guest.api('GET', `/dialogues/${made.id}/participation`)).json()) as object).toMatchObject({ votes: [] })
})
