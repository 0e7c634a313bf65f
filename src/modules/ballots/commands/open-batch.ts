import { all, yes } from '#base'
import { batchOf } from '#hidden-ballot'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { batchesOf, boxOf, waitingIn, type Box } from '../queries/boxes.ts'
import { ballotIn, registrationIn, statementIn } from '../queries/waiting.ts'
import { no } from '../refusals.ts'
import { LEAST_IN_BATCH, VALUES } from '../rules.ts'
import { digestOf } from './register-voter.ts'

const value = z.union([z.literal(-1), z.literal(0), z.literal(1)])
const voter = z.object({
  voter: z.string(),
  participant: z.number().int().nullable(),
  entries: z.number().int(),
  votes: z.array(z.object({ statement: z.number().int(), value, important: z.boolean() })),
})
const batch = z.object({
  number: z.number().int(),
  digest: z.string(),
  registrations: z.number().int(),
  votes: z.number().int(),
  registered: z.number().int(),
  voted: z.number().int(),
})
const written = z.object({ voter: z.string(), seq: z.number().int(), text: z.string(), language: z.string() })

// No route: the box is opened by itself, when enough voters wait, and at the end.
export const openBatch = command({
  name: 'ballots.open-batch',
  summary: 'Open what waits in a box as one batch: sorted by digest, without a time, and of ten voters or more unless it is the last',
  input: z.object({ dialogue: z.uuid(), last: z.boolean() }),
  output: z.object({ batch: batch.nullable(), voters: z.array(voter), statements: z.array(written) }),
  async facts(tx, { input }) {
    const box = (await boxOf(tx, input.dialogue, 'update')) ?? refuse(no('ballot.missing'))
    const waiting = await waitingIn(tx, box.id)
    return { box, waiting, batches: await batchesOf(tx, box.id), voters: new Set(waiting.map((one) => one.voter)).size }
  },
  may: ({ input, actor, facts: { box, voters } }) =>
    all(hubAlone(actor), box.closed ? no('ballot.closed') : yes, input.last || voters >= LEAST_IN_BATCH ? yes : no('ballot.not-open')),
  async run(tx, { facts: { box, waiting, batches } }) {
    const of = (wanted: string) => waiting.flatMap(({ sort, content }) => (sort === wanted ? [content] : []))
    const [registrations, ballots] = [of('registration').map(registrationIn), of('vote').map(ballotIn)]
    // By a digest that has nothing to do with when they came: under the next numbers, so whoever reads them in order learns nothing.
    const statements = byDigest(of('statement').map(statementIn), (one) => one.signature).map(({ voter: by, seq, text, language }) => ({
      voter: by,
      seq,
      text: text.trim(),
      language,
    }))
    if (registrations.length + ballots.length + statements.length === 0) return { batch: null, voters: [], statements: [] }
    const before = batches.at(-1)
    const number = 1 + (before?.number ?? 0)
    const { hub } = box.electorate
    const { digest, bytes } = batchOf({ hub, dialogue: box.id, number, previous: before?.digest ?? null, registrations, votes: ballots })
    await tx
      .insertInto('ballot_batch')
      .values({
        ...{ dialogue_id: box.id, number, digest, content: Buffer.from(bytes) },
        ...{ registrations: registrations.length, votes: ballots.length },
      })
      .execute()
    await tx.deleteFrom('ballot_waiting').where('dialogue_id', '=', box.id).execute()
    const sorted = byDigest(ballots, (one) => one.signature)
    await enter(tx, box, registrations)
    await keep(tx, box, sorted)
    const voters = await votersIn(tx, box, sorted)
    const fresh = voters.filter(({ entries, votes }) => entries === 0 && votes.length > 0).length
    const counted = { registered: box.registered + registrations.length, voted: box.voted + fresh }
    await tx.updateTable('ballot_box').set(counted).where('dialogue_id', '=', box.id).execute()
    const writers = new Set(statements.map((one) => one.voter))
    const missing = [...writers].filter((one) => !voters.some((known) => known.voter === one))
    return {
      batch: { number, digest, registrations: registrations.length, votes: ballots.length, ...counted },
      voters: [...voters, ...(await named(tx, box, missing))],
      statements,
    }
  },
  // Public, and by the day: whoever keeps it can show later that no batch was changed.
  tell: ({ facts: { box }, result }) =>
    result.batch === null
      ? []
      : [
          {
            kind: 'ballots.batch.opened',
            scope: box.id,
            subject: box.id,
            data: result.batch,
            visibility: 'public' as const,
            anonymous: true,
          },
        ],
})

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
/** In an order that has nothing to do with when they came, nor with one another. */
const byDigest = <One>(all: readonly One[], of: (one: One) => string): readonly One[] =>
  all
    .map((one) => [hashOf(of(one)), one] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one)
const byHash = <One extends { readonly voter: string }>(all: readonly One[]): readonly One[] => byDigest(all, ({ voter: by }) => by)

/** What one statement to the database can take. */
const AT_ONCE = 1000
const inParts = <One>(all: readonly One[]): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE))

async function enter(tx: Tx, box: Box, registrations: readonly ReturnType<typeof registrationIn>[]): Promise<void> {
  const rows = byHash(registrations).map((one) => ({
    ...{
      dialogue_id: box.id,
      voter: one.voter,
      credentials: digestOf(JSON.stringify(one)),
      participant: null,
      muted_for: null,
      entries: 0,
    },
  }))
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx
      .insertInto('ballot_voter')
      .values(rows.slice(from, from + AT_ONCE))
      .execute()
}

/** A vote that counts from now on. An older one cannot be here: the box took none. */
async function keep(tx: Tx, box: Box, ballots: readonly ReturnType<typeof ballotIn>[]): Promise<void> {
  const rows = ballots.map(({ voter: by, statement, seq, choice, important }) => ({
    ...{ dialogue_id: box.id, voter: by, statement, seq, value: VALUES[choice], important },
  }))
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx
      .insertInto('ballot_vote')
      .values(rows.slice(from, from + AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['dialogue_id', 'voter', 'statement']).doUpdateSet((eb) => ({
          seq: eb.ref('excluded.seq'),
          value: eb.ref('excluded.value'),
          important: eb.ref('excluded.important'),
        })),
      )
      .execute()
}

async function named(tx: Tx, box: Box, voters: readonly string[]) {
  const rows: { readonly voter: string; readonly participant: number | null; readonly entries: number }[] = []
  for (const part of inParts(voters))
    rows.push(
      ...(await tx
        .selectFrom('ballot_voter')
        .select(['voter', 'participant', 'entries'])
        .where('dialogue_id', '=', box.id)
        .where('voter', 'in', part)
        .execute()),
    )
  return byHash(rows).map((row) => ({ ...row, votes: [] }))
}

async function votersIn(tx: Tx, box: Box, ballots: readonly ReturnType<typeof ballotIn>[]) {
  const own = Map.groupBy(ballots, (ballot) => ballot.voter)
  const known = await named(tx, box, [...own.keys()])
  // Those with as many votes in one statement: a batch has thousands of voters, and few numbers of votes.
  for (const [count, alike] of Map.groupBy(known, ({ voter: by }) => own.get(by)?.length ?? 0))
    for (const part of inParts(alike.map(({ voter: by }) => by)))
      await tx
        .updateTable('ballot_voter')
        .set((eb) => ({ entries: eb('entries', '+', count) }))
        .where('dialogue_id', '=', box.id)
        .where('voter', 'in', part)
        .execute()
  return known.map((one) => ({
    ...one,
    votes: (own.get(one.voter) ?? []).map(({ statement, choice, important }) => ({ statement, value: VALUES[choice], important })),
  }))
}
