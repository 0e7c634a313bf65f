import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isHolding, isTagging, STAYING, type Travelling } from '../core/moving.ts'
import { rooms, travels, travelsWithBody } from '../main/rooms.ts'
import { openHub, type Hub } from './hub.ts'
import { travelsOf } from '../modules/moves/module.ts'

type Column = { readonly table: string; readonly column: string; readonly type: string }
type Leading = { readonly table: string; readonly to: string }

let hub: Hub
let [columns, leading]: [readonly Column[], readonly Leading[]] = [[], []]
beforeAll(async () => {
  hub = await openHub()
  columns = (
    await sql<Column>`
      select table_name as table, column_name as column, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely_%'`.execute(hub.db)
  ).rows
  leading = (
    await sql<Leading>`
      select conrelid::regclass::text as table, confrelid::regclass::text as to from pg_constraint where contype = 'f'`.execute(hub.db)
  ).rows
})
afterAll(() => hub.close())

const sealed = new Set(
  rooms.flatMap(({ holds = [] }) => holds.flatMap((one) => (one.sealed ?? []).map((column) => `${one.table}.${column}`))),
)

/** Whatever holds an id, a tag or a seal is named with how it travels: else it would lead to nothing on the other hub, or to somebody here. */
function unnamed(all: readonly Travelling[]): readonly string[] {
  return all.flatMap(({ table, travel }) =>
    columns.flatMap(({ table: of, column, type }) => {
      if (of !== table) return []
      const holds = type === 'uuid' || type === 'bytea' || /_(id|ref|tag|sealed|hash)$/.test(column)
      return holds && !Object.hasOwn(travel.columns, column) ? [`${table}.${column}`] : []
    }),
  )
}

/** What lies under a seal or as a tag travels as neither: this hub's secret stays here. */
const leaving = (all: readonly Travelling[]): readonly string[] =>
  all.flatMap(({ table, travel }) =>
    Object.entries(travel.columns).flatMap(([column, how]) => {
      const safe = how === 'dropped' || isTagging(how) || isHolding(how) || (typeof how === 'object' && ('seal' in how || 'made' in how))
      return sealed.has(`${table}.${column}`) && !safe ? [`${table}.${column}`] : []
    }),
  )

const misspelt = (all: readonly Travelling[]): readonly string[] =>
  all.flatMap(({ table, travel }) => {
    const there = columns.flatMap((one) => (one.table === table ? [one.column] : []))
    const named = [travel.by, ...(travel.order === undefined ? [] : [travel.order]), ...Object.keys(travel.columns)]
    return named.flatMap((column) => (there.includes(column) ? [] : [`${table}.${column}`]))
  })

/** In the order in which they are written, so that what a row leads to is there before it. */
function dangling(all: readonly Travelling[]): readonly string[] {
  const order = all.map(({ table }) => table)
  return leading.flatMap(({ table, to }) =>
    order.includes(table) && table !== to && (order.indexOf(to) < 0 || order.indexOf(to) > order.indexOf(table))
      ? [`${table} leads to ${to}`]
      : [],
  )
}

test('every table of the database travels, or stays for a reason that is said', () => {
  for (const of of [travels, travelsWithBody]) {
    const said = [...of.travelling, ...of.staying].map(({ table }) => table)
    expect(of.unsaid).toEqual([])
    expect(said.toSorted()).toEqual([...new Set(columns.map(({ table }) => table))].toSorted())
    expect(of.staying.filter(({ reason }) => STAYING[reason] === undefined)).toEqual([])
  }
  const diary = { table: 'diary', about: 'person' } as const
  expect(travelsOf([{ name: 'forgetful', holds: [diary] }], 'community').unsaid).toEqual(['diary'])
  // That it belongs to bodies says of a community why it stays, and of a body nothing.
  const ofBodies = [{ name: 'forgetful', holds: [diary], stays: 'of-bodies' as const }]
  expect([travelsOf(ofBodies, 'community').unsaid, travelsOf(ofBodies, 'body').unsaid]).toEqual([[], ['diary']])
})

test('every column that holds an id, a tag or a seal says how it travels, and a missing word rings', () => {
  for (const { travelling } of [travels, travelsWithBody])
    expect([unnamed(travelling), leaving(travelling), misspelt(travelling), dangling(travelling)]).toEqual([[], [], [], []])
  const all = travels.travelling
  const broken = (table: string, change: (travel: Travelling['travel']) => Travelling['travel']) =>
    all.map((one) => (one.table === table ? { ...one, travel: change(one.travel) } : one))
  const without = broken('post', (travel) => ({
    ...travel,
    columns: Object.fromEntries(Object.entries(travel.columns).filter(([column]) => column !== 'author_tag')),
  }))
  expect(unnamed(without)).toEqual(['post.author_tag'])
  const plain = broken('post', (travel) => ({ ...travel, columns: { ...travel.columns, author_tag: 'own', boddy: 'own' } }))
  expect([leaving(plain), misspelt(plain)]).toEqual([['post.author_tag'], ['post.boddy']])
  expect(dangling(all.filter(({ table }) => table !== 'post'))).toContain('post_version leads to post')
})
