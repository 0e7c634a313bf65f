import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rooms } from '../../testing/rooms.ts'
import type { CastName } from '../../testing/cast.ts'
import { makeOpen, operationsOf, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { withCore } from './module.ts'

type Data = { readonly rooms: Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>> }
type File = { readonly page: string; readonly text: string; readonly data: Data; readonly names: readonly string[] }

let hub: Hub
let open: Made

beforeAll(async () => {
  hub = await openHub()
  open = await makeOpen(hub)
  const mai = hub.as('mai')
  await mai.post('/me/name', { name: 'Mai of the tests' })
  await mai.post(`/dialogues/${open.slug}/participation`)
  for (const [statement, choice] of ['agree', 'disagree', 'pass'].entries())
    await mai.api('PUT', `/dialogues/${open.id}/statements/${statement}/vote`, { choice })
  await mai.post(`/dialogues/${open.slug}/statements`, { text: 'A sentence that only Mai wrote.', language: 'en' })
  await makeIdentity(mai)
  // Somebody else does the same, so that there is something that could leak.
  const idrissa = hub.as('idrissa')
  await idrissa.post(`/dialogues/${open.slug}/participation`)
  await idrissa.api('PUT', `/dialogues/${open.id}/statements/4/vote`, { choice: 'agree' })
  await idrissa.post(`/dialogues/${open.slug}/statements`, { text: 'A sentence that only Idrissa wrote.', language: 'en' })
  await idrissa.api('POST', `/bodies/pulaar-lyon/invitations`, { role: 'member' })
  await hub.as(null).post(`/dialogues/${open.slug}/participation`)
  await decide()
  await hub.settle()
})
afterAll(() => hub.close())

async function makeIdentity(mai: ReturnType<Hub['as']>): Promise<void> {
  await mai.post('/me/identities', { name: 'Another name of Mai' })
}

/** Samir decides about a report, with facts of his own. */
async function decide(): Promise<void> {
  const ana = hub.as(null)
  const filed = await ana.api('POST', '/reports', {
    about: `/dialogues/${open.slug}/statements/0`,
    rule: 'no-attack',
    text: 'Words of a reporter.',
    language: 'en',
  })
  const { case: id } = (await filed.json()) as { case: string }
  const decision = { outcome: 'kept', facts: 'Facts that Samir wrote.', language: 'en' }
  await hub.as('samir').api('POST', `/moderation/cases/${open.id}/${id}/decision`, decision)
}

async function fileOf(name: CastName, locale = 'en'): Promise<File> {
  const visitor = hub.as(name, locale)
  const asked = await visitor.post('/me/data/exports')
  expect(asked.status).toBe(303)
  await hub.settle()
  const { file } = (await (await visitor.api('GET', '/me/data')).json()) as { file: { export: string; ready: boolean } }
  expect(file.ready).toBe(true)
  const answer = await visitor.get(`/me/data/exports/${file.export}/file`)
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-disposition')]).toEqual([
    200,
    'no-store',
    `attachment; filename="my-data-${NOON.toISOString().slice(0, 10)}.zip"`,
  ])
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(String(bytes.length)).toBe(answer.headers.get('content-length'))
  const files = unzipSync(bytes)
  const text = strFromU8(files['data.json'] ?? new Uint8Array())
  return { page: strFromU8(files['index.html'] ?? new Uint8Array()), text, data: JSON.parse(text) as Data, names: Object.keys(files) }
}

describe('the file of a member', () => {
  let file: File
  beforeAll(async () => {
    file = await fileOf('mai', 'fr')
  })

  test('has a page, the data and a word about both, in the language in which it was asked for', () => {
    expect(file.names).toEqual(['README.txt', 'index.html', 'data.json'])
    expect(file.page).toContain('<html lang="fr" dir="ltr">')
    expect(file.page).toContain('Vos votes')
    // Nothing is fetched from elsewhere, and nothing runs.
    expect(file.page.match(/<(script|link|img|iframe|object)|@import|url\(/g)).toBe(null)
  })

  test('holds what they did and are, under every identity', () => {
    const { people, dialogue, organisations } = file.data.rooms
    expect(people?.['account']?.map(({ address }) => address)).toEqual(['mai@example.org'])
    expect(people?.['identities']?.map(({ name }) => name)).toEqual(['Another name of Mai', 'Mai of the tests'])
    expect(dialogue?.['votes']?.map(({ statement, choice }) => [statement, choice])).toEqual([
      [0, 'agree'],
      [1, 'disagree'],
      [2, 'pass'],
    ])
    expect(dialogue?.['statements']?.map(({ text, status }) => [text, status])).toEqual([['A sentence that only Mai wrote.', 'waiting']])
    expect(dialogue?.['participations']?.map(({ dialogue: slug }) => slug)).toEqual([open.slug])
    expect(organisations?.['memberships']?.map(({ body }) => body)).toEqual(['pulaar-lyon'])
    expect(file.data.rooms['core']?.['events']?.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['people.account.made', 'people.person.renamed']),
    )
    expect(file.page).toContain('A sentence that only Mai wrote.')
  })

  test('holds nothing of others, and nothing that opens a door', async () => {
    const others = [...hub.cast.members].filter(([name]) => name !== 'mai')
    const accounts = await hub.db.selectFrom('account').select(['id', 'email_tag']).execute()
    const mine = hub.cast.members.get('mai')
    const foreign = [
      ...others.flatMap(([name, { person, session }]) => [person, session, `${name}@example.org`]),
      ...accounts.filter(({ id }) => id !== mine?.actor.account).map(({ id }) => id),
      ...['Idrissa', 'Samir', 'Niamh', 'Words of a reporter', 'only Idrissa wrote', 'Facts that Samir'],
    ]
    const doors = [mine?.session ?? 'none', ...accounts.map(({ email_tag: tag }) => tag?.toString('hex') ?? 'none')]
    expect([...foreign, ...doors].filter((word) => file.text.includes(word) || file.page.includes(word))).toEqual([])
  })
})

/** Tables whose rows are found by an id that stands in them: each row of somebody's must be in their file. */
async function rowsOf(table: string, ids: readonly string[]): Promise<number> {
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and data_type = 'uuid'`.execute(hub.db)
  if (columns.length === 0) return 0
  const own = columns.map(({ name }) => sql`${sql.ref(name)} in (${sql.join(ids)})`)
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from ${sql.table(table)} where ${sql.join(own, sql` or `)}`.execute(hub.db)
  return rows[0]?.count ?? 0
}

test.each(['gift', 'aoife', 'idrissa', 'samir', 'niamh'] as const)('every row that names %s is in their file', async (name) => {
  const { data } = await fileOf(name)
  const account = hub.cast.members.get(name)?.actor.account ?? ''
  const persons = await hub.db.selectFrom('person').select('id').where('account_id', '=', account).execute()
  const ids = [account, ...persons.map(({ id }) => id)]
  const missing: string[] = []
  for (const { name: room, holds = [] } of withCore(rooms)) {
    for (const { table, about } of holds) {
      if ((about !== 'account' && about !== 'person') || MADE_MEANWHILE.includes(table)) continue
      const rows = await rowsOf(table, ids)
      const lists = Object.values(data.rooms[room] ?? {})
      const whole = (length: number) => (table === 'event' ? length >= rows : length === rows)
      if (rows > 0 && !lists.some((list) => whole(list.length))) missing.push(`${table}: ${rows} rows`)
    }
  }
  expect(missing).toEqual([])
})

/** What the asking itself adds after the rooms were read. */
const MADE_MEANWHILE = ['data_export_part']

test('a moderator’s file holds the decisions, found by the tag of the case', async () => {
  const samir = hub.cast.members.get('samir')
  const own = { account: samir?.actor.account, persons: [samir?.person], operator: false }
  const room = rooms.find(({ name }) => name === 'moderation')
  const held = await room?.heldOf?.(hub.kit, own as never)
  expect(held?.['decisions']?.map(({ facts }) => facts)).toEqual(['Facts that Samir wrote.'])
})

test('each list of a file has its sentence in each language', async () => {
  const { data } = JSON.parse(JSON.stringify({ data: await everything() })) as { data: Record<string, readonly string[]> }
  const keys = Object.entries(data).flatMap(([room, names]) => names.map((name) => `${room}.export.${name}`))
  const silent = hub.kit.books.locales.flatMap((locale) => keys.filter((key) => !has(locale, key)).map((key) => `${locale}: ${key}`))
  expect(silent).toEqual([])
})

async function everything(): Promise<Record<string, readonly string[]>> {
  const mai = hub.cast.members.get('mai')
  const own = { account: mai?.actor.account, persons: [mai?.person], operator: false }
  const all: Record<string, readonly string[]> = {}
  for (const room of withCore(rooms)) {
    if (room.heldOf !== undefined) all[room.name] = Object.keys(await room.heldOf(hub.kit, own as never))
  }
  return all
}

function has(locale: string, key: string): boolean {
  try {
    return hub.kit.books.say(locale)(key) !== ''
  } catch {
    return false
  }
}

test('what lies in the table is sealed', async () => {
  const parts = await hub.db.selectFrom('data_export_part').select('sealed').execute()
  const raw = Buffer.concat(parts.map(({ sealed }) => sealed))
  // A zip in clear would begin with PK and name its files.
  expect([raw.includes('PK'.concat('\u0003\u0004')), raw.includes('data.json'), parts.length > 0]).toEqual([false, false, true])
})

test('the deed that puts a file down is for jobs alone', async () => {
  const gift = hub.cast.members.get('gift')?.actor
  const deed = operationsOf('holdings').find(({ name }) => name === 'holdings.complete-export')
  const put = deed?.invoke(hub.runner, { export: NO_FILE, parts: [], bytes: 0 }, gift as never)
  await expect(put).rejects.toThrow('my-file.missing')
})

const NO_FILE = '00000000-0000-4000-8000-000000000000'
