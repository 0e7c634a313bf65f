import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import {
  allHolds,
  keyIdOf,
  readKeys,
  verifyBundle,
  type BundleFiles,
  type Finding,
  type FilesReading,
  type KnownKeys,
  type Outcome,
  type SumsReading,
} from '#deliberation'
import { describeFault, readConversation, readSums } from '#polis-form'
import { readZip } from '../../platform/zip.ts'
import { openBooks, type Say } from '../../web/say.ts'
import type { Asked } from './asked.ts'
import { BUNDLE_FILES } from './export-files.ts'
import { codeOf, InputRefused, WrongUse } from './faults.ts'
import { signedBy } from './signed-by.ts'
import { harmless, type Terminal } from './terminal.ts'
import { isBallots } from './ballot-files.ts'
import { findingsOfBallots, verdictOfBallots } from './verify-ballots.ts'
import { findingsOfBallotReceipt, isBallotReceipt, verdictOfBallotReceipt } from './verify-ballot-receipt.ts'
import type { Told } from './log-told.ts'
import { findingsOfDocument, findingsOfLog, isLogged, verdictOf } from './verify-log.ts'
import { isReleasedForm, verifyReleased } from './verify-release.ts'
import { findingsOfSlot, isSlot, verdictOfSlot } from './verify-slot.ts'
import { findingsOfVotes, isVotes, verdictOfVotes } from './verify-votes.ts'

const MESSAGES = new URL('../../web/messages/', import.meta.url)

/** Works a published result out again from its files and says, line by line, what holds. Needs no hub, no database and, but for a log, no network. */
export async function verifyResult(asked: Asked, terminal: Terminal): Promise<void> {
  const [given = ''] = asked.arguments
  if (isBallotReceipt(given)) {
    const voted = await findingsOfBallotReceipt(asked, terminal)
    return answerWith(voted, verdictOfBallotReceipt(voted), asked, terminal)
  }
  if (isSlot(given)) {
    const slot = await findingsOfSlot(asked, terminal)
    return answerWith(slot, verdictOfSlot(slot), asked, terminal)
  }
  if (isBallots(given)) {
    const ballots = await findingsOfBallots(asked, terminal)
    return answerWith(ballots, verdictOfBallots(ballots), asked, terminal)
  }
  const hidden = ['box', 'slots', 'other-log', 'other-key'].find((option) => asked.has(option))
  if (hidden !== undefined) throw new WrongUse(`--${hidden} is for hidden votes or what belongs to them; this is none.`)
  if (isVotes(given)) {
    const votes = await findingsOfVotes(asked)
    return answerWith(votes, verdictOfVotes(votes), asked, terminal)
  }
  if (isLogged(given)) {
    const logged = await findingsOfLog(asked, terminal)
    return answerWith(logged, verdictOf(logged, given), asked, terminal)
  }
  const path = resolve(given)
  refuseForeignOptions(asked, kindOf(path) === 'file' && isReleasedForm(path))
  const key = asked.value('key')
  const known = key === null ? null : knownKeys(key)
  const say = openBooks([MESSAGES]).say('en')
  const stage = (name: string) => terminal.step(say(`check.stage.${name}`))
  const findings = await findingsOf(path, { known, stage })
  const told = findings.map((finding) => ({ ...finding, sentence: harmless(say(`verify.${finding.code}`, finding.data), 1000) }))
  const logged = asked.has('log') ? await findingsOfDocument(path, asked, terminal) : []
  const all = [...told, ...logged]
  await answerWith(all, all.some(({ outcome }) => outcome === 'fails') ? say('check.fails') : verdict(findings, say), asked, terminal)
}

function refuseForeignOptions(asked: Asked, released: boolean): void {
  const foreign = ['since', 'entry', ...(released ? [] : ['log', 'policy'])].find((option) => asked.has(option))
  if (foreign !== undefined) throw new WrongUse(`--${foreign} is for a log or what is in one; this is neither.`)
}

async function answerWith(told: readonly Told[], verdict: string, asked: Asked, terminal: Terminal): Promise<void> {
  const failing = told.filter(({ outcome }) => outcome === 'fails').length
  await terminal.answer(
    asked.has('json') ? `${JSON.stringify({ holds: failing === 0, findings: told })}\n` : `${told.map(line).join('\n')}\n${verdict}\n`,
  )
  if (failing > 0) throw new InputRefused(failing === 1 ? 'One thing does not hold.' : `${failing} things do not hold.`)
}

type Checking = { readonly known: KnownKeys | null; readonly stage: (name: string) => void }

async function findingsOf(path: string, { known, stage }: Checking): Promise<readonly Finding[]> {
  if (kindOf(path) === 'file' && isReleasedForm(path)) return verifyReleased(path, known)
  const files = filesAt(path)
  return typeof files === 'string' ? [unreadable(files)] : verifyBundle(files, { read, readSums: sums, signedBy, known, stage })
}

const MARKS: Readonly<Record<Outcome, string>> = { holds: 'holds', fails: 'FAILS', note: 'note ' }
const line = ({ outcome, sentence }: Told): string => `${MARKS[outcome]}  ${sentence}`

function verdict(findings: readonly Finding[], say: Say): string {
  if (!allHolds(findings)) return say('check.fails')
  if (findings.some(({ code }) => code.startsWith('release.'))) return say('check.released')
  return say(findings.some(({ code }) => code === 'form.sealed') ? 'check.sealed' : 'check.holds')
}

const unreadable = (file: string): Finding => ({ code: 'files.unreadable', outcome: 'fails', data: { file } })

/** The files of a folder or a zip; the name of a zip that cannot be opened. */
function filesAt(path: string): BundleFiles | string {
  if (kindOf(path) === 'file') return readZip(bytesOf(path) ?? new Uint8Array(0), BUNDLE_FILES) ?? basename(path)
  const files = BUNDLE_FILES.map((file) => [file, bytesOf(join(path, file))] as const)
  return Object.fromEntries(files.flatMap(([file, bytes]) => (bytes === null ? [] : [[file, bytes]])))
}

function kindOf(path: string): 'file' | 'folder' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    throw new InputRefused(
      codeOf(error) === 'ENOENT' ? `There is no file or folder ${path}.` : `${path} cannot be read (${codeOf(error)}).`,
    )
  }
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new InputRefused(`${path} cannot be read (${codeOf(error)}).`)
  }
}

function read(files: BundleFiles): FilesReading {
  const reading = readConversation(files)
  return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
}

function sums(files: BundleFiles): SumsReading {
  const reading = readSums(files)
  return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
}

/** An id, or a text or file of JSON that holds keys as a hub publishes them. */
function knownKeys(given: string): KnownKeys {
  if (/^[0-9a-f]{16}$/.test(given)) return [{ id: given }]
  const text = /^\s*[[{]/.test(given)
    ? given
    : new TextDecoder().decode(
        bytesOf(given) ??
          refusedKey(`There is no file ${resolve(given)}, and ${harmless(given, 40)} is no id of a key: 16 hexadecimal digits.`),
      )
  const keys = readKeys(keysIn(text))
  if (typeof keys === 'string') return refusedKey('--key holds no keys as a hub publishes them under /.well-known/passerelle-keys.json.')
  const wrong = keys.find(({ id, publicKey }) => keyIdOf(publicKey) !== id)
  return wrong === undefined ? keys : refusedKey(`The id ${harmless(wrong.id, 40)} in --key does not belong to its key.`)
}

function keysIn(text: string): unknown {
  try {
    const held: unknown = JSON.parse(text)
    return typeof held === 'object' && held !== null && 'keys' in held ? held.keys : held
  } catch {
    return null
  }
}

function refusedKey(why: string): never {
  throw new InputRefused(why)
}
