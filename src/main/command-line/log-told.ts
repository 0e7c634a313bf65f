import { audit, type Checked, type Finding, type Outcome, type Policy } from '#merkle-log'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import { openLogPlace } from './log-place.ts'
import { SENTENCES } from './log-sentences.ts'
import { harmless, type Terminal } from './terminal.ts'

/** A finding with what it says. */
export type Told = {
  readonly code: string
  readonly outcome: Outcome
  readonly data: Readonly<Record<string, string>>
  readonly sentence: string
}

const LONGEST = 1000
export const told = (finding: Finding): Told => ({ ...finding, sentence: harmless(SENTENCES[finding.code](finding.data), LONGEST) })
export const own = (outcome: Outcome, code: string, sentence: string): Told => ({
  code,
  outcome,
  data: {},
  sentence: harmless(sentence, LONGEST),
})

export async function auditAt(
  given: string,
  policy: Policy,
  since: string | null,
  terminal: Terminal,
  entry: (index: number, entry: Uint8Array) => void = () => undefined,
): Promise<Checked> {
  const place = openLogPlace(given)
  let read = ''
  terminal.step(`Reading the log at ${harmless(given)}…`, () => read)
  const checkpoint = await place.checkpoint()
  const step = (done: number, of: number): void => void (read = `${done} of ${of} entries`)
  const auditing = { verify: verifyEd25519, sha256: nodeSha256, entry, step }
  return audit({ checkpoint, since, reader: place, policy }, auditing)
}
