import { dayIn } from '#base'
import { describe, expect, test } from 'vitest'
import type { Source } from '../../core/citable.ts'
import { csvOf } from './queries/csv.ts'
import type { Card } from './queries/cards.ts'
import {
  crossingGroups,
  fits,
  isCarried,
  isSilent,
  nearGroups,
  readIn,
  SEEN_GONE,
  standingOf,
  statusOf,
  titleFrom,
  votesShown,
} from './rules.ts'

describe('silence', () => {
  const put = { state: 'put', answerBy: '2026-05-03' } as const

  test('begins on the day after the date, by the clock of the place', () => {
    expect([isSilent(put, '2026-05-03'), isSilent(put, '2026-05-04')]).toEqual([false, true])
    const lastHour = new Date('2026-05-03T23:30:00Z')
    expect([dayIn(lastHour, 'UTC'), dayIn(lastHour, 'Europe/Dublin')]).toEqual(['2026-05-03', '2026-05-04'])
  })

  test('is said of nothing that was not put to somebody, nor of what was answered', () => {
    const states = ['draft', 'proposed', 'adopted', 'not-adopted', 'answered', 'withdrawn'] as const
    expect(states.map((state) => isSilent({ ...put, state }, '2027-01-01'))).toEqual(states.map(() => false))
    expect(statusOf({ state: 'answered', answerBy: '2026-05-03', answer: 'partly' }, '2027-01-01')).toBe('partly')
    expect(statusOf({ ...put, answer: null }, '2026-05-04')).toBe('silent')
  })
})

describe('a vote', () => {
  test.each([
    [{ for: 6, against: 4, abstain: 0 }, true],
    [{ for: 5, against: 5, abstain: 3 }, false],
    [{ for: 6, against: 3, abstain: 0 }, false],
    [{ for: 2, against: 1, abstain: 7 }, true],
  ])('%o is carried with a quorum of ten: %s', (count, carried) => {
    expect(isCarried(count, 10)).toBe(carried)
  })

  test('below the quorum its counts are shown to nobody', () => {
    expect(votesShown({ count: { for: 9, against: 0, abstain: 0 }, quorum: 10 })).toBe(null)
    expect(votesShown({ count: { for: 9, against: 1, abstain: 0 }, quorum: 10 })).toEqual({ for: 9, against: 1, abstain: 0 })
  })
})

test('a source stands as it was seen, has changed, was withdrawn, or was withdrawn and looked at', () => {
  expect([
    standingOf(1, { version: 1, state: 'standing' }),
    standingOf(1, { version: 2, state: 'standing' }),
    standingOf(1, { version: 2, state: 'withdrawn' }),
    // A room whose versions do not count a withdrawal hides nothing by that.
    standingOf(2, { version: 2, state: 'withdrawn' }),
    standingOf(SEEN_GONE, { version: 2, state: 'withdrawn' }),
    standingOf(SEEN_GONE, { version: 2, state: 'standing' }),
    standingOf(1, undefined),
    standingOf(SEEN_GONE, undefined),
  ]).toEqual([...['unchanged', 'changed', 'withdrawn', 'withdrawn', 'seen-withdrawn', 'changed', 'withdrawn', 'seen-withdrawn']])
})

describe('helps for whoever drafts', () => {
  const text = (words: string) => ({ text: words })
  const [tools, same, chain, other] = [
    text('Tools must work without network in every village'),
    text('In every village tools must work also without any network'),
    text('Also without any network every village needs support'),
    text('Women are not heard.'),
  ]

  test('what says nearly the same stands together, over others too, in the order given; short words count for nothing', () => {
    expect(nearGroups([tools, other, same])).toEqual([[tools, same]])
    expect(nearGroups([chain, tools, same])).toEqual([[chain, tools, same]])
    expect(nearGroups([text('a b c'), text('a b c'), other])).toEqual([])
    expect(nearGroups([text('يجب أن تعمل الأدوات'), text('الأدوات يجب أن تعمل')])).toHaveLength(1)
  })

  test('what crosses groups is sorted by the group that agrees least; without groups it is left out', () => {
    const agreed = (id: string, ...shares: number[]) => ({
      id,
      agreement: {
        path: '/x',
        certificate: 'c',
        at: new Date(0),
        groups: shares.map((agree, index) => ({ letter: 'AB'[index] ?? '?', agree })),
      },
    })
    type Named = Pick<Source, 'agreement'> & { readonly id: string }
    const all: readonly Named[] = [agreed('wide', 0.95, 0.4), agreed('even', 0.7, 0.65), agreed('alone', 0.99), { id: 'plain' }]
    const sorted = crossingGroups(all)
    expect(sorted.map(({ id }) => id)).toEqual(['even', 'wide'])
  })
})

test('words that have no title get their beginning, by whole words', () => {
  const long = `${'Records follow people '.repeat(5)}everywhere.`
  expect([titleFrom(' Pay\n for them. '), titleFrom('Who pays?'), titleFrom(long), titleFrom('🏠'.repeat(90))]).toEqual([
    ...['Pay for them', 'Who pays?', `${'Records follow people '.repeat(3)}Records…`, `${'🏠'.repeat(80)}…`],
  ])
})

describe('a part in another language', () => {
  const piece = { piece: 'wording', version: 2, language: 'en', words: ['Pay', 'Pay for them.', ''] }
  const french = {
    ...{ piece: 'wording', language: 'fr', follows: 1, words: ['Payer', 'Les payer.', ''], translator: 'machine' as const },
    ...{ name: 'Babel', office: 'rapporteur' as const },
  }

  test('is read in the language that is wanted, says that the original moved on, and is else the original', () => {
    expect(readIn(piece, [french], 'fr')).toEqual({
      ...{ words: french.words, language: 'fr', of: { translator: 'machine', name: 'Babel', original: 'en', behind: true } },
    })
    expect(readIn({ ...piece, version: 1 }, [french], 'fr').of?.behind).toBe(false)
    const original = { words: piece.words, language: 'en', of: null }
    expect([readIn(piece, [french], 'en'), readIn(piece, [french], 'ar'), readIn(piece, [], 'fr')]).toEqual([original, original, original])
    // An answer that was given anew in other parts is another text.
    expect(readIn({ ...piece, words: ['Pay'] }, [french], 'fr')).toEqual({ ...original, words: ['Pay'] })
  })

  test.each([
    [['Payer', 'Les payer.', ''], true],
    [['Payer', 'Les payer.'], false],
    [['Payer', '', ''], false],
    [['Payer', 'Les payer.', 'Payer.'], false],
    [['P'.repeat(241), 'Les payer.', ''], false],
  ])('%j is a whole one: %s', (words, whole) => {
    expect(fits(piece, words)).toBe(whole)
  })
})

test('a spreadsheet takes no title for a formula, and no comma for a column', () => {
  const card = {
    title: '=HYPERLINK("x")',
    text: 'a, "b"\nc',
    sdgs: [4, 10],
    gcm: [],
    answeredAt: null,
    answeredLate: false,
    addressee: { name: '@me' },
  }
  const [, row = ''] = csvOf([{ ...card, session: { id: 's' } } as unknown as Card]).split('\r\n')
  expect(row).toContain(`"'=HYPERLINK(""x"")","a, ""b""\nc"`)
  expect(row).toContain(",'@me,")
  expect(row).toContain(',false,4 10,')
})
