import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type pg from 'pg'
import { EVENT_QUEUE } from '../../core/worker.ts'
import {
  atOneMomentOf,
  countersIn,
  jobsIn,
  migrationsIn,
  refuseSpread,
  tableRecords,
  tablesIn,
  type Copied,
} from '../../platform/backup-database.ts'
import { writeBackup, type BackupRecord } from '../../platform/backup-file.ts'
import { noteBackup } from '../../platform/backup-note.ts'
import { KEY_FILE } from '../../platform/backup-walk.ts'
import type { Config } from '../../platform/config.ts'
import { secretTag } from '../../platform/hub-secret.ts'
import { knownAddress } from '../address.ts'
import { VERSION } from '../version.ts'
import type { Asked } from './asked.ts'
import { checkBackup } from './backup-check.ts'
import { codeOf, InputRefused, WrongUse } from './faults.ts'
import { passphraseOf } from './passphrase.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

/** Everything of one moment in one file, while the hub runs. */
export async function makeBackup(asked: Asked, terminal: Terminal): Promise<void> {
  if (asked.has('check')) return checkBackup(asked, terminal)
  const config = settingsAt(terminal)
  const file = resolve(asked.arguments[0] ?? '')
  if (existsSync(file)) throw new InputRefused(`${file} is there already; a backup takes the place of nothing. Give it another name.`)
  const passphrase = asked.has('encrypt') ? passphraseOf(asked, config) : null
  if (asked.has('encrypt') && passphrase === null)
    throw new WrongUse('backup --encrypt needs a passphrase: --passphrase-file <file>, or PASSERELLE_BACKUP_KEY.')
  const withKeys = passphrase !== null || asked.has('keys-in-clear')
  const made = await withDatabase(terminal, config, (client) => write(client, { config, terminal, file, passphrase, withKeys }))
  noteBackup(config.dataFolder, { at: new Date().toISOString(), bytes: made.bytes, encrypted: passphrase !== null, keys: made.keys > 0 })
  for (const line of remarks(config, { ...made, encrypted: passphrase !== null, withKeys })) terminal.tell(line)
  const { bytes, tables, rows, jobs, keys } = made
  await terminal.answer(
    asked.has('json')
      ? `${JSON.stringify({ file, bytes, tables, rows, jobs, keys, encrypted: passphrase !== null })}\n`
      : `${file}\n${tables} tables, ${rows} rows, ${jobs} waiting jobs, ${keys} key files, ${bytes} bytes\n`,
  )
}

type Task = {
  readonly config: Config
  readonly terminal: Terminal
  readonly file: string
  readonly passphrase: string | null
  readonly withKeys: boolean
}
type Made = { bytes: number; tables: number; rows: number; jobs: number; keys: number }

async function write(client: pg.PoolClient, { config, terminal, file, passphrase, withKeys }: Task): Promise<Made> {
  const made: Made = { bytes: 0, tables: 0, rows: 0, jobs: 0, keys: 0 }
  await refuseSpread(client)
  return atOneMomentOf(client, async () => {
    const migrations = await migrationsIn(client)
    if (migrations.length === 0) throw new InputRefused('There is no hub in this database, so there is nothing to copy.')
    const tables = await tablesIn(client)
    let read = 0
    terminal.step('Writing the backup.', () => `${Math.round(read / 2 ** 20)} MB of ${made.tables} of ${tables.length} tables`)
    const keys = withKeys ? keyFiles(config.dataFolder) : []
    const header = { passerelle: VERSION, madeAt: new Date().toISOString(), migrations: [...migrations], keys: keys.length > 0 }
    const told = (bytes: number) => void (read += bytes)
    const records = recordsOf(client, { config, tables, keys, made, told })
    made.bytes = await writeBackup({ file, header, passphrase, salt: randomBytes(16) }, records).catch((error: unknown) => {
      if (['ENOSPC', 'EACCES', 'EROFS', 'ENOENT', 'ENOTDIR', 'EDQUOT', 'EIO'].includes(codeOf(error)))
        throw new InputRefused(`${file} cannot be written (${codeOf(error)}). Nothing was left there.`)
      throw error
    })
    return made
  })
}

type Contents = {
  readonly config: Config
  readonly tables: readonly Copied[]
  readonly keys: readonly KeyFile[]
  readonly made: Made
  readonly told: (bytes: number) => void
}

async function* recordsOf(client: pg.PoolClient, { config, tables, keys, made, told }: Contents): AsyncGenerator<BackupRecord> {
  const { rows: server } = await client.query<{ server_version: string }>('show server_version')
  const about = { hub: knownAddress(config), secret: secretTag(config), postgres: server[0]?.server_version ?? '' }
  yield { sort: 'head', said: { section: 'about', ...about } }
  for (const { name, bytes } of keys) {
    yield { sort: 'head', said: { section: 'key', name } }
    yield { sort: 'data', bytes }
    yield { sort: 'end', said: {} }
    made.keys += 1
  }
  for (const table of tables) {
    const { rows } = yield* tableRecords(client, table, { tell: told })
    made.rows += rows
    made.tables += 1
  }
  const waiting = await jobsIn(client, [EVENT_QUEUE])
  if (waiting !== null) made.jobs = (yield* tableRecords(client, waiting.table, { query: waiting.query, tell: told })).rows
  yield { sort: 'head', said: { section: 'counters', counters: await countersIn(client) } }
  yield { sort: 'head', said: { section: 'end', tables: made.tables, rows: made.rows } }
}

type KeyFile = { readonly name: string; readonly bytes: Buffer }

/** The public history first: of a rotation that happens meanwhile there may be a key too many, and never one too few. */
function keyFiles(dataFolder: string): readonly KeyFile[] {
  const folder = join(dataFolder, 'keys')
  if (!existsSync(folder)) return []
  const history = existsSync(join(folder, 'signing.json')) ? [read(join(folder, 'signing.json'))] : []
  const others = readdirSync(folder).filter((name) => KEY_FILE.test(name) && name !== 'signing.json')
  return [...history, ...others.toSorted().map((name) => read(join(folder, name)))]
}

const read = (path: string): KeyFile => ({ name: basename(path), bytes: readFileSync(path) })

/** What whoever keeps the file must know about it. */
function remarks(config: Config, { encrypted, withKeys, keys }: { encrypted: boolean; withKeys: boolean; keys: number }): string[] {
  const lines: string[] = []
  if (!encrypted && withKeys && keys > 0) {
    lines.push(
      'The file is NOT encrypted and holds the keys: whoever reads it can read addresses, find out who voted what, and sign as the hub.',
    )
  } else if (!encrypted) {
    lines.push(
      'The file is not encrypted, so the keys are not in it: copy the folder keys/ by itself, to another place. --encrypt takes both.',
    )
  }
  if (config.secret !== null) lines.push('The secret of this hub is in PASSERELLE_SECRET and not in the file: keep that by itself.')
  return lines
}
