/** A checkpoint against a policy: who signed it, and whether that is enough. */
import { base64Of } from '#base'
import { cosignedText, readCheckpoint, readCosignature, type Checkpoint } from './checkpoint.ts'
import { found, shown, type Finding } from './findings.ts'
import { COSIGNATURE, utf8, type Key, type VerifyEd25519 } from './keys.ts'
import type { Note, SignatureLine } from './note.ts'
import { hasQuorum, type Policy, type PolicyWitness } from './policy.ts'

/** `time`: seconds since 1970, by the witness's clock. */
export type Witnessed = { readonly name: string; readonly time: number }

export type Checked = {
  /** Null where it could not be read, or where no log of the policy has signed it: then nothing that it says may be believed. */
  readonly checkpoint: Checkpoint | null
  readonly witnessed: readonly Witnessed[]
  readonly findings: readonly Finding[]
}

/** Log, then each witness of the policy in its order, then the quorum. Signatures of keys that the policy does not name are passed over. */
export async function checkCheckpoint(note: string, policy: Policy, verify: VerifyEd25519): Promise<Checked> {
  const nothing = { checkpoint: null, witnessed: [] }
  const read = readCheckpoint(note)
  if (read === null) return { ...nothing, findings: [found('checkpoint.malformed')] }
  const { checkpoint } = read
  const log = await logFinding(read.note, checkpoint, policy, verify)
  if (log.outcome === 'fails') return { ...nothing, findings: [log] }
  const witnesses: { finding: Finding; witnessed: Witnessed | null }[] = []
  for (const witness of policy.witnesses) witnesses.push(...(await witnessFindings(read.note, witness, verify)))
  const witnessed = witnesses.flatMap((one) => one.witnessed ?? [])
  const findings = [log, ...witnesses.map(({ finding }) => finding), quorumFinding(policy, witnessed)]
  return { checkpoint, witnessed, findings }
}

const by =
  ({ name, id }: Key) =>
  (line: SignatureLine): boolean =>
    line.name === name && line.key === id

async function logFinding({ text, signatures }: Note, checkpoint: Checkpoint, policy: Policy, verify: VerifyEd25519): Promise<Finding> {
  const { origin, size, root } = checkpoint
  const data = { origin: shown(origin), size: String(size), root: base64Of(root) }
  const log = policy.logs.find(({ key }) => key.name === origin && signatures.some(by(key)))
  if (log === undefined) return found('checkpoint.unsigned', data)
  const told = { ...data, key: log.key.id }
  let right: boolean | null = true
  // A log may sign once more with the same key; each of its signatures must be right.
  for (const line of signatures.filter(by(log.key))) {
    const one = line.signature.length === 64 ? await verify(log.key.publicKey, utf8(text), line.signature) : false
    right = right === false || one === false ? false : (one ?? right) && right
    if (one === null) right = right === false ? false : null
  }
  if (right === null) return found('checkpoint.unchecked', told)
  return found(right ? 'checkpoint.signed' : 'checkpoint.broken', told)
}

async function witnessFindings(
  { text, signatures }: Note,
  { name, key }: PolicyWitness,
  verify: VerifyEd25519,
): Promise<readonly { finding: Finding; witnessed: Witnessed | null }[]> {
  const lines = signatures.filter(by(key))
  const results: { finding: Finding; witnessed: Witnessed | null }[] = []
  for (const { signature } of lines) {
    const read = key.algorithm === COSIGNATURE ? readCosignature(signature) : null
    const unchecked = key.algorithm === COSIGNATURE ? false : null
    const right = read === null ? unchecked : await verify(key.publicKey, utf8(cosignedText(read.time, text)), read.signature)
    const time = read === null ? '' : timeText(read.time)
    if (right === null) results.push({ finding: found('witness.unchecked', { witness: shown(name) }), witnessed: null })
    else if (read === null || !right) results.push({ finding: found('witness.broken', { witness: shown(name) }), witnessed: null })
    else results.push({ finding: found('witness.signed', { witness: shown(name), time }), witnessed: { name, time: read.time } })
  }
  return results
}

/** Days that no calendar has stand as seconds. */
function timeText(time: number): string {
  const date = new Date(time * 1000)
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString()
}

function quorumFinding(policy: Policy, witnessed: readonly Witnessed[]): Finding {
  if (policy.quorum === null) return found('quorum.none')
  const names = [...new Set(witnessed.map(({ name }) => name))]
  const data = { quorum: shown(policy.quorum), signed: String(names.length), of: String(policy.witnesses.length) }
  return found(hasQuorum(policy, names) ? 'quorum.met' : 'quorum.missed', data)
}
