import { resolve } from 'node:path'
import { readBackup, readHeader, type BackupHeader } from '../../platform/backup-file.ts'
import { BackupFault } from '../../platform/backup-fault.ts'
import { walkBackup, type Surveyed, type Walk } from '../../platform/backup-walk.ts'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused } from './faults.ts'
import { passphraseOf } from './passphrase.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'

/** Reads a backup whole, and says what is in it. No hub is asked. */
export async function checkBackup(asked: Asked, terminal: Terminal): Promise<void> {
  const file = resolve(asked.arguments[0] ?? '')
  const passphrase = passphraseOf(asked, settingsAt(terminal))
  const header = await headerOf(file)
  const { about, tables, rows, jobs, keys } = await surveyed(terminal, { file, passphrase })
  const { passerelle, madeAt, migrations, sealing } = header
  const said = { passerelle, madeAt, hub: about.hub, postgres: about.postgres, migration: migrations.at(-1) ?? '', tables, rows, jobs }
  const told = { ...said, keys: keys.length, encrypted: sealing !== null }
  await terminal.answer(asked.has('json') ? `${JSON.stringify(told)}\n` : `${sentenceOf(file, told)}\n`)
}

type Told = {
  readonly passerelle: string
  readonly madeAt: string
  readonly hub: string
  readonly migration: string
  readonly tables: number
  readonly rows: number
  readonly jobs: number
  readonly keys: number
  readonly encrypted: boolean
}

const sentenceOf = (file: string, { passerelle, madeAt, hub, migration, tables, rows, jobs, keys, encrypted }: Told): string =>
  `${file} is whole: ${hub} as it was at ${madeAt}, by Passerelle ${passerelle} (${migration}), with ${tables} tables, ${rows} rows, ` +
  `${jobs} waiting jobs and ${keys === 0 ? 'no keys' : `${keys} key files`}; ${encrypted ? 'encrypted' : 'not encrypted'}.`

export async function headerOf(file: string): Promise<BackupHeader> {
  return (await readHeader(file).catch(asRefused(file))).header
}

type Opened = { readonly file: string; readonly passphrase: string | null }

/** From the first record to the last, every sum compared. */
export async function surveyed(terminal: Terminal, opened: Opened): Promise<Surveyed> {
  let read = 0
  terminal.step('Reading the backup whole.', () => `${read} tables`)
  return walked(opened, {
    async tableEnded() {
      read += 1
    },
  })
}

export function walked({ file, passphrase }: Opened, walk: Walk): Promise<Surveyed> {
  return readBackup(file, passphrase, (records) => walkBackup(records, walk)).catch(asRefused(file))
}

const asRefused =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof BackupFault) throw new InputRefused(`${file} ${error.message}`)
    if (['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EIO'].includes(codeOf(error)))
      throw new InputRefused(`${file} cannot be read (${codeOf(error)}).`)
    throw error
  }
