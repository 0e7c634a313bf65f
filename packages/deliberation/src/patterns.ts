/**
 * Patterns that a moderator may want to look at. Advice only: nothing here changes a result, removes anybody, or is certified.
 * People from one association may vote alike, and a letter brings many at once; what a finding means is for people to judge.
 */
import { copies, onlyAnswers, type CopiesFinding, type OneAnswerFinding } from './alike.ts'
import type { StatementInput, VoteRows } from './conversation.ts'
import { voteMatrix } from './matrix.ts'
import { patternLimits, type PatternLimits } from './pattern-limits.ts'
import { bursts, fastVoters, type BurstFinding, type SpeedFinding } from './pace.ts'

export type PatternFinding = CopiesFinding | OneAnswerFinding | SpeedFinding | BurstFinding
export type PatternReport = {
  findings: PatternFinding[]
  /** Findings beyond `mostListed`, which are counted only. */
  unlisted: number
}

/**
 * Who voted in a way that chance and reading do not explain. `times`: when each vote was cast, in milliseconds, in the order of
 * `votes.values`; without them speed and bursts are not looked at. A statement's state plays no part: a vote was cast
 * before anybody decided. Throws a RangeError where rows or times do not fit.
 */
export function suspiciousPatterns(
  conversation: { statements: readonly StatementInput[]; votes: VoteRows },
  times: Float64Array | null = null,
  limits: PatternLimits = patternLimits,
): PatternReport {
  const matrix = voteMatrix(conversation)
  if (times !== null && times.length !== matrix.values.length) throw new RangeError('there must be one time for each vote')
  const timed = times === null ? [] : [fastVoters(matrix, times, limits), bursts(matrix, times, limits)]
  const found: PatternFinding[][] = [copies(matrix, limits), onlyAnswers(matrix, limits), ...timed]
  const listed = found.map((findings) => strongest(findings, limits.mostListed))
  return {
    findings: listed.flat(),
    unlisted: found.reduce((sum, { length }, kind) => sum + length - (listed[kind]?.length ?? 0), 0),
  }
}

/** The strongest first, then the larger, then the lower number: the order depends on no order of input. */
function strongest(findings: readonly PatternFinding[], most: number): PatternFinding[] {
  return [...findings]
    .sort(
      (a, b) =>
        b.strength - a.strength ||
        b.participants.length - a.participants.length ||
        (a.participants[0] as number) - (b.participants[0] as number),
    )
    .slice(0, most)
}
