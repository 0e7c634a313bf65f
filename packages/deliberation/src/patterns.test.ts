import { describe, expect, it } from 'vitest'
import type { VoteValue } from './conversation.ts'
import { patternLimits } from './pattern-limits.ts'
import { suspiciousPatterns, type PatternFinding } from './patterns.ts'
import { tailBound } from './strength.ts'

/** Answers of one participant by statement; null: not answered. */
type Answers = readonly (VoteValue | null)[]
type Person = { readonly answers: Answers; readonly times?: readonly number[] }

const minute = 60_000
const day = 1440 * minute
const start = 1_760_000_000_000

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }
}

/** Two camps that disagree on most statements, and answer two of three; they come over two weeks and read for some seconds. */
function honestCrowd({ people = 300, statements = 40, seed = 1, keen = 0.67, faithful = 0.85 } = {}): Person[] {
  const random = generator(seed)
  return Array.from({ length: people }, (_, person): Person => {
    const camp = person % 5 < 3 ? 1 : -1
    const answers = Array.from({ length: statements }, (_none, statement): VoteValue | null => {
      if (random() > keen) return null
      const side = statement % 4 === 0 ? 1 : statement % 2 === 0 ? camp : -camp
      const drawn = random()
      return drawn < faithful ? (side as VoteValue) : drawn < (1 + faithful) / 2 ? 0 : (-side as VoteValue)
    })
    let at = start + 14 * day * random()
    const times = answers.flatMap((answer) => (answer === null ? [] : [(at += Math.floor(2500 + 15_000 * random()))]))
    return { answers, times }
  })
}

/** A conversation of these people, numbered as they stand unless told otherwise, and its times. */
function conversationOf(people: readonly Person[], numberOf: (person: number) => number = (person) => person) {
  const rows = people
    .map((person, at) => ({ ...person, number: numberOf(at) }))
    .filter(({ answers }) => answers.some((answer) => answer !== null))
    .sort((a, b) => a.number - b.number)
  const cast = rows.map(({ answers }) => answers.flatMap((value, column) => (value === null ? [] : [{ value, column }])))
  const rowStart = [0]
  for (const votes of cast) rowStart.push((rowStart.at(-1) ?? 0) + votes.length)
  const statements = people[0]?.answers.map((_, id) => ({ id, state: id === 1 ? ('moderated-out' as const) : ('live' as const) })) ?? []
  const votes = {
    participants: Float64Array.from(rows, ({ number }) => number),
    rowStart: Int32Array.from(rowStart),
    columns: Uint16Array.from(cast.flat(), ({ column }) => column),
    values: Int8Array.from(cast.flat(), ({ value }) => value),
  }
  return { conversation: { statements, votes }, times: Float64Array.from(rows.flatMap(({ times = [] }) => times)) }
}

const findingsOf = (people: readonly Person[]): PatternFinding[] => {
  const { conversation, times } = conversationOf(people)
  return suspiciousPatterns(conversation, times.length === 0 ? null : times).findings
}
const untimed = (people: readonly Person[]): Person[] => people.map(({ answers }) => ({ answers }))
const ofKind = <K extends PatternFinding['kind']>(findings: readonly PatternFinding[], kind: K) =>
  findings.filter((one): one is Extract<PatternFinding, { kind: K }> => one.kind === kind)

describe('an honest crowd', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives no finding, seed %i', (seed) => {
    expect(findingsOf(honestCrowd({ seed }))).toEqual([])
    expect(findingsOf(honestCrowd({ seed, people: 40, statements: 20 }))).toEqual([])
  })

  it('gives none where nearly all answer alike, though many vectors are identical', () => {
    const crowd = untimed(honestCrowd({ people: 400, statements: 12, keen: 0.99, faithful: 0.97 }))
    const most = Math.max(...[...Map.groupBy(crowd, ({ answers }) => JSON.stringify(answers)).values()].map(({ length }) => length))
    expect(most).toBeGreaterThan(50)
    expect(findingsOf(crowd)).toEqual([])
  })

  it('gives none where a camp agrees with everything', () => {
    const random = generator(7)
    const camp = (side: VoteValue) => ({ answers: Array.from({ length: 30 }, (): VoteValue => (random() < 0.97 ? side : 0)) })
    const crowd = Array.from({ length: 200 }, (_, person) => camp(person % 2 === 0 ? 1 : -1))
    expect(crowd.filter(({ answers }) => answers.every((answer) => answer === 1)).length).toBeGreaterThan(20)
    expect(findingsOf(crowd)).toEqual([])
  })

  it('gives none where there is nobody', () => expect(findingsOf([])).toEqual([]))
})

describe('identical vectors', () => {
  const crowd = untimed(honestCrowd())
  const random = generator(99)
  const vector = (votes: number): Answers =>
    Array.from({ length: 40 }, (_, at) => (at < votes ? ((Math.floor(random() * 3) - 1) as VoteValue) : null))

  it('are found among others, each set by itself', () => {
    const [first, second] = [vector(20), vector(26)]
    const planted = [
      ...crowd.slice(0, 100),
      ...Array.from({ length: 4 }, () => ({ answers: first })),
      ...crowd.slice(100),
      { answers: second },
      { answers: second },
      { answers: second },
    ]
    const found = findingsOf(planted)
    expect(found.map(({ kind }) => kind)).toEqual(['identical', 'identical'])
    const sets = ofKind(found, 'identical').map(({ participants, votes }) => [participants, votes])
    expect(sets).toContainEqual([[100, 101, 102, 103], 20])
    expect(sets).toContainEqual([[304, 305, 306], 26])
    for (const { expected } of ofKind(found, 'identical')) expect(expected).toBeLessThan(0.001)
  })

  it('are no finding for two people, nor under ten votes', () => {
    const long = { answers: vector(30) }
    const short = { answers: vector(9) }
    expect(findingsOf([...crowd, long, long, ...Array.from({ length: 6 }, () => short)])).toEqual([])
  })

  it('are found as well where the copies are many, under whatever numbers', () => {
    const answers = vector(24)
    const planted = [...crowd, ...Array.from({ length: 150 }, () => ({ answers }))]
    const numberOf = (person: number) => ((person * 7919) % 10_007) + 1
    const { conversation } = conversationOf(planted, numberOf)
    const copies = Array.from({ length: 150 }, (_, copy) => numberOf(300 + copy)).toSorted((a, b) => a - b)
    expect(suspiciousPatterns(conversation).findings.map(({ kind, participants, strength }) => [kind, participants, strength])).toEqual([
      ['identical', copies, 3],
    ])
  })
})

describe('one and the same answer', () => {
  const crowd = untimed(honestCrowd())
  const line = (value: VoteValue, votes: number) => ({ answers: Array.from({ length: 40 }, (_, at) => (at < votes ? value : null)) })

  it('is found with its value and number of votes', () => {
    const found = ofKind(findingsOf([...crowd, line(1, 40), line(-1, 30), line(0, 20)]), 'one-answer')
    const told = found.map(({ participants, value, votes }) => [participants, value, votes])
    expect(told.toSorted((a, b) => Number(b[1]) - Number(a[1]))).toEqual([
      [[300], 1, 40],
      [[302], 0, 20],
      [[301], -1, 30],
    ])
  })

  it('is none with fourteen votes', () => expect(findingsOf([...crowd, line(0, 14)])).toEqual([]))
  it('does not hide among many that do the same', () => {
    const many = Array.from({ length: 60 }, (_, more) => line(0, 16 + (more % 24)))
    expect(ofKind(findingsOf([...crowd, ...many]), 'one-answer').length).toBe(60)
  })
})

describe('speed', () => {
  const crowd = honestCrowd({ statements: 30 })
  const random = generator(5)
  /** Whole seconds between votes, sixteen of them. */
  const paced = (pauseMs: number, votes = 16): Person => ({
    answers: crowd[0]?.answers.map((_, at) => (at < votes ? ((Math.floor(random() * 3) - 1) as VoteValue) : null)) ?? [],
    times: Array.from({ length: votes }, (_, at) => start + day + at * pauseMs + (at > 8 ? day : 0)),
  })

  it('is found by the median, whatever the pauses between sittings', () => {
    const found = findingsOf([...crowd, paced(400), paced(1400), paced(1600)])
    expect(ofKind(found, 'speed').map(({ participants, medianMs, votes, strength }) => [participants, medianMs, votes, strength])).toEqual([
      [[300], 400, 16, 2],
      [[301], 1400, 16, 1],
    ])
  })

  it('is none with fourteen votes', () => expect(ofKind(findingsOf([...crowd, paced(100, 14)]), 'speed')).toEqual([]))
  it('is none where half of the people are as fast: that is the clock', () => {
    const hurried = crowd.map((person) => ({ ...person, times: person.times?.map((_, at) => start + at * 10) ?? [] }))
    expect(ofKind(findingsOf(hurried), 'speed')).toEqual([])
  })

  it('reads a clock of whole seconds cautiously, and one of whole minutes not at all', () => {
    const rounded = (to: number) =>
      [...crowd, paced(400), paced(1400)].map((person) => ({
        ...person,
        times: person.times?.map((time) => Math.floor(time / to) * to) ?? [],
      }))
    expect(ofKind(findingsOf(rounded(1000)), 'speed').map(({ participants }) => participants)).toEqual([[300]])
    expect(ofKind(findingsOf(rounded(minute)), 'speed')).toEqual([])
  })
})

describe('a burst', () => {
  const crowd = honestCrowd()
  const arriving = (at: number): Person => ({
    answers: Array.from({ length: 40 }, (_, place) => (place < 2 ? 1 : null)),
    times: [at, at + 4000],
  })
  const came = (count: number, at: (one: number) => number) => Array.from({ length: count }, (_, one) => arriving(at(one)))

  it('of a few minutes is found, with those who came in it', () => {
    const planted = [...crowd, ...came(40, (one) => start + 5 * day + 13 + one * 6000)]
    const [found, ...more] = ofKind(findingsOf(planted), 'burst')
    expect(more).toEqual([])
    expect(found?.participants.filter((number) => number >= 300).length).toBe(40)
    expect(found?.participants.length).toBeLessThan(43)
    expect((found?.toMs ?? 0) - (found?.fromMs ?? 0)).toBeLessThan(10 * minute)
  })

  it('of a letter that fades over hours is none', () => {
    const random = generator(3)
    const fading = came(120, () => start + 5 * day - Math.floor(80 * minute * Math.log(1 - random())))
    expect(ofKind(findingsOf([...crowd, ...fading]), 'burst')).toEqual([])
  })

  it('is none where everybody came at once: a meeting has no usual rate', () => {
    expect(findingsOf(came(80, (one) => start + 37 + one * 1000))).toEqual([])
  })

  it('is none under twenty people', () => {
    expect(ofKind(findingsOf([...crowd, ...came(15, (one) => start + 5 * day + 13 + one * 6000)]), 'burst')).toEqual([])
  })
})

describe('the report', () => {
  it('depends on no numbers: whoever is renamed is found under the new name', () => {
    const answers = Array.from({ length: 40 }, (_, at): VoteValue => (at % 3 === 0 ? -1 : 1))
    const people = [...honestCrowd(), ...Array.from({ length: 5 }, () => ({ answers, times: answers.map((_, at) => start + at * 5000) }))]
    const numberOf = (person: number) => (person * 7919) % 10_007
    const renamed = conversationOf(people, numberOf)
    const expected = findingsOf(people).map(({ kind, participants }) => [kind, participants.map(numberOf).toSorted((a, b) => a - b)])
    expect(suspiciousPatterns(renamed.conversation, renamed.times).findings.map(({ kind, participants }) => [kind, participants])).toEqual(
      expected,
    )
    expect(expected.length).toBe(1)
  })

  it('lists the strongest and counts the others', () => {
    const lines = [20, 30, 40].map((votes) => ({
      answers: Array.from({ length: 40 }, (_, at): VoteValue | null => (at < votes ? 0 : null)),
    }))
    const { conversation } = conversationOf([...untimed(honestCrowd()), ...lines])
    const { findings, unlisted } = suspiciousPatterns(conversation, null, { ...patternLimits, mostListed: 2 })
    expect([findings.length, unlisted]).toEqual([2, 1])
    expect(findings.every(({ strength }) => strength === 3)).toBe(true)
  })

  it('wants one time for each vote', () => {
    const { conversation, times } = conversationOf(honestCrowd({ people: 20 }))
    expect(() => suspiciousPatterns(conversation, times.subarray(1))).toThrow(RangeError)
  })
})

it('bounds the tail of what comes one by one', () => {
  expect(tailBound(0.5, 0)).toBe(1)
  expect(tailBound(0.5, 2)).toBe(0.125)
  expect(tailBound(2, 3)).toBeCloseTo(8 / 6, 15)
  expect(tailBound(0, 3)).toBe(0)
})
