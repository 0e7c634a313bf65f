import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import { LYON } from '../../testing/cast.ts'
import { doAsHub, makeOpen, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { castVote } from './commands/cast-vote.ts'
import { joinDialogue } from './commands/join-dialogue.ts'
import { holderTags } from './queries/dialogue-facts.ts'

// The vote, or the joining, in one statement and the deed in its transaction are one deed: what one does or refuses, the other does or refuses.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(() => hub.setNow(NOON))
afterAll(() => hub.close())

const mai = (): Actor => hub.cast.members.get('mai')?.actor ?? theHub
type Case = {
  readonly name: string
  readonly more?: Readonly<Record<string, unknown>>
  /** What happens after Mai came in, before she votes. */
  readonly before?: (made: Made) => Promise<unknown> | void
  readonly as?: (made: Made) => Actor
  readonly votes: readonly Readonly<Record<string, unknown>>[]
  /** By which form it is written where both may: `one` where a single statement did it. */
  readonly by: 'one' | 'deed' | 'none'
}

const agree = { statement: 0, choice: 'agree' }
const CASES: readonly Case[] = [
  { name: 'a vote', votes: [agree], by: 'one' },
  { name: 'a change of mind, and one that matters', votes: [agree, { ...agree, choice: 'pass', important: true }], by: 'one' },
  { name: 'the same twice', votes: [agree, agree], by: 'one' },
  { name: 'for accounts', more: { participation: 'account' }, votes: [agree], by: 'one' },
  { name: 'for members', more: { participation: 'members', bodyId: LYON }, votes: [agree], by: 'deed' },
  { name: 'by nobody', as: () => nobody('en'), votes: [agree], by: 'none' },
  { name: 'a guest whose key is not of this dialogue', as: () => ({ ...nobody('en'), guestKey: () => 'x' }), votes: [agree], by: 'none' },
  { name: 'no such statement', votes: [{ ...agree, statement: 99 }], by: 'none' },
  {
    name: 'a statement that was declined',
    before: ({ id }) => doAsHub(hub, 'dialogue.decline-statement', { dialogue: id, statement: 0, rule: 'on-topic' }),
    votes: [agree],
    by: 'none',
  },
  { name: 'after the closing', before: ({ id }) => doAsHub(hub, 'dialogue.close', { dialogue: id }), votes: [agree], by: 'none' },
  { name: 'after the last hour', before: () => hub.setNow(new Date('2026-03-15T12:00:00Z')), votes: [agree], by: 'none' },
  { name: 'before the first hour', before: () => hub.setNow(new Date('2026-03-01T10:59:59Z')), votes: [agree], by: 'none' },
  { name: 'by who was taken out', before: ({ id }) => takeOut(id), votes: [agree], by: 'none' },
]

async function takeOut(dialogue: string): Promise<void> {
  const [row] = await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', dialogue).execute()
  await doAsHub(hub, 'dialogue.remove-participant', { dialogue, participant: row?.number, reason: 'duplicate' })
}

/** What became of the votes of a case, with the dialogue's own id left out. */
async function outcome({ more = {}, before, as, votes }: Case, inOne: boolean) {
  hub.setNow(NOON)
  const bodyId = more['bodyId'] === LYON ? { bodyId: hub.cast.bodies.lyon } : {}
  const made = await makeOpen(hub, { ...more, ...bodyId })
  await perform(hub.runner, joinDialogue, { dialogue: made.id }, mai())
  await before?.(made)
  let transactions = 0
  const counting = { ...hub.runner, inOne, deliver: async () => void (transactions += 1) }
  const said: unknown[] = []
  for (const vote of votes) {
    const asked = perform(counting, castVote, { dialogue: made.slug, ...vote }, as?.(made) ?? mai())
    said.push(
      await asked.then(({ changed }) => ({ changed })).catch((error: unknown) => (error instanceof Refused ? error.refusal.code : error)),
    )
  }
  const rows = await hub.db
    .selectFrom('vote')
    .select(['statement', 'value', 'important', 'cast_at'])
    .where('dialogue_id', '=', made.id)
    .execute()
  const told = await hub.db
    .selectFrom('event')
    .select(['subject', 'data', 'visibility', 'person_id', 'at'])
    .where('scope_id', '=', made.id)
    .where('kind', '=', 'dialogue.vote.cast')
    .orderBy('sequence')
    .execute()
  return { done: { said, rows, told }, transactions }
}

test.each(CASES)('$name: the same in both forms', async (one) => {
  const folded = await outcome(one, true)
  const plain = await outcome(one, false)
  expect(folded.done).toEqual(plain.done)
  const written = one.votes.length
  expect([folded.transactions, plain.transactions]).toEqual(
    one.by === 'one' ? [0, written] : one.by === 'deed' ? [written, written] : [0, 0],
  )
})

type Joining = Pick<Case, 'name' | 'more' | 'before' | 'by'> & {
  readonly as: (made: Made) => Actor
  /** How often they ask, one after the other. */
  readonly times?: number
}

const guestWith = (key: string): Actor => ({ ...nobody('en'), guestKey: () => key })
const JOININGS: readonly Joining[] = [
  { name: 'with an account', as: mai, by: 'one' },
  { name: 'without one', as: () => nobody('en'), by: 'one' },
  { name: 'for accounts, with one', more: { participation: 'account' }, as: mai, by: 'one' },
  { name: 'for accounts, without one', more: { participation: 'account' }, as: () => nobody('en'), by: 'none' },
  { name: 'for members', more: { participation: 'members', bodyId: LYON }, as: mai, by: 'deed' },
  { name: 'a guest whose key is held by nobody', as: () => guestWith('x'), by: 'deed' },
  { name: 'after the closing', before: ({ id }) => doAsHub(hub, 'dialogue.close', { dialogue: id }), as: mai, by: 'none' },
  { name: 'after the last hour', before: () => hub.setNow(new Date('2026-03-15T12:00:00Z')), as: mai, by: 'none' },
  { name: 'before the first hour', before: () => hub.setNow(new Date('2026-03-01T10:59:59Z')), as: mai, by: 'none' },
]

const codeOf = (error: unknown): unknown => (error instanceof Refused ? error.refusal.code : error)

/** What became of it, and how often the deed itself was done. */
async function joined({ more = {}, before, as, times = 1 }: Joining, inOne: boolean) {
  hub.setNow(NOON)
  const made = await makeOpen(hub, { ...more, ...(more['bodyId'] === LYON ? { bodyId: hub.cast.bodies.lyon } : {}) })
  await before?.(made)
  let transactions = 0
  const counting = { ...hub.runner, inOne, deliver: async () => void (transactions += 1) }
  const said: unknown[] = []
  for (let time = 0; time < times; time += 1) {
    const asked = perform(counting, joinDialogue, { dialogue: made.slug }, as(made))
    said.push(await asked.then(({ key, begun }) => [begun, key !== null]).catch(codeOf))
  }
  const people = hub.db.selectFrom('participant').select(['author_number', 'joined_at', 'removed_for']).where('dialogue_id', '=', made.id)
  const told = hub.db
    .selectFrom('event')
    .select(['kind', 'subject', 'data', 'visibility', 'person_id', 'at'])
    .where('scope_id', '=', made.id)
  const events = await told.where('kind', '=', 'dialogue.participation.begun').execute()
  const rows = events.map(({ subject, ...row }) => ({ ...row, own: subject === made.id }))
  return { done: { said, people: await people.execute(), told: rows }, transactions }
}

test.each(JOININGS)('taking part, $name: the same in both forms', async (one) => {
  const [folded, plain] = [await joined(one, true), await joined(one, false)]
  expect(folded.done).toEqual(plain.done)
  expect([folded.transactions, plain.transactions]).toEqual(one.by === 'one' ? [0, 1] : one.by === 'deed' ? [1, 1] : [0, 0])
})

test('who takes part already begins nothing, in both forms', async () => {
  const twice = { name: 'twice', as: mai, by: 'one', times: 2 } as const
  const [folded, plain] = [await joined(twice, true), await joined(twice, false)]
  expect(folded.done).toEqual(plain.done)
  expect([folded.done.said, folded.transactions]).toEqual([
    [
      [true, false],
      [false, false],
    ],
    1,
  ])
})

test('a guest who joined in one statement comes back by the key they were given', async () => {
  const { id, slug } = await makeOpen(hub)
  const { key } = await perform(hub.runner, joinDialogue, { dialogue: slug }, nobody('en'))
  const secret = hub.runner.outside.keys.verify(`guest/${id}`, key ?? '')
  const again = await perform(hub.runner, joinDialogue, { dialogue: slug }, guestWith(secret ?? ''))
  expect([again.begun, again.key]).toEqual([false, null])
})

const textOf = (query: unknown): string => (typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '')

/** Thirty people who vote at the same time, some of them where they may not, and some twice on the same. */
async function crowd(inOne: boolean) {
  const made = await makeOpen(hub)
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 2, rule: 'on-topic' })
  const secrets = Array.from({ length: 30 }, (_, n) => `key-${made.id}-${n}`)
  for (const [n, secret] of secrets.entries()) {
    const [holder_tag = null] = holderTags(made.id, guestWith(secret), hub.runner.outside)
    const person = { dialogue_id: made.id, number: n + 1, holder_tag, author_number: null, joined_at: NOON }
    await hub.db.insertInto('participant').values(person).execute()
  }
  const runner = { ...hub.runner, inOne }
  const vote = (secret: string, statement: number, choice: string) =>
    perform(runner, castVote, { dialogue: made.slug, statement, choice }, guestWith(secret))
      .then(({ changed }) => changed)
      .catch(codeOf)
  const asked = vi.spyOn(pg.Query.prototype, 'submit')
  const said = await Promise.all(
    secrets.flatMap((secret, n) => [vote(secret, 0, 'agree'), vote(secret, n % 3, 'agree'), vote(`no-${secret}`, 0, 'agree')]),
  )
  const statements = asked.mock.contexts.filter((query) => /insert into "?vote/.test(textOf(query))).length
  asked.mockRestore()
  const votes = await hub.db
    .selectFrom('vote')
    .select(['participant', 'statement', 'value'])
    .where('dialogue_id', '=', made.id)
    .orderBy('participant')
    .orderBy('statement')
    .execute()
  const told = await hub.db
    .selectFrom('event')
    .select('subject')
    .where('scope_id', '=', made.id)
    .where('kind', '=', 'dialogue.vote.cast')
    .execute()
  // Whether a vote took the place of another is left out: two transactions that write the same at once each think that they are the first.
  const answers = said.map((one) => (typeof one === 'boolean' ? 'cast' : String(one))).toSorted()
  const changed = said.filter((one) => one === true).length
  return { done: { answers, votes, told: told.map(({ subject }) => subject).toSorted() }, changed, statements }
}

test('people who vote at the same time: each as if they were alone, by a few statements', async () => {
  const folded = await crowd(true)
  const plain = await crowd(false)
  expect(folded.done).toEqual(plain.done)
  // Ten of thirty vote twice on the first statement, and ten on one that was declined.
  expect([folded.done.votes.length, folded.done.told.length]).toEqual([40, 50])
  expect(folded.changed).toBe(10)
  expect(plain.statements).toBe(50)
  expect(folded.statements).toBeLessThan(10)
})
