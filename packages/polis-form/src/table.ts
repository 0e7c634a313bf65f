/** A file with a header: its columns by name, its records checked for their number of fields, its cells read with a fault for each bad one. */
import { NOT_WHOLE } from './csv-rows.ts'
import type { CsvRows } from './csv-rows.ts'
import { FaultList, quotation } from './faults.ts'
import type { FaultCode, FileName } from './faults.ts'
import { FileInPieces } from './file-in-pieces.ts'
import type { Reading } from './file-in-pieces.ts'

/** Told the header, answers what is to be done with each record that has as many fields; null where nothing can be read with such columns. */
type Begin = (table: Table) => (() => void) | null

/** What was read of a table: null where there was no header to read. */
type TableRead = { table: Table | null; faults: FaultList }

/** A table in pieces. With a fault in the list, nothing of what was read is to be used. */
export function readingTable(file: FileName, begin: Begin): Reading<TableRead> {
  const faults = new FaultList(file)
  let table: Table | null = null
  let record: (() => void) | null = null
  const whole = new FileInPieces(faults, () => {
    if (table === null) {
      if (!whole.rows.next()) return true
      table = new Table(whole.rows, faults)
      record = begin(table)
    }
    if (record === null) return false
    while (table.next()) record()
    return !faults.full
  })
  return {
    take: (piece) => whole.take(piece),
    end() {
      whole.end()
      if (table === null && faults.faults.length === 0) faults.add(1, 'file-empty')
      return { table, faults }
    },
  }
}

/** All of a file at once. */
export function readWhole<Read>(reading: Reading<Read>, bytes: Uint8Array): Read {
  reading.take(bytes)
  return reading.end()
}

export class Table {
  readonly rows: CsvRows
  /** The header's names in the order of the file. */
  readonly names: readonly string[]
  readonly faults: FaultList
  /** The physical line of the header. */
  readonly headerLine: number

  /** `rows` stand at the header. */
  constructor(rows: CsvRows, faults: FaultList) {
    this.rows = rows
    this.faults = faults
    this.headerLine = rows.line
    this.names = Array.from({ length: rows.fields }, (_, field) => rows.text(field))
  }

  /** The places of the columns that a reader cannot do without; a fault for each that is missing or there twice. */
  columns<Name extends string>(names: readonly Name[]): Record<Name, number> {
    const places = names.map((name) => {
      const place = this.names.indexOf(name)
      if (place < 0) this.faults.add(this.headerLine, 'column-missing', { column: name })
      else this.#single(name, place)
      return [name, place] as const
    })
    return Object.fromEntries(places) as Record<Name, number>
  }

  /** The place of a column that need not be there, by the first of its spellings; -1 where it is not. */
  optional(spellings: readonly string[]): number {
    const place = this.names.findIndex((name) => spellings.includes(name))
    const name = this.names[place]
    if (name !== undefined) this.#single(name, place)
    return place
  }

  /** Goes to the next record that has as many fields as the header; false where none is there (yet), and after too many faults. */
  next(): boolean {
    while (!this.faults.full && this.rows.next()) {
      if (this.rows.fields === this.names.length) return true
      this.fault('field-count', { expected: this.names.length, found: this.rows.fields })
    }
    return false
  }

  /** The whole number of a cell, from 0 to `most`; -1, and a fault, where it holds none. */
  whole(field: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.rows.whole(field)
    if (value >= 0 && value <= most) return value
    const text = this.rows.text(field)
    const data = { column: this.names[field] ?? '', value: quotation(text) }
    if (value > most) this.fault('number-too-large', { ...data, most })
    else this.fault(/^-\d+$/.test(text) ? 'number-negative' : 'number-not-whole', data)
    return NOT_WHOLE
  }

  /** -1, 0 or 1; 2, and a fault with the given code, where a cell holds anything else. */
  sign(field: number, code: FaultCode): -1 | 0 | 1 | 2 {
    const value = this.rows.sign(field)
    if (value === 2) this.fault(code, { value: quotation(this.rows.text(field)) })
    return value
  }

  /** A fault of the record that is being read. */
  fault(code: FaultCode, data: Record<string, string | number> = {}): void {
    this.faults.add(this.rows.line, code, data)
  }

  #single(name: string, place: number): void {
    if (this.names.includes(name, place + 1)) this.faults.add(this.headerLine, 'column-twice', { column: name })
  }
}
