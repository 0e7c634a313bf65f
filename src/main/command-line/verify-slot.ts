import { readFileSync } from 'node:fs'
import { electionName, readElection, readSlotProof, slotFindings, slotLogged, type Election, type SlotProof } from '#hidden-ballot'
import type { Asked } from './asked.ts'
import { ballotsNamed, refuseForeign } from './ballot-files.ts'
import { toldOf } from './ballot-sentences.ts'
import { InputRefused, WrongUse } from './faults.ts'
import { jsonOf, saysForm } from './json-of.ts'
import { trustIn } from './log-trust.ts'
import { harmless, type Terminal } from './terminal.ts'
import { readLog } from './verify-logged-ballots.ts'
import type { Told } from './log-told.ts'
import { isReceipt } from './verify-log.ts'

/** A path of 32 digests and some words. */
const MOST_BYTES = 16 * 1024
const FORM = /"form"\s*:\s*"passerelle-slot\//

/** What a member was told of their own slot. */
export const isSlot = (given: string): boolean => saysForm(given, FORM, MOST_BYTES)

/** Whether it proves what it says, and an issuer committed to that; in its log too. */
export async function findingsOfSlot(asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  const [box, log] = [asked.value('box'), asked.value('log')]
  refuseForeign(asked, 'the proof of a slot')
  if (log !== null && box === null) throw new WrongUse('A proof does not say of which dialogue it is: with --log give --box too.')
  if (isReceipt(log ?? '')) throw new WrongUse('A receipt holds one entry: --log must be the whole log.')
  const proof = proofIn(given)
  const election = box === null ? null : await electionAt(box)
  const findings = slotFindings(proof, election).map(toldOf)
  if (log === null || election === null) return findings
  const { dialogue } = election
  const name = findings.find(({ data }) => data['name'] !== undefined)?.data['name'] ?? election.hub
  const logged = await readLog(log, trustIn(asked), { dialogue, terminal, compared: (told) => [slotLogged(proof, told, name)] })
  return [...findings, ...logged]
}

function proofIn(path: string): SlotProof {
  const read = readSlotProof(jsonOf(readFileSync(path)))
  if (read.ok) return read.value
  throw new InputRefused(`${harmless(path)} is not in the form in which a hub proves a slot.`)
}

async function electionAt(box: string): Promise<Election> {
  const bytes = await ballotsNamed(box)(electionName)
  const read = readElection(jsonOf(bytes ?? new Uint8Array()))
  if (read.ok) return read.value
  throw new InputRefused(`There is no ${electionName} at ${harmless(box)} that can be read.`)
}

export function verdictOfSlot(findings: readonly Told[]): string {
  if (findings.some(({ outcome }) => outcome === 'fails'))
    return 'Not all of it holds. What does not is named here; keep the proof, and tell somebody you trust.'
  return findings.some(({ code }) => code === 'slot.alone')
    ? 'The proof holds by itself. Whether an issuer committed to it was not checked.'
    : 'All of it holds. Whether you asked for a credential, you know yourself: a slot that was used without you is somebody else’s voice.'
}
