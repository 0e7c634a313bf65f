import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'libpg-query'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { scopeOf } from '../../core/scopes.ts'
import { placements } from '../../main/rooms.ts'
import { operationsOf } from '../dialogues.ts'
import { faultsOf } from '../distribution/faults.ts'
import { isNode } from '../distribution/reading.ts'
import { columnsByTable } from '../distribution/schema.ts'
import { forgottenIn } from '../distribution/written.ts'
import { BY_PAGE, NOBODY_IS_KNOWN, OPERATORS, PUBLIC, WHILE_LEAVING } from './always.ts'
import { callAs, CALLERS, type CallerName } from './callers.ts'
import { inputs } from './inputs.ts'
import { allowedIn, namedIn, rowsOf, written, type Row } from './matrix.ts'
import { takeTurn } from '../public-log.ts'
import { openStage, type Stage } from './stage.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether the table is written anew (vitest.config.ts). */
    rights: boolean
  }
}

const TABLE = new URL('../../../docs/security/rights.md', import.meta.url)

let stage: Stage
let rows: readonly Row[]
beforeAll(async () => {
  stage = await openStage()
  const tried: Row[] = []
  for (const operation of operationsOf()) tried.push(...(await rowsOf(stage, operation, inputs)))
  rows = tried
}, 300_000)
afterAll(() => stage.hub.close())

test('every operation of the registry is tried, and nothing is tried that is not there', () => {
  expect(namedIn(inputs).toSorted()).toEqual(
    operationsOf()
      .map(({ name }) => name)
      .toSorted(),
  )
})

test('no trial fell over, and none was refused for its input', () => {
  const wrong = rows.flatMap(({ name, cells }) =>
    Object.entries(cells).flatMap(([caller, cell]) => (/^(fault|input\.invalid)/.test(cell) ? [`${name} by ${caller}: ${cell}`] : [])),
  )
  expect(wrong).toEqual([])
})

test('the table that is checked in is what happens', () => {
  const table = written(rows)
  if (inject('rights')) writeFileSync(TABLE, table)
  expect(readFileSync(TABLE, 'utf8').split('\n')).toEqual(table.split('\n'))
})

const namesOf = (found: readonly Row[]): readonly string[] => found.map(({ name }) => name).toSorted()
const isFor = (who: readonly CallerName[]) => (row: Row) => allowedIn(row).every((caller) => who.includes(caller))

test('Ana may do what is on the list of what is public, and nothing else', () => {
  const open = rows.filter((row) => allowedIn(row).includes('Ana'))
  expect(namesOf(open)).toEqual(PUBLIC.toSorted())
})

test('whoever has an account may read what Ana reads', () => {
  const less = rows.filter(
    (row) => row.operation.sort === 'query' && allowedIn(row).includes('Ana') && allowedIn(row).length < CALLERS.length,
  )
  expect(namesOf(less)).toEqual([])
})

test('nothing of one’s own is open to somebody without an account, and what asks without one gets nothing', async () => {
  const own = rows.filter(({ name, operation }) => /[.-](my|own|me|mine)\b/.test(name) || / \/me(\/|$)/.test(operation.route ?? ''))
  expect(own.length).toBeGreaterThan(20)
  const open = own.filter((row) => allowedIn(row).some((caller) => caller === 'Ana' || caller === 'the hub'))
  expect(namesOf(open)).toEqual(['moderation.own-cases'])
  const about = { sort: 'statement', scope: stage.open.id, subject: String(stage.hidden) }
  for (const caller of CALLERS)
    expect([caller, (await callAs(stage.hub, stage.callers[caller].actor)<object[]>('moderation.own-cases', about)).length]).toEqual([
      caller,
      caller === 'guest' ? 1 : 0,
    ])
})

test('what is another’s is nobody’s but theirs', () => {
  const others = rows.filter(({ name }) => name.includes("(another's"))
  expect(others.length).toBeGreaterThan(3)
  // That somebody left the hub is said by the hub itself.
  expect(others.filter((row) => !isFor(['Mai'])(row)).map((row) => [row.name, allowedIn(row)])).toEqual([
    ["moderation.leave-circle (another's)", ['Mai', 'the hub']],
  ])
})

test('what is for whoever runs the hub is for nobody else, and the list of it is whole', () => {
  expect(namesOf(rows.filter((row) => OPERATORS.includes(row.name) && !isFor(['Gift', 'the hub'])(row)))).toEqual([])
  const listed = rows.filter((row) => isFor(['Gift', 'the hub'])(row) && allowedIn(row).includes('Gift'))
  expect(OPERATORS).toEqual(expect.arrayContaining([...namesOf(listed)]))
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...OPERATORS]))
})

test('what has no route is the hub’s own, also before whoever runs it, but for what a page does', () => {
  const without = rows.filter(({ operation }) => operation.route === undefined && operation.sort === 'command')
  expect(without.length).toBeGreaterThan(15)
  expect(namesOf(without.filter((row) => !isFor(['the hub'])(row)))).toEqual(Object.keys(BY_PAGE).toSorted())
})

test('a draft is there for those who look after it alone', () => {
  const ofDraft = rows.filter(({ name }) => /\((of )?a draft\)/.test(name))
  expect(ofDraft.length).toBeGreaterThan(4)
  for (const { name, cells } of ofDraft)
    for (const caller of ['Ana', 'guest', 'Leïla', 'Mai', 'Idrissa'] as const)
      expect([name, caller, cells[caller]]).toEqual([name, caller, expect.stringMatching(/missing$/)])
})

test('somebody who asked to leave does what is on the list, and every other deed is refused for it', () => {
  const deeds = rows.filter(({ operation }) => operation.sort === 'command')
  const refused = deeds.filter(({ cells }) => cells.Orla === 'account.leaving').map(({ operation }) => operation.name)
  const others = deeds.map(({ operation }) => operation.name).filter((name) => !refused.includes(name))
  expect([...new Set(others)].toSorted()).toEqual(WHILE_LEAVING.toSorted())
})

test('a program with a token to read does nothing, and reads what that scope opens; also where its owner runs the hub', async () => {
  const { actor, session } = stage.callers.Gift
  const wanted = { name: 'Reader', person: actor.person, scopes: ['read'], held: session }
  const { token } = await callAs(stage.hub, actor)<{ token: string }>('access.make-token', wanted)
  const answers: [string, string][] = []
  const began = stage.hub.runner.outside.now()
  const asked = rows.filter((row) => row.name === row.operation.name && row.operation.route !== undefined)
  for (const [index, { name, operation }] of asked.entries()) {
    // Every deed costs points, and there are more deeds than a program may try in one minute.
    if (index % 100 === 0) stage.hub.setNow(new Date(began.getTime() + (index / 100) * 60_000))
    answers.push([name, await answerTo(token, name, operation.route ?? '')])
  }
  stage.hub.setNow(began)
  const opened = answers.filter(([, type]) => !type.startsWith('token.')).map(([name]) => name)
  expect(opened.toSorted()).toEqual(
    operationsOf()
      .map(({ name }) => name)
      .filter((name) => scopeOf(name) === 'read' || NOBODY_IS_KNOWN.includes(name))
      .toSorted(),
  )
})

test('no statement asks what a database that is spread over several servers refuses, and no change forgets its number', async () => {
  await stage.hub.settle()
  await stage.hub.sweep()
  expect(stage.hub.statements.size).toBeGreaterThan(2000)
  const columns = await columnsByTable(stage.hub.db)
  const faults: string[] = []
  for (const statement of stage.hub.statements) {
    const tree: unknown = await parse(statement)
    if (!isNode(tree)) throw new Error('the parser gave no tree')
    const found = [...faultsOf(tree, placements, columns), ...forgottenIn(tree).map((table) => `${table}: without writtenNow`)]
    faults.push(...found.map((fault) => `${fault}: ${statement}`))
  }
  expect(faults).toEqual([])
})

/** The code of the refusal by the API, or `yes`. */
async function answerTo(token: string, name: string, route: string): Promise<string> {
  const [method = '', path = ''] = route.split(' ')
  const { Gift } = stage.callers
  const given = Object.entries((await inputs[name]?.(stage, Gift)) ?? {})
  const filled = given.reduce((so, [field, value]) => so.replace(`{${field}}`, encodeURIComponent(String(value))), path)
  const rest = given.filter(([field]) => !path.includes(`{${field}}`))
  const query = method === 'GET' ? `?${new URLSearchParams(rest.map(([field, value]) => [field, String(value)]))}` : ''
  const answer = await stage.hub.app.request(`https://hub.test/api${filled}${query}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(Object.fromEntries(rest)) }),
  })
  if (answer.ok) return 'yes'
  return ((await answer.json()) as { type: string }).type
}

test('the public log of all that was staged speaks of every sort of deed, and of nobody', async () => {
  const { db, runner, setNow } = stage.hub
  // Words of people come in when their day is over.
  setNow(new Date(runner.outside.now().getTime() + 86_400_000))
  await takeTurn(stage.hub)
  const entries = await db.selectFrom('log_entry').select(['kind', 'content']).orderBy('position').execute()
  const log = entries.map(({ content }) => content.toString()).join('\n')
  const sorts = [
    ...[
      'body.verified',
      'charter.published',
      'commitment.changed',
      'commitment.ended',
      'commitment.made',
      'day.counted',
      'dialogue.closed',
    ],
    ...['dialogue.opened', 'intervention.published', 'moderation.decided', 'outcome.released', 'statement.declined', 'statement.published'],
  ]
  expect([...new Set(entries.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(sorts))
  const people = await db.selectFrom('person').select(['id', 'name']).execute()
  const accounts = await db.selectFrom('account').select('id').execute()
  const said = await db.selectFrom('statement').select('text').execute()
  const spoken = await db.selectFrom('intervention').select('text').where('text', '<>', '').execute()
  const facts = await db.selectFrom('decision').select('facts as text').execute()
  const secret = [...[...people, ...accounts].map(({ id }) => id), ...[...said, ...spoken, ...facts].map(({ text }) => text)]
  expect(secret.length).toBeGreaterThan(50)
  expect(secret.filter((one) => log.includes(one))).toEqual([])
  const names = people.flatMap(({ name }) => (name !== null && name.length > 2 ? [name] : []))
  expect(names.filter((name) => new RegExp(`"[^"]*\\b${name}\\b[^"]*"`).test(log))).toEqual([])
  expect(log).not.toMatch(/@|\d\d:\d\d:\d\d\.(?!000Z)/)
})
