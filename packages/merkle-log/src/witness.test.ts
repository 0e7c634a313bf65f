import { describe, expect, test } from 'vitest'
import {
  checkCheckpoint,
  considerCheckpoint,
  consistencyProof,
  COSIGNATURE,
  ED25519,
  keyOf,
  policyOf,
  readAddCheckpoint,
  readWitnessAnswer,
  signCheckpoint,
  withSignatures,
  witnessAnswer,
  writeAddCheckpoint,
  type Tree,
} from './index.ts'
import { entriesTo, entry, LOG, memoryLog, ORIGIN, signerNamed, verifyEd25519 } from './testing/memory-log.ts'

const logs = [keyOf(ORIGIN, ED25519, LOG.publicKey)]
const WITNESS = signerNamed('university.example/w', 4)
const asking = (body: string, last: Tree | null) =>
  considerCheckpoint(readAddCheckpoint(body), { logs, last: () => last, verify: verifyEd25519 })
const said = async (body: string, last: Tree | null) => {
  const answer = await asking(body, last)
  return answer.ok ? 200 : [answer.status, answer.size, answer.split]
}

describe('a witness', () => {
  test('signs the first checkpoint and each that continues it, and the log can show that it did', async () => {
    const log = memoryLog()
    await log.add(entriesTo(7))
    const [before, first] = [{ size: log.size, root: log.root }, await log.checkpoint()]
    expect(await said(writeAddCheckpoint({ old: 0, proof: [], note: first }), null)).toBe(200)
    await log.add(entriesTo(6, 7))
    const note = await log.checkpoint()
    const body = writeAddCheckpoint({ old: 7, proof: await consistencyProof(7, 13, log.reader.tile), note })
    const consent = await asking(body, before)
    expect(consent.ok).toBe(true)
    if (!consent.ok) return
    const lines = readWitnessAnswer(await witnessAnswer(consent, 1_764_190_000, WITNESS)) ?? []
    const key = keyOf(WITNESS.name, COSIGNATURE, WITNESS.publicKey)
    const [log1] = logs
    if (log1 === undefined) return
    const policy = { ...policyOf(log1), witnesses: [{ name: 'university', key, url: null }], quorum: 'university' }
    const { findings } = await checkCheckpoint(withSignatures(note, lines) ?? '', policy, verifyEd25519)
    expect(findings.map(({ code }) => code)).toEqual(['checkpoint.signed', 'witness.signed', 'quorum.met'])
    // The same again is signed again.
    expect(await said(writeAddCheckpoint({ old: 13, proof: [], note }), { size: 13, root: log.root })).toBe(200)
  })

  test('refuses each other request with the status of the specification', async () => {
    const log = memoryLog()
    await log.add(entriesTo(13))
    const known = { size: 7, root: (await grownTo(7)).root }
    const note = await log.checkpoint()
    const proof = await consistencyProof(7, 13, log.reader.tile)
    const right = writeAddCheckpoint({ old: 7, proof, note })
    expect(await said(right, known)).toBe(200)
    const foreign = await signCheckpoint(log, signerNamed('other.example/log', 1))
    const forged = await signCheckpoint(log, signerNamed(ORIGIN, 8))
    expect(await said(writeAddCheckpoint({ old: 7, proof, note: foreign }), known)).toEqual([404, null, false])
    expect(await said(writeAddCheckpoint({ old: 7, proof, note: forged }), known)).toEqual([403, null, false])
    expect(await said(writeAddCheckpoint({ old: 14, proof: [], note }), known)).toEqual([400, null, false])
    expect(await said(writeAddCheckpoint({ old: 0, proof: [], note }), known)).toEqual([409, 7, false])
    expect(await said(writeAddCheckpoint({ old: 7, proof: [], note }), known)).toEqual([422, null, false])
    expect(await said(writeAddCheckpoint({ old: 0, proof, note }), null)).toEqual([422, null, false])
    const malformed = ['', right.replace('old 7', 'old 07'), right.replace('old', 'new'), right.replace(/^old 7\n.*\n/, 'old 7\nAAAA\n')]
    const longer = writeAddCheckpoint({ old: 7, proof: Array.from({ length: 64 }, () => known.root), note })
    expect(await Promise.all([...malformed, longer].map((body) => said(body, known)))).toEqual(
      [...malformed, longer].map(() => [400, null, false]),
    )
  })

  test('refuses a rewritten past, and says when it has two trees of one size', async () => {
    const known = await grownTo(13)
    const other = memoryLog()
    await other.add([entry('another'), ...entriesTo(12, 1)])
    expect(await said(writeAddCheckpoint({ old: 13, proof: [], note: await other.checkpoint() }), known)).toEqual([409, 13, true])
    expect(await said(writeAddCheckpoint({ old: 0, proof: [], note: await other.checkpoint() }), known)).toEqual([409, 13, true])
    await other.add(entriesTo(5, 13))
    const proof = await consistencyProof(13, 18, other.reader.tile)
    expect(await said(writeAddCheckpoint({ old: 13, proof, note: await other.checkpoint() }), known)).toEqual([422, null, false])
  })
})

async function grownTo(size: number): Promise<Tree> {
  const log = memoryLog()
  await log.add(entriesTo(size))
  return { size, root: log.root }
}
