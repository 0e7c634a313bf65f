import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { checkReceipt, vkeyOf, type Policy } from '#merkle-log'
import type { Asked } from './asked.ts'
import { WrongUse } from './faults.ts'
import { jsonOf } from './json-of.ts'
import { auditEnds, endsTold, olderLogTold } from './log-anew.ts'
import { isAddress, isLogFolder } from './log-place.ts'
import { auditAt, own, told, type Told } from './log-told.ts'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import { policyIn, textIn, trustIn } from './log-trust.ts'
import { harmless, type Terminal } from './terminal.ts'

export const isReceipt = (given: string): boolean => /\.tlog-proof$/i.test(given)

/** Whether what is to be checked is a log or a receipt of one. */
export const isLogged = (given: string): boolean => isAddress(given) || isReceipt(given) || isLogFolder(given)

/** A whole log, or a receipt. */
export async function findingsOfLog(asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  if (isReceipt(given)) return receiptFindings(given, trustIn(asked), asked, terminal)
  for (const option of ['entry', 'log']) if (asked.has(option)) throw new WrongUse(`--${option} is for a receipt or a released document.`)
  const since = asked.value('since')
  const keyless = since === null && !asked.has('key') && !asked.has('policy')
  if (keyless) return keylessFindings(given, terminal)
  return auditTold(given, trustIn(asked), since === null ? null : textIn(since, '--since'), terminal)
}

/** A log, with what it says of the one before it and the one after it. */
async function auditTold(given: string, policy: Policy, since: string | null, terminal: Terminal): Promise<readonly Told[]> {
  const { findings, ends } = await auditEnds(given, policy, since, terminal)
  const keys = policy.logs.map(({ key }) => vkeyOf(key))
  const older =
    since !== null && findings.some(({ code }) => code === 'older.other-log')
      ? await olderLogTold({ given, since, ends, keys, terminal })
      : null
  const shown = older === null ? findings : findings.filter(({ code }) => code !== 'older.other-log')
  return [...shown.map(told), ...endsTold(ends), ...(older ?? [])]
}

const NOBODY: Policy = { logs: [], witnesses: [], groups: [], quorum: null }
const NO_KEY = own(
  'note',
  'key.none',
  'No key was given, so nobody has signed this as far as is known here: only whether its files fit one another was looked at. Give --key or --policy.',
)

/** Whether the files fit one another: for a copy that somebody has made of their own log. */
async function keylessFindings(given: string, terminal: Terminal): Promise<readonly Told[]> {
  const { findings } = await auditAt(given, NOBODY, null, terminal)
  return [NO_KEY, ...findings.filter(({ code }) => code !== 'checkpoint.unsigned' && code !== 'consistency.first').map(told)]
}

async function receiptFindings(path: string, policy: Policy, asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  if (asked.has('since')) throw new WrongUse('--since is for a log; what a receipt is compared with is given by --log.')
  const entry = asked.value('entry')
  const given = entry === null ? null : Buffer.from(readFileOf(entry))
  const checked = await checkReceipt(textIn(path, 'the receipt'), given, { policy, verify: verifyEd25519, sha256: nodeSha256 })
  const says =
    checked.entry === null || checked.checkpoint === null ? [] : [own('note', 'receipt.says', `The entry says: ${textOf(checked.entry)}`)]
  const log = asked.value('log')
  const now = log === null || checked.receipt === null ? [] : await receiptInLog(log, checked.receipt.checkpoint, policy, terminal)
  return [...checked.findings.map(told), ...says, ...now]
}

/** Whether the log of today still begins with what the receipt was given for. */
async function receiptInLog(log: string, since: string, policy: Policy, terminal: Terminal): Promise<readonly Told[]> {
  const { findings } = await auditAt(log, { ...policy, witnesses: [], groups: [], quorum: null }, since, terminal)
  return findings.filter(({ code }) => code !== 'quorum.none').map(told)
}

/** In which entry of the log the digest of a released document stands. */
export async function findingsOfDocument(path: string, asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const log = asked.value('log') ?? ''
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  const places: number[] = []
  const file = asked.value('policy')
  // --key is here the key with which the hub signs documents, which is another one.
  if (file === null) throw new WrongUse('With --log, say whose log you believe: --policy <file>.')
  const policy = policyIn(file)
  const { findings } = await auditAt(log, policy, null, terminal, (index, entry) => void (releases(entry, digest) && places.push(index)))
  const standing =
    places.length === 0
      ? own('fails', 'document.unlogged', `The log has no entry that says that a file with the digest ${digest} was released.`)
      : own('holds', 'document.logged', `The log says in entry ${places.join(', ')} that this file was released (${digest}).`)
  return [...findings.filter(({ code }) => code !== 'consistency.first').map(told), standing]
}

function releases(entry: Uint8Array, digest: string): boolean {
  const held = jsonOf(entry)
  if (typeof held !== 'object' || held === null || !('t' in held) || held.t !== 'outcome.released' || !('digests' in held)) return false
  const { digests } = held
  return Array.isArray(digests) && digests.some((one: unknown) => isDigest(one, digest))
}

const isDigest = (one: unknown, digest: string): boolean =>
  typeof one === 'object' && one !== null && 'sha256' in one && one.sha256 === digest

const textOf = (entry: Uint8Array): string => harmless(Buffer.from(entry).toString('utf8'), 500)

function readFileOf(path: string): Uint8Array {
  textIn(path, '--entry')
  return readFileSync(path)
}

/** In one sentence what all of it comes to. */
export function verdictOf(findings: readonly Told[], given: string): string {
  if (findings.some(({ outcome }) => outcome === 'fails')) return 'Not all of it holds. What does not is named here.'
  if (findings.some(({ code }) => code === 'key.none'))
    return 'The files fit one another. Whose log it is, and whether it is the one that others see, was not checked.'
  return isReceipt(given)
    ? 'All of it holds. The entry is in the log that was signed with the key that you gave.'
    : 'All of it holds. The log is whole, and it is the one that was signed with the key that you gave.'
}
