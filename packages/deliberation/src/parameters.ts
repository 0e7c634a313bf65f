/**
 * The choices that a result depends on, by name. The certificate covers the whole table, so none can be changed unseen; how the
 * components are solved for and where k-means starts is fixed by the engine's version instead.
 */
import type { ParametersName } from './conversation.ts'

export type Parameters = {
  name: ParametersName
  /** Moderated-out and meta columns: `left-out` of the matrix, or `seen-as-pass` by everybody (Polis). */
  hiddenColumns: 'left-out' | 'seen-as-pass'
  /** Bits after the point that positions keep; null for unrounded positions. */
  positionBits: number | null
  /** Whose votes a statement's priority counts. */
  priorityVoters: 'everybody' | 'groups'
  /** A participant is included with at least min(this, statements) votes. */
  includedVotes: number
  fewestIncluded: number
  fewestStatements: number
  mostGroups: number
  /** With more than two groups, each has at least max(people, percent of the included). */
  smallestGroup: { people: number; percent: number }
  /** The smallest number of groups whose silhouette is within this of the best is taken. */
  silhouetteSlack: number
  clearSilhouette: number
  silhouettePoints: number
  /** Votes that a group must have cast on a statement: max(votes, percent of the group). */
  consensusVotes: { votes: number; percent: number }
  /** One-sided 90 % normal quantile, as Polis rounds it. */
  z90: number
  listLength: number
  metaPriority: number
}

const passerelle1: Parameters = {
  name: 'passerelle-1',
  hiddenColumns: 'left-out',
  positionBits: 16,
  priorityVoters: 'everybody',
  includedVotes: 7,
  fewestIncluded: 15,
  fewestStatements: 7,
  mostGroups: 5,
  smallestGroup: { people: 5, percent: 5 },
  silhouetteSlack: 0.05,
  clearSilhouette: 0.25,
  silhouettePoints: 4096,
  consensusVotes: { votes: 5, percent: 10 },
  z90: 1.2816,
  listLength: 5,
  metaPriority: 49,
}

const sets: Record<ParametersName, Parameters> = {
  'passerelle-1': passerelle1,
  polis: { ...passerelle1, name: 'polis', hiddenColumns: 'seen-as-pass', positionBits: null, priorityVoters: 'groups' },
}

/** The parameter set of that name. Throws a RangeError for a name that is none. */
export function parametersNamed(name: ParametersName): Parameters {
  if (!Object.hasOwn(sets, name)) throw new RangeError(`there is no parameter set called ${String(name)}`)
  return sets[name]
}
