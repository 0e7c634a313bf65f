import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, finalVotes, membersOf, placeOf, type Conversation, type Vote } from './index.ts'
import { audit as auditWhole } from './auditor.ts'
import { inventedEvents, listed } from './testing/invented.ts'

/** A second implementation that is slow and obvious: it filters the list of votes for every number it needs. */
function audit({ statements }: Conversation, votes: readonly Vote[], groups: ReadonlyMap<number, string>) {
  const voters = [...new Set(votes.map(({ participant }) => participant))]
  const ids = [...new Set(voters.flatMap((participant) => groups.get(participant) ?? []))].toSorted()
  const count = (statement: number, value: number | null, member: (participant: number) => boolean) =>
    votes.filter((vote) => vote.statement === statement && (value === null || vote.value === value) && member(vote.participant)).length
  const z1 = (n: number, s: number) => 2 * Math.sqrt(s + 1) * ((n + 1) / (s + 1) - 0.5)
  const z2 = (n: number, s: number, on: number, os: number) => {
    const pooled = (n + on + 2) / (s + os + 2)
    return pooled === 1 ? 0 : ((n + 1) / (s + 1) - (on + 1) / (os + 1)) / Math.sqrt(pooled * (1 - pooled) * (1 / (s + 1) + 1 / (os + 1)))
  }
  const seen = statements.map(({ id }) => id).filter((id) => count(id, null, () => true) > 0)
  return seen.map((id) => {
    const byGroup = ids.map((group) => {
      const inside = (participant: number) => groups.get(participant) === group
      const other = (participant: number) => groups.has(participant) && !inside(participant)
      const sides = ([1, -1] as const).map((value) => {
        const [n, s, on, os] = [count(id, value, inside), count(id, null, inside), count(id, value, other), count(id, null, other)]
        return {
          p: (n + 1) / (s + 2),
          pTest: z1(n, s),
          ratio: (n + 1) / (s + 2) / ((on + 1) / (os + 2)),
          ratioTest: z2(n, s, on, os),
          n,
          trials: s,
        }
      })
      return { group, agrees: count(id, 1, inside), disagrees: count(id, -1, inside), passes: count(id, 0, inside), sides }
    })
    const share = byGroup.map(({ agrees, disagrees, passes }) => (agrees + 1) / (agrees + disagrees + passes + 2))
    return { id, byGroup, gac: share.reduce((a, b) => a * b, 1), all: [1, -1, 0].map((value) => count(id, value, () => true)) }
  })
}

const conversations = fc
  .record({
    events: fc.array(
      fc.record({ participant: fc.nat(12), statement: fc.nat(6), value: fc.constantFrom(-1 as const, 0 as const, 1 as const) }),
      { maxLength: 120 },
    ),
    states: fc.array(fc.constantFrom('live' as const, 'live' as const, 'moderated-out' as const, 'meta' as const), {
      minLength: 7,
      maxLength: 7,
    }),
    groups: fc.array(fc.constantFrom('x', 'y', 'z', null), { minLength: 13, maxLength: 13 }),
  })
  .map(({ events, states, groups }) => ({
    conversation: { statements: states.map((state, id) => ({ id, state })), votes: finalVotes(events) } satisfies Conversation,
    latest: [...new Map(events.map((vote) => [`${vote.participant} ${vote.statement}`, vote])).values()],
    groups: new Map(groups.flatMap((id, participant) => (id === null ? [] : [[participant, id] as const]))),
  }))

describe('the auditor', () => {
  it('counts the same, and finds the same consensus', () => {
    fc.assert(
      fc.property(conversations, ({ conversation, latest, groups }) => {
        const analysis = analyse(conversation, { groups })
        const results = analysis.results.filter(({ agrees, disagrees, passes }) => agrees + disagrees + passes > 0)
        const audited = audit(conversation, latest, groups)
        expect(results.map(({ id, agrees, disagrees, passes }) => [id, agrees, disagrees, passes])).toEqual(
          audited.map(({ id, all }) => [id, ...all]),
        )
        for (const [at, { byGroup, gac }] of audited.entries()) {
          const ours = results[at]
          expect(ours?.byGroup).toEqual(
            Object.fromEntries(byGroup.map(({ group, agrees, disagrees, passes }) => [group, { agrees, disagrees, passes }])),
          )
          if (byGroup.length === 0) expect(ours?.gac).toBeNull()
          else {
            expect(ours?.gac).toBeCloseTo(gac, 13)
            expect(ours?.consensus.agree).toBeCloseTo(Math.pow(gac, 1 / byGroup.length), 13)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('scores representative statements the same, and misses none that passes', () => {
    fc.assert(
      fc.property(conversations, ({ conversation, latest, groups }) => {
        const analysis = analyse(conversation, { groups })
        const audited = audit(conversation, latest, groups).filter(({ id }) => conversation.statements[id]?.state === 'live')
        for (const { id: group } of analysis.groups) {
          const list = analysis.representative[group] ?? []
          for (const { statement, side, bestAgree, ...scores } of list) {
            const theirs = audited.find(({ id }) => id === statement)?.byGroup.find((one) => one.group === group)?.sides[
              side === 'agree' ? 0 : 1
            ]
            for (const key of ['p', 'pTest', 'ratio', 'ratioTest', 'n', 'trials'] as const)
              expect(scores[key]).toBeCloseTo(theirs?.[key] ?? NaN, 12)
            expect(typeof bestAgree).toBe('boolean')
          }
          const passing = audited.filter(({ byGroup }) =>
            byGroup.find((one) => one.group === group)?.sides.some(({ pTest, ratioTest }) => pTest > 1.2816 && ratioTest > 1.2816),
          )
          const shown = list.map(({ statement }) => statement)
          if (list.length < 5) for (const { id } of passing) expect(shown).toContain(id)
          expect(new Set(shown).size).toBe(shown.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('gets one certificate from any order of the rows', () => {
    fc.assert(
      fc.property(conversations, fc.infiniteStream(fc.nat(1000)), ({ conversation, latest }, keys) => {
        const shuffled = latest
          .map((vote) => ({ vote, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ vote }) => vote)
        const other = { statements: conversation.statements.toReversed(), votes: finalVotes(shuffled) }
        expect(analyse(other).certificate).toBe(analyse(conversation).certificate)
      }),
      { numRuns: 100 },
    )
  })

  it.each([1, 2, 3])('places people, counts and divides alike on invented conversation %i', (seed) => {
    const events = inventedEvents({ people: 80, statements: 30, events: 1800, seed })
    const conversation = { statements: listed(30), votes: finalVotes(events) }
    const latest = [...new Map(events.map((vote) => [`${vote.participant} ${vote.statement}`, vote])).values()]
    const analysis = analyse(conversation)
    const groups = new Map(analysis.groups.flatMap(({ id }, place) => membersOf(analysis, place).map((member) => [member, id] as const)))
    const audited = auditWhole(conversation, latest, groups)
    expect(groups.size).toBeGreaterThan(20)
    for (const axis of [0, 1] as const) {
      for (const [at, entry] of audited.components[axis].entries()) expect(analysis.components[axis][at]).toBeCloseTo(entry, 5)
    }
    for (const [row, participant] of audited.participants.entries()) {
      const position = placeOf(analysis, participant)?.position ?? [NaN, NaN]
      for (const axis of [0, 1] as const) expect(position[axis]).toBeCloseTo(audited.positions[row]?.[axis] ?? NaN, 4)
    }
    const voted = analysis.results.filter(({ agrees, disagrees, passes }) => agrees + disagrees + passes > 0)
    expect(voted.map(({ id, agrees, disagrees, passes }) => [id, [agrees, disagrees, passes]])).toEqual(
      audited.byStatement.map(({ id, all }) => [id, all]),
    )
    for (const [at, { byGroup, gac, divisiveness }] of audited.byStatement.entries()) {
      const ours = voted[at]
      for (const { group, counts } of byGroup) {
        const own = ours?.byGroup[group]
        expect([own?.agrees, own?.disagrees, own?.passes]).toEqual(counts)
      }
      expect(ours?.gac).toBeCloseTo(gac ?? NaN, 12)
      expect(ours?.divisiveness?.z).toBeCloseTo(divisiveness ?? NaN, 12)
    }
  })
})
