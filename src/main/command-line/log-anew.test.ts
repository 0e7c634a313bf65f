import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { makeOpen } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'

let hub: Hub
let room: ReturnType<typeof openRoom>
let settings: Record<string, string>
let old = ''
beforeEach(async () => {
  hub = await openHub()
  room = openRoom()
  const { host, port, user } = inject('server')
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  const url = `postgres://${user}@localhost:${port}/${rows[0]?.name ?? ''}?host=${encodeURIComponent(host)}`
  settings = { DATABASE_URL: url, PASSERELLE_DATA: hub.dataFolder, PASSERELLE_URL: 'http://hub.test', LOG_LEVEL: 'fatal' }
  await makeOpen(hub)
  await takeTurn(hub)
  old = (await (await hub.as(null).api('GET', '/log')).json()).key
  writeFileSync(join(room.path, 'older'), await (await hub.as(null).get('/log/checkpoint')).text())
})
afterEach(async () => {
  await hub.close()
  room.leave()
})

async function begin(why: string) {
  const { code, stdout } = await passerelleHere(['log', 'begin-anew', '--why', why, '--json'], settings)
  return { code, ...(code === 0 ? (JSON.parse(stdout) as { key: string; vouched: boolean }) : { key: '', vouched: false }) }
}

async function codesOf(place: string, key: string, ...more: string[]) {
  const { code, stdout } = await passerelleHere(['verify', place, '--key', key, ...more, '--json'])
  const { findings } = JSON.parse(stdout) as { findings: { code: string; outcome: string; sentence: string }[] }
  return {
    code,
    codes: findings.map(({ code: one, outcome }) => `${one} ${outcome}`),
    said: findings.map(({ sentence }) => sentence).join('\n'),
  }
}
const save = async (): Promise<string> => {
  const folder = join(room.path, 'saved')
  expect((await passerelleHere(['log', 'save', folder], settings)).code).toBe(0)
  return folder
}

test('replaced: whoever keeps a head of the old log hears that a new one was begun, and that the old key names it', async () => {
  const { code, key, vouched } = await begin('replaced')
  expect([code, vouched]).toEqual([0, true])
  const folder = await save()
  expect(readdirSync(folder).toSorted()).toEqual(['2', 'checkpoint', 'tile'])
  const found = await codesOf(join(folder, '2'), key, '--since', join(room.path, 'older'))
  expect(found.code).toBe(0)
  for (const one of ['log.begun note', 'consistency.holds holds', 'log.follows holds', 'log.vouched holds'])
    expect(found.codes).toContain(one)
  const before = await codesOf(folder, old, '--since', join(room.path, 'older'))
  expect([before.code, before.said.includes(key)]).toEqual([0, true])
})

test('lost: the old key vouches for nothing, and it is said; without the old files nothing is said of it; the new log can be brought back', async () => {
  expect((await begin('lost')).code).toBe(3)
  rmSync(join(hub.dataFolder, 'keys', 'log.pem'))
  expect([(await begin('replaced')).code, (await begin('tired')).code]).toEqual([3, 2])
  const { key, vouched } = await begin('lost')
  expect(vouched).toBe(false)
  const folder = await save()
  const found = await codesOf(join(folder, '2'), key, '--since', join(room.path, 'older'))
  expect([found.code, found.codes.includes('log.unvouched note'), found.codes.includes('log.vouched holds')]).toEqual([0, true, false])
  expect(found.said).toContain('the old key does not vouch for it')
  // The old key alone believes nothing of it.
  expect((await codesOf(join(folder, '2'), old)).code).toBe(1)
  rmSync(join(folder, 'checkpoint'))
  expect((await codesOf(join(folder, '2'), key, '--since', join(room.path, 'older'))).codes).toContain('older.away fails')
  const rows = () => hub.db.selectFrom('log_entry').select(['position', 'kind']).orderBy('position').execute()
  const before = await rows()
  await hub.db.deleteFrom('log_tile').where('log', '=', 2).execute()
  expect((await passerelleHere(['log', 'take', folder], settings)).code).toBe(0)
  expect(await rows()).toEqual(before)
})
