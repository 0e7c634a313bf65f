import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  analyse,
  analyseRunning,
  analysisPlan,
  carriedOut,
  changed,
  finalVotes,
  openRunning,
  plainAnalysis,
  spansOf,
  subjectOf,
} from './index.ts'
import type { Change, Conversation, ParametersName, StatementInput, StatementState, Vote, VoteValue } from './index.ts'
import { listed } from './testing/invented.ts'

const largestId = 2 ** 53 - 1
const largestStatement = 2 ** 31 - 1

type Shape = (person: number, place: number, drawn: number) => VoteValue

const value = (number: number): VoteValue => (number > 0 ? 1 : number < 0 ? -1 : 0)
/** What conversations can be at their oddest. `drawn`: 0 to 5. */
const shapes: readonly Shape[] = [
  (_person, _place, drawn) => value((drawn % 3) - 1),
  () => 1,
  () => 0,
  (_person, place) => value((place % 3) - 1),
  // Two camps that are alike within, four such camps, and two axes on which people differ equally.
  (person) => (person % 2 === 0 ? 1 : -1),
  (person, place) => (((person % 4) + place) % 4 < 2 ? 1 : -1),
  (person, place) => value(place % 2 === 0 ? (person % 2) * 2 - 1 : (person % 4) - 1.5),
  // Every person alone on a statement of their own; one who differs from all.
  (person, place) => (person % 20 === place ? 1 : 0),
  (person) => (person === 0 ? -1 : 1),
]

const odd = fc.record({
  people: fc.constantFrom(0, 1, 14, 15, 40, 90),
  states: fc.array(fc.constantFrom<StatementState>('live', 'live', 'live', 'meta', 'moderated-out'), { minLength: 1, maxLength: 20 }),
  shape: fc.constantFrom(...shapes),
  density: fc.constantFrom(1, 3, 6),
  seed: fc.nat(1_000_000),
  parameters: fc.constantFrom<ParametersName>('passerelle-1', 'polis'),
})
type Odd = typeof odd extends fc.Arbitrary<infer Value> ? Value : never

/** Six numbers from a seed and two places. */
function drawnAt(seed: number, person: number, place: number): number {
  const word = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(person + 1, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35)
  return (Math.imul(word ^ (word >>> 15), 0x21f0aaad) >>> 8) % 6
}

/** Ids at both ends of what is allowed. */
const personId = (person: number) => (person % 2 === 0 ? person : largestId - person)
const statementId = (place: number) => (place % 2 === 0 ? place : largestStatement - place)

function eventsOf({ people, states, shape, density, seed }: Odd): Vote[] {
  return Array.from({ length: people }, (_, person) =>
    [...states.keys()].flatMap((place): Vote[] => {
      const drawn = drawnAt(seed, person, place)
      return drawn >= density * 2 && person > 0
        ? []
        : [{ participant: personId(person), statement: statementId(place), value: shape(person, place, drawn) }]
    }),
  ).flat()
}

const statementsOf = ({ states }: Odd): StatementInput[] => states.map((state, place) => ({ id: statementId(place), state }))

/** Paths of numbers that JSON cannot carry as they are. */
function oddNumbers(result: unknown, path = ''): string[] {
  if (typeof result === 'number') return Number.isFinite(result) && !Object.is(result, -0) ? [] : [path]
  if (typeof result !== 'object' || result === null) return []
  return Object.entries(result).flatMap(([field, inner]) => oddNumbers(inner, `${path}.${field}`))
}

describe('odd conversations', () => {
  it('have a result that JSON can carry, the same in any order and any spans', () => {
    fc.assert(
      fc.property(odd, fc.integer({ min: 2, max: 7 }), (shape, count) => {
        const options = { parameters: shape.parameters }
        const conversation: Conversation = { statements: statementsOf(shape), votes: finalVotes(eventsOf(shape)) }
        const whole = plainAnalysis(analyse(conversation, options))
        expect(oddNumbers(whole)).toEqual([])
        const subject = subjectOf(conversation)
        const cut = carriedOut(analysisPlan(subject, options), subject.matrix, spansOf(subject.matrix, count))
        expect(plainAnalysis(cut)).toEqual(whole)
        const turned = { statements: statementsOf(shape).toReversed(), votes: finalVotes(eventsOf(shape).toReversed()) }
        expect(plainAnalysis(analyse(turned, options))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('do not hear what people are called', () => {
    const unnamed = (conversation: Conversation, parameters: ParametersName) => {
      const { placements: _, inputRoot: _root, certificate: _certificate, ...rest } = analyse(conversation, { parameters })
      return rest
    }
    fc.assert(
      fc.property(odd, fc.nat(1000), (shape, shift) => {
        const events = eventsOf(shape)
        const ids = [...new Set(events.map(({ participant }) => participant))]
        const names = new Map(ids.map((id, at) => [id, (at * 7919 + shift * 31) % 10_007]))
        const renamed = events.map((vote) => ({ ...vote, participant: names.get(vote.participant) ?? 0 }))
        const statements = statementsOf(shape)
        expect(unnamed({ statements, votes: finalVotes(renamed) }, shape.parameters)).toEqual(
          unnamed({ statements, votes: finalVotes(events) }, shape.parameters),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('can be kept running while statements come, change their state, and lose their votes', () => {
    fc.assert(
      fc.property(odd, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 5 }), (shape, batches) => {
        const all = statementsOf(shape)
        const votes = eventsOf(shape)
        const final = new Map<string, Vote>()
        let list = all.slice(0, 1)
        let running = openRunning({ statements: list, votes: finalVotes([]) })
        for (const seed of batches) {
          list = all
            .slice(0, 1 + (seed % all.length) + list.length)
            .map(({ id, state }, place) => ({ id, state: drawnAt(seed, 0, place) === 0 ? 'moderated-out' : state }))
          const known = new Set(list.map(({ id }) => id))
          const changes = votes.flatMap(({ participant, statement, value: said }, at): Change[] => {
            const drawn = drawnAt(seed, at, 0)
            return drawn < 3 || !known.has(statement) ? [] : [{ participant, statement, value: drawn === 3 ? null : said }]
          })
          for (const { participant, statement, value: now } of changes) {
            if (now === null) final.delete(`${participant}/${statement}`)
            else final.set(`${participant}/${statement}`, { participant, statement, value: now })
          }
          running = changed(running, changes, list)
        }
        const anew = openRunning({ statements: list, votes: finalVotes(final.values()) })
        expect(running).toEqual(anew)
        expect(analyseRunning(running).certificate).toBe(analyseRunning(anew).certificate)
      }),
      { numRuns: 40 },
    )
  })

  it('may have as many statements as columns can be numbered, and no more', () => {
    const statements = Array.from({ length: 65_537 }, (_, id): StatementInput => ({ id, state: 'live' }))
    const votes = finalVotes([
      { participant: 1, statement: 0, value: 1 },
      { participant: 2, statement: 65_535, value: -1 },
    ])
    const most = statements.slice(0, -1)
    expect(analyse({ statements: most, votes }).votes).toBe(2)
    const refusal = '65537 statements are listed; at most 65536 can be analysed together'
    expect(() => analyse({ statements, votes })).toThrow(refusal)
    expect(() => changed(openRunning({ statements: most, votes }), [], statements)).toThrow(refusal)
  })
})

describe('contradicting input', () => {
  const vote: Vote = { participant: 1, statement: 1, value: 1 }

  it.each([
    ['a statement beyond 31 bits', { ...vote, statement: 2 ** 32 + 1 }, 'statement id 4294967297 is not an integer from 0 to 2147483647'],
    ['a vote that is none', { ...vote, value: 256 as VoteValue }, 'a vote is 256; it must be -1, 0 or 1'],
    ['half a participant', { ...vote, participant: 0.5 }, 'participant id 0.5 is not a non-negative integer'],
  ])('%s is refused among events, before columns could hide it', (_, event, refusal) => {
    expect(() => finalVotes([vote, event])).toThrow(new RangeError(refusal))
  })

  it.each<[string, Change, readonly StatementInput[], string]>([
    ['a vote that is none', { ...vote, value: 2 as VoteValue }, listed(4), 'a vote is 2; it must be -1, 0 or 1'],
    ['a participant below zero', { ...vote, participant: -1 }, listed(4), 'participant id -1 is not a non-negative integer'],
    ['a statement listed twice', vote, [...listed(4), ...listed(1)], 'statement 0 is listed twice'],
    ['an unknown state', vote, [...listed(4), { id: 9, state: 'new' as StatementState }], 'statement 9 has no known state'],
  ])('%s is refused among changes, and the state is as before', (_, change, list, refusal) => {
    const open = () => openRunning({ statements: listed(4), votes: finalVotes([vote]) })
    const running = open()
    expect(() => changed(running, [{ participant: 2, statement: 2, value: 1 }, change], list)).toThrow(new RangeError(refusal))
    expect(running).toEqual(open())
  })
})
