import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { openPool } from '../../platform/db.ts'
import { startEmbedded } from '../../platform/embedded-postgres.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { operationNamed } from '../rooms.ts'
import { quickFolder } from '../../testing/quick-place.ts'
import { COMMENTS, openRoom, passerelle, passerelleHere, ROOT, VOTES } from './testing/spawned.ts'

const room = openRoom(quickFolder('passerelle-command-'))
afterAll(() => room.leave())

const FILES = ['certificate.json', 'comments.csv', 'participants-votes.csv', 'signature.json', 'summary.csv', 'votes.csv']

type Imported = { id: string; slug: string; address: string; statements: number; votes: number; participants: number; voteEvents: number }

const records = (folder: string, file: string): Record<string, string>[] => parse(readFileSync(join(folder, file)), { columns: true })
/** Everything but what depends on where and in which time zone the file was written. */
const without = (rows: Record<string, string>[], ...columns: string[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))))
const byStatement = (rows: Record<string, string>[]) => rows.toSorted((a, b) => Number(a['comment-id']) - Number(b['comment-id']))

describe('alone, on a data folder of its own', () => {
  const data = { PASSERELLE_DATA: join(room.path, 'data'), PASSERELLE_URL: 'https://hub.example.org' }

  test('what is broken is refused before anything is made', async () => {
    const folder = room.folder('broken', { 'comments.csv': COMMENTS.replace('More benches', 'More\0benches'), 'votes.csv': VOTES })
    const ran = await passerelle(['import', 'polis', folder, '--json'], data)
    expect(ran).toEqual({ code: 1, stdout: '', stderr: 'comments.csv, line 3: the text holds a NUL character, which no database keeps.\n' })
    const worse = room.folder('worse', { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace(',1,11,-1', ',1,11,7') })
    const again = await passerelleHere(['import', 'polis', worse, '--json'], data)
    expect(again).toEqual({ code: 1, stdout: '', stderr: 'votes.csv, line 6: the vote is 7; it must be -1, 0 or 1.\n' })
    const far = room.folder('far', { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace('1700000012000', '253402300800000') })
    const late = await passerelleHere(['import', 'polis', far, '--json'], data)
    expect(late).toEqual({ code: 1, stdout: '', stderr: 'votes.csv, vote 4 below the header: the timestamp lies after the year 9999.\n' })
    expect(existsSync(data.PASSERELLE_DATA)).toBe(false)
  })

  test('a conversation goes in and comes out the same', async () => {
    const long = COMMENTS.replace('More benches', `More benches${' and trees'.repeat(100)}`)
    const source = room.folder('bridges', { 'comments.csv': long, 'votes.csv': VOTES, 'summary.csv': 'topic,"Bridges, and benches"\n' })
    const { code, stdout } = await passerelle(['import', 'polis', source, '--json', '--language', 'en'], data)
    expect(code).toBe(0)
    const { id, ...imported }: Imported = JSON.parse(stdout)
    const address = 'https://hub.example.org/en/dialogues/bridges-and-benches'
    expect(imported).toEqual({ slug: 'bridges-and-benches', address, statements: 5, votes: 6, participants: 3, voteEvents: 8 })

    const out = join(room.path, 'out', 'deep')
    const exported = await passerelleHere(['export', 'dialogue', id, out], data)
    expect(exported.code).toBe(0)
    expect(exported.stdout.trim().split('\n').toSorted()).toEqual(FILES.map((file) => join(out, file)))
    expect(readdirSync(out).toSorted()).toEqual(FILES)
    expect(without(records(out, 'comments.csv'), 'datetime')).toEqual(without(byStatement(records(source, 'comments.csv')), 'datetime'))
    expect(without(records(out, 'votes.csv'), 'datetime')).toEqual(without(records(source, 'votes.csv'), 'datetime'))
    expect(without(records(out, 'participants-votes.csv'), 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree')).toEqual([
      { participant: '10', 0: '1', 1: '0', 2: '', 3: '', 4: '' },
      { participant: '11', 0: '1', 1: '-1', 2: '1', 3: '', 4: '' },
      { participant: '12', 0: '', 1: '1', 2: '', 3: '', 4: '' },
    ])

    const before = readFileSync(join(out, 'comments.csv'))
    const refused = await passerelleHere(['export', 'dialogue', id, out, '--json'], data)
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' })
    expect(refused.stderr).toContain(
      `${out} already holds comments.csv, votes.csv, participants-votes.csv, summary.csv, certificate.json, signature.json; nothing was written.`,
    )
    expect(readFileSync(join(out, 'comments.csv'))).toEqual(before)

    const { keys } = JSON.parse((await passerelleHere(['keys', 'rotate', '--json'], data)).stdout) as { keys: { id: string }[] }
    const checked = await passerelleHere(['verify', out, '--key', keys[0]?.id ?? ''], data)
    expect([checked.code, checked.stderr, checked.stdout.includes('https://hub.example.org signed version 1 of dialogue')]).toEqual([
      0,
      '',
      true,
    ])
    const listed = await passerelleHere(['keys', 'list'], data)
    expect(listed.stdout).toMatch(
      new RegExp(`^${keys[0]?.id}  since \\S+, until \\S+\\n${keys[1]?.id}  since \\S+, in use, endorsed by ${keys[0]?.id}\\n$`),
    )
  })
})

describe('a table of where people live', () => {
  const data = { PASSERELLE_DATA: join(room.path, 'places') }
  const TABLE = 'Year,Dest,Mali,World\n2015,France,70,70\n2019,France,80,80\n2019,Italy,5,5\n2019,World,85,85\n'

  test('is refused before anything is made, then loaded, and says what it left out', async () => {
    const folder = room.folder('stock', { 'bad.csv': TABLE.replace('Italy', 'Itly'), 'good.csv': TABLE })
    const refused = await passerelleHere(['import', 'migrant-stock', join(folder, 'bad.csv')], data)
    const stderr = 'bad.csv, line 4: column 2: "Itly" is no country and no region that is known here.\n'
    expect([refused, existsSync(data.PASSERELLE_DATA)]).toEqual([{ code: 1, stdout: '', stderr }, false])
    const day = await passerelleHere(['import', 'migrant-stock', join(folder, 'good.csv'), '--retrieved', '2026-02-30'], data)
    expect([day.code, day.stderr]).toEqual([1, '--retrieved is "2026-02-30", which is no day; write for example 2026-03-01.\n'])
    const ran = await passerelleHere(['import', 'migrant-stock', join(folder, 'good.csv'), '--json', '--retrieved', '2026-02-01'], data)
    expect([ran.code, JSON.parse(ran.stdout)]).toEqual([
      0,
      {
        ...{ years: [2015, 2019], countries: 3, rows: 3, leftOut: ['World'], retrievedOn: '2026-02-01' },
        source: 'United Nations, Department of Economic and Social Affairs, Population Division: International Migrant Stock 2019',
        licence: 'CC BY 3.0 IGO, https://creativecommons.org/licenses/by/3.0/igo/',
      },
    ])
  })
})

const shared = join(ROOT, '../shared/data/polis-open')
const absent = !existsSync(shared)

describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data is not here' : 'open conversations, beside a server that runs', () => {
  test('come in with their result, and come out the same', { timeout: 60_000 }, async () => {
    const folder = join(room.path, 'running')
    const server = await startEmbedded({ dataFolder: folder, log: () => undefined })
    const pool = openPool(server.connection, 1)
    try {
      await goesRound('vtaiwan.uberx', folder, pool)
      // The commands joined this server and left it running; the body for imports was made once.
      const bodies = await pool.query('select slug, (select count(*) from body_text where body_id = id) as texts from body')
      expect(bodies.rows).toEqual([{ slug: 'imported-conversations', texts: 3 }])
    } finally {
      await pool.end()
      await server.stop()
    }
  })
})

async function goesRound(name: string, dataFolder: string, pool: pg.Pool): Promise<void> {
  const source = join(shared, name)
  const data = { PASSERELLE_DATA: dataFolder }
  const { code, stdout } = await passerelleHere(['import', 'polis', source, '--json'], data)
  expect(code).toBe(0)
  const { id, votes, participants, statements, slug }: Imported = JSON.parse(stdout)
  const [facts] = (await pool.query('select state, origin from dialogue where id = $1', [id])).rows
  expect(facts).toEqual({ state: 'closed', origin: 'polis' })
  const result = await pool.query('select version, participants, votes from result where dialogue_id = $1', [id])
  expect(result.rows).toEqual([{ version: 1, participants, votes }])

  const out = join(room.path, name)
  const exported = await passerelle(['export', 'dialogue', slug, out, '--json'], data)
  expect(JSON.parse(exported.stdout)).toMatchObject({
    id,
    written: ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json'],
    leftOut: [],
  })
  const comments = records(source, 'comments.csv')
  expect(comments).toHaveLength(statements)
  expect(without(records(out, 'comments.csv'), 'datetime')).toEqual(without(byStatement(comments), 'datetime'))
  expect((await passerelleHere(['verify', out])).code).toBe(0)
  // Compared as texts: tens of thousands of rows, object by object, take longer than the commands.
  expect(votesIn(out)).toBe(votesIn(source))
  expect(finalMatrix(out)).toBe(finalMatrix(source))
}

/** The datetime is given in the time zone of whoever exported. */
function votesIn(folder: string): string {
  return readFileSync(join(folder, 'votes.csv'), 'utf8').replaceAll(/^(\d+),[^,]*,/gm, '$1,')
}

/** A line a participant with at least one vote, and in it the votes in the order of the columns; without groups and counts. */
function finalMatrix(folder: string): string {
  const [head = [], ...rows] = parse(readFileSync(join(folder, 'participants-votes.csv'))) as string[][]
  const columns = head.flatMap((name, at) => (/^\d+$/.test(name) ? [at] : [])).toSorted((a, b) => Number(head[a]) - Number(head[b]))
  const lines = rows.map((row) => ({ participant: Number(row[0]), votes: columns.map((at) => `${head[at]}:${row[at]}`) }))
  return lines
    .filter(({ votes }) => votes.some((vote) => !vote.endsWith(':')))
    .toSorted((a, b) => a.participant - b.participant)
    .map(({ participant, votes }) => `${participant} ${votes.join(' ')}\n`)
    .join('')
}

async function urlOf(hub: Hub): Promise<string> {
  const [database] = (await sql<{ name: string }>`select current_database() as name`.execute(hub.db)).rows
  const { host, port, user } = inject('server')
  return `postgres://${user}@localhost:${port}/${database?.name}?host=${encodeURIComponent(host)}`
}

describe('on the server that DATABASE_URL names', () => {
  test('a dialogue for members gives no votes away, and says why', { timeout: 60_000 }, async () => {
    const hub = await openHub()
    try {
      const settings = { PASSERELLE_DATA: join(room.path, 'secrets'), DATABASE_URL: await urlOf(hub) }
      const made = await operationNamed('dialogue.create').invoke(hub.runner, { ...PLAN, bodyId: hub.cast.bodies.lyon }, theHub)
      const { id } = made as { id: string }
      const out = join(room.path, 'members')
      const early = await passerelleHere(['export', 'dialogue', id, out], settings)
      expect({ code: early.code, stdout: early.stdout, written: existsSync(out) }).toEqual({ code: 1, stdout: '', written: false })
      expect(early.stderr).toMatch(
        /summary\.csv was left out\. .*\ncertificate\.json was left out\. .*\nsignature\.json was left out\. .*\nNothing was written\.\n$/,
      )

      await sql`insert into vote (dialogue_id, participant, statement, value, cast_at)
        select ${id}, number, 0, 1, ${NOON} from generate_series(1, 30) as number`.execute(hub.db)
      for (const name of ['dialogue.open', 'dialogue.close']) await operationNamed(name).invoke(hub.runner, { dialogue: id }, theHub)
      await hub.sweep()
      const { code, stdout, stderr } = await passerelleHere(['export', 'dialogue', 'a-room', out, '--json'], settings)
      expect(code).toBe(0)
      expect(readdirSync(out).toSorted()).toEqual(['certificate.json', 'comments.csv', 'signature.json', 'summary.csv'])
      const checked = await passerelleHere(['verify', out])
      expect([checked.code, checked.stdout.includes('The numbers cannot be worked out again')]).toEqual([0, true])
      const { leftOut } = JSON.parse(stdout) as { leftOut: { file: string; why: string }[] }
      expect(leftOut.map(({ file }) => file)).toEqual(['votes.csv', 'participants-votes.csv'])
      for (const { file, why } of leftOut) expect(stderr).toContain(`${file} was left out. ${why}\n`)

      const missing = await passerelleHere(['export', 'dialogue', 'no-such', join(room.path, 'none')], settings)
      expect({ code: missing.code, stdout: missing.stdout }).toEqual({ code: 1, stdout: '' })
      expect(missing.stderr).toContain('There is no such dialogue here.')
      const source = room.folder('bodiless', { 'comments.csv': COMMENTS, 'votes.csv': VOTES })
      const bodiless = await passerelleHere(['import', 'polis', source, '--body', 'nobody', '--json'], settings)
      expect({ code: bodiless.code, stdout: bodiless.stdout }).toEqual({ code: 1, stdout: '' })
      expect(bodiless.stderr).toContain('This hub has no body with the address "nobody"; nothing was imported.\n')
      const lyon = await passerelleHere(['import', 'polis', source, '--body', 'pulaar-lyon', '--json'], settings)
      expect(JSON.parse(lyon.stdout)).toMatchObject({ slug: 'bodiless', votes: 6 })
    } finally {
      await hub.close()
    }
  })

  test('a newer program changes no table beneath a hub that runs, and says what to do', { timeout: 60_000 }, async () => {
    const hub = await openHub()
    const done = async () => (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(hub.db)).rows
    try {
      const [newest] = (await done()).slice(-1)
      await sql`delete from kysely_migration where name = ${newest?.name}`.execute(hub.db)
      const before = await done()
      const settings = { PASSERELLE_DATA: join(room.path, 'newer'), DATABASE_URL: await urlOf(hub) }
      const ran = await passerelleHere(['export', 'dialogue', 'no-such', join(room.path, 'newer-out')], settings)
      const said = `newer than the database (${newest?.name}), and a hub, or another command, is using it; nothing was changed. Restart the hub first`
      expect([ran.code, ran.stdout, ran.stderr.includes(said)]).toEqual([3, '', true])
      expect(await done()).toEqual(before)
    } finally {
      await hub.close()
    }
  })

  test('a server that does not answer is a fault of the hub', async () => {
    const settings = { PASSERELLE_DATA: join(room.path, 'unused'), DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/none' }
    const { code, stdout, stderr } = await passerelle(['export', 'dialogue', 'x', join(room.path, 'unwritten')], settings)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('The database that DATABASE_URL names cannot be used (ECONNREFUSED).')
    expect(stderr).not.toContain('secret')
  })

  test('settings that make no sense are told as they are at the start of a hub', async () => {
    const { code, stderr } = await passerelleHere(['export', 'dialogue', 'x', join(room.path, 'unwritten')], { PORT: 'many' })
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'PORT is "many"; it must be a whole number from 1 to 65535.\n' })
  })
})

const PLAN = {
  language: 'en',
  title: 'A room',
  summary: 'Where to meet.',
  languages: ['en'],
  opensAt: '2026-03-01T12:00:00Z',
  closesAt: '2026-04-01T12:00:00Z',
  answerBy: '2026-05-01T12:00:00Z',
  participation: 'members',
  mayAdd: true,
  moderation: 'after',
  seeds: ['A room by the station'],
}
