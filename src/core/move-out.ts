import { sql } from 'kysely'
import { hashToken, keysFrom, type Keys } from '../platform/keys.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { columnsThatMayBeEmpty } from '../platform/moving-database.ts'
import type { Outside } from '../platform/outside.ts'
import { bytesIn, CLAIMED, hexOf, isHolding, isTagging, ofPerson, type MovedColumn, type MovedRow, type Travelling } from './moving.ts'

/**
 * Somebody who may come along: what they claim with the token on the other hub is theirs. Of a body it is an identity, which is in public places, and
 * `member` an id that stands for it in the file.
 */
export type Mover = { readonly member: string; readonly account: string; readonly token: Buffer; readonly person?: string }
/** Somebody who does not, and what becomes of what they wrote. */
export type Stayer = { readonly member: string; readonly account: string; readonly posts: 'keep' | 'erase' }

export type Leaving = {
  readonly db: Tx
  readonly outside: Pick<Outside, 'keys' | 'token' | 'uuid' | 'signer'>
  readonly now: Date
  readonly space: string
  readonly movers: readonly Mover[]
  readonly stayers: readonly Stayer[]
  /** Of towns of this hub, by their ids: how another hub finds them. */
  readonly addressOfPlace: (id: string) => Promise<string | null>
  /** What stands in the file for a tag by which alone somebody is found: a hash of what only whoever can make the tag is given. */
  readonly claimOfTag: (tag: Buffer) => Buffer
}

export type MovedLine = { readonly table: string; readonly row: MovedRow }

const AT_ONCE = 200

/** All rows of the space, table by table. What is not named as something that may travel is not in them. */
export async function* rowsOut(leaving: Leaving, all: readonly Travelling[]): AsyncGenerator<MovedLine> {
  const packing = new Packing(leaving)
  for (const one of all)
    for (const id of one.travel.through === undefined ? [leaving.space] : packing.packed(one.travel.through))
      for await (const held of rowsOf(leaving.db, one, id)) {
        const row = await packing.pack(one, held)
        if (row !== null) yield { table: one.table, row }
      }
}

async function* rowsOf(db: Tx, { table, travel }: Travelling, id: string): AsyncGenerator<MovedRow> {
  const order = orderOf(travel)
  const { rows: places } = await sql<{ at: string }>`
    select ctid::text as at from ${sql.table(table)} where ${sql.ref(travel.by)} = ${id} order by ${order}`.execute(db)
  const step = travel.large === true ? 1 : AT_ONCE
  for (let first = 0; first < places.length; first += step) {
    const wanted = places.slice(first, first + step).map(({ at }) => at)
    const { rows } = await sql<{ row: MovedRow }>`
      select to_jsonb(moved) as row from ${sql.table(table)} as moved where ${sql.ref(travel.by)} = ${id} and ctid = any(${wanted}::tid[]) order by ${order}`.execute(
      db,
    )
    for (const { row } of rows) if (travel.only?.(row) !== false) yield row
  }
}

/** Which ids the column that a table travels by may hold: that of the space, or those of what belongs to it. */
export async function idsWithin(
  db: Reader,
  all: readonly Travelling[],
  { travel }: Travelling,
  ...spaces: readonly string[]
): Promise<readonly string[]> {
  const through = all.find(({ table }) => table === travel.through)
  if (through === undefined) return spaces
  const id = sql<string>`(select id::text as id from ${sql.table(through.table)} where ${sql.ref(through.travel.by)} = any(${spaces}))`
  const rows = await db
    .selectFrom(id.as('within'))
    .select(sql<string>`id`.as('id'))
    .execute()
  return rows.map(({ id: one }) => one)
}

/** To which space a thing belongs that others travel through; null: to none that moves. */
export async function spaceOfThing(
  db: Reader,
  all: readonly Travelling[],
  { table, id }: { readonly table: string; readonly id: string },
): Promise<string | null> {
  const through = all.some(({ travel }) => travel.through === table) ? all.find((one) => one.table === table) : undefined
  if (through === undefined) return null
  const space = sql<{ space: string }>`(select ${sql.ref(through.travel.by)}::text as space from ${sql.table(table)} where id = ${id})`
  return (await db.selectFrom(space.as('of')).select('space').executeTakeFirst())?.space ?? null
}

/** In how many tables something runs that has to be over before the space leaves. */
export async function stillRunning(db: Tx, all: readonly Travelling[], space: string): Promise<readonly string[]> {
  const running: string[] = []
  for (const one of all) {
    if (one.travel.running === undefined) continue
    const { rows } = await sql<{ row: MovedRow }>`
      select to_jsonb(one) as row from ${sql.table(one.table)} as one where ${sql.ref(one.travel.by)} = ${space}`.execute(db)
    if (rows.some(({ row }) => one.travel.running?.(row) === true)) running.push(one.table)
  }
  return running
}

/** Where a tag is all that is known of whoever did it, not in the order in which they did: who voted first can be known from elsewhere. */
function orderOf({ order, columns }: Travelling['travel']) {
  const tag = Object.entries(columns).find(([, how]) => isTagging(how) && how.once === true)?.[0]
  const column = order ?? tag
  return column === undefined ? sql`ctid` : sql.ref(column)
}

type OwnTag = { readonly id: string; readonly tag: Buffer }

/** By which tags an account is found in a column alone, in each thing of the space in which it may be. */
async function ownTags(
  db: Reader,
  keys: Keys,
  { all, one, space, account }: Searched,
): Promise<readonly (OwnTag & { readonly column: string })[]> {
  const { travel } = one
  const found = Object.entries(travel.columns).filter(
    ([, how]) => (isTagging(how) || isHolding(how)) && how.of.every((of) => of === travel.by),
  )
  if (found.length === 0) return []
  const ids = await idsWithin(db, all, one, space)
  return found.flatMap(([column, how]) =>
    ids.flatMap((id) => {
      const made = isTagging(how) ? how.tags : isHolding(how) ? how.held : () => []
      return made(keys, { [travel.by]: id }, account).map((tag) => ({ column, id, tag }))
    }),
  )
}

type Searched = { readonly all: readonly Travelling[]; readonly one: Travelling; readonly space: string; readonly account: string }
type Whoever = Pick<Mover, 'member' | 'account' | 'person'>

/**
 * How many rows of a space stand under what somebody is there, or under their tag in it: for their own eyes. By table, where there are any. What lies under a tag
 * of a poll or an event alone is not counted: to find it every poll would have to be tried.
 */
export async function countOwnRows(
  { db, keys, space }: { readonly db: Reader; readonly keys: Keys; readonly space: string },
  { member, account, person }: Whoever,
  all: readonly Travelling[],
): Promise<readonly { readonly table: string; readonly room: string; readonly rows: number }[]> {
  const counts = []
  for (const one of all) {
    const { table, room, travel } = one
    const named = Object.entries(travel.columns).flatMap(([column, how]) => {
      if (how === 'member' || how === 'author') return [sql`${sql.ref(column)} = ${member}`]
      return ofPerson(how) !== null && person !== undefined ? [sql`${sql.ref(column)} = ${person}`] : []
    })
    const tagged = await ownTags(db, keys, { all, one, space, account })
    const own = [...named, ...tagged.map(({ column, id, tag }) => sql`(${sql.ref(travel.by)} = ${id} and ${sql.ref(column)} = ${tag})`)]
    if (own.length === 0) continue
    const ids = await idsWithin(db, all, one, space)
    const counting = sql<{ count: number }>`(
      select count(*)::int as count from ${sql.table(table)} where ${sql.ref(travel.by)} = any(${ids}) and (${sql.join(own, sql` or `)}))`
    const row = await db.selectFrom(counting.as('own')).select('count').executeTakeFirstOrThrow()
    if (row.count > 0) counts.push({ table, room, rows: row.count })
  }
  return counts
}

/** Where somebody took part under a tag by which alone they are found: what it is in, and the tag that lies there. */
export async function ownHoldings(
  { db, keys, space }: { readonly db: Reader; readonly keys: Keys; readonly space: string },
  account: string,
  all: readonly Travelling[],
): Promise<readonly { readonly table: string; readonly id: string; readonly tag: Buffer }[]> {
  const own = []
  for (const one of all) {
    if (!Object.values(one.travel.columns).some(isHolding)) continue
    const tags = (await ownTags(db, keys, { all, one, space, account })).filter(({ column }) => isHolding(one.travel.columns[column]))
    for (const { column, id, tag } of tags) {
      const looking = sql<{ held: boolean }>`(select exists (
        select 1 from ${sql.table(one.table)} where ${sql.ref(one.travel.by)} = ${id} and ${sql.ref(column)} = ${tag}) as held)`
      const { held } = await db.selectFrom(looking.as('own')).select('held').executeTakeFirstOrThrow()
      if (held) own.push({ table: one.table, id, tag })
    }
  }
  return own
}

type Whose = { readonly mover: Mover } | { readonly stayer: Stayer }

class Packing {
  readonly #leaving: Leaving
  readonly #members: ReadonlyMap<string, Whose>
  readonly #tags = new Map<string, ReadonlyMap<string, Whose>>()
  readonly #claims = new Map<string, Keys>()
  readonly #persons: ReadonlyMap<string, Mover>
  /** Rows of whatever others refer to that came along, by table. */
  readonly #packed = new Map<string, Set<string>>()
  #empty: ReadonlySet<string> | null = null

  constructor(leaving: Leaving) {
    this.#leaving = leaving
    const movers = leaving.movers.map((mover) => [mover.member, { mover }] as const)
    this.#members = new Map<string, Whose>([...movers, ...leaving.stayers.map((stayer) => [stayer.member, { stayer }] as const)])
    this.#persons = new Map(leaving.movers.flatMap((mover) => (mover.person === undefined ? [] : [[mover.person, mover] as const])))
  }

  packed(table: string): readonly string[] {
    return [...(this.#packed.get(table) ?? [])]
  }

  /** Null: it does not come along. */
  async pack(one: Travelling, held: MovedRow): Promise<MovedRow | null> {
    this.#empty ??= await columnsThatMayBeEmpty(this.#leaving.db)
    const posts = this.#leftBy(one, held)
    const kept =
      posts === null || one.travel.left === undefined
        ? held
        : one.travel.left(this.#opened(one, held), posts, this.#leaving.now.toISOString())
    if (kept === null) return null
    const row: Record<string, unknown> = { ...kept }
    for (const [column, how] of Object.entries(one.travel.columns)) {
      const value = row[column] ?? null
      if (how === 'anew') delete row[column]
      if (value === null || how === 'anew') continue
      const packed = kept === held || value === held[column] ? await this.#column(how, held, value) : value
      if (packed === DROPPED || (packed === null && !this.#empty.has(`${one.table}.${column}`) && !isMade(how))) return null
      row[column] = packed
    }
    if (typeof row['id'] === 'string' && one.travel.emptied?.(row) !== true) {
      const packed = this.#packed.get(one.table) ?? new Set()
      this.#packed.set(one.table, packed.add(row['id']))
    }
    return row
  }

  /** With what lies under its seals, for a room that says what is left of it. */
  #opened({ travel }: Travelling, held: MovedRow): MovedRow {
    const opened: Record<string, unknown> = { ...held }
    for (const [column, how] of Object.entries(travel.columns))
      if (typeof how === 'object' && 'seal' in how && typeof held[column] === 'string')
        opened[column] = this.#leaving.outside.keys.open(how.seal, bytesIn(held[column]))
    return opened
  }

  /** What whoever wrote it asked for, where they do not travel; null: they do, or nobody knows who wrote it. */
  #leftBy({ travel }: Travelling, row: MovedRow): 'keep' | 'erase' | null {
    for (const [column, how] of Object.entries(travel.columns)) {
      const value = row[column]
      if (typeof value !== 'string') continue
      if (ofPerson(how) === 'seat' && !this.#persons.has(value)) return 'keep'
      const whose =
        how === 'author' ? this.#members.get(value) : isTagging(how) && how.author === true ? this.#owner(how, row, value) : undefined
      if (whose !== undefined && 'stayer' in whose) return whose.stayer.posts
    }
    return null
  }

  async #column(how: MovedColumn, row: MovedRow, value: unknown): Promise<unknown> {
    if (how === 'own' || how === 'address') return value
    if (how === 'dropped' || how === 'anew') return null
    if (how === 'member' || how === 'author') return this.#member(String(value))
    if (how === 'place') return this.#leaving.addressOfPlace(String(value))
    if ('person' in how) return this.#person(how.person, String(value))
    if ('held' in how) return hexOf(this.#leaving.claimOfTag(bytesIn(String(value))))
    if ('leaves' in how) return how.leaves(value, this.#leaving.outside)
    if ('seal' in how) return this.#leaving.outside.keys.open(how.seal, bytesIn(String(value)))
    if ('made' in how) return null
    if ('of' in how && !('tags' in how)) return this.#packed.get(how.of)?.has(String(value)) === true ? value : DROPPED
    if ('tags' in how) {
      const whose = this.#owner(how, row, String(value))
      if (whose !== undefined && 'mover' in whose) return hexOf(first(how.tags(this.#keysOf(whose.mover), row, CLAIMED)))
      return how.counts === true ? hexOf(hashToken(this.#leaving.outside.token())) : null
    }
    const sort = how.by(row, this.#leaving.space)
    if (sort === 'other') return DROPPED
    if (sort === 'empty') return null
    return sort === 'place' ? ((await this.#leaving.addressOfPlace(String(value))) ?? DROPPED) : value
  }

  /** The space itself may stand where a member would: that somebody did it stays, and nobody is meant. */
  #member(value: string): string | null {
    const whose = this.#members.get(value)
    return value === this.#leaving.space || (whose !== undefined && 'mover' in whose) ? value : null
  }

  #person(otherwise: 'empty' | 'row' | 'seat', person: string): string | null | typeof DROPPED {
    const mover = this.#persons.get(person)
    if (mover !== undefined) return mover.member
    return otherwise === 'empty' ? null : otherwise === 'row' ? DROPPED : this.#leaving.outside.uuid()
  }

  /** Nothing leads from a tag to its account, so each member's is made. */
  #owner(how: Extract<MovedColumn, { tags: unknown }>, row: MovedRow, hex: string): Whose | undefined {
    const place = how.of.map((column) => String(row[column])).join('/')
    const purpose = first(how.tags(this.#leaving.outside.keys, row, '')).toString('hex')
    const key = `${purpose} ${place}`
    let owners = this.#tags.get(key)
    if (owners === undefined) {
      const all = [...this.#members.values()]
      owners = new Map(
        all.flatMap((whose) => {
          const { account } = 'mover' in whose ? whose.mover : whose.stayer
          return how.tags(this.#leaving.outside.keys, row, account).map((tag) => [hexOf(tag), whose] as const)
        }),
      )
      this.#tags.set(key, owners)
    }
    return owners.get(hex)
  }

  #keysOf({ member, token }: Mover): Keys {
    const known = this.#claims.get(member)
    if (known !== undefined) return known
    const keys = keysFrom(token)
    this.#claims.set(member, keys)
    return keys
  }
}

const DROPPED = Symbol('does not come along')

const isMade = (how: MovedColumn): boolean => typeof how === 'object' && 'made' in how

/** A tag is made with the secret in use first. */
export function first(tags: readonly Buffer[]): Buffer {
  const [tag] = tags
  if (tag === undefined) throw new Error('a tag is made with at least one secret')
  return tag
}
