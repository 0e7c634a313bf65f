import { parametersNamed, placeOf, wilson, type Analysis, type Counts, type Group, type StatementResult } from '#deliberation'
import { FEWEST_SHOWN, shownCount } from '../rules.ts'

/** A published statement with what the engine says of it, and the counts of the groups that are shown. */
export type Judged = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly counts: Counts
  readonly groups: readonly (Counts & { readonly id: string })[]
  readonly result: StatementResult
}

/**
 * Where the words of "How sure is this?" begin and end. This table is the only home of these numbers.
 *
 * Clear, overlapping: Kaufman and Rousseeuw (1990) read a mean silhouette above 0.5 as a structure that is there; near 0.35 is that of any cloud in
 * a plane, cut in two (docs/decisions/009).
 * Steady: share of trials in which people stay in their group when a tenth of their votes is left out. Between: share of those who have
 * a place; above the last bound it is nearly half or more. Easily moved: so few people have a place that a handful more shifts the groups.
 */
const BOUNDS = {
  clear: 0.5,
  overlapping: 0.35,
  steady: 0.9,
  fairlySteady: 0.75,
  between: [
    ['hardly', 0.05],
    ['tenth', 0.15],
    ['fifth', 0.25],
    ['third', 0.4],
  ],
  easilyMoved: 50,
  /** Below this bridging value (it runs to 1) the second opinion doubts a statement of common ground. */
  bridging: 0.1,
  /** A group has hardly seen a statement when fewer than this share of its people answered. */
  hardlySeen: 0.3,
} as const

export type Sureness = {
  readonly participants: number
  /** Those with votes enough for a place; null: fewer than ten. */
  readonly placed: number | null
  readonly easilyMoved: boolean
  /** Null where no group is shown; then `lacking` says why. */
  readonly groups: {
    readonly clarity: 'clear' | 'overlapping' | 'cut'
    readonly steadiness: 'steady' | 'fairly' | 'shaky' | null
    /** Of a hundred people, how many stay in their group; null where the engine does not know. */
    readonly stay: number | null
    readonly between: Band
    /** By group shown: how many of its people stand between groups; null: fewer than ten. */
    readonly betweenOf: Readonly<Record<string, number | null>>
  } | null
  readonly lacking: 'not-enough-participants' | 'not-enough-statements' | 'no-clear-groups' | 'small' | null
  /** What the engine asks for before it looks for groups. */
  readonly asked: { readonly people: number; readonly votes: number; readonly statements: number }
  readonly live: number
}
export type Band = 'hardly' | 'tenth' | 'fifth' | 'third' | 'half'

/** How sure a result is, for words. `shown`: the groups of ten people and more. */
export function surenessOf(analysis: Analysis, shown: readonly Group[]): Sureness {
  const { participants, included, statements, noGroups } = analysis
  const { fewestIncluded, includedVotes, fewestStatements } = parametersNamed(analysis.parameters)
  return {
    participants,
    placed: shownCount(included),
    easilyMoved: included < BOUNDS.easilyMoved,
    groups: shown.length === 0 ? null : groupsInWords(analysis, shown),
    lacking: shown.length > 0 ? null : (noGroups ?? 'small'),
    asked: { people: fewestIncluded, votes: includedVotes, statements: fewestStatements },
    live: statements.live,
  }
}

function groupsInWords({ groups, silhouette, steadiness }: Analysis, shown: readonly Group[]): NonNullable<Sureness['groups']> {
  const people = groups.reduce((sum, { size }) => sum + size, 0)
  const between = groups.reduce((sum, group) => sum + group.between, 0)
  return {
    clarity: clarityInWords(silhouette ?? 0),
    steadiness: steadiness === null ? null : steadinessInWords(steadiness),
    stay: steadiness === null ? null : Math.floor(steadiness * 100),
    between: bandOf(people === 0 ? 0 : between / people),
    betweenOf: Object.fromEntries(shown.map((group) => [group.id, shownCount(group.between)])),
  }
}

function clarityInWords(silhouette: number): 'clear' | 'overlapping' | 'cut' {
  if (silhouette >= BOUNDS.clear) return 'clear'
  return silhouette >= BOUNDS.overlapping ? 'overlapping' : 'cut'
}

function steadinessInWords(steadiness: number): 'steady' | 'fairly' | 'shaky' {
  if (steadiness >= BOUNDS.steady) return 'steady'
  return steadiness >= BOUNDS.fairlySteady ? 'fairly' : 'shaky'
}

/** In words, not in numbers: beside the numbers of groups an exact one would tell those that are held back. */
const bandOf = (share: number): Band => BOUNDS.between.find(([, below]) => share < below)?.[0] ?? 'half'

export type SharedSureness = {
  /** Lower end of the one-sided 90 % Wilson interval in the group with the smallest share, 0 to 1. */
  readonly bound: number
  /** `shown`: groups of fewer than ten people are left out of it. */
  readonly of: 'all' | 'shown'
  /** Whether the bridging value speaks against it; `group` has hardly seen the statement, where that is so. */
  readonly doubt: { readonly group: string | null } | null
}

/** How sure it is that a statement is common ground; null where no group is shown that answered it. */
export function sharedSureness(
  statement: Judged & { readonly side: 'agree' | 'disagree' },
  analysis: Pick<Analysis, 'parameters' | 'groups'>,
): SharedSureness | null {
  const { side, result, groups } = statement
  const { z90 } = parametersNamed(analysis.parameters)
  const shares = groups.flatMap((group) => {
    const answers = answersIn(group)
    const n = side === 'agree' ? group.agrees : group.disagrees
    return answers === 0 ? [] : [{ share: n / answers, bound: wilson(n, answers, z90)[0] }]
  })
  const [least] = shares.toSorted((a, b) => a.share - b.share)
  if (least === undefined) return null
  const smallest = result.consensus.smallest?.[side] ?? null
  const all = smallest !== null && groups.some(({ id }) => id === smallest.group)
  return { bound: all ? smallest.bound : least.bound, of: all ? 'all' : 'shown', doubt: doubtOf(statement, analysis) }
}

/** Where the model says nothing of the statement, nothing is doubted. */
function doubtOf(
  { side, result, groups }: Judged & { readonly side: 'agree' | 'disagree' },
  analysis: Pick<Analysis, 'groups'>,
): SharedSureness['doubt'] {
  const { bridging } = result
  if (bridging === null || (side === 'agree' ? bridging : -bridging) >= BOUNDS.bridging) return null
  const sizes = new Map(analysis.groups.map(({ id, size }) => [id, size]))
  const seen = groups.map((group) => ({ id: group.id, share: answersIn(group) / Math.max(FEWEST_SHOWN, sizes.get(group.id) ?? 0) }))
  const [least] = seen.toSorted((a, b) => a.share - b.share)
  return { group: least !== undefined && least.share < BOUNDS.hardlySeen ? least.id : null }
}

export const answersIn = ({ agrees, disagrees, passes }: Counts): number => agrees + disagrees + passes

export type OwnStanding = {
  readonly group: string
  /** In so many of `trials`, each without a tenth of the person's own answers, they fall to the same group. */
  readonly same: number
  readonly trials: number
  readonly between: boolean
  /** The group whose middle is the next nearest to them; null where there is no other. */
  readonly other: string | null
}

/** The engine leaves out a tenth of somebody's votes in twenty ways. */
const TRIALS = 20

/** How surely a participant stands where they stand; null for who is in no group. It is told to themselves alone. */
export function ownStanding(analysis: Analysis, participant: number): OwnStanding | null {
  const place = placeOf(analysis, participant)
  if (place === null || place.group === null) return null
  const { group, agreement, between, position } = place
  return { group, same: agreement, trials: TRIALS, between, other: nearestOther(analysis, group, position) }
}

type Centre = { readonly id: string; readonly x: number; readonly y: number }
/** An analysis never changes, and everybody who looks at their part asks for the same middles. */
const known = new WeakMap<Analysis, readonly Centre[]>()

function nearestOther(analysis: Analysis, own: string, [x, y]: readonly [number, number]): string | null {
  const centres = known.get(analysis) ?? centresOf(analysis)
  known.set(analysis, centres)
  let nearest: string | null = null
  let least = Infinity
  for (const centre of centres) {
    const distance = (centre.x - x) ** 2 + (centre.y - y) ** 2
    if (centre.id === own || distance >= least) continue
    nearest = centre.id
    least = distance
  }
  return nearest
}

function centresOf({ groups, placements: { labels, coordinates } }: Analysis): readonly Centre[] {
  const sums = groups.map(() => ({ x: 0, y: 0, people: 0 }))
  for (let row = 0; row < labels.length; row += 1) {
    const sum = sums[labels[row] ?? -1]
    if (sum === undefined) continue
    sum.x += coordinates[2 * row] ?? 0
    sum.y += coordinates[2 * row + 1] ?? 0
    sum.people += 1
  }
  return groups.flatMap(({ id }, at) => {
    const { x, y, people } = sums[at] ?? { x: 0, y: 0, people: 0 }
    return people === 0 ? [] : [{ id, x: x / people, y: y / people }]
  })
}
