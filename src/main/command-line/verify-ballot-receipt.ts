import { readFileSync } from 'node:fs'
import { checkVoterReceipt, readVoterReceipt, type CheckedVoterReceipt, type VoterReceipt } from '#hidden-ballot'
import { checkReceipt, type Policy } from '#merkle-log'
import { z } from 'zod'
import type { Asked } from './asked.ts'
import { ballotsNamed, refuseForeign } from './ballot-files.ts'
import { toldOf } from './ballot-sentences.ts'
import { InputRefused, WrongUse } from './faults.ts'
import { jsonOf, saysForm } from './json-of.ts'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import { textIn, trustIn } from './log-trust.ts'
import { harmless, type Terminal } from './terminal.ts'
import { auditAt, own, told, type Told } from './log-told.ts'
import { isReceipt } from './verify-log.ts'

const MOST_BYTES = 8 * 1024 * 1024
const FORM = /"form"\s*:\s*"passerelle-hidden-receipt\//

/** What a voter's client saved of the own votes. */
export const isBallotReceipt = (given: string): boolean => saysForm(given, FORM, MOST_BYTES)

/** Whether its votes are signed, stand in the ballots, and whether these are the ones that the public log names. */
export async function findingsOfBallotReceipt(asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  const [box, log] = [asked.value('box'), asked.value('log')]
  refuseForeign(asked, 'a receipt of hidden votes')
  if (log !== null && box === null) throw new WrongUse('The log names batches, and not votes: with --log give --box too.')
  const ballots = box === null ? null : ballotsNamed(box)
  const receipt = receiptIn(given)
  let done = ''
  if (box !== null) terminal.step(`Reading the ballots at ${harmless(box)}…`, () => done)
  const progress = (batches: number, of: number): void => void (done = `${batches} of ${of} batches`)
  const checked = await checkVoterReceipt(receipt, ballots, { progress })
  const logged = log === null ? [] : await logFindings(log, receipt, { checked, policy: trustIn(asked), terminal })
  return [...checked.findings.map(toldOf), ...logged]
}

function receiptIn(path: string): VoterReceipt {
  const read = readVoterReceipt(jsonOf(readFileSync(path)))
  if (read.ok) return read.value
  throw new InputRefused(`${harmless(path)} is not in the form in which a voter's client saves receipts.`)
}

type Looking = { readonly checked: CheckedVoterReceipt; readonly policy: Policy; readonly terminal: Terminal }
type Logged = { readonly index: number; readonly batch: number; readonly digest: string }

async function logFindings(log: string, { dialogue }: VoterReceipt, { checked, policy, terminal }: Looking): Promise<readonly Told[]> {
  const entries: Logged[] = []
  const keep = (index: number, entry: Uint8Array): void => {
    const opened = openedIn(entry)
    if (opened?.dialogue === dialogue) entries.push({ index, ...opened })
  }
  const alone = isReceipt(log)
  const { findings } = alone ? await proofOf(log, policy, keep) : await auditAt(log, policy, null, terminal, keep)
  const places = checked.batches.map((batch) => batchFinding(batch, entries, alone))
  return [...findings.filter(({ code }) => code !== 'consistency.first').map(told), ...places]
}

async function proofOf(path: string, policy: Policy, keep: (index: number, entry: Uint8Array) => void) {
  const checked = await checkReceipt(textIn(path, '--log'), null, { policy, verify: verifyEd25519, sha256: nodeSha256 })
  if (checked.receipt !== null && checked.entry !== null) keep(checked.receipt.index, checked.entry)
  return checked
}

/** `alone`: one entry is all that is known of the log. */
function batchFinding({ number, digest }: CheckedVoterReceipt['batches'][number], entries: readonly Logged[], alone: boolean): Told {
  const named = entries.filter(({ batch }) => batch === number)
  const other = named.find((entry) => entry.digest !== digest)
  if (other !== undefined)
    return own(
      'fails',
      'ballots.logged-otherwise',
      `Entry ${other.index} of the log names another batch ${number} than the one that is here.`,
    )
  const [entry] = named
  if (entry !== undefined) return own('holds', 'ballots.logged', `Batch ${number} is the one that entry ${entry.index} of the log names.`)
  return alone
    ? own('note', 'ballots.other-entry', `The entry in the proof does not name batch ${number}.`)
    : own('fails', 'ballots.unlogged', `No entry of the log names batch ${number}.`)
}

const OPENED = z.looseObject({ t: z.literal('ballots.opened'), dialogue: z.string(), batch: z.number(), digest: z.string() })

const openedIn = (entry: Uint8Array): z.infer<typeof OPENED> | null => OPENED.safeParse(jsonOf(entry)).data ?? null

export function verdictOfBallotReceipt(findings: readonly Told[]): string {
  if (findings.some(({ outcome }) => outcome === 'fails'))
    return 'Not all of it holds. What does not is named here; keep the receipt, and tell somebody you trust.'
  if (findings.some(({ code }) => code === 'receipt.alone'))
    return 'The receipt holds by itself. Whether its votes were counted was not checked.'
  return findings.some(({ code }) => code === 'ballots.logged')
    ? 'All of it holds. The votes stand in the public files, and these are the ones that the log names.'
    : 'All of it holds. The votes stand in the public files. Whether everybody is shown these files says the log: --log.'
}
