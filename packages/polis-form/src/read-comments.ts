import type { Fault } from './faults.ts'
import { missingFile, quotation } from './faults.ts'
import { LATEST_INSTANT, millisecondsPerUnit } from './instants.ts'
import { readingTable, readWhole } from './table.ts'
import type { Table } from './table.ts'

/**
 * A statement as comments.csv tells it. `id` is 0 to 2^31-1; `author` a participant's id; `at` milliseconds since 1970, UTC; both are null where
 * the cell is empty. `moderated` is -1 rejected, 0 not looked at, 1 accepted. `agrees` and `disagrees` are what the file claims: in
 * Polis's exports they count every vote event, votes that were changed later included. `line` is where its record begins.
 */
export type StatementRow = {
  id: number
  author: number | null
  at: number | null
  moderated: -1 | 0 | 1
  meta: boolean
  agrees: number
  disagrees: number
  text: string
  line: number
}

/** Statement ids live in an Int32Array beside the votes. */
export const LARGEST_STATEMENT_ID = 2 ** 31 - 1

const COLUMNS = ['timestamp', 'comment-id', 'author-id', 'agrees', 'disagrees', 'moderated', 'comment-body'] as const
type Places = Record<(typeof COLUMNS)[number], number> & { meta: number }

const META = new Map([
  ['', false],
  ['false', false],
  ['f', false],
  ['0', false],
  ['true', true],
  ['t', true],
  ['1', true],
])

/** A statement of which counts may not be given out. */
export type StatementSums = Omit<StatementRow, 'agrees' | 'disagrees'> & { agrees: number | null; disagrees: number | null }

/** comments.csv, undefined where it is missing. The statements in the order of the file; with a fault in the list they are not to be used. */
export function readStatements(bytes: Uint8Array | undefined): { statements: StatementRow[]; faults: Fault[] } {
  const { statements, faults } = readRows(bytes, (table, place) => table.whole(place))
  return { statements, faults }
}

/** The same where counts may be left out, as a hub does to protect people: they are null. */
export function readStatementSums(bytes: Uint8Array | undefined): { statements: StatementSums[]; faults: Fault[] } {
  return readRows(bytes, (table, place) => (table.rows.isEmpty(place) ? null : table.whole(place)))
}

type CountIn<Count> = (table: Table, place: number) => Count
type RowOf<Count> = Omit<StatementRow, 'agrees' | 'disagrees'> & { agrees: Count; disagrees: Count }

function readRows<Count>(bytes: Uint8Array | undefined, count: CountIn<Count>): { statements: RowOf<Count>[]; faults: Fault[] } {
  if (bytes === undefined) return { statements: [], faults: [missingFile('comments.csv')] }
  const statements: RowOf<Count>[] = []
  const reading = readingTable('comments.csv', (table) => {
    const places = { ...table.columns(COLUMNS), meta: table.optional(['is-meta', 'is_meta']) }
    const firstLines = new Map<number, number>()
    if (table.faults.faults.length > 0) return null
    return () => {
      const row = statementOf(table, places, count)
      const first = firstLines.get(row.id)
      if (first !== undefined) table.fault('statement-twice', { statement: row.id, first })
      else if (row.id >= 0) firstLines.set(row.id, row.line)
      statements.push(row)
    }
  })
  const { table, faults } = readWhole(reading, bytes)
  if (table !== null && statements.length === 0 && faults.faults.length === 0) faults.add(table.headerLine, 'no-statements')
  const unit = millisecondsPerUnit(statements.reduce((greatest, row) => Math.max(greatest, row.at ?? 0), 0))
  for (const row of statements) if (row.at !== null) row.at *= unit
  return { statements, faults: faults.faults }
}

/** Where a cell is bad, the row holds -1 or 2 there and the table one fault more, so that the row is never handed out. */
function statementOf<Count>(table: Table, places: Places, count: CountIn<Count>): RowOf<Count> {
  const { rows } = table
  return {
    id: table.whole(places['comment-id'], LARGEST_STATEMENT_ID),
    author: rows.isEmpty(places['author-id']) ? null : table.whole(places['author-id']),
    at: rows.isEmpty(places.timestamp) ? null : table.whole(places.timestamp, LATEST_INSTANT),
    moderated: table.sign(places.moderated, 'moderated-unknown') as -1 | 0 | 1,
    meta: places.meta >= 0 && metaOf(table, places.meta),
    agrees: count(table, places.agrees),
    disagrees: count(table, places.disagrees),
    text: rows.text(places['comment-body']),
    line: rows.line,
  }
}

function metaOf(table: Table, place: number): boolean {
  const text = table.rows.text(place)
  const meta = META.get(text.toLowerCase())
  if (meta === undefined) table.fault('meta-unknown', { column: table.names[place] ?? '', value: quotation(text) })
  return meta ?? false
}
