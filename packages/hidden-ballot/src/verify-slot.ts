import { found, type BallotFinding } from './findings.ts'
import type { Election } from './forms.ts'
import { checkSlot, type SlotProof } from './roll.ts'
import type { Logged } from './verify-logged.ts'

/** `election`: the ballots to whose roll the slot belongs; null: whether the proof fits itself is all that is asked. */
export function slotFindings(proof: SlotProof, election: Election | null): readonly BallotFinding[] {
  const { state, size, root } = proof
  const tree = { size, root }
  if (!checkSlot(proof, { issued: tree, empty: tree })) return [found('slot.broken')]
  if (election === null) return [found('slot.alone')]
  const issuers = election.electorates.flatMap((each) => each.issuers)
  const own = issuers.find(({ commitment }) => commitment !== null && checkSlot(proof, commitment))
  return [own === undefined ? found('slot.unknown') : found(state === 'issued' ? 'slot.used' : 'slot.empty', { name: own.name })]
}

/** Whether an issuer told this root at the end of asking, in a log that everybody sees. */
export function slotLogged({ state, size, root }: SlotProof, { counted }: Logged, log: string): BallotFinding {
  const entry = counted.find(({ roll, issued, issued_root: used, empty_root: empty }) =>
    state === 'issued' ? used === root && issued === size : empty === root && roll - issued === size,
  )
  return entry === undefined ? found('slot.unlogged', { log }) : found('slot.logged', { log, entry: entry.index })
}
