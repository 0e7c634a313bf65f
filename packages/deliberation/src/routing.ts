/** Which statement a participant sees next: the chances of all statements, made once for many requests. */
import type { Counts } from './analysis.ts'
import type { StatementState } from './conversation.ts'
import { parametersNamed, type Parameters } from './parameters.ts'
import { priority } from './scores.ts'

/** What chances are made from; `StatementResult` fits, and so do plain counts before any analysis exists. */
export type RoutedStatement = Counts & {
  id: number
  state: StatementState
  extremity?: number | null
  /** Votes of each group, by its id; a group that is missing has none. */
  byGroup?: Readonly<Record<string, Counts>>
}

/** An opinion group and how many people it has; `Group` of an analysis fits. */
export type RoutedGroup = { readonly id: string; readonly size: number }

/**
 * Chances for one sort of people. `ids` ascend; `weights` are whole numbers from 1, in units of 1/1024, so that each sum of them is exact;
 * `cumulative[i]` sums those of ids[0..i].
 */
export type RoutingTable = { readonly ids: Int32Array; readonly weights: Uint32Array; readonly cumulative: Float64Array }

/** One table for each group, in the given order, and a last one for people in none. All have the same `ids`. */
export type Routing = { readonly ids: Int32Array; readonly tables: readonly RoutingTable[] }

/**
 * How many times as often a statement comes up among people whose group still owes it votes. A boost that grows with what is missing was tried and is worse: it sends a
 * small group to what is furthest from enough, and few statements get there. Of 4, 8 and 16 in simulations each covers more; 8 leaves Polis's
 * own preferences visible (it is what a statement with ten votes has over one with very many).
 */
const lackingBoost = 8
const unit = 1024
const mostWeight = 0xffffffff

/**
 * Weights: Polis's priority over the current counts of all voters (E = 0 where `extremity` is missing or null), times 8 where
 * the person's group lacks votes (see `boostOf`); 49 without boost for a meta statement. What is moderated out is not in the tables, so it is never served. O(m log m) once.
 * Throws a RangeError for an id listed twice, or a group size that is no whole number from 0.
 */
export function routingOf(statements: readonly RoutedStatement[], groups: readonly RoutedGroup[] = []): Routing {
  const parameters = parametersNamed('passerelle-1')
  for (const { id, size } of groups)
    if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`group ${id} cannot have ${size} people`)
  const served = statements.filter(({ state }) => state !== 'moderated-out').sort((a, b) => a.id - b.id)
  for (const [at, { id }] of served.entries()) if (id === served[at - 1]?.id) throw new RangeError(`statement ${id} is listed twice`)
  const ids = Int32Array.from(served, ({ id }) => id)
  const boosts = served.map((one) => boostsOf(one, groups, parameters))
  const tables = Array.from({ length: groups.length + 1 }, (_, place) =>
    tableOf(
      ids,
      Uint32Array.from(served, (one, at) => whole(one.state === 'meta' ? parameters.metaPriority : boosted(one, boosts[at]?.[place] ?? 1))),
    ),
  )
  return { ids, tables }
}

/** The table of whoever is in the group at that place of the given groups; of people in none for any place that is no group's (-1). */
export function tableFor({ tables }: Routing, place: number): RoutingTable {
  return tables[place >= 0 && place < tables.length ? place : tables.length - 1] as RoutingTable
}

/** A table from its columns; the ids are taken as they are. */
export function tableOf(ids: Int32Array, weights: Uint32Array): RoutingTable {
  const cumulative = new Float64Array(weights.length)
  let sum = 0
  for (const [at, weight] of weights.entries()) {
    sum += weight
    cumulative[at] = sum
  }
  return { ids, weights, cumulative }
}

function boosted(statement: RoutedStatement, boost: number): number {
  return priority(statement, statement.extremity ?? 0) * boost
}

function whole(weight: number): number {
  return Math.max(1, Math.min(mostWeight, Math.round(weight * unit)))
}

/**
 * 8 while a group has cast fewer votes on a statement than common ground asks of it, max(5, 10 % of the group), else 1. An empty group
 * owes nothing.
 */
function boostOf(votes: number, size: number, { consensusVotes }: Parameters): number {
  if (size === 0) return 1
  const enough = votes >= consensusVotes.votes && votes * 100 >= consensusVotes.percent * size
  return enough ? 1 : lackingBoost
}

/**
 * For each group, then for people in none. A vote of somebody in group B can fill B's gap alone, so each group's people get their own
 * boost. Who is in none yet will end in a group with about the chance of its size: theirs is the mean over people.
 */
function boostsOf({ byGroup = {} }: RoutedStatement, groups: readonly RoutedGroup[], parameters: Parameters): number[] {
  const boosts = groups.map(({ id, size }) => boostOf(votesOf(byGroup[id]), size, parameters))
  const people = groups.reduce((sum, { size }) => sum + size, 0)
  const mean = groups.reduce((sum, { size }, place) => sum + size * (boosts[place] as number), 0) / people
  return [...boosts, people === 0 ? 1 : mean]
}

function votesOf(counts: Counts | undefined): number {
  return counts === undefined ? 0 : counts.agrees + counts.disagrees + counts.passes
}
