import { analyse, finalVotes, wilson, type Analysis, type Group } from '#deliberation'
import { describe, expect, test } from 'vitest'
import type { Page } from '../../web/page.ts'
import { openBooks } from '../../web/say.ts'
import { insightOf, publicInsight, type Insight } from './queries/insight.ts'
import { ownStanding, type Judged, type Sureness as Words } from './queries/sureness.ts'
import { LandscapeTable } from './views/landscape.tsx'
import { NeedsVotes } from './views/needs-votes.tsx'
import { Slate } from './views/slate.tsx'
import { standingSentence, Sureness, SureOfShared } from './views/sureness.tsx'

const books = openBooks([new URL('messages/', import.meta.url), new URL('../../web/messages/', import.meta.url)])
const page = { say: books.say('en'), publicUrl: 'https://hub.example' } as Page
const markup = (element: unknown): string => String(element)
const plain = (element: unknown): string =>
  markup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** Two camps of 30 and 24 that agree on the first two statements and on nothing else; a few of each waver here and there. */
const STATEMENTS = Array.from({ length: 10 }, (_, id) => ({ id, state: 'live' as const }))
const analysis = analyse({
  statements: STATEMENTS,
  votes: finalVotes(
    Array.from({ length: 54 }, (_, participant) =>
      STATEMENTS.map(({ id }) => {
        const camp = participant < 30 ? 1 : -1
        const value = (participant * 7 + id * 3) % 11 === 0 ? 0 : id < 2 ? 1 : id % 2 === 0 ? camp : -camp
        return { participant, statement: id, value: value as 1 | -1 | 0 }
      }),
    ).flat(),
  ),
})

const large = (of: Analysis): readonly Group[] => of.groups.filter(({ size }) => size >= 10)

function judged(of: Analysis, text = 'A statement'): Judged[] {
  return of.results.map((result) => ({
    number: result.id,
    text: `${text} ${result.id}`,
    language: 'en',
    counts: result,
    groups: large(of).map(({ id }) => ({ id, ...(result.byGroup[id] ?? { agrees: 0, disagrees: 0, passes: 0 }) })),
    result,
  }))
}

function insight(of: Analysis, text?: string): Insight {
  const live = judged(of, text)
  const common = live.flatMap((one) => (one.result.consensus.listed === null ? [] : [{ ...one, side: one.result.consensus.listed }]))
  return insightOf(of, large(of), { live, common })
}

/** The same with a group of nine beside the first. */
const withNine: Analysis = {
  ...analysis,
  groups: analysis.groups.map((group, at) => (at === 0 ? { ...group, between: 12 } : { ...group, size: 9, between: 4 })),
}

/** The same with other needs of one statement. */
function needing(of: Analysis, needs: Readonly<Record<number, string[]>>): Analysis {
  return {
    ...of,
    results: of.results.map((one) => ({ ...one, consensus: { ...one.consensus, needs: needs[one.id] ?? [] } })),
  }
}

test('the invented conversation has the two camps, and the two statements that they share', () => {
  expect(analysis.groups.map(({ id, size }) => [id, size])).toEqual([
    ['A', 30],
    ['B', 24],
  ])
  expect(analysis.results.filter(({ consensus }) => consensus.listed !== null).map(({ id }) => id)).toEqual([0, 1])
})

describe('how sure', () => {
  const sure = (changes: Partial<Analysis>): Words => insight({ ...analysis, ...changes }).sureness
  const said = (changes: Partial<Analysis>): string => plain(<Sureness page={page} slug="health" sureness={sure(changes)} />)

  test.each([
    [0.5, 'clear'],
    [0.499, 'overlapping'],
    [0.35, 'overlapping'],
    [0.349, 'cut'],
  ])('a silhouette of %d is called %s', (silhouette, clarity) => {
    expect(sure({ silhouette }).groups?.clarity).toBe(clarity)
  })

  test.each([
    [1, 'steady', 100],
    [0.9, 'steady', 90],
    [0.8999, 'fairly', 89],
    [0.75, 'fairly', 75],
    [0.7499, 'shaky', 74],
  ])('a steadiness of %d is called %s, %d of 100', (steadiness, word, stay) => {
    const { groups } = sure({ steadiness })
    expect([groups?.steadiness, groups?.stay]).toEqual([word, stay])
  })

  test.each([
    [0, 'hardly'],
    [2, 'hardly'],
    [3, 'tenth'],
    [8, 'tenth'],
    [9, 'fifth'],
    [14, 'third'],
    [22, 'half'],
  ])('%i of 54 people between groups are told as “%s”', (between, band) => {
    const groups = analysis.groups.map((group, at) => ({ ...group, between: at === 0 ? between : 0 }))
    expect(sure({ groups }).groups?.between).toBe(band)
  })

  test('in sentences: people, groups, steadiness, between', () => {
    const html = said({ silhouette: 0.6, steadiness: 0.948 })
    expect(html).toContain('54 people took part, and everybody answered at least 7 statements')
    expect(html).toContain('They stand clearly apart.')
    expect(html).toContain('leave out a tenth of everybody’s answers, and 94 of 100 people stay in their group')
    expect(html).toContain('Hardly anybody stands between groups.')
    expect(html).not.toContain('With so few')
    expect(said({ included: 49 })).toContain('49 of them answered at least 7 statements')
    expect(said({ included: 49 })).toContain('With so few, a handful of people')
    expect(said({ steadiness: 0.5 })).toContain('only 50 of 100 people stay in their group. Look at the statements')
  })

  const none = { groups: [], steadiness: null, silhouette: null }
  test.each([
    [
      { ...none, noGroups: 'not-enough-participants', included: 12 },
      '12 people have answered at least 7 statements so far. Groups are looked for from 15 on',
    ],
    [{ ...none, noGroups: 'not-enough-participants', included: 9 }, 'Fewer than ten people have answered at least 7 statements so far'],
    [{ ...none, noGroups: 'not-enough-statements' }, '10 statements can be voted on so far. Groups are looked for from 7 on'],
    [{ ...none, noGroups: 'no-clear-groups' }, 'No camps show: how somebody answers one statement says little about'],
    [
      {
        groups: [
          { id: 'A', size: 9, between: 1 },
          { id: 'B', size: 8, between: 0 },
        ],
      },
      'so small that telling more of them would point at people',
    ],
  ] as const)('without groups to show, says why: %#', (changes, sentence) => {
    const html = said(changes as unknown as Partial<Analysis>)
    expect(html).toContain(sentence)
    expect(html).not.toMatch(/of 100 people|between groups\./)
  })

  test('of fewer than ten who have a place no number is told', () => {
    expect(said({ included: 9 })).toContain('Fewer than ten of them answered at least 7 statements')
    expect(publicInsight(insight({ ...analysis, included: 9 })).placed).toBeNull()
  })
})

describe('a group of nine', () => {
  const told = publicInsight(insight(needing(withNine, { 3: ['A', 'B'], 4: ['B'] })))

  test('has no number anywhere: not those between, no share of the slate, no want of votes', () => {
    expect(told.between).toEqual([{ group: 'A', people: 12 }])
    expect(told.slate?.meanByGroup.map(({ group }) => group)).toEqual(['A'])
    expect(told.needs).toEqual([{ group: 'A', statements: [3] }])
    expect(JSON.stringify(told)).not.toContain('"B"')
  })

  test('does not lend its share to a statement of common ground, and the sentence says so', () => {
    const least = { group: 'B', share: 0.6, bound: 0.4 }
    const results = withNine.results.map((one) => ({
      ...one,
      consensus: { ...one.consensus, smallest: { agree: least, disagree: least } },
    }))
    const { shared } = insight({ ...withNine, results })
    const agrees = withNine.results[0]?.byGroup['A']?.agrees ?? 0
    expect(shared[0]).toEqual({ bound: wilson(agrees, 30, 1.2816)[0], of: 'shown', doubt: null })
    expect(plain(<SureOfShared page={page} side="agree" sure={shared[0] ?? null} />)).toContain('of those with ten people or more:')
  })

  test('and nine people between groups are “fewer than 10” in the table, ten are ten', () => {
    const groups = analysis.groups.map((group) => ({ ...group, name: `Group ${group.id}`, hull: [], centre: [0, 0] as const }))
    const cells = (between: Record<string, number | null> | undefined) =>
      [...markup(<LandscapeTable say={page.say} groups={groups} between={between} />).matchAll(/<td[^>]*>([^<]*)</g)].map(
        ([, cell]) => cell,
      )
    const { betweenOf } = insight({ ...analysis, groups: analysis.groups.map((group, at) => ({ ...group, between: 9 + at })) }).sureness
      .groups ?? { betweenOf: {} }
    expect(cells(betweenOf)).toEqual(['30', '56%', 'fewer than 10', '24', '44%', '10'])
    expect(cells(undefined)).toEqual(['30', '56%', '24', '44%'])
  })
})

describe('common ground', () => {
  test('carries the bound of the group with the smallest share, rounded down', () => {
    const { shared } = insight(analysis)
    const smallest = analysis.results[0]?.consensus.smallest?.agree
    expect(shared[0]).toEqual({ bound: smallest?.bound, of: 'all', doubt: null })
    expect(plain(<SureOfShared page={page} side="disagree" sure={{ bound: 0.6199, of: 'all', doubt: null }} />)).toContain(
      'Even in the group that disagrees least: 61% or more.',
    )
  })

  test('hears a second opinion only where it is another one, and says who has hardly seen the statement', () => {
    const doubted = (bridging: number | null, counts = { agrees: 20, disagrees: 1, passes: 1 }) => {
      const results = analysis.results.map((one) => (one.id === 0 ? { ...one, bridging, byGroup: { ...one.byGroup, B: counts } } : one))
      return insight({ ...analysis, results }).shared[0]?.doubt
    }
    expect([doubted(null), doubted(0.1)]).toEqual([null, null])
    expect(doubted(0.09)).toEqual({ group: null })
    expect(doubted(-0.5, { agrees: 6, disagrees: 1, passes: 0 })).toEqual({ group: 'B' })
    const sure = { bound: 0.6, of: 'all', doubt: { group: 'B' } } as const
    expect(plain(<SureOfShared page={page} side="agree" sure={sure} />)).toContain('few people of group B have answered it')
  })
})

describe('the slate', () => {
  const slated = (changes: Partial<NonNullable<Analysis['slate']>['gjcr']>, text?: string) => {
    const { slate } = analysis
    if (slate === null) throw new Error('there is no slate')
    return insight({ ...analysis, slate: { ...slate, gjcr: { ...slate.gjcr, ...changes } } }, text).slate
  }
  const drawn = (slate: ReturnType<typeof slated>): string =>
    slate === null ? '' : markup(<Slate page={page} slug="health" slate={slate} />)

  test('says whom it reaches, that no claim is open, and that nothing is adopted', () => {
    const html = plain(drawn(slated({})))
    expect(html).toContain('If ten statements had to stand for everybody')
    expect(html).toContain('They are a proposal to those who decide: nothing is adopted by it.')
    expect(html).toContain('Everybody agrees with at least one of them.')
    expect(html).toContain('Wherever at least 6 people (one in 10) agree with the same statement that is not listed')
    expect(html).toMatch(/this many of the 10: [\d.]+ in group A and [\d.]+ in group B\./)
    expect(html).toContain('counts as not agreeing with it')
  })

  test('never says everybody where somebody is missing', () => {
    const coverage = analysis.slate?.gjcr.coverage ?? { reached: 0, unreached: 0, share: null, meanByGroup: {} }
    expect(plain(drawn(slated({ coverage: { ...coverage, share: 0.9999 } })))).toContain('99 of 100 people agree with at least one')
  })

  test('names an open claim: the statement, how many people; fewer than ten without a number', () => {
    const audit = { statement: 7, level: 2, people: 13, needed: 11 }
    const html = plain(drawn(slated({ audit })))
    expect(html).toContain('13 people agree with the statement below, and with fewer than 2 of those listed, though 11 would be enough')
    expect(html).not.toContain('No set of like-minded people')
    expect(plain(drawn(slated({ audit: { ...audit, people: 9, needed: 8 } })))).toContain('Fewer than ten people agree with the statement')
    expect(
      publicInsight(insight({ ...analysis, slate: analysis.slate && { ...analysis.slate, gjcr: { ...analysis.slate.gjcr, audit } } })).slate
        ?.openClaim,
    ).toEqual(audit)
  })

  test('escapes what people wrote, keeps the order of choice, and folds all but five', () => {
    const html = drawn(slated({ statements: [4, 2, 9, 1, 0, 3, 8] }, '<img src=x>'))
    expect(html).not.toContain('<img')
    expect([...html.matchAll(/&lt;img src=x&gt; (\d)/g)].map(([, number]) => Number(number))).toEqual([4, 2, 9, 1, 0, 3, 8])
    expect(html).toMatch(/<details><summary>Show 2 more<\/summary><ol class="rows" start="6">/)
  })

  test('is not told of fewer than ten voters', () => {
    expect(insight({ ...analysis, slate: analysis.slate && { ...analysis.slate, voters: 9 } }).slate).toBeNull()
  })
})

describe('what needs more votes', () => {
  const drawn = (of: Analysis, live = true, text?: string): string =>
    markup(
      <NeedsVotes
        page={page}
        slug="health"
        title={{ text: '<b>Health</b>', language: 'en' }}
        live={live}
        order={large(of).map(({ id }) => id)}
        needed={insight(of, text).needed}
      />,
    )

  test('says so when nothing is missing, with groups and without', () => {
    const html = drawn(needing(analysis, {}))
    expect(plain(html)).toContain('Nothing is missing: every group shown here has answered every statement often enough.')
    expect(html).not.toMatch(/copy-text|button/)
    expect(plain(drawn({ ...analysis, groups: [] }))).toContain('Nothing is missing: every statement has at least 5 answers.')
  })

  test('lists by group what is nearest to being shared first, and what nobody there has seen', () => {
    const wanting = needing(analysis, { 0: ['B'], 5: ['B'], 6: ['A'] })
    const unseen = { agrees: 0, disagrees: 0, passes: 0 }
    const results = wanting.results.map((one) => (one.id === 5 ? { ...one, byGroup: { ...one.byGroup, B: unseen } } : one))
    const { from } = insight({ ...wanting, results }).needed
    expect(from.map(({ group, statements }) => [group, statements.map(({ statement, unseen: none }) => [statement.number, none])])).toEqual(
      [
        ['A', [[6, false]]],
        [
          'B',
          [
            [0, false],
            [5, true],
          ],
        ],
      ],
    )
    const html = plain(drawn({ ...wanting, results }))
    expect(html).toContain('Group B: 2 statements')
    expect(html.match(/Nobody in this group has answered it yet\./g)).toHaveLength(1)
    expect(html).toContain('at least 5 votes, and the votes of 10% of its people')
  })

  test('says once what all groups lack', () => {
    const wanting = needing(analysis, { 0: ['A', 'B'], 5: ['B'] })
    expect(publicInsight(insight(wanting)).needs).toEqual([
      { group: 'B', statements: [5] },
      { group: null, statements: [0] },
    ])
    expect(plain(drawn(wanting))).toContain('All groups: 1 statement')
  })

  test('without groups asks anybody for the statements that few have answered', () => {
    const results = analysis.results.map((one) => (one.id < 2 ? { ...one, agrees: 4 - one.id * 4, disagrees: 0, passes: 0 } : one))
    const html = plain(drawn({ ...analysis, groups: [], results }))
    expect(html).toContain('Fewer than 5 people have answered these statements.')
    expect(html.match(/Nobody has answered it yet\./g)).toHaveLength(1)
  })

  test('offers a message to pass on while votes can be given, and escapes it', () => {
    const wanting = needing(analysis, { 0: ['A'] })
    const html = drawn(wanting, true, '<img src=x>')
    expect(html).toContain('href="/en/dialogues/health/take-part"')
    expect(html).toContain(
      'data-text="“&lt;b&gt;Health&lt;/b&gt;”: some statements still lack answers, and every view counts.\nhttps://hub.example/en/dialogues/health"',
    )
    expect(html).not.toMatch(/<b>Health|<img/)
    expect(plain(drawn(wanting, false))).toContain('The dialogue is closed')
    expect(drawn(wanting, false)).not.toMatch(/copy-text|take-part/)
  })

  test('does not list hundreds: three in the open, five folded, the others counted', () => {
    const many = needing(analysis, Object.fromEntries(STATEMENTS.map(({ id }) => [id, ['A']])))
    const html = drawn(many)
    expect(html.match(/class="statement"/g)).toHaveLength(8)
    expect(plain(html)).toContain('2 more are in the list of all statements')
  })
})

describe('one’s own place', () => {
  test('tells in how many trials one stays, and between which groups one stands', () => {
    const agreement = Uint8Array.from({ length: 54 }, (_, row) => (row === 0 ? 11 : 20))
    const unsure = { ...analysis, placements: { ...analysis.placements, agreement } }
    const group = ownStanding(unsure, 0)?.group
    expect(ownStanding(unsure, 0)).toEqual({ group: 'A', same: 11, trials: 20, between: true, other: 'B' })
    expect(ownStanding(unsure, 40)).toMatchObject({ group: 'B', same: 20, between: false, other: 'A' })
    expect([group, ownStanding(unsure, 999), ownStanding({ ...unsure, groups: [] }, 0)]).toEqual(['A', null, null])
    const told = (participant: number) => {
      const own = ownStanding(unsure, participant)
      return own === null ? '' : standingSentence(page.say, own)
    }
    expect(told(0)).toContain('You stand between groups A and B, and share views of both')
    expect(told(40)).toContain('in 20 different ways, and in 20 of them you stay in group B')
  })
})
