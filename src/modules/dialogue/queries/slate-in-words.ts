import type { Analysis, Group } from '#deliberation'
import { FEWEST_SHOWN, shownCount } from '../rules.ts'
import type { Judged } from './sureness.ts'

export type SlateInWords<S extends Judged = Judged> = {
  /** How many statements were asked for. */
  readonly size: number
  /** So many people, one part of `size`, may claim a statement. */
  readonly claim: number
  /** In the order in which they were chosen. */
  readonly statements: readonly S[]
  /** Of a hundred people, how many agree with at least one; rounded down, so that 100 means everybody. */
  readonly reached: number | null
  /** Of each group shown: how many of the chosen statements its people agree with, on average. */
  readonly meanOf: readonly { readonly group: string; readonly mean: number }[]
  /** How many of them are chosen again where a model fills in the answers that are missing; null where it cannot. */
  readonly again: number | null
  /** The claim that is left open, or null. `people` null: fewer than ten. */
  readonly open: {
    readonly statement: S | null
    readonly level: number
    readonly people: number | null
    readonly needed: number
  } | null
}

/** The slate by GJCR, the rule that leaves no claim open. Null without one, or where fewer than ten people voted on its statements. */
export function slateInWords<S extends Judged>(analysis: Analysis, live: readonly S[], shown: readonly Group[]): SlateInWords<S> | null {
  const { slate, completedSlate } = analysis
  if (slate === null || slate.voters < FEWEST_SHOWN) return null
  const byNumber = new Map(live.map((one) => [one.number, one]))
  const { statements, audit, coverage } = slate.gjcr
  const means = coverage.meanByGroup
  return {
    size: slate.size,
    claim: Math.ceil(slate.voters / slate.size),
    statements: statements.flatMap((number) => byNumber.get(number) ?? []),
    reached: coverage.share === null ? null : Math.floor(coverage.share * 100),
    meanOf: shown.flatMap(({ id }) => {
      const mean = means[id] ?? null
      return mean === null ? [] : [{ group: id, mean }]
    }),
    again: completedSlate === null ? null : statements.filter((one) => completedSlate.gjcr.statements.includes(one)).length,
    open:
      audit === null
        ? null
        : {
            statement: byNumber.get(audit.statement) ?? null,
            level: audit.level,
            people: shownCount(audit.people),
            needed: audit.needed,
          },
  }
}
