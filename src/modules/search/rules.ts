import { isSought, marked, type Piece, type Sought } from '#findable'

export const LONGEST_QUERY = 200
/** So many words of a query are looked for. */
export const MOST_SOUGHT = 12
/** So many words one thing is found by. */
export const MOST_WORDS = 3000
/** So many things stand on one part of the answer, and so many parts there are: who needs more says more of what they look for. */
export const ON_A_PART = 20
export const MOST_PARTS = 5
/** So many are asked of their rooms at once, whatever they answer: how long it takes says nothing about what is no longer there. */
export const AT_ONCE = 64
/** So many that fit are looked at. */
export const MOST_LOOKED_AT = 448
export const MOST_NEAR = 3
/** So many places, and so many topics, that are called by the words themselves. */
export const MOST_CALLED = 6
/** Of so many words it is looked whether somebody slipped, and so many other queries are tried: what finds nothing must not cost most. */
export const MOST_DOUBTED = 4
export const MOST_TRIES = 6

/** Of one round through all things, so many in one turn; and how long a finished round rests. */
export const A_TURN = 1000
export const A_PART = 200
export const ROUND_RESTS_MS = 15 * 60_000

/** The weight of a word: in the title, and anywhere else. */
export const IN_TITLE = 2
export const ELSEWHERE = 1

const meets = (words: readonly string[], sought: Sought): boolean => words.some((word) => isSought(word, sought))

/** The published formula: each word sought counts two where it is in the title, one where it is elsewhere; null: one of them is nowhere. */
export function scoreOf(sought: readonly Sought[], title: readonly string[], other: readonly string[]): number | null {
  let score = 0
  for (const one of sought) {
    if (meets(title, one)) score += IN_TITLE
    else if (meets(other, one)) score += ELSEWHERE
    else return null
  }
  return score
}

/** As PostgreSQL writes a query: all of these words. They are letters and digits alone, so nothing in them ends the quotation. */
export const queryOf = (sought: readonly Sought[]): string => sought.map((one) => `'${one.word}'${one.prefix ? ':*' : ''}`).join(' & ')
/** One of them, in a title. */
export const titleQueryOf = ({ word, prefix }: Sought): string => `'${word}':${prefix ? '*' : ''}A`

/** As PostgreSQL writes such a list. */
export const vectorOf = (title: readonly string[], other: readonly string[]): string => {
  const titles = new Set(title)
  return [...title.map((word) => `'${word}':1A`), ...other.filter((word) => !titles.has(word)).map((word) => `'${word}':1`)].join(' ')
}

const AROUND = 60
const LONGEST_SNIPPET = 220

/** The part of a text in which the first word sought stands, in pieces. */
export function snippetOf(text: string, sought: readonly Sought[], most = LONGEST_SNIPPET): readonly Piece[] {
  const pieces = marked(text, sought)
  const first = pieces.findIndex(({ hit }) => hit)
  const before = pieces.slice(0, Math.max(first, 0)).reduce((sum, piece) => sum + piece.text.length, 0)
  const space = text.indexOf(' ', before - AROUND)
  const begins = before <= AROUND * 2 || text.length <= most ? 0 : space === -1 || space >= before ? before : space + 1
  return [...(begins > 0 ? [{ text: '…', hit: false }] : []), ...cut(pieces, begins, most)]
}

/** So many signs of the pieces from there on, to the end of a word where one ends. */
function cut(pieces: readonly Piece[], from: number, most: number): readonly Piece[] {
  let at = 0
  const kept: Piece[] = []
  for (const { text, hit } of pieces) {
    const [start, end] = [Math.max(0, from - at), Math.min(text.length, from + most - at)]
    at += text.length
    if (end <= start) continue
    const part = text.slice(start, end)
    if (end === text.length) kept.push({ text: part, hit })
    else return [...kept, { text: `${hit ? text : part.replace(/\s*\S*$/u, '')}${hit ? '' : '…'}`, hit }]
  }
  return kept
}

/** What people write here in, beside the hub's own languages. */
export const WRITTEN = 'am bn de es fa ff ga ha hi ht ig it kab ln mg pa pl ps pt ro ru so sw ta ti tl tr uk ur vi wo yo zh'.split(' ')

/** What communities are about, and can be crossed: one of each at most. */
export const FACETS = ['origin', 'residence', 'language', 'topic', 'generation'] as const
export type Facet = { readonly sort: (typeof FACETS)[number]; readonly value: string }
export const keyOf = ({ sort, value }: Facet): string => `${sort}:${value}`

/** From an address, `origin:LB,topic:health`; what is none is left out. */
export const facetsFrom = (text: string): readonly Facet[] =>
  text
    .split(',')
    .slice(0, FACETS.length)
    .flatMap((key) => {
      const [, word = '', value = ''] = /^([a-z]+):([\w-]{1,60})$/.exec(key.trim()) ?? []
      const sort = FACETS.find((one) => one === word)
      return sort === undefined ? [] : [{ sort, value }]
    })

export const crossingPath = (facets: readonly Facet[]): string => `/crossings/${facets.map(keyOf).join(',')}`
/** Parts of a list of communities. */
export const MOST_LISTED = 200
