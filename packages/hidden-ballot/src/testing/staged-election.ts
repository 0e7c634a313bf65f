import { batchName, batchOf, electionFile, electionName, slotsFile, slotsName, talliesFile, talliesName } from '../batch.ts'
import { bytesOfB64 } from '../bytes.ts'
import type { Ballot, Election, Electorate, Registration } from '../forms.ts'
import { slotCommitment, slotsOf, treeOf } from '../roll.ts'
import { registrationOf, signedVote, voterOf, type Voter } from '../voter.ts'
import { credentialsOf, electorateOf, rootOf, stagedIssuer, type StagedIssuer } from './issuer.ts'

export type StagedElection = {
  readonly electorate: Electorate
  readonly issuers: readonly StagedIssuer[]
  readonly voters: readonly { readonly voter: Voter; readonly registration: Registration }[]
  readonly batches: readonly { readonly registrations: readonly Registration[]; readonly votes: readonly Ballot[] }[]
  readonly election: Omit<Election, 'form'>
  readonly files: Readonly<Record<string, Uint8Array>>
}

const choices = ['agree', 'disagree', 'pass'] as const

/**
 * A small election, whole: voters register and vote on two statements in a first batch, the first voter changes a vote in a second. Three slots more are
 * given out than are used, and four stay empty.
 */
export async function stagedElection(count: number, issuers = [stagedIssuer('hub.example.org')]): Promise<StagedElection> {
  const electorate = electorateOf(issuers)
  const voters = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const voter = await voterOf(rootOf(at), electorate)
      return { voter, registration: registrationOf(voter, electorate, await credentialsOf(rootOf(at), electorate, issuers)) }
    }),
  )
  const first = await Promise.all(
    voters.flatMap(({ voter }, at) => [
      cast(voter, electorate, { statement: 1, at, seq: 1 }),
      cast(voter, electorate, { statement: 2, at: at + 1, seq: 2 }),
    ]),
  )
  const changed = await Promise.all(voters.slice(0, 1).map(async ({ voter }) => cast(voter, electorate, { statement: 1, at: 1, seq: 3 })))
  const batches = [
    { registrations: voters.map(({ registration }) => registration), votes: first },
    { registrations: [], votes: changed },
  ]
  return { electorate, issuers, voters, batches, ...publicFiles({ electorate, issuers, batches, count }) }
}

async function cast(voter: Voter, electorate: Electorate, { statement, at, seq }: { statement: number; at: number; seq: number }) {
  const vote = { statement, choice: choices[at % 3] ?? 'pass', important: at % 2 === 1, seq }
  return { class: electorate.class, ...(await signedVote(voter, electorate, vote)) }
}

type Told = Pick<StagedElection, 'electorate' | 'issuers' | 'batches'> & { readonly count: number }

export function publicFiles({ electorate, issuers, batches, count }: Told): Pick<StagedElection, 'election' | 'files'> {
  const { hub, dialogue, class: of } = electorate
  const files: Record<string, Uint8Array> = {}
  const told: Election['batches'][number][] = []
  let previous: string | null = null
  for (const [at, batch] of batches.entries()) {
    const { bytes, digest } = batchOf({ hub, dialogue, number: at + 1, previous, ...batch })
    files[batchName(at + 1)] = bytes
    told.push({ number: at + 1, digest, registrations: batch.registrations.length, votes: batch.votes.length })
    previous = digest
  }
  const commitments = (state: 'issued' | 'empty', from: number, size: number) =>
    Array.from({ length: size }, (_, at) => slotCommitment(state, rootOf(from + at).subarray(0, 16)))
  const slots = slotsOf(commitments('issued', 0, count + 3), commitments('empty', 1000, 4))
  const commitment = { issued: treeOf(slots.issued), empty: treeOf(slots.empty) }
  const counted = { roll: count + 7, issued: count + 3, commitment }
  const election = {
    hub,
    dialogue,
    least: count,
    electorates: [{ class: of, issuers: issuers.map(({ name, key }) => ({ name, key, ...counted })) }],
    batches: told,
    registered: count,
    voted: count,
    closed: true,
  }
  for (const { digest } of issuers) files[slotsName(digest)] = slotsFile(slots).bytes
  return {
    election,
    files: { ...files, [electionName]: electionFile(election).bytes, [talliesName]: talliesFile(talliesIn(batches)).bytes },
  }
}

/** Slow and obvious: the last vote of each voter on each statement, looked for among all. */
export function talliesIn(batches: readonly { readonly votes: readonly Ballot[] }[]) {
  const votes = batches.flatMap((batch) => batch.votes)
  const last = votes.filter(
    (vote) => !votes.some((other) => other.voter === vote.voter && other.statement === vote.statement && other.seq > vote.seq),
  )
  const statements = [...new Set(last.map(({ statement }) => statement))].toSorted((one, other) => one - other)
  const on = (statement: number, holds: (vote: Ballot) => boolean): number =>
    last.filter((vote) => vote.statement === statement && holds(vote)).length
  return statements.map((statement) => ({
    statement,
    agree: on(statement, ({ choice }) => choice === 'agree'),
    disagree: on(statement, ({ choice }) => choice === 'disagree'),
    pass: on(statement, ({ choice }) => choice === 'pass'),
    important: on(statement, ({ important }) => important),
  }))
}

/** One letter of base64 for another, so that the bytes stay as many. */
export function turned(b64: string): string {
  const bytes = bytesOfB64(b64) ?? new Uint8Array()
  bytes[10] = (bytes[10] ?? 0) ^ 1
  return Buffer.from(bytes).toString('base64url')
}
