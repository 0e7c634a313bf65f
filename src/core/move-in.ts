import { sql } from 'kysely'
import { keysFrom, type Keys } from '../platform/keys.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { columnsOf, columnsThatMayBeEmpty } from '../platform/moving-database.ts'
import type { Outside } from '../platform/outside.ts'
import { first, idsWithin, spaceOfThing, type MovedLine } from './move-out.ts'
import { CLAIMED, hexOf, isHolding, isTagging, ofPerson, type MovedColumn, type MovedRow, type Travelling } from './moving.ts'

export type Arriving = {
  readonly tx: Tx
  readonly outside: Pick<Outside, 'keys' | 'token'>
  readonly space: string
  /** A country, or a town by country and address; null: this hub knows none. */
  readonly placeAt: (address: string) => Promise<string | null>
  /** An identity of this hub: nobody is put into an office, and no words into their mouth, by a file. */
  readonly isSomebody: (id: string) => Promise<boolean>
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
  /** Of tables through which others travel: what came. */
  readonly #within = new Map<string, Set<string>>()
  /** What another address was made for: the same wherever it stands. */
  readonly #renamed = new Map<string, string>()

  constructor(arriving: Arriving, all: readonly Travelling[]) {
    this.#arriving = arriving
    this.#all = new Map(all.map((one) => [one.table, one]))
  }

  async take({ table, row }: MovedLine): Promise<void> {
    const one = this.#all.get(table)
    if (one === undefined) throw new MovedRowFault(`rows of "${table}" do not travel`)
    if (!this.#isWithin(one, row[one.travel.by]) || one.travel.only?.(row) === false)
      throw new MovedRowFault(`a row of "${table}" belongs to something else than the file says`)
    this.#empty ??= await columnsThatMayBeEmpty(this.#arriving.tx)
    const unpacked = await this.#unpacked(one, row, this.#empty)
    if (unpacked === null) {
      this.#left[table] = (this.#left[table] ?? 0) + 1
      return
    }
    if (typeof row['id'] === 'string') this.#within.set(table, (this.#within.get(table) ?? new Set()).add(row['id']))
    if (this.#waiting?.table !== table) await this.#write()
    this.#waiting ??= { table, rows: [] }
    this.#waiting.rows.push(unpacked)
    if (this.#waiting.rows.length >= (one.travel.large === true ? 1 : AT_ONCE)) await this.#write()
  }

  #isWithin({ travel }: Travelling, id: unknown): boolean {
    if (travel.through === undefined) return id === this.#arriving.space
    return typeof id === 'string' && this.#within.get(travel.through)?.has(id) === true
  }

  async done(): Promise<Arrived> {
    await this.#write()
    return { rows: this.#rows, left: this.#left }
  }

  async #unpacked(travelling: Travelling, given: MovedRow, empty: ReadonlySet<string>): Promise<MovedRow | null> {
    const { table, travel } = travelling
    const row: Record<string, unknown> = { ...given }
    for (const [column, how] of Object.entries(travel.columns)) {
      const value = given[column] ?? null
      if ((value === null && !isMade(how)) || how === 'anew') continue
      const unpacked = await this.#column(travelling, column, how, { row: given, value })
      if (unpacked === null && !empty.has(`${table}.${column}`)) return null
      row[column] = unpacked
    }
    return row
  }

  async #column(
    { table, travel }: Pick<Travelling, 'table' | 'travel'>,
    column: string,
    how: MovedColumn,
    { row, value }: { readonly row: MovedRow; readonly value: unknown },
  ): Promise<unknown> {
    const { outside, placeAt } = this.#arriving
    if (typeof how === 'object' && 'leaves' in how) return value
    if (typeof value !== 'string' && !isMade(how)) throw new MovedRowFault(`"${table}.${column}" is no text`)
    const text = String(value)
    if (how === 'dropped') return null
    if (how === 'address') return this.#address(travel.through ?? table, table, column, text)
    if (how === 'place') return placeAt(text)
    if (typeof how === 'string') return value
    if ('seal' in how) return hexOf(outside.keys.seal(how.seal, text))
    if ('made' in how) return hexOf(how.made(outside.keys, row))
    if ('tags' in how || 'held' in how) {
      if (!/^\\x[0-9a-f]{64}$/.test(text)) throw new MovedRowFault(`"${table}.${column}" is no tag`)
      return value
    }
    if ('person' in how && (await this.#arriving.isSomebody(text)))
      throw new MovedRowFault(`a row of "${table}" speaks for somebody who is here`)
    if ('of' in how || 'person' in how || 'leaves' in how) return value
    const sort = how.by(row, this.#arriving.space)
    if (sort === 'other') throw new MovedRowFault(`a row of "${table}" leads to something that does not travel`)
    return sort === 'place' ? placeAt(text) : value
  }

  async #address(of: string, table: string, column: string, wanted: string): Promise<string> {
    const given = this.#renamed.get(`${of} ${wanted}`) ?? (await this.#free(table, column, wanted))
    this.#renamed.set(`${of} ${wanted}`, given)
    return given
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
    const { tx } = this.#arriving
    const anew = Object.entries(this.#all.get(table)?.travel.columns ?? {}).flatMap(([column, how]) => (how === 'anew' ? [column] : []))
    const named = (await columnsOf(tx, table)).filter((column) => !anew.includes(column))
    const columns = sql.join(named.map((column) => sql.ref(column)))
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
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

type Taking = Omit<Claiming, 'token'> & { readonly claim: Keys; readonly all: readonly Travelling[] }

/** What lies under tags that only whoever holds the claim can make is the account's from now on. How many rows that were. */
export async function takeUpTags({ token, ...claiming }: Claiming, all: readonly Travelling[]): Promise<number> {
  const taking = { ...claiming, claim: keysFrom(token), all }
  let count = 0
  for (const one of all)
    for (const [column, how] of Object.entries(one.travel.columns)) if (isTagging(how)) count += await takeUpColumn(taking, one, column)
  return count
}

async function takeUpColumn({ tx, keys, space, claim, account }: Taking, { table, travel }: Travelling, column: string): Promise<number> {
  const how = travel.columns[column]
  if (!isTagging(how)) return 0
  let count = 0
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
  return count
}

type Seated = { readonly tx: Tx; readonly space: string; readonly standIn: string; readonly person: string }

/** What stands under the id that stood for an identity in the file is that identity's from now on. */
export async function takeUpSeats({ tx, space, standIn, person }: Seated, all: readonly Travelling[]): Promise<void> {
  for (const one of all)
    for (const [column, how] of Object.entries(one.travel.columns)) {
      if (ofPerson(how) === null) continue
      const ids = await idsWithin(tx, all, one, space)
      await sql`
        update ${sql.table(one.table)} set ${sql.ref(column)} = ${person}
        where ${sql.ref(one.travel.by)} = any(${ids}) and ${sql.ref(column)} = ${standIn}`.execute(tx)
    }
}

/** A place in which somebody is found by a tag alone, and the hash that stands there until they say who they are. */
export type HeldPlace = {
  readonly space: string
  readonly table: string
  readonly column: string
  readonly id: string
  readonly hash: Buffer
}

/** In which of these spaces it stands. */
export async function heldByHash(
  db: Reader,
  { spaces, hash }: { readonly spaces: readonly string[]; readonly hash: Buffer },
  all: readonly Travelling[],
): Promise<HeldPlace | null> {
  if (spaces.length === 0) return null
  for (const one of all)
    for (const [column, how] of Object.entries(one.travel.columns)) {
      if (!isHolding(how) || !how.of.every((of) => of === one.travel.by)) continue
      const ids = await idsWithin(db, all, one, ...spaces)
      const looking = sql<{ id: string }>`(
        select ${sql.ref(one.travel.by)}::text as id from ${sql.table(one.table)}
        where ${sql.ref(one.travel.by)} = any(${ids}) and ${sql.ref(column)} = ${hash} limit 1)`
      const row = await db.selectFrom(looking.as('held')).select('id').executeTakeFirst()
      if (row === undefined) continue
      const { through } = one.travel
      const space = through === undefined ? row.id : await spaceOfThing(db, all, { table: through, id: row.id })
      if (space !== null) return { space, table: one.table, column, id: row.id, hash }
    }
  return null
}

/** From now on found by this account, unless it is there already. */
export async function takeUpHeld(
  { tx, keys, account }: Pick<Claiming, 'tx' | 'keys' | 'account'>,
  { table, column, id, hash }: HeldPlace,
  all: readonly Travelling[],
): Promise<boolean> {
  const travel = all.find((one) => one.table === table)?.travel
  const how = travel?.columns[column]
  if (travel === undefined || !isHolding(how)) return false
  const to = first(how.held(keys, { [travel.by]: id }, account))
  const here = sql`${sql.ref(travel.by)} = ${id} and ${sql.ref(column)}`
  const done = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${here} = ${hash}
    and not exists (select 1 from ${sql.table(table)} where ${here} = ${to})`.execute(tx)
  return Number(done.numAffectedRows ?? 0) > 0
}
