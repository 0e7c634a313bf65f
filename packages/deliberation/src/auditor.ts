/**
 * A second implementation of the core of the engine, slow and obvious: maps of votes, dense lists, plain loops, the formulas as they are written in the README. It shares
 * no code with the engine. Groups are given, for whether a grouping is a good one is no question of arithmetic.
 */
import type { Conversation, Vote } from './conversation.ts'

/** As in the set `passerelle-1`. */
const varianceEase = 0.02

export type Audited = {
  readonly participants: number[]
  readonly statements: number[]
  /** Per statement with votes. */
  readonly means: number[]
  /** Over live statements, 0 elsewhere; sign: the entry of largest magnitude is positive. */
  readonly components: [number[], number[]]
  /** Per participant, before rounding. */
  readonly positions: [number, number][]
  readonly byStatement: AuditedStatement[]
}

export type AuditedStatement = {
  readonly id: number
  /** Agrees, disagrees, passes. */
  readonly all: [number, number, number]
  readonly byGroup: { readonly group: string; readonly counts: [number, number, number] }[]
  /** PROD (A_g + 1) / (S_g + 2); null without groups. */
  readonly gac: number | null
  /** Largest |two-proportion z| of agrees over pairs of groups that voted; null for fewer than two. */
  readonly divisiveness: number | null
}

/** `votes` are final; `groups` maps participants to group ids. Takes hours where the engine takes seconds: for a few thousand votes. */
export function audit(
  { statements: list }: Pick<Conversation, 'statements'>,
  votes: readonly Vote[],
  groups: ReadonlyMap<number, string>,
): Audited {
  const valueOf = new Map(votes.map(({ participant, statement, value }) => [`${participant}/${statement}`, value]))
  const participants = [...new Set(votes.map(({ participant }) => participant))].toSorted((a, b) => a - b)
  const statements = [...new Set(votes.map(({ statement }) => statement))].toSorted((a, b) => a - b)
  const seen = (participant: number, statement: number) => valueOf.get(`${participant}/${statement}`)
  const live = new Set(list.filter(({ state }) => state === 'live').map(({ id }) => id))
  const votesOn = statements.map((statement) =>
    participants.map((participant) => seen(participant, statement)).filter((value): value is -1 | 0 | 1 => value !== undefined),
  )
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const means = votesOn.map(average)
  const weights = votesOn.map(
    (own, at) =>
      1 / Math.sqrt(average(own.map((value) => (value - (means[at] as number)) * (value - (means[at] as number)))) + varianceEase),
  )
  const centred = participants.map((participant) =>
    statements.map((statement, at) => {
      const value = seen(participant, statement)
      return value === undefined || !live.has(statement) ? 0 : (weights[at] as number) * (value - (means[at] as number))
    }),
  )
  const components = leading(centred, statements.length)
  const liveCount = statements.filter((statement) => live.has(statement)).length
  const positions = participants.map((participant, row): [number, number] => {
    const count = statements.filter((statement) => live.has(statement) && seen(participant, statement) !== undefined).length
    const along = (component: readonly number[]) =>
      (centred[row] as number[]).reduce((sum, value, at) => sum + value * (component[at] as number), 0)
    const scale = Math.sqrt(liveCount / Math.max(1, count))
    return [scale * along(components[0]), scale * along(components[1])]
  })
  const ids = [...new Set(participants.flatMap((participant) => groups.get(participant) ?? []))].toSorted()
  const counts = (statement: number, among: (participant: number) => boolean): [number, number, number] => {
    const own = participants.filter(among).map((participant) => seen(participant, statement))
    return [
      own.filter((value) => value === 1).length,
      own.filter((value) => value === -1).length,
      own.filter((value) => value === 0).length,
    ]
  }
  const byStatement = statements.map((id) => {
    const byGroup = ids.map((group) => ({ group, counts: counts(id, (participant) => groups.get(participant) === group) }))
    return {
      id,
      all: counts(id, () => true),
      byGroup,
      gac: gacOf(byGroup.map((one) => one.counts)),
      divisiveness: divisivenessOf(byGroup.map((one) => one.counts)),
    }
  })
  return { participants, statements, means, components, positions, byStatement }
}

type Counts = readonly [number, number, number]
const votesOf = ([agrees, disagrees, passes]: Counts) => agrees + disagrees + passes

function gacOf(groups: readonly Counts[]): number | null {
  return groups.length === 0 ? null : groups.reduce((product, counts) => product * ((counts[0] + 1) / (votesOf(counts) + 2)), 1)
}

function divisivenessOf(groups: readonly Counts[]): number | null {
  const tests = groups.flatMap((one, at) =>
    groups.slice(at + 1).flatMap((other) => (votesOf(one) === 0 || votesOf(other) === 0 ? [] : [Math.abs(twoProportions(one, other))])),
  )
  return tests.length === 0 ? null : Math.max(...tests)
}

function twoProportions(one: Counts, other: Counts): number {
  const [n1, n2] = [votesOf(one) + 1, votesOf(other) + 1]
  const [p1, p2] = [(one[0] + 1) / n1, (other[0] + 1) / n2]
  const pooled = (one[0] + other[0] + 2) / (n1 + n2)
  return pooled === 1 ? 0 : (p1 - p2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
}

/** Power iteration on Z'Z, then again with the first direction taken out. */
function leading(rows: readonly (readonly number[])[], width: number): [number[], number[]] {
  const first = powered(rows, width, null)
  return [first, powered(rows, width, first)]
}

function powered(rows: readonly (readonly number[])[], width: number, without: readonly number[] | null): number[] {
  let vector = unit(Array.from({ length: width }, (_, at) => ((37 * at) % 11) - 5.5))
  for (let pass = 0; pass < 2000; pass += 1) {
    const start = without === null ? vector : apart(vector, without)
    const image = Array.from({ length: width }, () => 0)
    for (const row of rows) {
      const along = dot(row, start)
      for (let at = 0; at < width; at += 1) image[at] = (image[at] as number) + along * (row[at] as number)
    }
    const next = unit(without === null ? image : apart(image, without))
    const moved = 1 - Math.abs(dot(next, vector))
    vector = next
    if (moved < 1e-15) break
  }
  const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0)
  return largest < 0 ? vector.map((entry) => -entry) : vector
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, entry, at) => sum + entry * (b[at] as number), 0)
const unit = (vector: readonly number[]) => {
  const length = Math.sqrt(dot(vector, vector))
  return vector.map((entry) => (length === 0 ? 0 : entry / length))
}
const apart = (vector: readonly number[], other: readonly number[]) => {
  const share = dot(vector, other)
  return vector.map((entry, at) => entry - share * (other[at] as number))
}
