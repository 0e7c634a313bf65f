import { mkdtempSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { openPool } from '../../platform/db.ts'
import { killAllIn } from '../embedded-postgres-stage.ts'
import { TEMPLATE } from '../server.ts'
import { tryCuts, tryEndedSessions } from './connection.ts'
import { smallDisk, NO_SMALL_DISK, tryFullDisk } from './full-disk.ts'
import { tryHalfRequests } from './half-requests.ts'
import { freePort } from './hub-process.ts'
import { reachHub } from './in-process.ts'
import { tryKilling } from './killing.ts'
import { tryMail } from './mail.ts'
import { openPostOffice } from './post-office.ts'
import { tryTwoHubs } from './two-hubs.ts'

// The short form of `npm run test:faults`: each fault once, with real processes, a real server and a real disk.

const leaving: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const leave of leaving.toReversed()) await leave()
})

test(
  'a hub that is killed with its database loses nothing; it survives half requests, a second hub and a full disk',
  { timeout: 240_000 },
  async ({ annotate }) => {
    const place = mkdtempSync(join(tmpdir(), 'passerelle-faults-'))
    leaving.push(() => rmSync(place, { recursive: true, force: true }))
    const disk = await smallDisk(join(place, 'disk'), 320)
    if (disk !== null) leaving.push(() => disk.leave())
    leaving.push(() => killAllIn(place))
    const office = await openPostOffice()
    leaving.push(() => office.shut())
    const settings = { folder: join(place, 'disk', 'data'), port: await freePort(), smtp: office.url, quick: true }
    const blows = ['database', 'both', 'database', 'hub', 'database'] as const
    const { hub, stage, wrong } = await tryKilling({ settings, office, blows, people: 6, between: [400, 900] })
    leaving.push(() => hub.end())
    expect(wrong).toEqual([])
    expect((await tryTwoHubs(hub, settings)).wrong).toEqual([])
    expect((await tryHalfRequests(hub, { idle: 500, headless: 50, bodiless: 50, dropped: 20, waitsForEnd: false })).wrong).toEqual([])
    if (disk === null) await annotate(NO_SMALL_DISK)
    else expect((await tryFullDisk({ hub, stage, disk: disk.folder, deeds: 10 })).wrong).toEqual([])
  },
)

test('a database that is cut off or starts again, and mail that is away, are said and waited for', { timeout: 120_000 }, async () => {
  const { host, port, user } = inject('server')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  await admin.query(`create database ${database} template ${TEMPLATE} strategy file_copy`)
  leaving.push(async () => {
    await admin.query(`drop database ${database} with (force)`)
    await admin.end()
  })
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-faults-'))
  leaving.push(() => rmSync(folder, { recursive: true, force: true }))
  const reached = await reachHub({ host, port, user, database }, folder)
  leaving.push(() => reached.close())
  expect((await tryCuts(reached)).wrong).toEqual([])
  expect((await tryEndedSessions(reached, { host, port, user, database })).wrong).toEqual([])
  await reached.hub.startWorker()
  expect((await tryMail(reached, 3)).wrong).toEqual([])
})
