/** What comes out of the engine. Every field is plain data that JSON can carry; ids stand in ascending order unless said otherwise. */
import type { ParametersName, StatementState } from './conversation.ts'

export type Counts = { agrees: number; disagrees: number; passes: number }
export type Side = 'agree' | 'disagree'

/** Why there are no groups. A result page says so instead of showing groups that are not there. */
export type NoGroups = 'not-enough-participants' | 'not-enough-statements' | 'no-clear-groups'

/** How the components were found; a function of the input alone. `none`: there was nothing to compute. */
export type ComponentPath = 'pairs' | 'passes' | 'given' | 'none'

export type Group = { id: string; size: number; participants: number[] }

/** A share of agrees (or disagrees) with the lower end of its one-sided 90 % Wilson interval. */
export type Share = { share: number; bound: number }
/** The group in which the share is smallest. */
export type GroupShare = Share & { group: string }

export type Consensus = {
  /** (PROD (A_g + 1) / (S_g + 2)) ^ (1 / G), 0 to 1; null without groups or without votes. */
  agree: number | null
  disagree: number | null
  /** The side that more than half of each group took, when every group has voted enough; else null. */
  listed: Side | null
  /** Ids of the groups with fewer votes than max(5, 10 % of the group). */
  needs: string[]
  /** Over all participants who voted on it, in groups or not; null without votes. */
  overall: { agree: Share; disagree: Share } | null
  /** Null when some group has no vote on it, or without groups. */
  smallest: { agree: GroupShare; disagree: GroupShare } | null
}

/** Over pairs of groups: largest |z| (`groups` is that pair), and largest difference of agree shares (0 to 1). Null with fewer than two groups that voted. */
export type Divisiveness = { z: number; difference: number; groups: [string, string] }

export type StatementResult = Counts & {
  id: number
  state: StatementState
  byGroup: Record<string, Counts>
  /** Polis's group-aware consensus, PROD (A_g + 1) / (S_g + 2): not comparable between different numbers of groups. */
  gac: number | null
  consensus: Consensus
  divisiveness: Divisiveness | null
  /** Length of the statement's own position. Not a measure of division. */
  extremity: number | null
  /** Weight with which the statement is served next; 0 for what is moderated out (parameters `passerelle-1`). */
  priority: number
}

/** `n` of `trials` took the side; `p` is the smoothed share, `pTest` its z score against one half. */
export type MajorityEntry = { statement: number; n: number; trials: number; p: number; pTest: number }

/** `ratio`: p over the smoothed share among the other groups; `ratioTest`: the two-proportion z score of the same comparison. */
export type RepresentativeEntry = MajorityEntry & {
  side: Side
  ratio: number
  ratioTest: number
  /** True for the statement that was chosen first because the group agrees on it most clearly. */
  bestAgree: boolean
}

export type Analysis = {
  engine: string
  parameters: ParametersName
  path: ComponentPath
  /** Participants with at least one vote. */
  participants: number
  /** Participants with votes enough to be placed in a group. */
  included: number
  /** The ids behind `included`. */
  includedParticipants: number[]
  /** Final votes. */
  votes: number
  statements: { live: number; moderatedOut: number; meta: number }
  /** One number per statement that has votes, in ascending id order; 0 for columns outside the matrix. */
  components: [number[], number[]]
  /** Every participant with votes. */
  positions: Record<string, [number, number]>
  groups: Group[]
  noGroups: NoGroups | null
  /** Mean silhouette (-1 to 1) of the best number of groups that was tried; null where groups were given or none was tried. */
  silhouette: number | null
  results: StatementResult[]
  representative: Record<string, RepresentativeEntry[]>
  majority: { agree: MajorityEntry[]; disagree: MajorityEntry[] }
  /** SHA-256 hex over the canonical JSON of the input (statements and final votes). */
  inputDigest: string
  /** SHA-256 hex over the canonical JSON of engine, parameters, input digest, what was given, and all the fields above. */
  certificate: string
}
