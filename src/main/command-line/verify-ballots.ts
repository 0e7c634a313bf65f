import { verifyBallots, type Election } from '#hidden-ballot'
import type { Asked } from './asked.ts'
import { ballotFilesAt, issuerFindings } from './ballot-files.ts'
import { toldOf } from './ballot-sentences.ts'
import { InputRefused, WrongUse } from './faults.ts'
import { harmless, type Terminal } from './terminal.ts'
import { findingsInLogs, refuseHalfLogs } from './verify-logged-ballots.ts'
import type { Told } from './log-told.ts'

const FOREIGN = ['since', 'entry', 'box']

/** Every credential and every vote of a dialogue's hidden voters, again; and where they are named, what the issuer elsewhere and the logs say of them. */
export async function findingsOfBallots(asked: Asked, terminal: Terminal): Promise<readonly Told[]> {
  const [given = ''] = asked.arguments
  const foreign = FOREIGN.find((option) => asked.has(option))
  if (foreign !== undefined) throw new WrongUse(`--${foreign} is not for ballots.`)
  refuseHalfLogs(asked)
  const slots = asked.value('slots')
  let done = ''
  terminal.step(`Reading the ballots at ${harmless(given)}…`, () => done)
  const progress = (batches: number, of: number): void => void (done = `${batches} of ${of} batches`)
  const { findings, checked } = await verifyBallots(ballotFilesAt(given, slots), { progress })
  if (checked === null) return findings.map(toldOf)
  const other = otherIssuer(checked.election)
  if (other === null && (slots !== null || asked.has('other-log')))
    throw new InputRefused(`These ballots have no issuer but ${harmless(checked.election.hub)}.`)
  const said = slots === null ? [] : await issuerFindings(slots, checked.election)
  return [...findings.map(toldOf), ...said, ...(await findingsInLogs(asked, { ballots: checked, other }, terminal))]
}

const otherIssuer = ({ hub, electorates }: Election): string | null =>
  electorates.flatMap(({ issuers }) => issuers).find(({ name }) => name !== hub)?.name ?? null

export function verdictOfBallots(findings: readonly Told[]): string {
  if (findings.some(({ outcome }) => outcome === 'fails')) return 'Not all of it holds. What does not is named here.'
  return findings.some(({ code }) => code === 'logged.not-looked')
    ? 'All of it holds: every vote is one of a voter whom each issuer has signed for. Whether everybody is shown these files says the log: --log.'
    : 'All of it holds: every vote is one of a voter whom each issuer has signed for, and the log says the same.'
}
