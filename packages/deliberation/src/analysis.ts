/** What comes out of the engine. Every field but `placements` is plain data that JSON can carry; ids stand in ascending order unless said otherwise. */
import { placeIn } from './ascending.ts'
import type { ParametersName, StatementState } from './conversation.ts'
import type { Slate } from './slate.ts'

export type Counts = { agrees: number; disagrees: number; passes: number }
export type Side = 'agree' | 'disagree'

/** Why there are no groups. A result page says so instead of showing groups that are not there. */
export type NoGroups = 'not-enough-participants' | 'not-enough-statements' | 'no-clear-groups'

/** How the components were found; a function of the input alone. `none`: there was nothing to compute. */
export type ComponentPath = 'pairs' | 'passes' | 'given' | 'none'

/** `deviations`: standard deviations above chance; `spread`: spread along the axis of the other half of the people, as a multiple of chance (1 is none). */
export type Evidence = { deviations: number; spread: number }

/** `between`: how many of them stand between groups: with a tenth of their votes left out they fall to another group too often. */
export type Group = { id: string; size: number; between: number }

/** Everybody with votes, one row each, in ascending order of their ids. */
export type Placements = {
  participants: Float64Array
  /** Two numbers a row: x at 2r, y at 2r + 1. */
  coordinates: Float64Array
  /** 1 for those with votes enough to be placed in a group. */
  included: Uint8Array
  /** The place of their group among `groups`; -1 for none. */
  labels: Int8Array
  /** In how many of twenty subsamples of their own votes they fall to the same group; 0 for those in none. */
  agreement: Uint8Array
  /** (d2 - d1) / (d2 + d1) in ten thousandths, d1 and d2 the distances to the two nearest groups; 0 for those in none. */
  margin: Uint16Array
}

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

/** The factor model, r = mean + i_u + i_n + f_u . f_n: what it says of statements, per statement that has votes. */
export type ModelSummary = {
  /** People and votes it was fitted on: all, or a sample of a large conversation. */
  people: number
  votes: number
  mean: number
  /** Variance of a vote around its prediction, and of the people's intercepts. */
  noise: number
  spread: number
  intercepts: number[]
  factors: [number[], number[]]
}

export type StatementResult = Counts & {
  id: number
  state: StatementState
  byGroup: Record<string, Counts>
  /** Polis's group-aware consensus, PROD (A_g + 1) / (S_g + 2): not comparable between different numbers of groups. */
  gac: number | null
  consensus: Consensus
  divisiveness: Divisiveness | null
  /**
   * -1 to 1: the vote that the factor model expects of somebody halfway between the camps, however many people stand on either side; a second opinion
   * beside `consensus`. Null for statements that are not live or have no votes.
   */
  bridging: number | null
  /** -1 to 1: the mean vote there would be had everybody voted, by the factor model; null likewise. */
  expected: number | null
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
  /** Final votes. */
  votes: number
  statements: { live: number; moderatedOut: number; meta: number }
  /** One number per statement that has votes, in ascending id order; 0 for columns outside the matrix. */
  components: [number[], number[]]
  placements: Placements
  groups: Group[]
  noGroups: NoGroups | null
  /** Mean silhouette (-1 to 1) of the groups; null where groups were given or there are none. */
  silhouette: number | null
  /** Whether votes hang together at all: standard deviations above chance, and spread as a multiple of chance; null where it was not asked. */
  evidence: Evidence | null
  /** Mean share (0 to 1) of the twenty subsamples in which people stay in their group; null without groups. */
  steadiness: number | null
  results: StatementResult[]
  representative: Record<string, RepresentativeEntry[]>
  majority: { agree: MajorityEntry[]; disagree: MajorityEntry[] }
  model: ModelSummary
  /** Ten statements that stand for people in proportion; a proposal, never adopted by itself. Null where nobody agrees with anything. */
  slate: Slate | null
  /** The same over approvals of at most 2,048 people whose unseen statements the model filled in; null where nobody has votes enough. */
  completedSlate: Slate | null
  /** Root of the Merkle tree over statements and final votes, 64 hex digits. */
  inputRoot: string
  /** SHA-256 over the canonical JSON of the certificate's document, 64 hex digits. */
  certificate: string
}

/** The row of a participant in the placements, or -1. */
export function rowOf({ placements: { participants } }: Pick<Analysis, 'placements'>, participant: number): number {
  return placeIn(participants, participant)
}

/** Where a participant stands, and in which group; null without votes. `group` is an id; `agreement` counts to 20. */
export type PersonalPlace = { position: [number, number]; included: boolean; group: string | null; agreement: number; between: boolean }

export function placeOf(analysis: Pick<Analysis, 'placements' | 'groups'>, participant: number): PersonalPlace | null {
  const row = rowOf(analysis, participant)
  if (row < 0) return null
  const { coordinates, included, labels, agreement } = analysis.placements
  const sure = agreement[row] as number
  const group = analysis.groups[labels[row] as number]?.id ?? null
  return {
    position: [coordinates[2 * row] as number, coordinates[2 * row + 1] as number],
    included: included[row] === 1,
    group,
    agreement: sure,
    between: group !== null && isBetween(sure),
  }
}

/** Below 12 of 20 somebody stands between groups. */
export const isBetween = (agreement: number): boolean => agreement < 12

/** The ids of a group's members, ascending. */
export function membersOf({ placements: { participants, labels } }: Pick<Analysis, 'placements'>, place: number): number[] {
  const members: number[] = []
  for (let row = 0; row < labels.length; row += 1) if (labels[row] === place) members.push(participants[row] as number)
  return members
}
