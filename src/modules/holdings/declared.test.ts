import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rooms } from '../../testing/rooms.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { withCore } from './module.ts'
import { columnsByTable, type Column } from './queries/tables.ts'

let hub: Hub
let columns: ReadonlyMap<string, readonly Column[]>
const declared = withCore(rooms).flatMap(({ name, holds = [] }) => holds.map((holding) => ({ room: name, ...holding })))

beforeAll(async () => {
  hub = await openHub()
  columns = await columnsByTable(hub.db)
})
afterAll(() => hub.close())

/** What is wrong with the declarations, each a sentence that says what to do. */
function faultsOf(tables: ReadonlyMap<string, readonly Column[]>): readonly string[] {
  const undeclared = [...tables.keys()]
    .filter((table) => !declared.some((one) => one.table === table))
    .map((table) => `the table ${table} is in no room's holds: add it in the module.ts of its room`)
  const twice = declared.filter((one, at) => declared.findIndex(({ table }) => table === one.table) !== at)
  const known = declared.flatMap((holding) => faultsOfOne(holding, tables.get(holding.table)))
  return [...undeclared, ...twice.map(({ room, table }) => `${room} declares ${table}, which another room declares`), ...known]
}

function faultsOfOne({ room, table, sealed = [], keeps }: (typeof declared)[number], found: readonly Column[] | undefined): string[] {
  if (found === undefined) return [`${room} declares ${table}, which the database does not have`]
  const named = [...sealed, ...(keeps === undefined ? [] : [keeps.since, ...(keeps.empties ?? [])])]
  return named
    .filter((column) => !found.some(({ name }) => name === column))
    .map((column) => `${room} names the column ${column} of ${table}, which is not there`)
}

describe('what is declared', () => {
  test('is every table of the database, once, with columns that are there', () => {
    expect(faultsOf(columns)).toEqual([])
  })

  test('is handed over where it is somebody’s', () => {
    const silent = withCore(rooms).filter(({ holds = [], heldOf }) => heldOf === undefined && holds.some(({ about }) => about !== 'nobody'))
    expect(silent.map(({ name }) => `${name} holds rows of people and hands over no heldOf`)).toEqual([])
  })

  test('rings where a table is not declared, or a declared one is not there', () => {
    const changed = new Map([...columns, ['secret_file', [{ name: 'passport', sort: 'text' }]] as const])
    changed.delete('account')
    const rang = faultsOf(changed).filter((fault) => !faultsOf(columns).includes(fault))
    expect(rang.map((fault) => fault)).toEqual([
      "the table secret_file is in no room's holds: add it in the module.ts of its room",
      'people declares account, which the database does not have',
    ])
  })

  test.each(['en', 'fr', 'ar'])('has its sentences in %s', (locale) => {
    const say = hub.kit.books.say(locale)
    const keys = [
      ...declared.flatMap(({ room, table }) => ['what', 'why', 'until'].map((which) => `${room}.holds.${table}.${which}`)),
      ...[...new Set(declared.map(({ room }) => room))].map((room) => `holdings.room.${room}`),
      ...[...columns.values()].flat().map(({ sort }) => `holdings.sort.${sort}`),
    ]
    expect([...new Set(keys)].filter((key) => !said(() => say(key)))).toEqual([])
  })

  test('is said of nothing that is not there any more', () => {
    const known = new Set(declared.map(({ room, table }) => `${room}.holds.${table}`))
    const idle = keysOfBooks().filter((key) => /^[a-z]+\.holds\./.test(key) && !known.has(key.replace(/\.[a-z]+$/, '')))
    expect(idle).toEqual([])
  })
})

/** Columns that this hub must never have, by what they would be called. */
const NEVER =
  /(^|_)(ip|addr|address|passport|id_?number|identity_?number|birth|born|birthday|dob|phone|tel|mobile|msisdn|user_agent|faith|religion|ethnic)(_|$)/

describe('columns', () => {
  test('for network addresses, papers, dates of birth and telephones are nowhere', () => {
    expect(
      [...columns].flatMap(([table, all]) => all.filter(({ name }) => NEVER.test(name)).map(({ name }) => `${table}.${name}`)),
    ).toEqual([])
  })

  test.each(['ip', 'last_ip', 'passport_number', 'birth_date', 'phone', 'client_addr'])('called %s would ring', (name) => {
    expect(NEVER.test(name)).toBe(true)
  })
})

function said(say: () => string): boolean {
  try {
    return say() !== ''
  } catch {
    return false
  }
}

/** Every key of the English books. */
function keysOfBooks(): readonly string[] {
  return rooms.flatMap((room) => Object.keys(JSON.parse(readFileSync(new URL('en.json', room.messages), 'utf8')) as object))
}
