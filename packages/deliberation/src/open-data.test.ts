import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { byPasses, columnWeights, passSums } from './components.ts'
import { analyse, placeOf, type Analysis } from './index.ts'
import { voteMatrix } from './matrix.ts'
import { below } from './testing/invented.ts'
import { openConversation, openNames, sharedData, type Listed } from './testing/open-conversations.ts'

/** Vectors computed by an independent re-implementation of Polis, which reproduces Polis's own production results. */
type Golden = {
  dataset: string
  statements: number[]
  moderatedOut: number[]
  participants: number[]
  publishedGroup: (string | null)[]
  minVotesIncluded: number
  pca: { center: number[]; comps: [number[], number[]]; eigenvalues: number[] }
  projection: [number, number][]
  groupVotes: { id: string; A: number[]; D: number[]; S: number[] }[]
  groupAwareConsensus: number[]
  extremity: number[]
  priorityNonMeta: number[]
  representative: { group: string; items: GoldenItem[] }[]
  consensus: { agree: GoldenMajority[]; disagree: GoldenMajority[] }
}
type GoldenItem = {
  statement: number
  repfulFor: string
  nSuccess: number
  nTrials: number
  pSuccess: number
  pTest: number
  repness: number
  repnessTest: number
  bestAgree: boolean
}
type GoldenMajority = { statement: number; n: number; trials: number; p: number; z: number }

const shared = sharedData
const names = openNames

/** Largest relative difference. */
function worst(actual: readonly number[], expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length)
  return Math.max(...expected.map((value, at) => (actual[at] === value ? 0 : Math.abs((actual[at] ?? NaN) - value) / Math.abs(value))))
}

/**
 * Largest distance between two places of one participant, relative to the length of the position: a coordinate near 0 is a
 * difference of large terms, where the vectors themselves are 1e-11 off.
 */
function astray(analysis: Analysis, golden: Golden): number {
  const distances = golden.participants.map((id, at) => {
    const [x, y] = placeOf(analysis, id)?.position ?? [NaN, NaN]
    const [goldenX, goldenY] = golden.projection[at] ?? [NaN, NaN]
    return Math.hypot(x - goldenX, y - goldenY) / (Math.hypot(goldenX, goldenY) || 1)
  })
  return Math.max(...distances)
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, at) => sum + value * (y[at] ?? NaN), 0)
  return Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b))
}

function withVotes(analysis: Analysis) {
  return analysis.results.filter(({ agrees, disagrees, passes }) => agrees + disagrees + passes > 0)
}

describe.skipIf(names.length === 0)('the golden vectors (skipped where ../shared is absent)', () => {
  it('are all nine', () => expect(names).toHaveLength(9))

  for (const name of names) {
    describe(name, () => {
      const golden = JSON.parse(readFileSync(resolve(shared, 'golden-vectors', `${name}.json`), 'utf8')) as Golden
      const conversation = openConversation(name)
      const groups = new Map(
        golden.participants.flatMap((id, at) => (golden.publishedGroup[at] ? [[id, golden.publishedGroup[at]] as const] : [])),
      )
      const given = analyse(conversation, { parameters: 'polis', groups, components: golden.pca.comps })
      const results = withVotes(given)

      it('has the same people and statements', () => {
        expect(results.map(({ id }) => id)).toEqual(golden.statements)
        expect(results.filter(({ state }) => state === 'moderated-out').map(({ id }) => id)).toEqual(golden.moderatedOut)
        expect(given.participants).toBe(golden.participants.length)
        expect(given.included).toBe(golden.minVotesIncluded)
      })

      it('counts the same votes in each group', () => {
        const counted = given.groups.map(({ id }) => ({
          id,
          A: results.map(({ byGroup }) => byGroup[id]?.agrees),
          D: results.map(({ byGroup }) => byGroup[id]?.disagrees),
          S: results.map(({ byGroup }) => (byGroup[id]?.agrees ?? 0) + (byGroup[id]?.disagrees ?? 0) + (byGroup[id]?.passes ?? 0)),
        }))
        expect(counted).toEqual(golden.groupVotes.map(({ id, A, D, S }) => ({ id, A, D, S })))
      })

      it('gives the same group-aware consensus, extremity, priority and positions', () => {
        const known = (value: number | null) => value ?? NaN
        expect(
          worst(
            results.map(({ gac }) => known(gac)),
            golden.groupAwareConsensus,
          ),
        ).toBeLessThan(1e-12)
        expect(
          worst(
            results.map(({ extremity }) => known(extremity)),
            golden.extremity,
          ),
        ).toBeLessThan(1e-12)
        expect(
          worst(
            results.map((result) => result.priority),
            golden.priorityNonMeta,
          ),
        ).toBeLessThan(1e-12)
        expect(astray(given, golden)).toBeLessThan(1e-12)
      })

      it('chooses the same representative statements with the same scores', () => {
        const ours = Object.entries(given.representative).map(([group, items]) => ({
          group,
          items: items.map(({ statement, side, n, trials, bestAgree }) => ({ statement, side, n, trials, bestAgree })),
        }))
        const theirs = golden.representative.map(({ group, items }) => ({
          group,
          items: items.map((item) => ({
            statement: item.statement,
            side: item.repfulFor,
            n: item.nSuccess,
            trials: item.nTrials,
            bestAgree: item.bestAgree,
          })),
        }))
        expect(ours).toEqual(theirs)
        const numbers = Object.values(given.representative).flatMap((items) =>
          items.flatMap(({ p, pTest, ratio, ratioTest }) => [p, pTest, ratio, ratioTest]),
        )
        const expected = golden.representative.flatMap(({ items }) =>
          items.flatMap((item) => [item.pSuccess, item.pTest, item.repness, item.repnessTest]),
        )
        expect(worst(numbers, expected)).toBeLessThan(1e-12)
      })

      it('lists the same majorities', () => {
        for (const side of ['agree', 'disagree'] as const) {
          expect(given.majority[side].map(({ statement, n, trials }) => [statement, n, trials])).toEqual(
            golden.consensus[side].map(({ statement, n, trials }) => [statement, n, trials]),
          )
          expect(
            worst(
              given.majority[side].flatMap(({ p, pTest }) => [p, pTest]),
              golden.consensus[side].flatMap(({ p, z }) => [p, z]),
            ),
          ).toBeLessThan(1e-12)
        }
      })

      it('finds the same components by itself', () => {
        const own = analyse(conversation, { parameters: 'polis', groups })
        const ours = withVotes(own)
        expect(own.path).toBe('pairs')
        expect(cosine(own.components[0], golden.pca.comps[0])).toBeGreaterThan(1 - 1e-10)
        expect(cosine(own.components[1], golden.pca.comps[1])).toBeGreaterThan(1 - 1e-10)
        expect(
          worst(
            ours.map(({ extremity }) => extremity ?? NaN),
            golden.extremity,
          ),
        ).toBeLessThan(1e-5)
        expect(
          worst(
            ours.map((result) => result.priority),
            golden.priorityNonMeta,
          ),
        ).toBeLessThan(1e-5)
        expect(astray(own, golden)).toBeLessThan(1e-5)
      })

      it('finds the same components by passes over the votes', () => {
        const matrix = voteMatrix(conversation)
        const search = byPasses(matrix, columnWeights(matrix, null))
        let step = search.next({ withVote: [], plain: [] })
        while (step.done !== true) step = search.next(passSums(matrix, { from: 0, to: matrix.participants.length }, step.value))
        for (const c of [0, 1] as const) {
          expect(cosine(Array.from(step.value.vectors[c]), golden.pca.comps[c])).toBeGreaterThan(1 - 1e-10)
        }
      })
    })
  }
})

describe.skipIf(names.length === 0)('one hundred orders of the same rows (skipped where ../shared is absent)', () => {
  for (const name of ['brexit-consensus', 'vtaiwan.uberx']) {
    it(`give one certificate for ${name}`, { timeout: 120_000 }, () => {
      const conversation = openConversation(name)
      const certificates = new Set<string>()
      for (let seed = 1; seed <= 100; seed += 1) certificates.add(analyse(shuffled(conversation, seed)).certificate)
      expect([...certificates]).toEqual([analyse(conversation).certificate])
    })
  }
})

/** A linear congruential generator, so that every run tries the same orders. */
function shuffled({ statements, votes }: Listed, seed: number): Listed {
  const draw = below(seed)
  const order = Array.from(votes.values, (_, at) => at)
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = draw(at + 1)
    const kept = order[at] ?? NaN
    order[at] = order[other] ?? NaN
    order[other] = kept
  }
  const pick = (column: ArrayLike<number>) => order.map((at) => column[at] ?? NaN)
  return {
    statements: statements.toSorted((a, b) => ((a.id * 7919 + seed) % 101) - ((b.id * 7919 + seed) % 101)),
    votes: { participants: pick(votes.participants), statements: pick(votes.statements), values: pick(votes.values) },
  }
}
