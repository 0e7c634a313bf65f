import { beforeAll, expect, test } from 'vitest'
import { checkVoterReceipt, readVoterReceipt, voterReceipt, type BallotFinding, type Vote, type VoterReceipt } from './index.ts'
import { publicFiles, stagedElection, type StagedElection } from './testing/staged-election.ts'

let staged: StagedElection
let receipt: VoterReceipt
beforeAll(async () => {
  staged = await stagedElection(3)
  receipt = receiptOf(0)
})

const votesOf = (at: number): readonly Vote[] =>
  staged.batches
    .flatMap(({ votes }) => votes)
    .flatMap(({ class: _of, ...vote }) => (vote.voter === staged.voters[at]?.voter.key ? [vote] : []))

function receiptOf(at: number, votes = votesOf(at)): VoterReceipt {
  const read = readVoterReceipt(
    JSON.parse(new TextDecoder().decode(voterReceipt(staged.electorate, staged.voters[at]?.voter.key ?? '', votes))),
  )
  if (!read.ok) throw new Error(read.fault)
  return read.value
}

const own = (findings: readonly BallotFinding[]) =>
  findings
    .filter(({ code }) => code.startsWith('receipt.'))
    .map(({ code, data: { batch, statement } }) => [code, batch ?? statement].join(' ').trim())
const filesWithout = (voter: string, closed = true) => {
  const batches = staged.batches.map((batch) => ({ ...batch, votes: batch.votes.filter((vote) => vote.voter !== voter) }))
  const { files, election } = publicFiles({ ...staged, batches, count: 3 })
  const text = new TextDecoder().decode(files['election.json']).replace('"closed":true', `"closed":${String(closed)}`)
  expect(election.closed).toBe(true)
  return { ...files, 'election.json': new TextEncoder().encode(text) }
}

test('alone it says whether its votes are signed, and nothing else', async () => {
  expect(own((await checkVoterReceipt(receipt, null)).findings)).toEqual(['receipt.signed', 'receipt.alone'])
  const [first, ...others] = receipt.votes
  if (first === undefined) throw new Error('a vote')
  const forged = receiptOf(0, [{ ...first, choice: first.choice === 'agree' ? 'pass' : 'agree' }, ...others])
  expect(own((await checkVoterReceipt(forged, null)).findings)).toEqual(['receipt.signature 1', 'receipt.alone'])
  expect(readVoterReceipt({ ...receipt, votes: [{ ...first, seq: 0 }] }).ok).toBe(false)
})

test('in the files it says where each vote stands, and that a later one took the place of another', async () => {
  const { findings, batches } = await checkVoterReceipt(receipt, staged.files)
  expect(findings.filter(({ outcome }) => outcome === 'fails')).toEqual([])
  expect(own(findings)).toEqual(['receipt.signed', 'receipt.registered 1', 'receipt.replaced 2', 'receipt.stands 1', 'receipt.stands 2'])
  expect(batches).toEqual(staged.election.batches.map(({ number, digest }) => ({ number, digest })))
  expect((await checkVoterReceipt(receiptOf(1), staged.files)).batches.map(({ number }) => number)).toEqual([1])
})

test('a box that left a vote out is found out once it is closed; another box is another box', async () => {
  const voter = receipt.voter
  expect(own((await checkVoterReceipt(receipt, filesWithout(voter))).findings)).toEqual(
    expect.arrayContaining(['receipt.registered 1', 'receipt.missing 1', 'receipt.missing 2']),
  )
  expect(own((await checkVoterReceipt(receipt, filesWithout(voter, false))).findings)).toEqual(
    expect.arrayContaining(['receipt.missing-yet 1']),
  )
  const elsewhere = await checkVoterReceipt({ ...receipt, hub: 'other.example' }, staged.files)
  expect(own(elsewhere.findings)).toContain('receipt.other-place')
  expect((await checkVoterReceipt(receipt, {})).findings.map(({ code }) => code)).toContain('files.missing')
  const stranger = { ...receipt, voter: 'A'.repeat(43), votes: [] }
  expect(own((await checkVoterReceipt(stranger, staged.files)).findings)).toContain('receipt.unregistered')
})
