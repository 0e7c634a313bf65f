import { randomUUID } from 'node:crypto'
import { signedVote } from '#hidden-ballot'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { makeIssuerKey } from '../../platform/blind-signer.ts'
import { doAsHub, eventsOf, makeDraft, SEEDS } from '../dialogues.ts'
import { anyVoter, at, call, credentialFor, HIDDEN, seatAccounts, sweep, type Made } from '../hidden-voices.ts'
import { NOON, openHub, type Hub } from '../hub.ts'

/**
 * Whoever runs the hub has all tables, also the places of rows on the disk and the numbers of transactions, and knows which accounts voted, in
 * which order: each account votes in the order in which it asked for its credential, which is worse than any hub is. They guess whose key is whose
 * by every order that anything has. Of twelve voters in a random order one is guessed right on average, whichever way one guesses.
 */
const ELECTIONS = 6
const VOTERS = 12
/** One right guess in each election on average, with a variance of one: so many happen once in millions of runs. */
const mostByChance = (elections: number): number => elections + 6 * Math.sqrt(elections)

let hub: Hub
let accounts: readonly Actor[]
let issuer: Awaited<ReturnType<typeof makeIssuerKey>>
beforeAll(async () => {
  hub = await openHub()
  accounts = await seatAccounts(hub, 20)
  await hub.as('gift').api('PUT', '/credentials/least', { least: 20 })
  issuer = await makeIssuerKey()
})
afterAll(() => hub.close())

/** Mulberry32: the same shuffles at each run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
const random = seeded(8)
function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((one) => [random(), one] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, one]) => one)
}

type Truth = { readonly account: string; readonly voter: string }
type Election = { readonly made: Made; readonly truth: readonly Truth[] }
type Planted = { afterVote?(made: Made, voter: string): Promise<void> }

async function hold(planted: Planted = {}): Promise<Election> {
  hub.setNow(NOON)
  const draft = await makeDraft(hub, { ...HIDDEN, title: `Election ${randomUUID()}`, seeds: SEEDS.slice(0, 3) })
  await doAsHub(hub, 'dialogue.open', { dialogue: draft.id })
  const secret = Buffer.from(issuer.secret).toString('base64url')
  await doAsHub(hub, 'credentials.open-issuance', { dialogue: draft.id, key: issuer.key, secret })
  await hub.settle()
  const { electorates } = await call<{ electorates: readonly [Made['electorate']] }>(hub, 'ballots.read', { dialogue: draft.id })
  const made = { ...draft, electorate: electorates[0] }
  const order = shuffled(accounts)
  for (const actor of order) {
    const blinded = Buffer.from(Array.from({ length: 384 }, (_, index) => (index === 0 ? 1 : Math.floor(random() * 256)))).toString(
      'base64url',
    )
    await call(hub, 'credentials.ask', { issuance: made.id, blinded }, actor)
  }
  hub.setNow(at('06'))
  await sweep(hub, 'credentials.end-due')
  await hub.settle()
  const truth: Truth[] = []
  for (const [index, actor] of order.slice(0, VOTERS).entries()) {
    hub.setNow(at('09', `12:${String(10 + index)}`))
    const voter = await anyVoter()
    await call(hub, 'ballots.register-voter', { dialogue: made.id, ...credentialFor(issuer, made.electorate, voter) })
    const vote = await signedVote(voter, made.electorate, { statement: index % 3, choice: 'agree', important: false, seq: 1 })
    await call(hub, 'ballots.cast', { dialogue: made.id, class: made.electorate.class, votes: [vote] })
    truth.push({ account: actor.account ?? '', voter: voter.key })
    await planted.afterVote?.(made, voter.key)
  }
  await sweep(hub, 'ballots.batches')
  return { made, truth }
}

const TABLES = ['ballot_voter', 'ballot_vote', 'ballot_waiting'] as const

/** Each order that anything about the box has: by every column, by the place on the disk, by transaction; in the batches; in the dialogue. */
async function ordersOf({ made, truth }: Election): Promise<ReadonlyMap<string, readonly string[]>> {
  const orders = new Map<string, readonly string[]>()
  const note = (name: string, rows: readonly { readonly voter: string; readonly by: string | number }[]) => {
    const sorted = shuffled(rows).toSorted((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0))
    const keys = [...new Set(sorted.map(({ voter }) => voter))]
    orders.set(name, keys)
    orders.set(`${name}, backwards`, keys.toReversed())
  }
  const comparable = (value: unknown) => (typeof value === 'number' ? value : String(value))
  for (const table of TABLES) {
    // As JSON, so that a column that is planted is read as well.
    const { rows: read } = await sql<{ row: Record<string, unknown>; transaction: number; place: number }>`
      select to_jsonb(one) as row, xmin::text::bigint as transaction, (ctid::text::point)[0] * 100000 + (ctid::text::point)[1] as place
      from ${sql.table(table)} as one where dialogue_id = ${made.id}`.execute(hub.db)
    const rows: readonly Record<string, unknown>[] = read.map(({ row, ...where }) => ({ ...row, ...where }))
    for (const column of Object.keys(rows[0] ?? {}))
      note(
        `${table}.${column}`,
        rows.map((row) => ({ voter: String(row['voter']), by: comparable(row[column]) })),
      )
  }
  const batches = await hub.db
    .selectFrom('ballot_batch')
    .select(['number', 'content'])
    .where('dialogue_id', '=', made.id)
    .orderBy('number')
    .execute()
  const inside = batches.map(
    ({ content }) => JSON.parse(content.toString('utf8')) as Record<'registrations' | 'votes', { voter: string }[]>,
  )
  for (const part of ['registrations', 'votes'] as const)
    note(
      `the ${part} of batches`,
      inside.flatMap((batch) => batch[part].map(({ voter }) => voter)).map((voter, by) => ({ voter, by })),
    )
  const { rows: people } = await sql<{ number: number; place: number }>`
    select number, (ctid::text::point)[0] * 100000 + (ctid::text::point)[1] as place from participant where dialogue_id = ${made.id}`.execute(
    hub.db,
  )
  const voters = await hub.db.selectFrom('ballot_voter').select(['voter', 'participant']).where('dialogue_id', '=', made.id).execute()
  const named = people.flatMap(({ number, place }) =>
    voters.flatMap(({ voter, participant }) => (participant === number ? [{ voter, number, place }] : [])),
  )
  note(
    'participants by place',
    named.map(({ voter, place }) => ({ voter, by: place })),
  )
  note(
    'participants by number',
    named.map(({ voter, number }) => ({ voter, by: number })),
  )
  expect([...orders.values()].every((keys) => keys.length === 0 || keys.length === truth.length)).toBe(true)
  return orders
}

/** By which orders more is guessed right over all elections than chance explains, among all that were tried. */
async function guess(elections: readonly Election[]): Promise<{ readonly tried: number; readonly found: readonly string[] }> {
  const right = new Map<string, number>()
  for (const election of elections)
    for (const [name, keys] of await ordersOf(election))
      right.set(name, (right.get(name) ?? 0) + election.truth.filter(({ voter }, index) => keys[index] === voter).length)
  const most = mostByChance(elections.length)
  return { tried: right.size, found: [...right].flatMap(([name, count]) => (count > most ? [name] : [])) }
}

test('whoever has all tables and knows in which order accounts voted links no more keys to accounts than by chance', async () => {
  const elections: Election[] = []
  for (let index = 0; index < ELECTIONS; index++) elections.push(await hold())
  const { tried, found } = await guess(elections)
  expect(tried).toBeGreaterThanOrEqual(40)
  expect(found).toEqual([])
  // Nothing is told of one voter: what is, is told of the batch, and by the day.
  for (const { made } of elections) {
    const told = (await eventsOf(hub, made.id)).filter(({ kind }) => kind.includes('ballots.'))
    expect(told.map(({ kind, at: when }) => [kind, when.toISOString().slice(11, 19)])).toEqual([
      ['ballots.box.prepared', '12:00:00'],
      ['ballots.box.opened', '12:00:00'],
      ['ballots.batch.opened', '00:00:00'],
      ['dialogue.ballots.counted', '00:00:00'],
      ['ballots.batch.counted', '00:00:00'],
    ])
  }
}, 60_000)

test('a column of times, an unsorted batch or batches of one are found by the same guesses', async () => {
  await sql`alter table ballot_vote add column cast_at timestamptz`.execute(hub.db)
  const times = new Map<string, Date>()
  const noting = { afterVote: async (_made: Made, voter: string) => void times.set(voter, hub.runner.outside.now()) }
  const elections = [await hold(noting), await hold(noting)]
  for (const [voter, when] of times) await sql`update ballot_vote set cast_at = ${when} where voter = ${voter}`.execute(hub.db)
  expect((await guess(elections)).found).toContain('ballot_vote.cast_at')
  await sql`alter table ballot_vote drop column cast_at`.execute(hub.db)

  for (const { made, truth } of elections) {
    const row = await hub.db.selectFrom('ballot_batch').select('content').where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
    const batch = JSON.parse(row.content.toString('utf8')) as { registrations: { voter: string }[] }
    const arrived = truth.flatMap(({ voter }) => batch.registrations.filter((one) => one.voter === voter))
    const content = Buffer.from(JSON.stringify({ ...batch, registrations: arrived }))
    await hub.db.updateTable('ballot_batch').set({ content }).where('dialogue_id', '=', made.id).execute()
  }
  expect((await guess(elections)).found).toContain('the registrations of batches')

  const alone = { afterVote: async ({ id }: Made) => void (await doAsHub(hub, 'ballots.open-batch', { dialogue: id, last: true })) }
  expect((await guess([await hold(alone), await hold(alone)])).found).toContain('the votes of batches')
}, 60_000)

test('whoever asks the box and the issuer after each vote sees counts change by ten voters or more, and no votes', async () => {
  const seen: string[] = []
  const look = async ({ id }: Made) => {
    const ask = async (path: string) => (await hub.as(null).api('GET', path)).text()
    const paths = [
      `/ballots/${id}`,
      `/ballots/${id}/election`,
      `/ballots/${id}/batches/1`,
      `/ballots/${id}/tallies`,
      `/credentials/dialogues/${id}`,
    ]
    const said = await Promise.all([
      ...paths.map(ask),
      hub
        .as(null)
        .get(`/dialogues/${id}/ballots`)
        .then((answer) => answer.text()),
    ])
    seen.push(said.join('\n').replaceAll(/"incident":"[^"]*"|_form" value="[^"]*"/g, ''))
  }
  const { made } = await hold({ afterVote: look })
  expect(new Set(seen).size).toBe(1)
  await look(made)
  expect(new Set(seen).size).toBe(2)
  expect(seen.at(-1)).toMatch(/"registered":12/)
  expect(seen.at(-1)).not.toMatch(/"voter"/)
})
