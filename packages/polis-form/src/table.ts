/** A file with a header: its columns by name, its records checked for their number of fields, its cells read with a fault for each bad one. */
import { CsvRows, NOT_WHOLE } from './csv-rows.ts'
import { FaultList, quotation } from './faults.ts'
import type { FaultCode, FileName } from './faults.ts'
import { firstBrokenByte, lineOfByte } from './utf8.ts'

/** The scanner keeps places in a file as 32-bit numbers. */
const LARGEST_FILE_BYTES = 2 ** 32 - 1

/** Opens a file for reading, or adds the fault that forbids it. */
export function openRows(bytes: Uint8Array, faults: FaultList): CsvRows | null {
  if (bytes.length > LARGEST_FILE_BYTES) {
    faults.add(1, 'file-too-large', { most: LARGEST_FILE_BYTES })
    return null
  }
  const broken = firstBrokenByte(bytes)
  if (broken >= 0) {
    faults.add(lineOfByte(bytes, broken), 'not-utf8')
    return null
  }
  return new CsvRows(bytes)
}

export class Table {
  readonly rows: CsvRows
  /** The header's names in the order of the file. */
  readonly names: readonly string[]
  readonly faults: FaultList
  /** The physical line of the header. */
  readonly headerLine: number

  private constructor(rows: CsvRows, faults: FaultList) {
    this.rows = rows
    this.faults = faults
    this.headerLine = rows.line
    this.names = Array.from({ length: rows.fields }, (_, field) => rows.text(field))
  }

  /** Null, and a fault in the list, where there is no header to read. */
  static open(file: FileName, bytes: Uint8Array): { table: Table | null; faults: FaultList } {
    const faults = new FaultList(file)
    const rows = openRows(bytes, faults)
    if (rows === null) return { table: null, faults }
    if (rows.next()) return { table: new Table(rows, faults), faults }
    if (rows.broken === null) faults.add(1, 'file-empty')
    else addBroken(rows, faults)
    return { table: null, faults }
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

  /** Goes to the next record that has as many fields as the header; false at the end, where the file is broken, or after too many faults. */
  next(): boolean {
    while (!this.faults.full && this.rows.next()) {
      if (this.rows.fields === this.names.length) return true
      this.fault('field-count', { expected: this.names.length, found: this.rows.fields })
    }
    if (this.rows.broken !== null && !this.faults.full) addBroken(this.rows, this.faults)
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

/** Tells why the rows ended before the file did. */
export function addBroken(rows: CsvRows, faults: FaultList): void {
  if (rows.broken !== null) faults.add(rows.broken.line, rows.broken.code, { opened: rows.broken.opened })
}
