import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClosed, makeOpen, joinAsGuest, eventsOf, refusalOf, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { liveCounts } from './queries/live-counts.ts'
import { participationDays } from './queries/participation-days.ts'
import { staleDialogues } from './queries/stale-dialogues.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

/** Twelve people who agree with all, and one more who disagrees with all: the highest number. */
async function withDissenter(more: Readonly<Record<string, unknown>> = {}, make = makeOpen): Promise<Made & { readonly odd: number }> {
  const made = await make(hub, more)
  await seatCrowd(hub, made.id, 12, () => Array.from({ length: 8 }, () => 1))
  await seatCrowd(hub, made.id, 1, () => Array.from({ length: 8 }, () => -1))
  await recompute(hub.runner, made.id)
  return { ...made, odd: 1012 }
}

const removal = ({ slug }: Made, number: number) => `/dialogues/${slug}/participants/${number}/removal`
const takeOut = async (made: Made & { odd: number }, reason = 'automated') =>
  hub.as('samir').api('POST', removal(made, made.odd), { reason, note: 'Same second each time.' })

type PublicResult = { votes: number; participants: number; removed: unknown; statements: { counts: { disagrees: number } }[] }
const resultOf = async ({ slug }: Made) => (await (await hub.as(null).api('GET', `/dialogues/${slug}/result`)).json()) as PublicResult
const csvOf = async ({ slug }: Made, file: string) => (await hub.as(null).get(`/dialogues/${slug}/export/${file}`)).text()

/** Everything that anybody reads of the votes. */
async function readAll(made: Made) {
  await recompute(hub.runner, made.id)
  const result = await resultOf(made)
  return {
    counts: await liveCounts(hub.db, made.id),
    days: await participationDays(hub.db, { id: made.id, origin: 'here' }),
    votes: result.votes,
    disagrees: result.statements.map(({ counts }) => counts.disagrees),
    exported: (await csvOf(made, 'votes.csv')).includes(',1012,'),
    wide: (await csvOf(made, 'participants-votes.csv')).includes('\n1012,'),
    summary: /^voters,(\d+)$/m.exec(await csvOf(made, 'summary.csv'))?.[1],
    disagreesInFile: (await csvOf(made, 'comments.csv')).split('\n').filter((line) => /,12,1,/.test(line)).length,
  }
}

test('votes of somebody taken out leave every number and every file, and come back', async () => {
  const made = await withDissenter({}, makeClosed)
  const before = await readAll(made)
  expect(before).toMatchObject({ votes: 104, disagrees: Array.from({ length: 8 }, () => 1), exported: true, wide: true, summary: '13' })
  expect(before.counts).toMatchObject({ participants: 13, votes: 104 })
  expect((await takeOut(made)).status).toBe(200)
  const without = await readAll(made)
  expect(without).toMatchObject({ votes: 96, disagrees: Array.from({ length: 8 }, () => 0), exported: false, wide: false, summary: '12' })
  expect(without.counts).toMatchObject({ participants: 12, votes: 96 })
  expect(without.days).toEqual([{ day: '2026-03-01', votes: 96, participants: 12 }])
  expect((await hub.as('samir').api('DELETE', removal(made, made.odd))).status).toBe(200)
  expect(await readAll(made)).toEqual(before)
})

test('an imported conversation leaves them out too, of what its source told', async () => {
  const made = await withDissenter({}, makeClosed)
  await hub.db.updateTable('dialogue').set({ origin: 'polis' }).where('id', '=', made.id).execute()
  const votes = await hub.db.selectFrom('vote').selectAll().where('dialogue_id', '=', made.id).execute()
  await hub.db
    .insertInto('imported_vote')
    .values(
      votes.map(({ dialogue_id, participant, statement, value, cast_at }, position) => ({
        dialogue_id,
        participant,
        statement,
        value,
        cast_at,
        position,
      })),
    )
    .execute()
  const days = async () =>
    (await participationDays(hub.db, { id: made.id, origin: 'polis' })).map(({ votes: cast, participants }) => [cast, participants])
  const inFile = async () => (await csvOf(made, 'votes.csv')).includes(',1012,')
  expect([await days(), await inFile()]).toEqual([[[104, 13]], true])
  await takeOut(made)
  await recompute(hub.runner, made.id)
  expect([await days(), await inFile()]).toEqual([[[96, 12]], false])
})

test('while the dialogue is open they leave the files that are given out in steps, and the step stays that of then', async () => {
  const made = await withDissenter()
  const files = async () =>
    Promise.all(['votes.csv', 'participants-votes.csv'].map(async (file) => (await csvOf(made, file)).includes('1012,')))
  expect(await files()).toEqual([true, true])
  hub.setNow(new Date('2026-03-01T12:30:00Z'))
  await seatCrowd(hub, made.id, 1, () => [0])
  await takeOut(made)
  await recompute(hub.runner, made.id)
  expect(await files()).toEqual([false, false])
  // Whoever came since then would stand out beside the last download.
  expect(await csvOf(made, 'participants-votes.csv')).not.toContain('1013,')
  hub.setNow(NOON)
})

test('it is counted in public with its reason, on the pages and in the API, and names nobody', async () => {
  const made = await withDissenter()
  expect((await resultOf(made)).removed).toEqual([])
  await takeOut(made, 'duplicate')
  await hub.as('samir').api('POST', removal(made, 1003), { reason: 'duplicate' })
  await hub.as('samir').api('POST', removal(made, 1004), { reason: 'requested' })
  // An eleventh and twelfth stay: the result is shown from ten people on.
  await recompute(hub.runner, made.id)
  const removed = [
    { reason: 'duplicate', count: 2 },
    { reason: 'requested', count: 1 },
  ]
  expect((await resultOf(made)).removed).toEqual(removed)
  expect(await (await hub.as(null).api('GET', `/dialogues/${made.slug}`)).json()).toMatchObject({ removed })
  for (const path of ['', '/result']) {
    const html = await (await hub.as(null).get(`/dialogues/${made.slug}${path}`)).text()
    expect(html).toContain('Moderators took 3 participants out')
    expect(html).not.toContain(String(made.odd))
  }
  await recompute(hub.runner, made.id)
  expect((await resultOf(made)).removed).toEqual(removed)
})

test('events are public, hold the reason and no number, and twice is once', async () => {
  const made = await withDissenter()
  await takeOut(made)
  await takeOut(made)
  await takeOut(made, 'coordinated')
  for (const _ of [1, 2]) await hub.as('samir').api('DELETE', removal(made, made.odd))
  const told = (await eventsOf(hub, made.id)).filter(({ kind }) => kind.startsWith('dialogue.participant.'))
  const person = hub.cast.members.get('samir')?.person
  expect(told.map(({ kind, subject, data, visibility, person_id }) => [kind, subject, data, visibility, person_id])).toEqual([
    ['dialogue.participant.removed', made.id, { reason: 'automated', before: null }, 'public', person],
    ['dialogue.participant.removed', made.id, { reason: 'coordinated', before: 'automated' }, 'public', person],
    ['dialogue.participant.restored', made.id, { before: 'coordinated' }, 'public', person],
  ])
  expect(JSON.stringify(told)).not.toContain(String(made.odd))
  expect(JSON.stringify(told)).not.toContain('Same second')
})

test('only for a published reason, and only somebody who is there', async () => {
  const made = await withDissenter()
  expect(await refusalOf(await takeOut(made, 'opinion'))).toEqual([400, 'input.invalid'])
  expect(await refusalOf(await hub.as('samir').api('POST', removal(made, 5), { reason: 'automated' }))).toEqual([
    404,
    'participant.missing',
  ])
  // Whoever may not moderate learns nothing of numbers: the same answer for one that is there and one that is not.
  for (const number of [5, made.odd]) {
    expect(await refusalOf(await hub.as('mai').api('POST', removal(made, number), { reason: 'automated' }))).toEqual([
      403,
      'dialogue.not-its-moderator',
    ])
    expect(await refusalOf(await hub.as(null).api('DELETE', removal(made, number)))).toEqual([403, 'sign-in.needed'])
  }
})

async function numberOf({ id }: Made): Promise<number> {
  const { number } = await hub.db
    .selectFrom('participant')
    .select('number')
    .where('dialogue_id', '=', id)
    .where('holder_tag', 'is not', null)
    .executeTakeFirstOrThrow()
  return number
}

/** A guest who has voted once, and was taken out with a note. */
async function takenOut(locale = 'en'): Promise<{ made: Made; guest: Visitor; number: number }> {
  const made = await makeOpen(hub, { moderation: 'after' })
  const guest = await joinAsGuest(hub, made)
  await guest.post(`/dialogues/${made.slug}/statements/0/vote`, { choice: 'agree' })
  const number = await numberOf(made)
  await hub.as('samir').api('POST', removal(made, number), { reason: 'coordinated', note: 'Seen in the hall.' })
  const again = hub.as(null, locale)
  for (const [name, value] of guest.cookies) again.cookies.set(name, value)
  return { made, guest: again, number }
}

test('their next vote is refused with the reason in their language, and tells nothing else', async () => {
  for (const [locale, sentence] of [
    ['en', 'answers were handed out to be copied'],
    ['fr', 'des réponses ont été distribuées pour être copiées'],
    ['ar', 'وُزّعت إجابات لتُنسخ'],
  ] as const) {
    const { made, guest, number } = await takenOut(locale)
    const answer = await guest.post(`/dialogues/${made.slug}/statements/1/vote`, { choice: 'agree' })
    const html = await answer.text()
    expect([answer.status, html.includes(sentence)]).toEqual([403, true])
    for (const hidden of ['Seen in the hall', 'Samir', String(number)]) expect(html).not.toContain(hidden)
    expect(await hub.db.selectFrom('vote').select('statement').where('dialogue_id', '=', made.id).execute()).toEqual([{ statement: 0 }])
  }
})

test('nor do they add or are asked, their part says why and whom to ask, and all comes back', async () => {
  const { made, guest, number } = await takenOut()
  expect(await refusalOf(await guest.api('PUT', `/dialogues/${made.slug}/statements/1/vote`, { choice: 'agree' }))).toEqual([
    403,
    'participation.removed',
  ])
  expect(await refusalOf(await guest.api('POST', `/dialogues/${made.slug}/statements`, { text: 'One more.', language: 'en' }))).toEqual([
    403,
    'participation.removed',
  ])
  expect(await refusalOf(await guest.api('GET', `/dialogues/${made.slug}/next-statement`))).toEqual([403, 'participation.removed'])
  expect((await guest.get(`/dialogues/${made.slug}/take-part`)).headers.get('location')).toBe(`/en/dialogues/${made.slug}/my-part`)
  const html = await (await guest.get(`/dialogues/${made.slug}/my-part`)).text()
  expect(html).toContain('answers were handed out to be copied')
  expect(html).toContain('Department of the Diaspora')
  for (const hidden of ['Seen in the hall', 'Samir', 'Change this answer']) expect(html).not.toContain(hidden)
  await hub.as('niamh').api('DELETE', removal(made, number))
  expect((await guest.api('PUT', `/dialogues/${made.slug}/statements/1/vote`, { choice: 'agree' })).status).toBe(200)
  expect(await (await guest.get(`/dialogues/${made.slug}/my-part`)).text()).not.toContain('not counted')
})

test('their statements stay, and others vote on as before', async () => {
  const made = await makeOpen(hub, { moderation: 'after' })
  const author = await joinAsGuest(hub, made)
  await author.api('POST', `/dialogues/${made.slug}/statements`, { text: 'It stays.', language: 'en' })
  await hub.as('samir').api('POST', removal(made, await numberOf(made)), { reason: 'requested' })
  expect(await (await hub.as(null).api('GET', `/dialogues/${made.slug}/statements`)).text()).toContain('It stays.')
  const other = await joinAsGuest(hub, made)
  expect((await other.api('PUT', `/dialogues/${made.slug}/statements/8/vote`, { choice: 'agree' })).status).toBe(200)
})

test('a removal or its undoing whose announcement was lost is found', async () => {
  const made = await withDissenter()
  const stale = async () => (await staleDialogues(hub.db)).includes(made.id)
  hub.setNow(new Date('2026-03-01T13:00:00Z'))
  await recompute(hub.runner, made.id)
  expect(await stale()).toBe(false)
  hub.setNow(new Date('2026-03-01T13:10:00Z'))
  await takeOut(made)
  expect(await stale()).toBe(true)
  hub.setNow(new Date('2026-03-01T13:20:00Z'))
  await recompute(hub.runner, made.id)
  expect(await stale()).toBe(false)
  hub.setNow(new Date('2026-03-01T13:30:00Z'))
  await hub.as('samir').api('DELETE', removal(made, made.odd))
  expect(await stale()).toBe(true)
})
