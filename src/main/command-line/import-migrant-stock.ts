import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused } from './faults.ts'
import { readMigrantStock, type MigrantStock } from './read-migrant-stock.ts'
import type { Terminal } from './terminal.ts'

/** Larger than any table of all countries in all years. */
const MOST_BYTES = 2 ** 28

/** As the tables of the United Nations are to be cited; each is called after the newest of its years. */
const sourceOf = (year: number): string =>
  `United Nations, Department of Economic and Social Affairs, Population Division: International Migrant Stock ${year}`
const LICENCE = 'CC BY 3.0 IGO, https://creativecommons.org/licenses/by/3.0/igo/'

/** The table of who was born where and lives where; what is refused is refused before the hub is loaded. */
export async function importMigrantStock(asked: Asked, terminal: Terminal): Promise<void> {
  const [path = ''] = asked.arguments
  terminal.step(`Reading ${path}.`)
  const retrievedOn = dayOf(asked.value('retrieved'))
  const table = readMigrantStock(bytesOf(path), basename(path))
  const newest = table.rows.reduce((year, [of]) => Math.max(year, of), 0)
  const told = { source: asked.value('source') ?? sourceOf(newest), licence: asked.value('licence') ?? LICENCE, retrievedOn }
  await bringIn(table, { ...told, json: asked.has('json') }, terminal)
}

const loaded = z.object({ years: z.array(z.number()), countries: z.number() })

type Told = { readonly source: string; readonly licence: string; readonly retrievedOn: string | null; readonly json: boolean }

async function bringIn({ rows, leftOut }: MigrantStock, { json, ...told }: Told, terminal: Terminal): Promise<void> {
  const { withHub } = await import('./with-hub.ts')
  await withHub(terminal, async (hub) => {
    terminal.step(`Writing ${rows.length.toLocaleString('en')} numbers.`)
    const { years, countries } = loaded.parse(await hub.call('places.import-migrant-stock', { ...told, leftOut, rows }))
    const left = leftOut.length === 0 ? '' : ` Left out: ${leftOut.join(', ')}.`
    const sentence = `${rows.length.toLocaleString('en')} numbers of ${countries} countries are loaded, for ${years.join(', ')}.${left}`
    const printed = { years, countries, rows: rows.length, leftOut, ...told }
    await terminal.answer(json ? `${JSON.stringify(printed)}\n` : `${sentence}\n`)
  })
}

function bytesOf(path: string): Uint8Array {
  try {
    const bytes = readFileSync(path)
    if (bytes.length <= MOST_BYTES) return bytes
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new InputRefused(`There is no file ${resolve(path)}.`)
    if (codeOf(error) === 'EISDIR') throw new InputRefused(`${resolve(path)} is a folder; a CSV file is wanted.`)
    if (codeOf(error) !== '') throw new InputRefused(`${resolve(path)} cannot be read (${codeOf(error)}).`)
    throw error
  }
  throw new InputRefused(`${resolve(path)} is larger than 256 MiB, which no such table is.`)
}

function dayOf(given: string | null): string | null {
  if (given === null) return null
  try {
    return Temporal.PlainDate.from(given, { overflow: 'reject' }).toString()
  } catch {
    throw new InputRefused(`--retrieved is "${given}", which is no day; write for example 2026-03-01.`)
  }
}
