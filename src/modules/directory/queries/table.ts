import { CsvRows } from '#polis-form'
import { withCommas } from '../../../core/csv-records.ts'
import { ALL_FIELDS } from '../rules.ts'
import type { Values } from '../tables.ts'

/** One line of a directory as a file: what this hub writes, and what it reads. Lists stand in one cell, with a bar between their parts. */
export const COLUMNS = [
  ...['address', 'kind', 'name', 'name_language', 'summary', 'places', 'origins', 'languages', 'topics', 'accepts', 'membership'],
  ...['web', 'contact', 'postal', 'hours', 'text_language', 'checked_on'],
] as const
const FIELD_COLUMNS = ALL_FIELDS.map(({ key }) => `field:${key}`)
export const ALL_COLUMNS: readonly string[] = [...COLUMNS, ...FIELD_COLUMNS]

export type TableRow = { readonly line: number; readonly cells: ReadonlyMap<string, string> }
export type TableRead = { readonly rows: readonly TableRow[]; readonly unknown: readonly string[]; readonly brokenAt: number | null }

const BAR = ' | '

/** What a program for tables would take for a formula stands behind an apostrophe, which is taken off again where such a file is read. */
const safe = (cell: string): string => (/^[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell)
const bare = (cell: string): string => (/^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const joined = (parts: readonly string[]): string => parts.join(BAR)
export const parted = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

export function writeTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = rows.map((row) => ALL_COLUMNS.map((column) => quoted(safe(row[column] ?? ''))).join(','))
  return `${[ALL_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

export function readTable(text: string): TableRead {
  const csv = new CsvRows(new TextEncoder().encode(withCommas(text)))
  const cellsOf = () => Array.from({ length: csv.fields }, (_, field) => bare(csv.text(field)).trim())
  const columns = csv.next() ? cellsOf().map((name) => name.toLowerCase()) : []
  const rows: TableRow[] = []
  while (csv.next()) {
    const cells = cellsOf()
    if (cells.some((cell) => cell !== '')) rows.push({ line: csv.line, cells: new Map(columns.map((name, at) => [name, cells[at] ?? ''])) })
  }
  return { rows, unknown: columns.filter((name) => !ALL_COLUMNS.includes(name)), brokenAt: csv.broken?.line ?? null }
}

export const valuesIn = (cells: ReadonlyMap<string, string>): Values =>
  Object.fromEntries(
    ALL_FIELDS.flatMap(({ key }) => {
      const parts = parted(cells.get(`field:${key}`) ?? '')
      return parts.length === 0 ? [] : [[key, parts]]
    }),
  )
