/** What somebody says of themselves for one session. */
export type Told = {
  readonly questions: readonly number[]
  readonly words: readonly string[]
  readonly languages: readonly string[]
  readonly seeks: readonly string[]
  readonly offers: readonly string[]
}

export const LONGEST = { word: 40, message: 2000, place: 200, contact: 500, title: 80, link: 600 } as const
export const MOST = {
  words: 8,
  languages: 6,
  waiting: 15,
  unanswered: 5,
  messages: 500,
  meetings: 20,
  changes: 20,
  rooms: 40,
  proposals: 3,
} as const

/** How many people one account is shown in one session: the list cannot be copied. */
export const SHOWN = { atOnce: 5, aDay: 20, inAll: 60 } as const

/** So many days after its closing everything here ends, and so many after its planned end where nobody closed it. */
export const DAYS_AFTER = 14
const DAYS_UNCLOSED = 30
/** What was handed over to moderators stays as long as one can appeal. */
export const HANDED_DAYS = 180
/** Younger accounts send neither links nor addresses nor details of payments. */
export const NEW_ACCOUNT_DAYS = 14
export const SLOT_MINUTES = 15
export const LENGTHS = [15, 30, 45, 60] as const
/** How many a small room holds: with more it is small no longer, and shows its members too many others. */
export const CAPACITY = { least: 2, most: 12, usual: 6 } as const
export const TABLES = { most: 60, hours: 12 } as const

const DAY_MS = 86_400_000

type Clock = { readonly phase: string; readonly endsAt: Date; readonly closedAt: Date | null }

export const endOf = ({ closedAt, endsAt }: Pick<Clock, 'endsAt' | 'closedAt'>): Date =>
  new Date(closedAt === null ? endsAt.getTime() + DAYS_UNCLOSED * DAY_MS : closedAt.getTime() + DAYS_AFTER * DAY_MS)

export const isOpen = (session: Clock, now: Date): boolean =>
  session.phase !== 'draft' && session.phase !== 'called-off' && now < endOf(session)

/** Two ways of writing one word are one. */
export const sameWord = (word: string): string => word.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('und')

/** Words as they are typed into one field, each once. */
export function wordsIn(text: string): readonly string[] {
  const found = new Map<string, string>()
  for (const word of text.split(/[,;،؛\n]/u).map((one) => one.trim().replace(/\s+/gu, ' ')))
    if (word !== '' && !found.has(sameWord(word))) found.set(sameWord(word), word)
  return [...found.values()]
}

/** What two have in common, in the words of whoever looks. Only this is shown of somebody before both have said yes. */
export type Reasons = Told

/** The published formula. A language alone is no reason. */
export const WEIGHTS = { questions: 2, words: 2, seeks: 3, offers: 3, languages: 1 } as const satisfies Record<keyof Told, number>

const inBoth = (mine: readonly string[], theirs: readonly string[]): readonly string[] => {
  const known = new Set(theirs.map(sameWord))
  return mine.filter((word) => known.has(sameWord(word)))
}

/** `seeks`: what I seek and they offer; `offers`: what I offer and they seek. */
export const reasonsFor = (me: Told, other: Told): Reasons => ({
  questions: me.questions.filter((number) => other.questions.includes(number)),
  words: inBoth(me.words, other.words),
  languages: inBoth(me.languages, other.languages),
  seeks: inBoth(me.seeks, other.offers),
  offers: inBoth(me.offers, other.seeks),
})

export function pointsOf(reasons: Reasons): number {
  const points = (of: keyof Reasons): number => reasons[of].length * WEIGHTS[of]
  const without = points('questions') + points('words') + points('seeks') + points('offers')
  return without === 0 ? 0 : without + points('languages')
}

/** Among equal points nobody is first everywhere: the order is that of the two random ids, one laid over the other. */
const lot = (one: string, other: string): bigint => BigInt(`0x${one.replaceAll('-', '')}`) ^ BigInt(`0x${other.replaceAll('-', '')}`)

type Listed = { readonly id: string; readonly told: Told }

/** Those with whom there is something in common, most points first. */
export function ranked<Other extends Listed>(me: Listed, others: readonly Other[]): readonly Other[] {
  return others
    .map((other) => ({ other, points: pointsOf(reasonsFor(me.told, other.told)), lot: lot(me.id, other.id) }))
    .filter(({ points }) => points > 0)
    .toSorted((one, two) => two.points - one.points || (one.lot < two.lot ? -1 : 1))
    .map(({ other }) => other)
}

export type Seen = { readonly state: boolean; readonly notToStates: boolean }

/** Who does not want to be shown to those who hold an office of a state does not see them either. */
export const apartByState = (one: Seen, other: Seen): boolean => (one.state && other.notToStates) || (other.state && one.notToStates)

/** How many there are, as far as it may be known: in tens, and nothing below ten. */
export const roundly = (count: number): number | null => (count < 10 ? null : Math.floor(count / 10) * 10)

const MOMENTS = /\d{4}-\d{2}-\d{2}|\b\d{1,2}[:h.]\d{2}\b/gu
const LINK = /https?:|\bwww\.|[\p{L}\d][\p{L}\d-]*\.[a-z]{2,24}\b/u
const ADDRESS = /\S@\S/u
const PAYMENT =
  /\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,}|(?:\d[\s.\-/()]?){9,}|\b(?:0x[\da-f]{40}|bc1[a-z\d]{20,})\b|\b(?:iban|western union|moneygram|paypal|m-?pesa|orange money)\b/iu
const FIGURES = '٠١٢٣٤٥٦٧٨٩'

/** What those who deceive others send first: the way to another place, or to a purse. */
export function isSuspect(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/[٠-٩]/gu, (figure) => String(FIGURES.indexOf(figure)))
    .replace(MOMENTS, ' ')
  return LINK.test(plain) || ADDRESS.test(plain) || PAYMENT.test(plain)
}

/** The quarters of an hour that a meeting takes. */
export const slotsOf = (startsAt: Date, minutes: number): readonly Date[] =>
  Array.from({ length: minutes / SLOT_MINUTES }, (_, at) => new Date(startsAt.getTime() + at * SLOT_MINUTES * 60_000))

export const endOfMeeting = (startsAt: Date, minutes: number): Date => new Date(startsAt.getTime() + minutes * 60_000)

/** A small room lies within the hours of its session. */
export const isWithin = (session: Pick<Clock, 'endsAt'> & { readonly startsAt: Date }, startsAt: Date, minutes: number): boolean =>
  startsAt >= session.startsAt && endOfMeeting(startsAt, minutes) <= session.endsAt

export type TablePlan = { readonly tables: number; readonly minutes: number; readonly startsAt: Date; readonly endsAt: Date }

/** When a table may be had: whole slots, one after the other. */
export function tableTimes({ minutes, startsAt, endsAt }: TablePlan): readonly Date[] {
  const count = Math.floor((endsAt.getTime() - startsAt.getTime()) / (minutes * 60_000))
  return Array.from({ length: Math.max(0, count) }, (_, at) => new Date(startsAt.getTime() + at * minutes * 60_000))
}

/** The lowest number from one on that is not taken; null: there is none. */
export function lowestFree(most: number, taken: ReadonlySet<number>): number | null {
  for (let number = 1; number <= most; number += 1) if (!taken.has(number)) return number
  return null
}

export const isOnTheQuarter = (at: Date): boolean => at.getTime() % (SLOT_MINUTES * 60_000) === 0

/** Whoever comes first in the order of ids is `first`, so that two have one row whoever asks. */
export const ordered = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one])

export const RULES = ['no-attack', 'no-pressure', 'no-personal-data', 'no-deceit'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

export const topicOf = (session: string, member: string): string => `encounters/${session}/${member}`
