import type { Audience, Day, EndedFor, EntryState, EntryWords, Facts, Kind, Known, Licence, Trial } from './tables.ts'

export const KINDS = ['practice', 'guide', 'course', 'tool'] as const satisfies readonly Kind[]
export const LICENCES = ['cc-by', 'cc-by-sa', 'cc0', 'reserved'] as const satisfies readonly Licence[]
export const TRIALS = ['worked', 'changed', 'failed'] as const satisfies readonly Trial[]
export const KNOWN = ['yes', 'no', 'unknown'] as const satisfies readonly Known[]
export const AUDIENCES = ['everybody', 'verified'] as const satisfies readonly Audience[]
export const ENDED_FOR = ['helped', 'not-needed', 'elsewhere'] as const satisfies readonly EndedFor[]
export const HELPS = ['call', 'documents', 'visit'] as const
/** What a tool can do to people whom a state looks for. */
export const RISKS = ['identity', 'contacts', 'readable', 'state', 'traces', 'blocked'] as const

/** Whose addresses open the deed that gives a text of that licence; null: there is none to link to. */
export const LICENCE_PAGES: Readonly<Record<Licence, string | null>> = {
  'cc-by': 'https://creativecommons.org/licenses/by/4.0/',
  'cc-by-sa': 'https://creativecommons.org/licenses/by-sa/4.0/',
  cc0: 'https://creativecommons.org/publicdomain/zero/1.0/',
  reserved: null,
}

export const LONGEST = { title: 160, summary: 400, word: 8000, text: 40_000, line: 400, reason: 2000, trial: 2000, sources: 4000 } as const
export const MOST_UNITS = 10
export const MOST_DRAFTS = 20
/** Within so many days somebody answers a proposal, and an offer. */
export const ANSWER_DAYS = 14
export const MOST_MONTHS = 24
export const MOST_MONTHS_LAW = 12
/** So long after its review date an entry that nobody looked at goes into the archive by itself. */
export const OVERDUE_DAYS = 180
/** So long before the date its owner hears of it. */
export const REMIND_DAYS = 14
export const LONGEST_ASSIST_DAYS = 365

export const RULES = ['on-topic', 'not-twice', 'no-personal-data', 'no-attack', 'no-advert', 'no-deceit'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

const DAY_MS = 86_400_000
/** Days here are those of Greenwich: owners and readers may live in any zone. */
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10)
export const daysAfter = (day: Day, days: number): Day => dayOf(new Date(new Date(day).getTime() + days * DAY_MS))
export const inDays = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS)
export const monthsAfter = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString()

export type WordField = {
  readonly key: string
  readonly required: boolean
  /** One line, some lines, or a text in Markdown. */
  readonly form: 'line' | 'lines' | 'text'
}
const line = (key: string, required = false): WordField => ({ key, required, form: 'line' })
const lines = (key: string, required = false): WordField => ({ key, required, form: 'lines' })
const text = (key: string, required = false): WordField => ({ key, required, form: 'text' })

const units = Array.from({ length: MOST_UNITS }, (_, at) => at + 1).flatMap((number) => [
  line(`unit-${number}-title`, number === 1),
  text(`unit-${number}-text`, number === 1),
  lines(`unit-${number}-links`),
  lines(`unit-${number}-questions`),
])

const FIELDS: Readonly<Record<Kind, readonly WordField[]>> = {
  practice: [
    text('did', true),
    line('when', true),
    ...[line('whom', true), line('people'), line('money'), line('time')],
    ...[lines('came', true), lines('failed')],
  ],
  guide: [text('text', true), lines('steps')],
  course: [line('duration', true), ...units],
  tool: [lines('purpose', true), line('price', true), line('tongues'), line('keeper', true), line('data', true), lines('safety')],
}
export const fieldsOf = (kind: Kind): readonly WordField[] => FIELDS[kind]

export const mostOf = ({ form }: WordField): number => (form === 'line' ? LONGEST.line : form === 'lines' ? LONGEST.word : LONGEST.text)

/** `unit-2-title` is called as every title of a unit is. */
export const nameOf = (key: string): string => key.replace(/^unit-\d+-/, 'unit-')

/** Only what belongs to the kind, without what is empty. */
export const kept = (kind: Kind, words: EntryWords): EntryWords =>
  Object.fromEntries(
    fieldsOf(kind).flatMap(({ key }) => {
      const word = words[key]?.trim() ?? ''
      return word === '' ? [] : [[key, word]]
    }),
  )

/** Which are missing, and which are longer than they may be. A unit that has anything has a title. */
export type WordFault = { readonly key: string; /** Null: it is missing. */ readonly most: number | null }
export function wordFaults(kind: Kind, words: EntryWords): readonly WordFault[] {
  return fieldsOf(kind).flatMap((field): WordFault[] => {
    const word = words[field.key] ?? ''
    const needed = field.required || (/^unit-\d+-title$/.test(field.key) && unitParts(field.key).some((key) => (words[key] ?? '') !== ''))
    if (word === '') return needed ? [{ key: field.key, most: null }] : []
    return [...word].length > mostOf(field) ? [{ key: field.key, most: mostOf(field) }] : []
  })
}

const unitParts = (title: string): readonly string[] => ['text', 'links', 'questions'].map((part) => title.replace('title', part))

export type Unit = {
  readonly number: number
  readonly title: string
  readonly text: string
  readonly links: readonly string[]
  readonly questions: readonly string[]
}
export const unitsOf = (words: EntryWords): readonly Unit[] =>
  Array.from({ length: MOST_UNITS }, (_, at) => at + 1).flatMap((number) => {
    const word = (part: string): string => words[`unit-${number}-${part}`] ?? ''
    if (word('title') === '') return []
    return [{ number, title: word('title'), text: word('text'), links: linesOf(word('links')), questions: linesOf(word('questions')) }]
  })

export const linesOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')

export const NO_FACTS: Facts = { sources: [], oldPhones: 'unknown', offline: 'unknown', risks: {} }

/** The web alone: what a reader presses opens nothing on their own machine. */
export const isWebAddress = (address: string): boolean => {
  try {
    return ['https:', 'http:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}

/** Without accents and signs, for a search that need not be spelt as it was written. */
export const plain = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('und')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export const toBeChecked = ({ state, reviewOn }: { readonly state: EntryState; readonly reviewOn: Day | null }, today: Day): boolean =>
  state === 'published' && reviewOn !== null && reviewOn < today

export type TrialCounts = { readonly bodies: number; readonly worked: number; readonly changed: number; readonly failed: number }
/** By hand the same from the list below it: each body counts once. */
export function countTrials(trials: readonly { readonly outcome: Trial }[]): TrialCounts {
  const of = (outcome: Trial): number => trials.filter((one) => one.outcome === outcome).length
  return { bodies: trials.length, worked: of('worked'), changed: of('changed'), failed: of('failed') }
}

export const pathOf = (entry: string): string => `/library/${entry}`
export const assistPathOf = (assist: string): string => `/library/assists/${assist}`

export const isRule = (code: string): boolean => HIDDEN_FOR.some((one) => one === code)

/** What an address says, if it is one of these. */
export const isKnown = <One extends string>(all: readonly One[], given: string | undefined): One | undefined =>
  all.find((one) => one === given)

/** The parts of a text in their order, each with its heading; of a practice also that nothing is said of what failed. */
export const partsOf = (kind: Kind, words: EntryWords): readonly { readonly key: string; readonly text: string }[] =>
  fieldsOf(kind).flatMap(({ key }) => {
    const text = words[key]
    return text === undefined ? (key === 'failed' ? [{ key, text: '' }] : []) : [{ key, text }]
  })

export const FRESHNESS = ['fresh', 'to-check'] as const
