import { countryNamed, isRegionName } from '#countries'
import { CsvRows, firstBrokenByte, lineOfByte, MOST_FAULTS, quotation } from '#polis-form'
import { InputRefused } from './faults.ts'

/** Year, origin, destination, people. */
export type StockRow = readonly [number, string, string, number]

export type MigrantStock = {
  readonly rows: readonly StockRow[]
  /** Names of the world, of regions and of groups of countries, which are left out. */
  readonly leftOut: readonly string[]
}

/** Signs by which tables say that nothing is known; nobody is counted there. */
const NOT_KNOWN = new Set(['', '-', '..', '...'])
const FIRST_YEAR = 1900
const LAST_YEAR = 2200
const MOST_PEOPLE = 2 ** 31 - 1

const BROKEN: Readonly<Record<string, string>> = {
  'quote-unclosed': 'a quoted field begins here and is never closed.',
  'quote-stray': 'a quotation mark stands inside a field that is not quoted.',
  'text-after-quote': 'text follows the closing quotation mark of a field.',
  'field-too-long': 'a field is longer than 16 MiB.',
  'record-too-long': 'the line is longer than 256 MiB.',
}

/** The table of the United Nations as CSV, whole, or refused with a sentence for each fault (twenty at most). `file` is what sentences call it. */
export function readMigrantStock(bytes: Uint8Array, file: string): MigrantStock {
  const reader = new StockReader(bytes, file)
  reader.read()
  if (reader.faults.length > 0) throw new InputRefused(...reader.faults)
  return { rows: reader.rows, leftOut: [...reader.leftOut] }
}

class StockReader {
  readonly rows: StockRow[] = []
  readonly leftOut = new Set<string>()
  readonly faults: string[] = []
  readonly #bytes: Uint8Array
  readonly #file: string
  readonly #csv: CsvRows
  /** Of each column its country; null for one that is left out. */
  #origins: (string | null)[] = []
  /** On which line a year of a destination stood. */
  readonly #seen = new Map<string, number>()

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes
    this.#file = file
    this.#csv = new CsvRows(bytes)
  }

  read(): void {
    const broken = firstBrokenByte(this.#bytes)
    if (broken >= 0) return this.#fault(lineOfByte(this.#bytes, broken), 'the text is not valid UTF-8.')
    if (this.#csv.next()) this.#header()
    else if (this.#csv.broken === null) return void this.faults.push(`${this.#file}: the file is empty.`)
    // Of columns that mean nothing no line can be read.
    if (this.faults.length === 0) while (this.faults.length < MOST_FAULTS && this.#csv.next()) this.#record()
    const end = this.#csv.broken
    if (end !== null) this.#fault(end.line, BROKEN[end.code] ?? 'the line cannot be read.')
    if (this.faults.length === 0 && this.rows.length === 0) this.faults.push(`${this.#file}: it counts nobody.`)
  }

  #header(): void {
    const { line, fields } = this.#csv
    const [year, destination] = [this.#text(0), this.#text(1)]
    if (year.toLowerCase() !== 'year' || !['dest', 'destination'].includes(destination.toLowerCase()))
      return this.#fault(line, `the first two columns must be Year and Dest; they are ${shown(year)} and ${shown(destination)}.`)
    const places = new Map<string, number>()
    this.#origins = Array.from({ length: fields }, (_, field) => {
      if (field < 2) return null
      const code = this.#country(field, line)
      const before = code === null ? undefined : places.get(code)
      if (code !== null && before !== undefined)
        this.#fault(line, `column ${field + 1}: ${shown(this.#text(field))} is the same country as column ${before + 1}.`)
      if (code !== null) places.set(code, field)
      return code
    })
  }

  #record(): void {
    const { line, fields } = this.#csv
    if (fields !== this.#origins.length) {
      return this.#fault(line, `the line has ${fields} columns; it must have ${this.#origins.length}, as the first one.`)
    }
    const year = this.#csv.whole(0)
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return this.#fault(line, `column 1: the year is ${shown(this.#text(0))}; it must be a number from ${FIRST_YEAR} to ${LAST_YEAR}.`)
    }
    const destination = this.#country(1, line)
    if (destination === null) return
    const before = this.#seen.get(`${year} ${destination}`)
    if (before !== undefined) return this.#fault(line, `column 2: ${shown(this.#text(1))} of ${year} stands on line ${before} already.`)
    this.#seen.set(`${year} ${destination}`, line)
    for (const [field, origin] of this.#origins.entries()) if (origin !== null) this.#cell(field, [year, origin, destination])
  }

  #cell(field: number, [year, origin, destination]: readonly [number, string, string]): void {
    const people = this.#csv.whole(field)
    const { line } = this.#csv
    if (people > 0 && people <= MOST_PEOPLE) {
      if (origin === destination)
        return this.#fault(
          line,
          `column ${field + 1}: it counts ${people} people who were born in ${destination} and live in ${destination}.`,
        )
      this.rows.push([year, origin, destination, people])
    } else if (people !== 0 && !NOT_KNOWN.has(this.#text(field)))
      this.#fault(
        line,
        `column ${field + 1}: the number is ${shown(this.#text(field))}; it must be a whole number from 0 to ${MOST_PEOPLE}, or ".." where none is known.`,
      )
  }

  /** Null for a region, which is noted, and for a name that means nothing here, which is a fault: left out unseen it would make all shares wrong. */
  #country(field: number, line: number): string | null {
    const name = this.#text(field)
    const code = countryNamed(name)
    if (code !== null) return code
    if (isRegionName(name)) this.leftOut.add(name)
    else this.#fault(line, `column ${field + 1}: ${shown(name)} is no country and no region that is known here.`)
    return null
  }

  #text(field: number): string {
    return field < this.#csv.fields ? this.#csv.text(field).trim() : ''
  }

  #fault(line: number, sentence: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(`${this.#file}, line ${line}: ${sentence}`)
  }
}

const shown = (text: string): string => (text === '' ? 'empty' : `"${quotation(text)}"`)
