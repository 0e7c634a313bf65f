import { sql } from 'kysely'
import { keysFrom, type Keys } from '../platform/keys.ts'
import type { Tx } from '../platform/db.ts'
import { columnsThatMayBeEmpty } from '../platform/moving-database.ts'
import type { Outside } from '../platform/outside.ts'
import { first, type MovedLine } from './move-out.ts'
import { CLAIMED, hexOf, isTagging, type MovedColumn, type MovedRow, type Travelling } from './moving.ts'

export type Arriving = {
  readonly tx: Tx
  readonly outside: Pick<Outside, 'keys' | 'token'>
  readonly space: string
  /** A country, or a town by country and address; null: this hub knows none. */
  readonly placeAt: (address: string) => Promise<string | null>
}

/** A row that no hub of ours would have written: the file was made by somebody else, or for something else. */
export class MovedRowFault extends Error {
  override name = 'MovedRowFault'
}

export type Arrived = {
  readonly rows: Readonly<Record<string, number>>
  /** Rows that lead to a place that this hub does not know, by table. */
  readonly left: Readonly<Record<string, number>>
}

const AT_ONCE = 200

/** Takes rows one by one, and writes them as they come. Nothing is believed that a room did not say of its table. */
export class Unpacking {
  readonly #arriving: Arriving
  readonly #all: ReadonlyMap<string, Travelling>
  readonly #rows: Record<string, number> = {}
  readonly #left: Record<string, number> = {}
  #waiting: { readonly table: string; readonly rows: MovedRow[] } | null = null
  #empty: ReadonlySet<string> | null = null

  constructor(arriving: Arriving, all: readonly Travelling[]) {
    this.#arriving = arriving
    this.#all = new Map(all.map((one) => [one.table, one]))
  }

  async take({ table, row }: MovedLine): Promise<void> {
    const one = this.#all.get(table)
    if (one === undefined) throw new MovedRowFault(`rows of "${table}" do not travel`)
    if (row[one.travel.by] !== this.#arriving.space || one.travel.only?.(row) === false)
      throw new MovedRowFault(`a row of "${table}" belongs to something else than the file says`)
    this.#empty ??= await columnsThatMayBeEmpty(this.#arriving.tx)
    const unpacked = await this.#unpacked(one, row, this.#empty)
    if (unpacked === null) {
      this.#left[table] = (this.#left[table] ?? 0) + 1
      return
    }
    if (this.#waiting?.table !== table) await this.#write()
    this.#waiting ??= { table, rows: [] }
    this.#waiting.rows.push(unpacked)
    if (this.#waiting.rows.length >= (one.travel.large === true ? 1 : AT_ONCE)) await this.#write()
  }

  async done(): Promise<Arrived> {
    await this.#write()
    return { rows: this.#rows, left: this.#left }
  }

  async #unpacked({ table, travel }: Travelling, given: MovedRow, empty: ReadonlySet<string>): Promise<MovedRow | null> {
    const row: Record<string, unknown> = { ...given }
    for (const [column, how] of Object.entries(travel.columns)) {
      const value = given[column] ?? null
      if (value === null && !isMade(how)) continue
      const unpacked = await this.#column(table, column, how, { row: given, value })
      if (unpacked === null && !empty.has(`${table}.${column}`)) return null
      row[column] = unpacked
    }
    return row
  }

  async #column(
    table: string,
    column: string,
    how: MovedColumn,
    { row, value }: { readonly row: MovedRow; readonly value: unknown },
  ): Promise<unknown> {
    const { outside, placeAt } = this.#arriving
    if (typeof value !== 'string' && !isMade(how)) throw new MovedRowFault(`"${table}.${column}" is no text`)
    const text = String(value)
    if (how === 'dropped') return null
    if (how === 'address') return this.#free(table, column, text)
    if (how === 'place') return placeAt(text)
    if (typeof how === 'string') return value
    if ('seal' in how) return hexOf(outside.keys.seal(how.seal, text))
    if ('made' in how) return hexOf(how.made(outside.keys, row))
    if ('tags' in how) {
      if (!/^\\x[0-9a-f]{64}$/.test(text)) throw new MovedRowFault(`"${table}.${column}" is no tag`)
      return value
    }
    if ('of' in how) return value
    const sort = how.by(row)
    if (sort === 'other') throw new MovedRowFault(`a row of "${table}" leads to something that does not travel`)
    return sort === 'place' ? placeAt(text) : value
  }

  async #free(table: string, column: string, wanted: string): Promise<string> {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${wanted}`.execute(this.#arriving.tx)
    if (rows.length === 0) return wanted
    const chance = this.#arriving.outside
      .token()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '0')
    return `${wanted}-${chance.slice(0, 6)}`
  }

  async #write(): Promise<void> {
    if (this.#waiting === null) return
    const { table, rows } = this.#waiting
    this.#waiting = null
    await sql`
      insert into ${sql.table(table)}
      select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(this.#arriving.tx)
    this.#rows[table] = (this.#rows[table] ?? 0) + rows.length
  }
}

const isMade = (how: MovedColumn): boolean => typeof how === 'object' && 'made' in how

type Claiming = {
  readonly tx: Tx
  readonly keys: Keys
  readonly space: string
  /** What the letter of the old hub holds. */
  readonly token: Buffer
  readonly account: string
}

/** What lies under tags that only whoever holds the claim can make is the account's from now on. How many rows that were. */
export async function takeUpTags({ tx, keys, space, token, account }: Claiming, all: readonly Travelling[]): Promise<number> {
  const claim = keysFrom(token)
  let count = 0
  for (const { table, travel } of all)
    for (const [column, how] of Object.entries(travel.columns)) {
      if (!isTagging(how)) continue
      const words = sql.join(how.of.map((name) => sql.ref(name)))
      const { rows } = await sql<{ row: MovedRow }>`
        select to_jsonb(place) as row from (
          select distinct ${words} from ${sql.table(table)} where ${sql.ref(travel.by)} = ${space}) as place`.execute(tx)
      for (const { row } of rows) {
        const [from, to] = [first(how.tags(claim, row, CLAIMED)), first(how.tags(keys, row, account))]
        const here = sql`${sql.ref(travel.by)} = ${space} and ${sql.ref(column)}`
        if (how.once === true)
          await sql`
            delete from ${sql.table(table)} where ${here} = ${from}
            and exists (select 1 from ${sql.table(table)} where ${here} = ${to})`.execute(tx)
        const done = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${here} = ${from}`.execute(tx)
        count += Number(done.numAffectedRows ?? 0)
      }
    }
  return count
}
