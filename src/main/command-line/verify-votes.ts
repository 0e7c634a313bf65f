import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rowLeaf, type PlacedVote } from '#deliberation'
import { checkReceipt, verifyInclusion } from '#merkle-log'
import { z } from 'zod'
import { readEntry, VOTES_FORM } from '../../modules/transparency/module.ts'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import type { Asked } from './asked.ts'
import { InputRefused, WrongUse } from './faults.ts'
import { trustIn } from './log-trust.ts'
import { harmless } from './terminal.ts'
import { own, told, type Told } from './log-told.ts'

/** The receipt of somebody's votes, as the page beside a signed result gives it out. */
export const isVotes = (given: string): boolean => /\.votes\.json$/i.test(given)

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const file = z.object({
  form: z.literal(VOTES_FORM),
  entry: z.int().nonnegative(),
  participant: z.int().nonnegative(),
  votes: z.array(z.object({ statement: z.int().nonnegative(), value: z.literal([-1, 0, 1]) })),
  row: z.object({ index: z.int().positive(), size: z.int().positive(), path: z.array(digest).max(64) }),
  certificate: z.string(),
  proof: z.string(),
})
type VotesFile = z.infer<typeof file>

/** What the certificate says that the votes are held against; what else is in it is covered by its digest. */
const certified = z.object({
  input: z.object({ root: digest, participants: z.int().nonnegative() }),
  output: z.object({ results: z.array(z.object({ id: z.int().nonnegative() })) }),
})

/** Asks nobody: the votes lead to the certificate, the certificate to an entry, and the entry to a head of the log. */
export async function findingsOfVotes(asked: Asked): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  const foreign = ['since', 'entry', 'log'].find((option) => asked.has(option))
  if (foreign !== undefined) throw new WrongUse(`--${foreign} is not for a receipt of votes: all that it needs is in it.`)
  const policy = trustIn(asked)
  const receipt = receiptIn(given)
  const checked = await checkReceipt(receipt.proof, null, { policy, verify: verifyEd25519, sha256: nodeSha256 })
  const certificate = createHash('sha256').update(receipt.certificate).digest('hex')
  const entry = checked.entry === null ? null : readEntry(checked.entry)
  const names = entry?.t === 'result.signed' && entry.fields['certificate'] === certificate && checked.receipt?.index === receipt.entry
  return [
    rowFinding(receipt),
    names
      ? own('holds', 'votes.entry', `Entry ${receipt.entry} names this certificate (${certificate}).`)
      : own('fails', 'votes.entry', `Entry ${receipt.entry} does not name this certificate (${certificate}).`),
    ...checked.findings.map(told),
  ]
}

function receiptIn(path: string): VotesFile {
  try {
    const read = file.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (read.success) return read.data
  } catch {
    // What cannot be read is no receipt.
  }
  throw new InputRefused(`${harmless(path)} is no receipt of votes that a hub gave out.`)
}

function rowFinding({ participant, votes, row: { index, size, path }, certificate }: VotesFile): Told {
  const wrong = own('fails', 'votes.row', 'The certificate does not cover these votes: they are not the ones that the result was made of.')
  const { input, output } = certified.safeParse(parsed(certificate)).data ?? {}
  if (input === undefined || output === undefined || size !== input.participants + 1) return wrong
  const placeOf = new Map(output.results.map(({ id }, place) => [id, place]))
  const placed = votes.flatMap(({ statement, value }): readonly PlacedVote[] => {
    const place = placeOf.get(statement)
    return place === undefined ? [] : [[place, value]]
  })
  if (placed.length !== votes.length) return wrong
  const proof = path.map((hash) => Buffer.from(hash, 'hex'))
  const root = Buffer.from(input.root, 'hex')
  return verifyInclusion({ index, size, root, leaf: rowLeaf(participant, placed), proof }, nodeSha256)
    ? own('holds', 'votes.row', `The certificate covers these ${votes.length} votes of participant ${participant}.`)
    : wrong
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const verdictOfVotes = (findings: readonly Told[]): string =>
  findings.some(({ outcome }) => outcome === 'fails')
    ? 'Not all of it holds. What does not is named here.'
    : 'All of it holds. These votes are in the result that was signed, and that is in the log that was signed with the key that you gave.'
