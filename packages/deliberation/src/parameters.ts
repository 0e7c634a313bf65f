/**
 * The choices that a result depends on, by name. The certificate covers the whole table, so none can be changed unseen; how the
 * components are solved for, where k-means starts and how people are gathered into cells is fixed by the engine's version instead.
 */
import type { ParametersName } from './conversation.ts'

export type Parameters = {
  name: ParametersName
  /** Moderated-out and meta columns: `left-out` of the matrix, or `seen-as-pass` by everybody (Polis). */
  hiddenColumns: 'left-out' | 'seen-as-pass'
  /** Columns are weighed by 1 / sqrt(variance + this) before components are sought; null: not at all (Polis). */
  varianceEase: number | null
  /** Bits after the point that positions keep; null for unrounded positions. */
  positionBits: number | null
  /** Whose votes a statement's priority counts. */
  priorityVoters: 'everybody' | 'groups'
  /** A participant is included with at least min(this, statements) votes. */
  includedVotes: number
  fewestIncluded: number
  fewestStatements: number
  mostGroups: number
  /**
   * Groups are named when votes hang together: at least one of these pairs must be reached, standard deviations above chance and spread as a multiple of what chance
   * gives, measured with so many passes on a sample of about so many people (docs/decisions/009).
   */
  evidence: { people: number; passes: number; enough: readonly { deviations: number; spread: number }[] }
  /** The cut into two leaves at least max(people, percent of the included) on each side. */
  smallestSide: { people: number; percent: number }
  /**
   * Three or more groups, each of at least max(people, percent), replace the two when their silhouette reaches `silhouette` and is `gain` above that of the two, or
   * reaches `clear` and is not below it. Of several numbers of groups the smallest within `slack` of the best is taken.
   */
  manyGroups: { smallest: { people: number; percent: number }; silhouette: number; gain: number; clear: number; slack: number }
  /** Votes that a group must have cast on a statement: max(votes, percent of the group). */
  consensusVotes: { votes: number; percent: number }
  /** One-sided 90 % normal quantile, as Polis rounds it. */
  z90: number
  listLength: number
  metaPriority: number
}

/** The fewest people that a part of `all` may have: max(people, percent of all), rounded up. */
export function fewestOf(all: number, { people, percent }: { people: number; percent: number }): number {
  return Math.max(people, Math.floor((all * percent + 99) / 100))
}

const passerelle1: Parameters = {
  name: 'passerelle-1',
  hiddenColumns: 'left-out',
  varianceEase: 0.02,
  positionBits: 16,
  priorityVoters: 'everybody',
  includedVotes: 7,
  fewestIncluded: 15,
  fewestStatements: 7,
  mostGroups: 5,
  evidence: {
    people: 2048,
    passes: 16,
    enough: [
      { deviations: 2, spread: 2.25 },
      { deviations: 5, spread: 1.5 },
    ],
  },
  smallestSide: { people: 5, percent: 5 },
  manyGroups: { smallest: { people: 10, percent: 5 }, silhouette: 0.42, gain: 0.05, clear: 0.5, slack: 0.05 },
  consensusVotes: { votes: 5, percent: 10 },
  z90: 1.2816,
  listLength: 5,
  metaPriority: 49,
}

const sets: Record<ParametersName, Parameters> = {
  'passerelle-1': passerelle1,
  polis: { ...passerelle1, name: 'polis', hiddenColumns: 'seen-as-pass', varianceEase: null, positionBits: null, priorityVoters: 'groups' },
}

/** The parameter set of that name. Throws a RangeError for a name that is none. */
export function parametersNamed(name: ParametersName): Parameters {
  if (!Object.hasOwn(sets, name)) throw new RangeError(`there is no parameter set called ${String(name)}`)
  return sets[name]
}
