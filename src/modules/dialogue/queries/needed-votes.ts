import { parametersNamed, type Analysis, type Counts, type Group } from '#deliberation'
import { answersIn, type Judged } from './sureness.ts'

export type NeededStatement<S extends Judged = Judged> = {
  readonly statement: S
  /** Nobody of the group has answered it. */ readonly unseen: boolean
}

export type NeededVotes<S extends Judged = Judged> = {
  /** What each group is asked for: so many votes, and so many in a hundred of its people. */
  readonly votes: number
  readonly percent: number
  /** Groups of ten people and more that lack votes; then, with `group` null, what all of them lack, or anybody where no group is shown. */
  readonly from: readonly { readonly group: string | null; readonly statements: readonly NeededStatement<S>[] }[]
}

/**
 * Statements about which nothing can be said yet for want of votes, and whose votes they are. The ones nearest to common ground come first: those
 * that the fewest groups lack, then those with the highest consensus score. Groups of fewer than ten people are never named here.
 */
export function neededVotes<S extends Judged>(analysis: Analysis, live: readonly S[], shown: readonly Group[]): NeededVotes<S> {
  const { votes, percent } = parametersNamed(analysis.parameters).consensusVotes
  if (shown.length === 0) {
    const few = live.filter(({ counts }) => answersIn(counts) < votes)
    return { votes, percent, from: asked(null, few, ({ counts }) => counts) }
  }
  const nearest = live.toSorted((a, b) => lacking(a) - lacking(b) || promise(b) - promise(a) || a.number - b.number)
  const lackedByAll = ({ result }: Judged): boolean => shown.length > 1 && shown.every(({ id }) => result.consensus.needs.includes(id))
  const ofSome = nearest.filter((one) => !lackedByAll(one))
  const from = shown.flatMap(({ id }) =>
    asked(
      id,
      ofSome.filter(({ result }) => result.consensus.needs.includes(id)),
      ({ groups }) => groups.find((group) => group.id === id),
    ),
  )
  return { votes, percent, from: [...from, ...asked(null, nearest.filter(lackedByAll), ({ counts }) => counts)] }
}

type Asked<S extends Judged> = NeededVotes<S>['from']

/** Nothing, where there is nothing to ask for. */
function asked<S extends Judged>(group: string | null, wanted: readonly S[], countsOf: (one: S) => Counts | undefined): Asked<S> {
  if (wanted.length === 0) return []
  const statements = wanted.map((statement) => {
    const counts = countsOf(statement)
    return { statement, unseen: counts !== undefined && answersIn(counts) === 0 }
  })
  return [{ group, statements }]
}

const lacking = ({ result }: Judged): number => result.consensus.needs.length
const promise = ({ result }: Judged): number => Math.max(result.consensus.agree ?? 0, result.consensus.disagree ?? 0)
