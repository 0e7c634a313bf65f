import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { migrations } from '../../../migrations/index.ts'
import { EVENT_QUEUE } from '../../core/worker.ts'
import type { BackupHeader } from '../../platform/backup-file.ts'
import { BackupFault, RestoreFault } from '../../platform/backup-fault.ts'
import type { Surveyed } from '../../platform/backup-walk.ts'
import type { Config } from '../../platform/config.ts'
import { openPool, reach } from '../../platform/db.ts'
import { startEmbedded } from '../../platform/embedded-postgres.ts'
import { secretTag, tagOf } from '../../platform/hub-secret.ts'
import { openQueue } from '../../platform/queue.ts'
import {
  clearQueue,
  copyIn,
  expectSame,
  inOneTransaction,
  migrateOn,
  prepareTables,
  refuseOtherHistory,
  refuseUsed,
  setCounters,
} from '../../platform/restore-database.ts'
import type { Asked } from './asked.ts'
import { headerOf, surveyed, walked } from './backup-check.ts'
import { eraseAgain, readErased, type ErasedAgain } from './erased.ts'
import { HubFault, InputRefused } from './faults.ts'
import { passphraseOf } from './passphrase.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { inOtherWay } from './database-faults.ts'

type Task = {
  readonly config: Config
  readonly terminal: Terminal
  readonly file: string
  readonly passphrase: string | null
  readonly header: BackupHeader
  readonly survey: Surveyed
  readonly erased: readonly string[]
}

/** Into an empty place alone, and whole or not at all. */
export async function restoreBackup(asked: Asked, terminal: Terminal): Promise<void> {
  const config = settingsAt(terminal)
  const file = resolve(asked.arguments[0] ?? '')
  const passphrase = passphraseOf(asked, config)
  const erased = readErased(asked.value('erased'))
  const header = await headerOf(file)
  refusing(() => refuseOtherHistory(header.migrations, migrations))
  refuseUsedFolder(config, header)
  const survey = await surveyed(terminal, { file, passphrase })
  refuseOtherSecret(config, survey, asked.has('without-keys'))
  const again = await intoPlace({ config, terminal, file, passphrase, header, survey, erased })
  const { tables, rows, jobs, keys } = survey
  if (asked.has('json')) return terminal.answer(`${JSON.stringify({ tables, rows, jobs, keys: keys.length, ...again })}\n`)
  await terminal.answer(
    `${tables} tables, ${rows} rows, ${jobs} waiting jobs and ${keys.length} key files are back, as of ${header.madeAt}.\n`,
  )
  for (const line of whatNext(config, survey, again)) terminal.tell(line)
}

function refusing(check: () => void): void {
  try {
    check()
  } catch (error) {
    if (error instanceof RestoreFault) throw new InputRefused(error.message)
    throw error
  }
}

function refuseUsedFolder({ dataFolder, databaseUrl }: Config, header: BackupHeader): void {
  const keys = join(dataFolder, 'keys')
  const found =
    databaseUrl === null && existsSync(join(dataFolder, 'pg'))
      ? 'pg'
      : header.keys && existsSync(keys) && readdirSync(keys).length > 0
        ? 'keys'
        : null
  if (found === null) return
  throw new InputRefused(
    `${dataFolder} is not empty (it has ${found}/). A backup comes back into an empty folder alone: set PASSERELLE_DATA to another one, or move this one away. Nothing was changed.`,
  )
}

/** With another secret nobody would find their account again, so it is asked before anything is there. */
function refuseOtherSecret(config: Config, { about, keys }: Surveyed, withoutKeys: boolean): void {
  if (about.secret === null || withoutKeys || keys.includes('hub.key')) return
  const here = secretTag(config)
  if (here === about.secret) return
  throw new InputRefused(
    here === null
      ? `The hub's secret is not in this backup. Put the copy of keys/ into ${config.dataFolder} first (or set PASSERELLE_SECRET). Where it is lost for good, --without-keys brings back the rest; docs/operating/backup.md says what is then lost. Nothing was changed.`
      : 'The secret that is set here is not that of the backup: nobody would find their account again. Take the right keys/ or PASSERELLE_SECRET (or --without-keys, where it is lost). Nothing was changed.',
  )
}

async function intoPlace(task: Task): Promise<ErasedAgain> {
  const { config, terminal } = task
  terminal.step('Opening an empty database.')
  const { dataFolder, databaseUrl } = config
  const server =
    databaseUrl === null
      ? await startEmbedded({ dataFolder, log: () => undefined }).catch(inOtherWay)
      : { connection: databaseUrl, stop: async () => undefined }
  const pool = openPool(server.connection, 2)
  let done = false
  try {
    await reach(pool)
    const again = await fill(pool, task)
    done = true
    return again
  } catch (error) {
    if (error instanceof RestoreFault) throw new InputRefused(error.message)
    if (error instanceof InputRefused || error instanceof HubFault) throw error
    if (error instanceof BackupFault) throw new InputRefused(`${task.file} ${error.message}`)
    return inOtherWay(error)
  } finally {
    await pool.end()
    await server.stop()
    // The folder was made here, so nobody's is lost; a second try finds it empty.
    if (!done && databaseUrl === null)
      for (const name of ['pg', 'postgres.log']) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
}

async function fill(pool: pg.Pool, task: Task): Promise<ErasedAgain> {
  const client = await pool.connect()
  try {
    await refuseUsed(client)
    try {
      // The queue makes its own tables, outside of any transaction of ours.
      await (await openQueue(pool, [EVENT_QUEUE], () => undefined)).stop()
      return await inOneTransaction(client, async (tx) => {
        await prepareTables(tx, client, migrations, task.header.migrations.at(-1) ?? '')
        const keys = await bringBack(client, task)
        const again = await eraseAgain(client, task.erased)
        task.terminal.step('Bringing the tables to the newest form.')
        await migrateOn(tx, migrations)
        writeKeys(task.config.dataFolder, keys)
        noteLostLog(task.config, task.header)
        return again
      })
    } catch (error) {
      // It was empty or not there before.
      if (task.header.keys) rmSync(join(task.config.dataFolder, 'keys'), { recursive: true, force: true })
      await clearQueue(client).catch(() => undefined)
      throw error
    }
  } finally {
    client.release()
  }
}

/** Every table, key and counter. Resolves only when the end of the file was seen. */
async function bringBack(client: pg.PoolClient, { file, passphrase, survey, terminal }: Task): Promise<ReadonlyMap<string, Buffer>> {
  const keys = new Map<string, Buffer>()
  let done = 0
  terminal.step('Bringing the rows back.', () => `${done} of ${survey.tables} tables`)
  await walked(
    { file, passphrase },
    {
      key: (name, bytes) => void keys.set(name, bytes),
      table: (table, pieces) => copyIn(client, table, pieces),
      async tableEnded(table, sum) {
        if (table.schema === 'public') await expectSame(client, table, sum)
        done += 1
      },
      counters: (counters) => setCounters(client, counters),
    },
  )
  const secret = keys.get('hub.key')
  if (secret !== undefined && survey.about.secret !== null && tagOf(secret.toString('utf8').trim()) !== survey.about.secret)
    throw new BackupFault('damaged')
  return keys
}

/** For the hub's user alone. Root gives them to whom the folder belongs to. */
function writeKeys(dataFolder: string, keys: ReadonlyMap<string, Buffer>): void {
  if (keys.size === 0) return
  const folder = join(dataFolder, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, gid } = statSync(dataFolder)
  const give = (path: string) => (process.getuid?.() === 0 ? chownSync(path, uid, gid) : undefined)
  give(folder)
  for (const [name, bytes] of keys) {
    const file = join(folder, name)
    writeFileSync(file, bytes, { mode: name === 'signing.json' ? 0o644 : 0o600, flag: 'wx', flush: true })
    give(file)
    if (!readFileSync(file).equals(bytes)) throw new InputRefused(`${file} does not hold what was written to it. Is the disk well?`)
  }
}

/** Where the key of the public log is not here, a hub that starts would begin another log in its name: a note of what was keeps it from that. */
function noteLostLog({ dataFolder }: Config, { migrations: done }: BackupHeader): void {
  const file = join(dataFolder, 'log-seen.json')
  if (!done.includes('0070_transparency') || hasLogKey(join(dataFolder, 'keys')) || existsSync(file)) return
  writeFileSync(file, `${JSON.stringify({ size: 0, root: '', day: new Date().toISOString().slice(0, 10) })}\n`, {
    mode: 0o644,
    flush: true,
  })
}

const hasLogKey = (folder: string): boolean => existsSync(folder) && readdirSync(folder).some((name) => /^log(-\d+)?\.pem$/.test(name))

function whatNext(config: Config, { keys, jobs }: Surveyed, { accounts, identities, unknown }: ErasedAgain): string[] {
  const noted = accounts + identities + unknown
  return [
    ...(noted === 0
      ? []
      : [
          `Erased again: ${accounts} accounts and ${identities} identities at the next start; ${unknown} of the list are not in the backup.`,
        ]),
    ...(keys.length === 0 && config.secret === null ? ['The keys were not in the file; those in keys/ are used.'] : []),
    ...(jobs === 0 ? [] : [`${jobs} jobs go on when the hub starts; letters that were under way at that time may be sent a second time.`]),
    'The public log is not in the file, and stands still until it is brought back from its own files: "passerelle log take <folder or address>" (docs/operating/log.md).',
    'Start the hub with the same settings as before. For a trial beside the hub in use leave SMTP_URL out, or letters go out twice.',
    ...(noted > 0
      ? []
      : ['Who left since the backup was made is in it again: docs/operating/backup.md says how they are erased again (--erased).']),
  ]
}
