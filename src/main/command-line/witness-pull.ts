import {
  audit,
  checkCheckpoint,
  consistencyProof,
  FileMissing,
  policyOf,
  readCheckpoint,
  verifyConsistency,
  type Finding,
  type Key,
} from '#merkle-log'
import { HubFault } from './faults.ts'
import { ask, openLogPlace, type LogPlace } from './log-place.ts'
import { SENTENCES } from './log-sentences.ts'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import type { Witness } from './witness-work.ts'

type Pulling = { readonly address: string; readonly logs: readonly Key[]; readonly tell: (line: string) => void }

/** Asks the log what it is now, signs it where it continues what was signed last, and sends the signature back. True where it was signed. */
export async function pullOnce(witness: Witness, { address, logs, tell }: Pulling): Promise<boolean> {
  const place = openLogPlace(address)
  const note = await place.checkpoint()
  const read = note === null ? null : readCheckpoint(note)
  if (note === null || read === null) throw new HubFault(`${address} has no checkpoint.`)
  const { origin, size } = read.checkpoint
  const key = logs.find(({ name }) => name === origin)
  const signed = key === undefined ? null : await checkCheckpoint(note, policyOf(key), verifyEd25519)
  // What is not signed says nothing, so nothing that it says is looked into.
  if (key === undefined || signed === null || signed.checkpoint === null) {
    tell(`Not signed: the checkpoint at ${address} bears no signature of a log that this witness watches.`)
    return false
  }
  const last = witness.last(origin)
  if (last !== null && size < last.size) {
    tell(`The log at ${address} shows ${size} entries; ${last.size} were signed. Nothing is signed until it shows them again.`)
    return false
  }
  const from = last ?? { size: 0, root: nodeSha256(new Uint8Array(0)) }
  const proof = await proofOf(from.size, size, place)
  const continues = proof !== null && verifyConsistency({ from, to: read.checkpoint, proof }, nodeSha256)
  // Two trees of one size need no proof: the witness sees that by itself.
  if (!continues && size !== from.size) return explain(witness, { place, note, key, tell, since: last?.note ?? null })
  const { status, body } = await witness.add({ old: from.size, proof: proof ?? [], note })
  if (status !== 200) tell(`Not signed (${status}): ${body.trim()}`)
  else await push(witness, address, origin, tell)
  return status === 200
}

async function proofOf(from: number, to: number, place: LogPlace) {
  try {
    return await consistencyProof(from, to, place.tile, nodeSha256)
  } catch (error) {
    if (error instanceof FileMissing) return null
    throw error
  }
}

type Explaining = {
  readonly place: LogPlace
  readonly note: string
  readonly since: string | null
  readonly key: Key
  readonly tell: (line: string) => void
}

/** No proof came out: either files are damaged, or the past is another one. The whole log tells which. */
async function explain(witness: Witness, { place, note, since, key, tell }: Explaining): Promise<false> {
  const audited = { checkpoint: note, since, reader: place, policy: policyOf(key) }
  const { findings } = await audit(audited, { verify: verifyEd25519, sha256: nodeSha256 })
  const has = (code: Finding['code']): boolean => findings.some((finding) => finding.code === code)
  // Its own signed root comes out of its files, and what was signed before does not.
  if (has('checkpoint.signed') && has('root.same') && has('consistency.broken')) witness.alarm('rewritten', key.name, note)
  for (const { code, outcome, data } of findings) if (outcome === 'fails') tell(`Not signed: ${SENTENCES[code](data)}`)
  return false
}

/** The hub takes signatures of the witnesses that it knows at <log>/cosignature. */
async function push(witness: Witness, address: string, origin: string, tell: (line: string) => void): Promise<void> {
  const note = witness.last(origin)?.note ?? ''
  const { status } = await ask(`${address.replace(/\/*$/, '')}/cosignature`, { post: { type: 'text/plain; charset=utf-8', body: note } })
  if (status !== 200) tell(`The hub did not take the signature (${status}): has whoever runs it entered the key of this witness?`)
}
