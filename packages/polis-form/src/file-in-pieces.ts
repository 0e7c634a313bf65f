import { CsvRows } from './csv-rows.ts'
import type { FaultList } from './faults.ts'
import { linesIn, Utf8Check } from './utf8.ts'

/** A file that is handed over in pieces, however it is cut: the answer is that of the whole. A piece may be overwritten once it was taken. */
export type Reading<Read> = { take(piece: Uint8Array): void; end(): Read }

/** The rows keep places as 31-bit numbers, so a larger piece is taken in parts. */
const LARGEST_PART_BYTES = 2 ** 28

/**
 * The rows of a file that comes in pieces, and why they end before it does. `read` reads the rows that are there and answers whether it wants
 * more. What comes after that is still looked through for what is not UTF-8: then that alone is the fault, for no other can be trusted.
 */
export class FileInPieces {
  readonly rows = new CsvRows()
  readonly #faults: FaultList
  readonly #read: () => boolean
  readonly #utf8 = new Utf8Check()
  /** The line after what was taken, once no more rows are wanted. */
  #lineAfter: number | null = null
  #refused = false

  constructor(faults: FaultList, read: () => boolean) {
    this.#faults = faults
    this.#read = read
  }

  take(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; from += LARGEST_PART_BYTES) this.#takePart(piece.subarray(from, from + LARGEST_PART_BYTES))
  }

  end(): void {
    if (this.#refused) return
    if (!this.#utf8.whole) return this.#refuse(this.#lineAfter ?? this.rows.lineAfter)
    if (this.#lineAfter !== null) return
    this.rows.end()
    this.#readRows()
  }

  #takePart(piece: Uint8Array): void {
    if (this.#refused) return
    const broken = this.#utf8.take(piece)
    if (broken >= 0) this.#refuse((this.#lineAfter ?? this.rows.lineAfter) + linesIn(piece, broken))
    else if (this.#lineAfter !== null) this.#lineAfter += linesIn(piece)
    else {
      this.rows.give(piece)
      this.#readRows()
    }
  }

  #readRows(): void {
    const more = this.#read()
    const { broken } = this.rows
    if (broken !== null) this.#faults.add(broken.line, broken.code, { opened: broken.opened })
    if (broken !== null || !more) this.#lineAfter = this.rows.lineAfter
  }

  #refuse(line: number): void {
    this.#refused = true
    this.#faults.replace(line, 'not-utf8')
  }
}
