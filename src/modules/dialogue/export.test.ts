import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConversation, type Folder, type VoteEvents } from '#polis-form'
import { doAsHub, joinAsGuest, makeOpen, PLAN, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const FILES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] as const
const fileOf = ({ slug }: Made, file: string) => hub.as(null).get(`/dialogues/${slug}/export/${file}`)

async function folderOf(made: Made, files: readonly (typeof FILES)[number][] = FILES): Promise<Folder> {
  const folder: Folder = {}
  for (const file of files) folder[file] = new Uint8Array(await (await fileOf(made, file)).arrayBuffer())
  return folder
}

async function read(made: Made, files: readonly (typeof FILES)[number][] = FILES) {
  const result = readConversation(await folderOf(made, files))
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.conversation
}

/** The last word of each participant on each statement, in the order of the events. */
function matrixOf({ participants, statements, values }: VoteEvents): readonly string[] {
  const last = new Map(Array.from(values, (value, at) => [`${participants[at]} ${statements[at]}`, value]))
  return [...last].map(([key, value]) => `${key} ${value}`).toSorted()
}

async function crowded(): Promise<Made> {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 30, (person) =>
    SEEDS.map((_, at) => ((person + at) % 4 === 0 ? null : (person * (at + 1)) % 3 === 0 ? -1 : 1)),
  )
  const guest = await joinAsGuest(hub, made)
  for (const text of ['A, "quoted" thought,\nin two lines', 'تجربة', '=1+1'])
    await guest.api('POST', `/dialogues/${made.slug}/statements`, { text, language: 'en' })
  await guest.api('PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: 'disagree' })
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: SEEDS.length + 1, rule: 'on-topic' })
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await recompute(hub.runner, made.id)
  return made
}

test('the files are read again into the same votes', async () => {
  const made = await crowded()
  const rows = await hub.db.selectFrom('vote').select(['participant', 'statement', 'value']).where('dialogue_id', '=', made.id).execute()
  const matrix = rows.map(({ participant, statement, value }) => `${participant} ${statement} ${value}`).toSorted()
  const [byEvents, byPeople] = [await read(made), await read(made, ['comments.csv', 'participants-votes.csv'])]
  expect([byEvents.votesFrom, byPeople.votesFrom]).toEqual(['votes.csv', 'participants-votes.csv'])
  expect(matrixOf(byEvents.votes)).toEqual(matrix)
  expect(matrixOf(byPeople.votes)).toEqual(matrix)
  expect([byEvents.topic, byEvents.description, byEvents.url]).toEqual([
    PLAN.title,
    PLAN.summary,
    `http://hub.test/en/dialogues/${made.slug}`,
  ])
  expect(byEvents.statements.map(({ id, moderated, text }) => [id, moderated, text])).toEqual([
    ...SEEDS.map((text, id) => [id, 1, text]),
    [SEEDS.length, 1, 'A, "quoted" thought,\nin two lines'],
    [SEEDS.length + 1, -1, ''],
  ])
})

test('times are rounded to the day, the order tells nobody’s sequence, and no number is both a voter’s and an author’s', async () => {
  const made = await crowded()
  const { votes, statements } = await read(made)
  const days = new Set([...votes.at, ...statements.flatMap(({ at }) => at ?? [])])
  expect([...days]).toEqual([Date.UTC(2026, 2, 1)])
  const order = Array.from(votes.statements, (statement, at) => [statement, votes.participants[at] ?? 0] as const)
  expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
  const authors = new Set(statements.flatMap(({ author }) => author ?? []))
  expect(authors.size).toBe(1)
  for (const participant of votes.participants) expect(authors.has(participant)).toBe(false)
})

test('the API gives the same files', async () => {
  const made = await crowded()
  for (const file of ['comments.csv', 'votes.csv', 'participants-votes.csv']) {
    const given = (await (await hub.as(null).api('GET', `/dialogues/${made.slug}/export/${file}`)).json()) as { file: string; csv: string }
    const page = await fileOf(made, file)
    expect(given).toEqual({ file, csv: await page.text() })
    expect([page.headers.get('content-type'), page.headers.get('content-disposition')]).toEqual([
      'text/csv; charset=utf-8',
      `attachment; filename="${file}"`,
    ])
  }
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.slug}/export/secrets.csv`))).toEqual([400, 'input.invalid'])
})

test('a dialogue of members gives out sums and no single votes', async () => {
  const made = await makeOpen(hub, { participation: 'members', bodyId: hub.cast.bodies.lyon })
  await seatCrowd(hub, made.id, 12, () => SEEDS.map(() => 1))
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await recompute(hub.runner, made.id)
  const statuses = await Promise.all(FILES.map(async (file) => [file, (await fileOf(made, file)).status]))
  expect(statuses).toEqual([
    ['comments.csv', 200],
    ['votes.csv', 403],
    ['participants-votes.csv', 403],
    ['summary.csv', 200],
  ])
  for (const file of ['votes.csv', 'participants-votes.csv']) {
    expect(await refusalOf(await hub.as('aoife').api('GET', `/dialogues/${made.slug}/export/${file}`))).toEqual([
      403,
      'export.aggregates-only',
    ])
  }
})

test('while a dialogue is open, single votes are given out in steps of ten people', async () => {
  const made = await makeOpen(hub, { closesAt: '2026-03-01T18:00:00Z' })
  await seatCrowd(hub, made.id, 9, () => SEEDS.map(() => 1))
  await recompute(hub.runner, made.id)
  const votersIn = async () => new Set((await read(made)).votes.participants).size
  expect(await refusalOf(await hub.as('gift').api('GET', `/dialogues/${made.slug}/export/votes.csv`))).toEqual([404, 'result.missing'])
  await seatCrowd(hub, made.id, 3, () => SEEDS.map(() => 1))
  expect(await refusalOf(await hub.as('gift').api('GET', `/dialogues/${made.slug}/export/votes.csv`))).toEqual([409, 'export.not-yet'])
  await recompute(hub.runner, made.id)
  expect(await votersIn()).toBe(12)
  hub.setNow(new Date(NOON.getTime() + 60_000))
  await seatCrowd(hub, made.id, 9, () => SEEDS.map(() => -1))
  await recompute(hub.runner, made.id)
  expect(await votersIn(), 'nine more stay hidden').toBe(12)
  await seatCrowd(hub, made.id, 1, () => SEEDS.map(() => -1))
  await recompute(hub.runner, made.id)
  expect(await votersIn(), 'with the tenth all ten are there').toBe(22)
  hub.setNow(new Date(NOON.getTime() + 120_000))
  await seatCrowd(hub, made.id, 1, () => SEEDS.map(() => 0))
  await recompute(hub.runner, made.id)
  expect(await votersIn()).toBe(22)
  hub.setNow(new Date('2026-03-01T18:00:00Z'))
  expect(await votersIn(), 'closed: all').toBe(23)
  hub.setNow(NOON)
})

test('what was imported is exported as it came', async () => {
  const at = Date.UTC(2019, 4, 6, 7, 8, 9)
  const statements = [
    { id: 0, author: 3, at, moderated: 1, meta: false, text: 'Bike lanes, "everywhere"' },
    { id: 1, author: 4, at: at + 1000, moderated: 0, meta: false, text: 'No\nmore cars' },
    { id: 4, author: 3, at: at + 2000, moderated: -1, meta: false, text: 'Spam' },
  ]
  const events = {
    at: Float64Array.from([at + 5000, at + 6000, at + 7000, at + 8000]),
    statements: Int32Array.from([0, 1, 0, 0]),
    participants: Float64Array.from([3, 3, 5, 3]),
    values: Int8Array.from([1, -1, 0, -1]),
  }
  const final = {
    at: Float64Array.from([at + 6000, at + 7000, at + 8000]),
    statements: Int32Array.from([1, 0, 0]),
    participants: Float64Array.from([3, 5, 3]),
    values: Int8Array.from([-1, 0, -1]),
  }
  const asked = {
    bodyId: hub.cast.bodies.unit,
    title: 'Imported talk',
    description: 'Long ago.',
    source: 'elsewhere',
    language: 'en',
    statements,
    events,
    final,
  }
  const made = await doAsHub<Made>(hub, 'dialogue.import-conversation', asked)
  await hub.sweep()
  const back = await read(made)
  expect(back.votes).toEqual(events)
  expect(back.statements.map(({ id, author, moderated, text, at: written }) => ({ id, author, moderated, text, at: written }))).toEqual(
    statements.map(({ id, author, moderated, text, at: written }) => ({ id, author, moderated, text, at: written })),
  )
  expect(matrixOf(back.votes)).toEqual(matrixOf(final))
  for (const page of ['', '/result', '/statements', '/method'])
    expect([page, (await hub.as(null).get(`/dialogues/${made.slug}${page}`)).status]).toEqual([page, 200])
  await expect(doAsHub(hub, 'dialogue.import-conversation', { ...asked, bodyId: '00000000-0000-4000-8000-00000000dead' })).rejects.toThrow(
    'input.invalid',
  )
})
