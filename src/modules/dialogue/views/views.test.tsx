import { describe, expect, it } from 'vitest'
import type { Page } from '../../../web/page.ts'
import { openBooks } from '../../../web/say.ts'
import { Landscape, LandscapeTable, type LandscapeGroup } from './landscape.tsx'
import { GroupBars, GroupShares, OpinionBar } from './opinion-bar.tsx'
import { ParticipationChart } from './participation-chart.tsx'
import { LetterCount, StatementCard, TakePart } from './statement-card.tsx'

const books = openBooks([new URL('../messages/', import.meta.url)])
const en = books.say('en')
const ar = books.say('ar')

const square = (x: number, y: number): LandscapeGroup['hull'] => [
  [x, y],
  [x + 1, y],
  [x + 1, y + 1],
  [x, y + 1],
]
const groups: readonly LandscapeGroup[] = [
  { id: 'a', name: 'A single desk first', size: 30, hull: square(0, 0), centre: [0.5, 0.5] },
  { id: 'b', name: 'Local associations', size: 10, hull: square(3, 1), centre: [3.5, 1.5] },
]
const people = [
  { at: [0.2, 0.4], group: 'a' },
  { at: [3.2, 1.4], group: 'b' },
  { at: [2, 2], group: null },
] as const

const rows = (html: string): string[][] =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim()),
  )
const drawn = (element: unknown): string => String(element)

describe('the landscape', () => {
  const html = drawn(<Landscape say={en} groups={groups} people={people} you={[1, 1]} caption="As of today." />)

  it('tells in words what it draws', () => {
    expect(html).toContain('role="img" aria-labelledby="landscape-title landscape-desc"')
    expect(html).toContain('2 opinion groups: A single desk first: 30 people and Local associations: 10 people.')
    expect(html).toContain('Your own place is marked.')
    expect(html).toContain('You are here</text>')
    expect(html.match(/class="hull/g)).toHaveLength(2)
    expect(html.match(/class="person/g)).toHaveLength(2)
    expect(html.match(/class="nobody/g)).toHaveLength(1)
  })

  it('leaves out the reader where their place is not known, and draws no picture of nothing', () => {
    expect(drawn(<Landscape say={en} groups={groups} people={people} you={null} caption="" />)).not.toContain('You are here')
    expect(drawn(<Landscape say={en} groups={[]} people={[]} you={null} caption="Soon." />)).toBe('<p class="empty">Soon.</p>')
  })

  it('says the same as a table, with letters of the language', () => {
    expect(rows(drawn(<LandscapeTable say={en} groups={groups} />)).slice(1)).toEqual([
      ['A', '30', '75%'],
      ['B', '10', '25%'],
    ])
    expect(rows(drawn(<LandscapeTable say={ar} groups={groups} />))[1]?.[0]).toBe('أ')
  })
})

describe('opinion bars', () => {
  const widths = (html: string): number[] => [...html.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width))

  it('draws shares to scale and says them in words', () => {
    const html = drawn(<OpinionBar say={en} agrees={60} disagrees={30} passes={10} />)
    expect(widths(html)).toEqual([119, 19, 60])
    expect(html).toContain('60 agree, 60%')
    expect(html).toContain('30 disagree, 30%')
    expect(html).toContain('10 pass, 10%')
  })

  it('starts where the language starts', () => {
    const first = (html: string): string => /<rect class="agree" x="([\d.]+)"/.exec(html)?.[1] ?? ''
    expect(first(drawn(<OpinionBar say={en} agrees={1} disagrees={1} passes={0} />))).toBe('0.00')
    expect(first(drawn(<OpinionBar say={ar} agrees={1} disagrees={1} passes={0} />))).toBe('101.00')
  })

  it('says so where nobody has answered', () => {
    const html = drawn(<GroupBars say={en} groups={[{ id: 'a', name: 'One', agrees: 0, disagrees: 0, passes: 0 }]} />)
    expect(html).toContain('Nobody has answered this statement yet.')
    expect(html).not.toContain('<rect')
  })
})

describe('the participation chart', () => {
  it('draws a column a day and lists the same numbers', () => {
    const days = [
      { day: '2026-05-01', votes: 50, participants: 5 },
      { day: '2026-05-02', votes: 0, participants: 0 },
      { day: '2026-05-03', votes: 100, participants: 12 },
    ]
    const html = drawn(<ParticipationChart say={en} days={days} zone="Africa/Tunis" />)
    expect([...html.matchAll(/height="([\d.]+)"/g)].map(([, height]) => height)).toEqual(['30.0', '0.0', '60.0'])
    expect(rows(html).slice(1)).toEqual([
      ['1 May 2026', '50', '5'],
      ['2 May 2026', '0', '0'],
      ['3 May 2026', '100', '12'],
    ])
    expect(drawn(<ParticipationChart say={en} days={[]} zone="UTC" />)).toContain('once the first votes are cast')
  })
})

describe('the statement card', () => {
  const page = { say: ar, formSeal: 'seal' } as Page
  const speaker = { sort: 'person', name: null, body: null, office: null, left: false } as const
  const statement = { number: 7, text: 'Un dossier <lisible>', language: 'fr', speaker }
  const html = drawn(
    <StatementCard
      say={ar}
      page={page}
      statement={statement}
      action="/ar/vote"
      progress={{ answered: 12, total: 41 }}
      previous={null}
      choice="agree"
      important
    />,
  )

  it('is a plain form with three answers, and marks the statement’s own language', () => {
    expect([...html.matchAll(/name="choice" value="(\w+)"/g)].map(([, choice]) => choice)).toEqual(['agree', 'disagree', 'pass'])
    expect(html).toContain('<input type="hidden" name="statement" value="7"/>')
    expect(html).toContain('<input type="hidden" name="_form" value="seal"/>')
    expect(html).toMatch(/<div lang="fr" dir="ltr"[^>]*><h2[^>]*>Un dossier &lt;lisible&gt;<\/h2>/)
    expect(html).toMatch(/name="important"[^>]*checked/)
    expect(html).toContain('class="agree chosen"')
    expect(html).not.toContain('data-part')
  })

  it('puts its script’s words on the page in the reader’s language, and no style inside elements', () => {
    const whole = drawn(<TakePart say={en}>{html}</TakePart>) + drawn(<LetterCount say={en} field="text" most={280} />)
    expect(whole).toContain('data-again="Send again"')
    expect(whole).toContain('data-words="Characters used: {used} of 280"')
    expect(whole).not.toMatch(/ style=| on\w+=/)
  })
})

describe('people between groups, and shares of groups', () => {
  it('people between groups are hollow, and a legend says so where there are any', () => {
    const one = [{ id: 'A', name: 'Group A', size: 30, hull: [], centre: [0, 0] as const }]
    const map = (between: boolean): string =>
      drawn(
        <Landscape
          say={en}
          groups={one}
          people={[
            { at: [0, 1], group: 'A', between },
            { at: [1, 0], group: 'A', between: false },
          ]}
          you={null}
          caption=""
        />,
      )
    expect(map(true)).toMatch(/<path class="person between g1"/)
    expect(map(true)).toContain('Between groups')
    expect(map(false)).not.toMatch(/between/i)
  })

  it('shares of the groups are drawn to scale from where the language starts, and said in words', () => {
    const shares = [
      { id: 'A', agrees: 3, disagrees: 1, passes: 0 },
      { id: 'B', agrees: 0, disagrees: 0, passes: 0 },
    ]
    const bars = (locale: string) => [
      ...drawn(<GroupShares say={books.say(locale)} groups={shares} />).matchAll(/<rect x="([\d.]+)" width="([\d.]+)"/g),
    ]
    expect(bars('en').map(([, x, width]) => [x, width])).toEqual([
      ['0.0', '45.0'],
      ['0.0', '0.0'],
    ])
    expect(bars('ar').map(([, x, width]) => [x, width])).toEqual([
      ['15.0', '45.0'],
      ['60.0', '0.0'],
    ])
    const words = drawn(<GroupShares say={en} groups={shares} />)
    expect(words).toContain('Group A: 75% of those who answered agree.')
    expect(words).toContain('Group B: nobody has answered yet.')
  })
})
