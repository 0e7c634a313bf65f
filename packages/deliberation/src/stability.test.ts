import { describe, expect, it } from 'vitest'
import { analyse, type Analysis, type Vote } from './index.ts'
import { below } from './testing/invented.ts'
import { columnsOf, openConversation, openNames, rowsOf, type Listed } from './testing/open-conversations.ts'

// Acceptance C: how much of a result stays when a random tenth of the people, or of the votes, is left out; ten replicates each.
const REPLICATES = 10

/** Adjusted Rand index (Hubert and Arabie, 1985) of two labellings of the same people; two labellings without any split agree wholly. */
function adjustedRand(one: readonly number[], other: readonly number[]): number {
  const pairs = (count: number) => (count * (count - 1)) / 2
  const sum = (counts: Map<unknown, number>) => [...counts.values()].reduce((total, count) => total + pairs(count), 0)
  const counted = (keys: readonly unknown[]) =>
    keys.reduce((counts: Map<unknown, number>, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map())
  const together = sum(counted(one.map((label, at) => `${label}/${other[at]}`)))
  const [first, second] = [sum(counted(one)), sum(counted(other))]
  const chance = (first * second) / pairs(one.length)
  const most = (first + second) / 2
  return most === chance ? 1 : (together - chance) / (most - chance)
}

/** Groups as one label each; no groups count as one group of all who could have been in one. */
function labelsOf(analysis: Analysis): Map<number, number> {
  const { participants, included, labels } = analysis.placements
  return new Map(
    Array.from(participants, (id, row) => [id, included[row] === 1 ? (labels[row] ?? -1) : null] as const).filter(
      (one): one is [number, number] => one[1] !== null,
    ),
  )
}

function topTen({ results }: Analysis): number[] {
  const score = (one: Analysis['results'][number]) => one.consensus.agree ?? one.consensus.overall?.agree.bound ?? 0
  return results
    .filter(({ state }) => state === 'live')
    .toSorted((a, b) => score(b) - score(a) || a.id - b.id)
    .slice(0, 10)
    .map(({ id }) => id)
}

type Kept = { ari: number; sameNumber: boolean; top: number }

function compared(whole: Analysis, part: Analysis): Kept {
  const [before, after] = [labelsOf(whole), labelsOf(part)]
  const both = [...after.keys()].filter((id) => before.has(id))
  const top = topTen(part)
  return {
    ari: adjustedRand(
      both.map((id) => before.get(id) as number),
      both.map((id) => after.get(id) as number),
    ),
    sameNumber: whole.groups.length === part.groups.length,
    top: topTen(whole).filter((id) => top.includes(id)).length / Math.max(1, topTen(whole).length),
  }
}

function without(conversation: Listed, keep: (vote: Vote) => boolean): Listed {
  return { statements: conversation.statements, votes: columnsOf(rowsOf(conversation).filter(keep)) }
}

function replicates(conversation: Listed, what: 'people' | 'votes'): Kept[] {
  const whole = analyse(conversation)
  const people = [...new Set(conversation.votes.participants)].toSorted((a, b) => a - b)
  return Array.from({ length: REPLICATES }, (_, replicate) => {
    const draw = below(replicate + 1)
    const leaving = new Set(people.filter(() => draw(10) === 0))
    return compared(
      whole,
      analyse(without(conversation, what === 'people' ? ({ participant }) => !leaving.has(participant) : () => draw(10) !== 0)),
    )
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

describe('the adjusted Rand index', () => {
  it('is that of the textbook', () => {
    expect(adjustedRand([0, 0, 1, 1], [5, 5, 7, 7])).toBe(1)
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12)
    expect(adjustedRand([0, 0, 1, 1], [3, 3, 3, 3])).toBe(0)
    expect(adjustedRand([0, 0, 0], [1, 1, 1])).toBe(1)
  })
})

describe.skipIf(openNames.length === 0)('results of the open conversations (skipped where ../shared is absent)', () => {
  const all = (what: 'people' | 'votes') => openNames.map((name) => replicates(openConversation(name), what))
  const means = (kept: readonly Kept[][], of: (one: Kept) => number) => kept.map((own) => mean(own.map(of)))

  it('hardly change when a tenth of the people leaves', { timeout: 180_000 }, () => {
    const kept = all('people')
    const ari = means(kept, (one) => one.ari)
    expect(mean(ari)).toBeGreaterThanOrEqual(0.91)
    expect(median(kept.flatMap((own) => own.map((one) => one.ari)))).toBeGreaterThanOrEqual(0.95)
    expect(Math.min(...ari)).toBeGreaterThanOrEqual(0.6)
    expect(mean(means(kept, (one) => (one.sameNumber ? 1 : 0)))).toBeGreaterThanOrEqual(0.95)
    expect(mean(means(kept, (one) => one.top))).toBeGreaterThanOrEqual(0.88)
  })

  it('hardly change when a tenth of the votes is missing', { timeout: 180_000 }, () => {
    expect(mean(means(all('votes'), (one) => one.ari))).toBeGreaterThanOrEqual(0.82)
  })
})
