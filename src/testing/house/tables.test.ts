import { describe, expect, test } from 'vitest'
import { trespassesIn, usesIn } from './table-use.ts'
import { readTree, ROOT, type Tree } from './tree.ts'

const CAST_VOTE = 'src/modules/dialogue/commands/cast-vote.ts'

const TABLES: readonly (readonly [string, string])[] = [
  ['src/core/tables.ts', `declare module '../platform/db.ts' { interface Tables { event: { kind: string } } }`],
  ['src/core/event.ts', `export const record = (tx: Tx) => tx.insertInto('event')`],
  [
    'src/modules/people/tables.ts',
    `declare module '../../platform/db.ts' { interface Tables { account: Account; 'sign_in': { id: string } } }`,
  ],
  ['src/modules/dialogue/tables.ts', `declare module '../../platform/db.ts' { interface Tables { dialogue: Dialogue; vote: Vote } }`],
]

const withCode = (code: string, path = CAST_VOTE): Tree => new Map([...TABLES, [path, code]])
const tables = (code: string): string[] => usesIn('x.ts', code).map(({ table }) => table)

// Each room widens Tables by declaration, so the compiler lets every room name every table: this test is the wall.
describe('a room’s SQL names its own tables only', () => {
  test('in the real tree', () => {
    expect(trespassesIn(readTree(ROOT))).toEqual([])
  })

  test('its own are its own', () => {
    const code = `db.selectFrom('vote as v').innerJoin('dialogue as d', 'd.id', 'v.dialogue_id'); sql\`delete from vote\``
    expect(trespassesIn(withCode(code))).toEqual([])
  })

  test.each([
    `db.selectFrom('account')`,
    `db.selectFrom(['vote', 'account as a'])`,
    `db.selectFrom('vote').leftJoin('account as a', 'a.id', 'vote.account_id')`,
    `tx.insertInto('account')`,
    `tx.updateTable('vote').from('account')`,
    `tx.deleteFrom('vote').using('account')`,
    `db.selectFrom('vote').where((eb) => eb.exists(eb.selectFrom('account').select('id')))`,
    'sql`select 1 from account`',
    'sql<number>`select count(*) from vote join "account" on true where id = ${id}`',
    'sql`select 1 from vote v, account a`',
    'sql`insert into account (id) values (${id})`',
    'sql`update account set name = ${name}`',
    `sql.raw('delete from account')`,
    `sql.table('account')`,
  ])('a planted break rings: %s', (code) => {
    expect(trespassesIn(withCode(`\n${code}`))).toEqual([
      `${CAST_VOTE}:2 names account, which belongs to people: ask its owner by index.ts, or keep what you need in a table of your own`,
    ])
  })

  test('the table of events is core’s own, a table of nobody is nobody’s', () => {
    const rang = trespassesIn(withCode(`db.selectFrom('event').innerJoin('ghost', 'a', 'b')`))
    expect(rang.map((sentence) => /names [^:]*/.exec(sentence)?.[0])).toEqual([
      'names event, which belongs to core',
      'names ghost, which is in no tables.ts',
    ])
  })

  test('web and main own none', () => {
    expect(trespassesIn(withCode(`db.selectFrom('vote')`, 'src/main/app.ts'))).toHaveLength(1)
    expect(trespassesIn(withCode(`db.selectFrom('vote')`, 'src/web/answer.tsx'))).toHaveLength(1)
  })

  test('tests may look', () => {
    expect(trespassesIn(withCode(`db.selectFrom('account')`, 'src/modules/dialogue/commands/cast-vote.test.ts'))).toEqual([])
  })
})

describe('what is no table', () => {
  test.each([
    ['names that the statement makes', `db.with('recent', (q) => q.selectFrom('vote')).selectFrom('recent')`, ['vote']],
    [
      'the same in raw SQL',
      'sql`with recent as (select 1 from vote), old(id) as (select 2) select * from recent join old on true`',
      ['vote'],
    ],
    [
      'other meanings of from and update',
      'sql`select extract(epoch from closes_at) from vote where a is distinct from b for update of vote`',
      ['vote'],
    ],
    ['upserts', 'sql`insert into vote (id) values (1) on conflict (id) do update set id = excluded.id`', ['vote']],
    ['functions and subqueries', 'sql`select * from unnest(${ids}) join lateral (select 1 from vote) x on true`', ['vote']],
    ['strings and comments', `sql\`select 'x from account' from vote -- from account\``, ['vote']],
    ['buffers', `Buffer.from('abc', 'hex'); Array.from('abc')`, []],
    ['blanks', 'sql`select 1 from ${table}`', []],
  ])('%s', (_name, code, expected) => {
    expect(tables(code)).toEqual(expected)
  })
})
