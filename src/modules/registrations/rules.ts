import type { Mode } from './tables.ts'

export const MODES = ['in-person', 'online'] as const satisfies readonly Mode[]
/** What somebody may need to take part; the day is prepared by how many need which. */
export const ACCESS_NEEDS = [
  ...(['step-free', 'seat', 'hearing-loop', 'captions', 'sign-language', 'large-print', 'quiet-room', 'companion', 'child-care'] as const),
] as const
export const DIETS = ['vegetarian', 'vegan', 'halal', 'kosher', 'no-gluten', 'no-lactose', 'no-nuts'] as const

export const QUESTION_SORTS = ['text', 'choice', 'yes-no'] as const
export const MOST_QUESTIONS = 20
export const LONGEST_REASON = 1000
export const KEEP_DAYS = 30
export const LINK_DAYS = 14
/** Numbers are told in tens, and follow by ten people at a time: nobody is seen coming or going. */
const STEP = 10
/** So long before a session begins its online room opens to those who attend. */
const LINK_OPENS_MS = 30 * 60_000

export type PlanPhase = 'before' | 'open' | 'closed'

export const phaseOf = ({ opensAt, closesAt }: { readonly opensAt: Date; readonly closesAt: Date }, now: Date): PlanPhase =>
  now < opensAt ? 'before' : now < closesAt ? 'open' : 'closed'

/** What is told after so many have a place. */
export const shownAfter = (shown: number, count: number): number =>
  Math.abs(count - shown) < STEP ? shown : Math.floor(count / STEP) * STEP

/** When the last day of an edition is over, by the clock of its place. */
export const endOf = ({ endsOn, zone }: { readonly endsOn: string; readonly zone: string }): Date =>
  new Date(Temporal.PlainDate.from(endsOn).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)

export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)

/** Whether the way into an online room is shown now: from shortly before the session until it is closed. */
export const linkIsOpen = ({ phase, startsAt }: { readonly phase: string; readonly startsAt: Date }, now: Date): boolean =>
  phase === 'running' || (phase === 'before' && now.getTime() >= startsAt.getTime() - LINK_OPENS_MS)

/**
 * A question that asks for papers or for what endangers people is not put. Words cannot be told from their use, so this catches what is
 * plain; the form says the whole list.
 */
const BANNED = [
  /passport|passeport|\bvisas?\b|residence permit|titre de séjour|carte d.identité|identity (card|number)|\bID (card|number)\b/iu,
  /national (id|number)|num[ée]ro national|date of birth|date de naissance|sécurité sociale|social security/iu,
  /جواز|بطاقة (ال)?هوية|الرقم الوطني|تاريخ (ال)?ميلاد|تصريح (ال)?إقامة|بطاقة (ال)?إقامة/u,
]
export const asksForPapers = (text: string): boolean => BANNED.some((pattern) => pattern.test(text))

const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/
export const CODE_LENGTH = 12
export const isTicketCode = (plain: string): boolean => CODE.test(plain)

type Timed = { readonly id: string; readonly startsAt: Date; readonly endsAt: Date }

/** Of the sessions somebody means to see, those that run beside another of them. */
export const clashing = (sessions: readonly Timed[]): ReadonlySet<string> =>
  new Set(
    sessions
      .filter((one) => sessions.some((other) => other.id !== one.id && other.startsAt < one.endsAt && one.startsAt < other.endsAt))
      .map(({ id }) => id),
  )

export type QuestionText = { readonly language: string; readonly text: string; readonly choices: readonly string[] }

/** The words of a question to show: in the reader’s language, else in the first. */
export const wordsOf = ({ texts }: { readonly texts: readonly QuestionText[] }, locale: string): QuestionText =>
  texts.find(({ language }) => language === locale) ?? texts[0] ?? { language: 'und', text: '', choices: [] }
