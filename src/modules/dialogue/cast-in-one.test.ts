import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import { LYON } from '../../testing/cast.ts'
import { doAsHub, makeOpen, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { castVote } from './commands/cast-vote.ts'
import { joinDialogue } from './commands/join-dialogue.ts'

// The vote in one statement and the deed in its transaction are one deed: what one does or refuses, the other does or refuses.

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
