import { loggedFindings, readingLogged, type BallotFinding, type CheckedBallots, type Logged } from '#hidden-ballot'
import { policyOf, type Policy } from '#merkle-log'
import type { Asked } from './asked.ts'
import { toldOf } from './ballot-sentences.ts'
import { WrongUse } from './faults.ts'
import { auditEnds, endsTold } from './log-anew.ts'
import { logKey, trustIn } from './log-trust.ts'
import type { Terminal } from './terminal.ts'
import { told, type Told } from './log-told.ts'
import { isReceipt } from './verify-log.ts'

const NEEDS = [
  ['key', 'log'],
  ['policy', 'log'],
  ['other-key', 'other-log'],
] as const

/** Before anything is read, which can take minutes. */
export function refuseHalfLogs(asked: Asked): void {
  const half = NEEDS.find(([option, log]) => asked.has(option) && !asked.has(log))
  if (half !== undefined) throw new WrongUse(`--${half[0]} says whose log is believed: give --${half[1]} too.`)
  for (const option of ['log', 'other-log'])
    if (isReceipt(asked.value(option) ?? '')) throw new WrongUse(`A receipt holds one entry: --${option} must be the whole log.`)
  if (asked.has('log')) trustIn(asked)
  if (asked.has('other-log')) otherTrust(asked)
}

/** A policy may name the logs of both. */
function otherTrust(asked: Asked): Policy {
  const key = asked.value('other-key')
  if (key !== null) return policyOf(logKey(key, '--other-key'))
  if (asked.has('policy')) return trustIn(asked)
  throw new WrongUse('The log of the other issuer is checked with the key of its own: --other-key <key or file>.')
}

const NOT_LOOKED: BallotFinding = { code: 'logged.not-looked', outcome: 'note', data: {} }

/** What the log of the hub says of these ballots, and that of a second issuer. `other`: its name; null: there is none. */
export async function findingsInLogs(
  asked: Asked,
  { ballots, other }: { readonly ballots: CheckedBallots; readonly other: string | null },
  terminal: Terminal,
): Promise<readonly Told[]> {
  const { hub, dialogue } = ballots.election
  const compared = (name: string) => (logged: Logged) => loggedFindings(ballots, logged, name)
  const [log, otherLog] = [asked.value('log'), asked.value('other-log')]
  const own = log === null ? [toldOf(NOT_LOOKED)] : await readLog(log, trustIn(asked), { dialogue, terminal, compared: compared(hub) })
  if (otherLog === null || other === null) return own
  return [...own, ...(await readLog(otherLog, otherTrust(asked), { dialogue, terminal, compared: compared(other) }))]
}

type Reading = {
  readonly dialogue: string
  readonly terminal: Terminal
  readonly compared: (logged: Logged) => readonly BallotFinding[]
}

/** The whole log, whether it holds by itself, and what it says of a dialogue. */
export async function readLog(log: string, policy: Policy, { dialogue, terminal, compared }: Reading): Promise<readonly Told[]> {
  const { take, logged } = readingLogged(dialogue)
  const { findings, ends } = await auditEnds(log, policy, null, terminal, take)
  // What is missing here may stand in the log before this one.
  return [...findings.filter(({ code }) => code !== 'consistency.first').map(told), ...endsTold(ends), ...compared(logged).map(toldOf)]
}
