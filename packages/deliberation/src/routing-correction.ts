/** What statements would have got, had everybody been asked: votes weighed by the chance that routing gave the question. */
import type { VoteValue } from './conversation.ts'
import { openTo, placeOfId, propensity, type Open } from './routing-draw.ts'
import type { RoutingTable } from './routing.ts'

/** One serving: the chances that held, what the person had seen, and what they were served. */
export type Occasion = { readonly table: RoutingTable; readonly seen: Iterable<number>; readonly served: number }

/** One person's servings, each answered count once, in any order, and their final votes. */
export type AskedPerson = {
  readonly occasions: readonly Occasion[]
  readonly answers: readonly { readonly statement: number; readonly value: VoteValue }[]
}

export type CorrectedShare = {
  statement: number
  /** Answers to a serving; votes that somebody gave by themselves are left out. */
  answers: number
  /** Agrees of these answers, 0 to 1, as counted. */
  naive: number
  /** The same with each answer weighed by 1 / chance. */
  corrected: number
  /** As many answers of equal weight would be as sure as these: (SUM w)^2 / SUM w^2 (Kish). */
  effective: number
}

/** Weights are whole numbers in units of 2^-16, so that people may come in any order. */
const unit = 65_536

/**
 * Agree shares corrected for routing, per statement, ascending: Hajek's ratio (1971) of Horvitz-Thompson sums (1952), each answer weighed by one over the chance that
 * its person would be asked about this statement on one of their occasions, 1 - PROD (1 - p). p is the propensity that the statement had,
 * or, once answered, would have had were it still open. Right if how much somebody answers does not hang on which statements they get, and if
 * those who answered speak for those who were asked and did not; what nobody of a kind was ever asked, no weight brings back.
 */
export function correctedShares(people: Iterable<AskedPerson>): CorrectedShare[] {
  const sums = new Map<number, Sums>()
  for (const person of people) addPerson(sums, person)
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([statement, { answers, agrees, weight, agreeing, squares }]) => ({
      statement,
      answers,
      naive: agrees / answers,
      corrected: agreeing / weight,
      effective: (weight * weight) / (squares * unit),
    }))
}

type Sums = { answers: number; agrees: number; weight: number; agreeing: number; squares: number }

function addPerson(sums: Map<number, Sums>, { occasions, answers }: AskedPerson): void {
  const given = new Map(answers.map(({ statement, value }) => [statement, value]))
  // A serving without an answer asked nobody anything: the page was opened and left.
  const asked = occasions.filter(({ served }) => given.has(served)).map(known)
  for (const statement of new Set(asked.map(({ served }) => served))) {
    const weight = Math.round(unit / chanceOf(statement, asked))
    const sum = sums.get(statement) ?? { answers: 0, agrees: 0, weight: 0, agreeing: 0, squares: 0 }
    const agree = given.get(statement) === 1
    sum.answers += 1
    sum.weight += weight
    sum.squares += Math.round((weight * weight) / unit)
    if (agree) {
      sum.agrees += 1
      sum.agreeing += weight
    }
    sums.set(statement, sum)
  }
}

type Known = { readonly table: RoutingTable; readonly open: Open; readonly seen: ReadonlySet<number>; readonly served: number }

function known({ table, seen, served }: Occasion): Known {
  const all = new Set(seen)
  return { table, open: openTo(table, all), seen: all, served }
}

function chanceOf(statement: number, occasions: readonly Known[]): number {
  let never = 1
  for (const { table, open, seen } of occasions) {
    const place = placeOfId(table.ids, statement)
    if (place < 0) continue
    const weight = table.weights[place] as number
    const again = seen.has(statement) ? { count: open.count + 1, weight: open.weight + weight } : open
    never *= 1 - propensity(weight, again)
  }
  return 1 - never
}
