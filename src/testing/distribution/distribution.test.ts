import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { parse } from 'libpg-query'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Placements } from '../../platform/distribution.ts'
import { openHub, type Hub } from '../hub.ts'
import { theHub } from '../../core/actor.ts'
import { operationNamed, placements } from '../../main/rooms.ts'
import { makeOpen } from '../dialogues.ts'
import { faultsOf } from './faults.ts'
import { isNode } from './reading.ts'
import { columnsByTable, crowdedAlters, schemaFaults } from './schema.ts'
import { forgottenIn } from './written.ts'

let hub: Hub
let columns: ReadonlyMap<string, readonly string[]>
beforeAll(async () => {
  hub = await openHub()
  columns = await columnsByTable(hub.db)
})
afterAll(() => hub.close())

const linesOf = (all: Placements): readonly string[] =>
  [...Map.groupBy(all, ([, placement]) => (placement === 'everywhere' ? 'whole at each server' : `\`${placement.by}\``))]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([column, own]) =>
        `| ${column} | ${own
          .map(([table]) => `\`${table}\``)
          .toSorted()
          .join(', ')} |`,
    )

describe('the tables', () => {
  test('of the hub can be spread', async () => {
    expect(placements.size).toBeGreaterThan(80)
    expect(await schemaFaults(hub.db, placements)).toEqual([])
  })

  test('stand in the guide for operators by the column that spreads them', () => {
    const guide = readFileSync(new URL('../../../docs/operating/distributed.md', import.meta.url), 'utf8')
    expect(guide.split('\n').filter((line) => line.startsWith('| '))).toEqual(['| column | tables |', ...linesOf(placements)])
  })

  test.each([
    ['vote: vote_twice is without dialogue_id', 'alter table vote add constraint vote_twice unique (participant)'],
    [
      'statement: statement_by_person refers to person, which stays at the first server',
      'alter table statement add column by uuid constraint statement_by_person references person (id)',
    ],
    [
      'vote: has a trigger',
      'create trigger noted before update on vote for each row execute function suppress_redundant_updates_trigger()',
    ],
    ['post_mute: community_id may be empty', 'alter table post_mute drop constraint post_mute_pk, alter column community_id drop not null'],
    ['vote: vote_value_check1 has no name of ours', 'alter table vote add check (value < 7), add check (value < 8)'],
    ['statement: row_id is counted up by a sequence; bigint identity is taken', 'alter table statement add column row_id bigserial'],
    [
      'statement: row_id is counted up by a sequence; bigint identity is taken',
      'alter table statement add column row_id int generated always as identity',
    ],
    ['statement: source_id is of type text; ids are uuid or bigint', 'alter table statement add column source_id text'],
  ])('a planted break rings: %s', async (fault, statement) => {
    await hub.db
      .transaction()
      .execute(async (tx) => {
        await sql.raw(statement).execute(tx)
        expect(await schemaFaults(tx, placements)).toContain(fault)
        throw new Error('taken back')
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'taken back') throw error
      })
  })

  test.each<[string, string, Placements]>([
    [
      'what stays refers to what is spread',
      'statement: statement_of refers to dialogue, which is spread',
      new Map([['dialogue', { by: 'id' }]]),
    ],
    ['a table that is not there', 'votes: is no table', new Map([['votes', { by: 'dialogue_id' }]])],
    ['by a column of another type', 'vote: participant is of type bigint', new Map([['vote', { by: 'participant' }]])],
  ])('a wrong placement rings: %s', async (_, fault, wrong) => {
    expect((await schemaFaults(hub.db, wrong)).filter((one) => one.startsWith(fault))).not.toEqual([])
  })
})

describe('a migration', () => {
  const folder = new URL('../../../migrations/', import.meta.url)

  test('adds one constraint at a time', () => {
    const files = readdirSync(folder).filter((file) => /^\d{4}_.*\.ts$/.test(file))
    expect(files.length).toBeGreaterThan(70)
    expect(files.flatMap((file) => crowdedAlters(file, readFileSync(new URL(file, folder), 'utf8')))).toEqual([])
  })

  test.each([
    ['0077_dialogue.ts', 'alter table vote add constraint a check (true),\n  add constraint b check (true)', 1],
    ['0077_dialogue.ts', 'alter table vote add constraint a check (true)`\n await sql`alter table vote add constraint b check (true)', 0],
    ['0076_credentials.ts', 'alter table vote add constraint a check (true), add constraint b check (true)', 0],
  ])('of several is heard from the next one on: %s', (file, text, faults) => {
    expect(crowdedAlters(file, `await sql\`${text}\`.execute(db)`)).toHaveLength(faults)
  })
})

const read = async (statement: string): Promise<readonly string[]> => {
  const tree: unknown = await parse(statement)
  return faultsOf(isNode(tree) ? tree : {}, placements, columns)
}

describe('a statement', () => {
  test.each([
    ['of one dialogue', 'select * from vote where dialogue_id = $1'],
    ['held, of one dialogue', 'select * from participant where dialogue_id = $1 and number = $2 for share'],
    [
      'of two tables that lie together',
      'select 1 from vote join statement s on s.dialogue_id = vote.dialogue_id and s.number = vote.statement',
    ],
    [
      'of a part that looks at what lies beside it',
      'select id, (select count(*) from vote where vote.dialogue_id = dialogue.id) from dialogue',
    ],
    ['of tables that stay', 'select * from account where id = $1 for update'],
    ['over all servers', 'select state, count(*) from dialogue group by state'],
    [
      'that overwrites with what comes',
      'insert into vote (dialogue_id, participant, statement, value) values ($1, $2, $3, $4) on conflict (dialogue_id, participant, statement) do update set value = excluded.value',
    ],
    ['with a part of its own', 'select * from post where community_id in (select community_id from community_text where language = $1)'],
  ])('%s is taken', async (_, statement) => {
    expect(await read(statement)).toEqual([])
  })

  test.each([
    [
      'joins vote, statement by another column than the distributing one',
      'select 1 from vote join statement on statement.number = vote.statement',
    ],
    [
      'joins vote, statement by another column than the distributing one',
      'select 1 from vote, statement where vote.dialogue_id = $1 and statement.dialogue_id = $2',
    ],
    ['locks rows of statement without the distributing value', 'select * from statement where number = $1 for update'],
    [
      'locks rows of participant together with account',
      'select 1 from participant join account on true where participant.dialogue_id = $1 for share',
    ],
    [
      'recurses over post without the distributing value',
      'with recursive up as (select id from post where id = $1 union all select post.id from post join up on post.parent_id = up.id) select * from post join up on up.id = post.id',
    ],
    ['grouping sets over vote', 'select value from vote group by grouping sets ((value), ())'],
    [
      'keeps all rows of community beside those of post that fit',
      'select 1 from community left join post on post.community_id = community.id',
    ],
    [
      'a part over post looks at community, which lies elsewhere',
      'select id from community where exists (select 1 from post where post.community_id = community.id)',
    ],
    [
      'a part over account looks at event, which lies elsewhere',
      'select 1 from event where exists (select 1 from account where account.id = event.person_id)',
    ],
    [
      'a part over vote looks at statement by another column',
      'select 1 from statement where exists (select 1 from vote where vote.statement = statement.number)',
    ],
    ['moves rows of vote to another place', 'update vote set dialogue_id = $1 where dialogue_id = $2'],
    [
      'works out what vote gets where a row was there already: use excluded',
      'insert into vote (dialogue_id, participant, statement) values ($1, $2, $3) on conflict (dialogue_id, participant, statement) do update set cast_at = now()',
    ],
    ['a part inside the values for vote: insert what was selected', 'insert into vote (dialogue_id, participant) values ($1, (select 1))'],
    ['chance or the clock within an update of post', 'update post set id = gen_random_uuid() where community_id = $1'],
    ['asks pg_current_snapshot of whichever server has the rows', 'select pg_current_snapshot() from result where dialogue_id = $1'],
    ['merge is not known there', 'merge into vote using statement on true when matched then do nothing'],
  ])('is not: %s', async (fault, statement) => {
    expect(await read(statement)).toContain(fault)
  })

  test.each([
    ['update vote set value = 1 where dialogue_id = $1', ['vote']],
    ['update participant set removed_at = $1 where dialogue_id = $2', ['participant']],
    ['update participant set author_number = $1 where dialogue_id = $2', []],
    ['update statement set written = pg_current_xact_id()::text::bigint, text = $1 where dialogue_id = $2', []],
    [
      'insert into vote (value) values (1) on conflict (dialogue_id, participant, statement) do update set value = excluded.value',
      ['vote'],
    ],
  ])('that forgets the number of its transaction is heard: %s', async (statement, forgotten) => {
    const tree: unknown = await parse(statement)
    expect(forgottenIn(isNode(tree) ? tree : {})).toEqual(forgotten)
  })
})

test('what a spread database does in place of one folded statement keeps to the rules too', async () => {
  const { id } = await makeOpen(hub)
  const mai = hub.cast.members.get('mai')?.actor ?? theHub
  const spread = { ...hub.runner, inOne: false }
  const before = new Set(hub.statements)
  const does = (name: string, more: object) => operationNamed(name).invoke(spread, { dialogue: id, ...more }, mai)
  await does('dialogue.join', {})
  for (const choice of ['agree', 'pass']) await does('dialogue.cast-vote', { statement: 0, choice })
  const asked = [...hub.statements].filter((statement) => !before.has(statement))
  for (const table of ['participant', 'vote'])
    expect(asked.filter((statement) => statement.startsWith(`insert into "${table}"`))).toHaveLength(1)
  const found = await Promise.all(
    asked.map(async (statement) => {
      const tree: unknown = await parse(statement)
      return isNode(tree) ? [...(await read(statement)), ...forgottenIn(tree)] : ['no tree']
    }),
  )
  expect(found.flat()).toEqual([])
})
