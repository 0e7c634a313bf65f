/** What a voter keeps of the own votes: they are signed, so that a box that leaves one out, or puts another in its place, is found out. */
import { batchName, electionName } from './batch.ts'
import { hexDigest, utf8 } from './bytes.ts'
import { checkVote, webChecks } from './checks.ts'
import { found, type BallotFinding } from './findings.ts'
import { isBatch, isClass, isDialogue, isElection, isHub, isVote, isVoter, type Ballot, type Electorate, type Vote } from './forms.ts'
import { fieldsOf, listOf, oneOf, reader } from './shape.ts'
import { verifyBallots, type BallotChecker, type BallotFiles } from './verify-ballots.ts'

export type VoterReceipt = {
  readonly form: 'passerelle-hidden-receipt/1'
  readonly hub: string
  readonly dialogue: string
  readonly class: string
  readonly voter: string
  readonly votes: readonly Vote[]
}

const isReceipt = fieldsOf<VoterReceipt>({
  form: oneOf('passerelle-hidden-receipt/1'),
  hub: isHub,
  dialogue: isDialogue,
  class: isClass,
  voter: isVoter,
  votes: listOf(isVote, 10_000),
})
export const readVoterReceipt = reader(isReceipt, 'receipt.malformed')

/** As a file, which anybody can check with what stands in it. */
export function voterReceipt({ hub, dialogue, class: of }: Electorate, voter: string, votes: readonly Vote[]): Uint8Array<ArrayBuffer> {
  const receipt: VoterReceipt = { form: 'passerelle-hidden-receipt/1', hub, dialogue, class: of, voter, votes }
  return utf8(`${JSON.stringify(receipt, null, 1)}\n`)
}

export type CheckedVoterReceipt = {
  readonly findings: readonly BallotFinding[]
  /** Those in which something of this voter stands, by what the files hold and not by what the election says. */
  readonly batches: readonly { readonly number: number; readonly digest: string }[]
}

/** `files`: of the box, which are checked whole on the way; null: nothing but the signatures is looked at. */
export async function checkVoterReceipt(
  receipt: VoterReceipt,
  files: BallotFiles | null,
  checker: BallotChecker = {},
): Promise<CheckedVoterReceipt> {
  const signed = await signatureFindings(receipt, checker)
  if (files === null) return { findings: [...signed, found('receipt.alone')], batches: [] }
  const read = typeof files === 'function' ? files : async (name: string) => files[name]
  const seen: Seen = { votes: [], registered: null, batches: new Map(), closed: false, same: null }
  const noting = async (name: string): Promise<Uint8Array | undefined> => {
    const bytes = await read(name)
    if (bytes !== undefined) note(seen, receipt, { name, bytes })
    return bytes
  }
  const { findings } = await verifyBallots(noting, checker)
  const batches = [...seen.batches].map(([number, digest]) => ({ number, digest }))
  if (seen.same === null) return { findings: [...signed, ...findings], batches: [] }
  if (!seen.same) return { findings: [...signed, found('receipt.other-place')], batches: [] }
  const registered =
    seen.registered === null
      ? found(seen.closed ? 'receipt.unregistered' : 'receipt.unregistered-yet')
      : found('receipt.registered', { batch: seen.registered })
  return { findings: [...findings, ...signed, registered, ...receipt.votes.map((vote) => placeFinding(vote, seen))], batches }
}

async function signatureFindings(receipt: VoterReceipt, { checks = webChecks }: BallotChecker): Promise<readonly BallotFinding[]> {
  const { hub, dialogue, class: of, voter, votes } = receipt
  const electorate: Electorate = { form: 'passerelle-electorate/1', hub, dialogue, class: of, issuers: [] }
  const faults: BallotFinding[] = []
  for (const vote of votes) {
    const right = vote.voter === voter && (await checkVote(electorate, vote, checks)) === null
    if (!right) faults.push(found('receipt.signature', { statement: vote.statement }))
  }
  return faults.length > 0 ? faults : [found('receipt.signed', { count: votes.length, voter })]
}

type Seen = {
  readonly votes: (Ballot & { readonly batch: number })[]
  registered: number | null
  readonly batches: Map<number, string>
  closed: boolean
  /** Whether the files are of the receipt's dialogue; null: no election could be read. */
  same: boolean | null
}

function note(
  seen: Seen,
  { hub, dialogue, voter }: VoterReceipt,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): void {
  const text = new TextDecoder().decode(bytes)
  if (name !== electionName && !text.includes(voter)) return
  const value = parsed(text)
  if (name === electionName && isElection(value)) {
    seen.closed = value.closed
    seen.same = value.hub === hub && value.dialogue === dialogue
  }
  if (!isBatch(value) || batchName(value.number) !== name) return
  const { number } = value
  const own = value.votes.filter((vote) => vote.voter === voter)
  const registers = value.registrations.some((one) => one.voter === voter)
  if (registers) seen.registered ??= number
  seen.votes.push(...own.map((vote) => ({ ...vote, batch: number })))
  if (registers || own.length > 0) seen.batches.set(number, hexDigest(bytes))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A vote that was changed before its batch was opened stands in none: the later one does. */
function placeFinding({ statement, signature, seq }: Vote, { votes, closed }: Seen): BallotFinding {
  const here = votes.filter((vote) => vote.statement === statement)
  const own = here.find((vote) => vote.signature === signature && vote.seq === seq)
  const later = here.filter((vote) => vote.seq > seq).toSorted((one, other) => other.seq - one.seq)[0]
  if (later !== undefined) return found('receipt.replaced', { statement, batch: later.batch })
  if (own !== undefined) return found('receipt.stands', { statement, batch: own.batch })
  return found(closed ? 'receipt.missing' : 'receipt.missing-yet', { statement })
}
