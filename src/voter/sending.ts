import {
  batchName,
  electionName,
  issuerDigests,
  registrationOf,
  signedStatement,
  signedVote,
  standingQuestion,
  verifyBallots,
  voterReceipt,
  type Credential,
  type Electorate,
  type Vote,
  type Voter,
} from '#hidden-ballot'
import type { Answered, Box, Standing } from './hub.ts'
import { keepMoment, keptCredential, keptMoment, type Answers } from './kept.ts'
import { below, type Outside, type Store } from './outside.ts'

/** Everything that goes to the box, in the name of the voter's key. */
export type Speaker = { readonly voter: Voter; readonly electorate: Electorate; readonly box: Box; readonly store: Store }

const minute = 60_000
const soonest = 10 * minute
const latest = 360 * minute

type Opening = { readonly dialogue: string; readonly votingOpens: string }

/**
 * When the first message may go: ten minutes to six hours after it was meant, at random, so that no clock ties it to a session. Drawn once; kept, so that to
 * come back does not draw again.
 */
export function firstMoment(outside: Outside, store: Store, { dialogue, votingOpens }: Opening): number {
  const kept = keptMoment(store, 'send', dialogue)
  if (kept !== null) return kept
  const moment = Math.max(outside.now(), Date.parse(votingOpens)) + soonest + below(outside, latest - soonest)
  keepMoment(store, 'send', { dialogue, moment })
  return moment
}

/** Those that are on this device; all of them are needed. */
export function credentialsHere({
  voter,
  electorate,
  store,
}: Pick<Speaker, 'voter' | 'electorate' | 'store'>): readonly Credential[] | null {
  const place = { dialogue: electorate.dialogue, voter: voter.key }
  const kept = issuerDigests(electorate).map((issuer) => keptCredential(store, place, issuer))
  return kept.every((one) => one !== null) ? kept : null
}

export const standingHere = async ({ voter, electorate, box }: Speaker): Promise<Answered<Standing>> =>
  box.standing(await standingQuestion(voter, electorate))

/** Registers where that is still to be done, and sends what is new; at most fifty answers at a time. Gives the votes that were sent: they are the receipts. */
export async function sendAnswers(speaker: Speaker, answers: Answers, mostAtOnce = 50): Promise<Answered<readonly Vote[]>> {
  const { voter, electorate, box } = speaker
  const standing = await standingHere(speaker)
  if (!standing.ok) return standing
  if (!standing.value.registered) {
    const credentials = credentialsHere(speaker)
    if (credentials === null) return { ok: false, fault: 'credential.missing', detail: null }
    const registered = await box.register(registrationOf(voter, electorate, credentials))
    if (!registered.ok) return registered
  }
  const votes = await Promise.all(
    newAnswers(answers, standing.value).map(async ([statement, { choice, important }], at) =>
      signedVote(voter, electorate, { statement, choice, important, seq: standing.value.seq + 1 + at }),
    ),
  )
  for (let from = 0; from < votes.length; from += mostAtOnce) {
    const sent = await box.vote(electorate.class, votes.slice(from, from + mostAtOnce))
    if (!sent.ok) return sent
  }
  return { ok: true, value: votes }
}

function newAnswers(answers: Answers, { votes }: Standing): readonly (readonly [number, Answers[string]])[] {
  return Object.entries(answers).flatMap(([name, answer]) => {
    const statement = Number(name)
    const same = votes.some((vote) => vote.statement === statement && vote.choice === answer.choice && vote.important === answer.important)
    return same ? [] : [[statement, answer] as const]
  })
}

export async function sendStatement(speaker: Speaker, { text, language }: { text: string; language: string }): Promise<Answered<object>> {
  const standing = await standingHere(speaker)
  if (!standing.ok) return standing
  const { voter, electorate, box } = speaker
  return box.write(await signedStatement(voter, electorate, { seq: standing.value.seq + 1, language, text }))
}

/** `faults`: codes of what does not hold in the public files. `found`: how many of one's own last answers stand in them. */
export type PublicCheck = { readonly faults: readonly string[]; readonly found: number; readonly registered: boolean }

/** Reads the public files whole, as anybody may, and looks for the own key in them: nobody is asked for it. */
export async function checkPublicFiles({ voter, box }: Speaker): Promise<PublicCheck> {
  const own = { statements: new Set<number>(), registered: false }
  const { findings } = await verifyBallots(async (name) => {
    if (name === electionName) return box.election()
    const number = Number(/^batch-(\d+)\.json$/.exec(name)?.[1] ?? Number.NaN)
    if (batchName(number) !== name) return undefined
    const bytes = await box.batch(number)
    note(own, voter.key, bytes)
    return bytes
  })
  const faults = findings.filter(({ outcome }) => outcome === 'fails').map(({ code }) => code)
  return { faults: [...new Set(faults)], found: own.statements.size, registered: own.registered }
}

type Own = { readonly statements: Set<number>; registered: boolean }

function note(own: Own, voter: string, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) return
  const text = new TextDecoder().decode(bytes)
  if (!text.includes(voter)) return
  const batch: { readonly votes?: readonly Vote[]; readonly registrations?: readonly { readonly voter: string }[] } = JSON.parse(text)
  for (const vote of batch.votes ?? []) if (vote.voter === voter) own.statements.add(vote.statement)
  own.registered ||= (batch.registrations ?? []).some((one) => one.voter === voter)
}

/** The receipts as a file: the signed votes with their place, which anybody can check with the public key alone. */
export const receiptFile = ({ voter, electorate }: Speaker, votes: readonly Vote[]): Uint8Array<ArrayBuffer> =>
  voterReceipt(electorate, voter.key, votes)
