import type { Reminder } from './tables.ts'

export const LONGEST = {
  ...{ title: 160, text: 8000, line: 300, words: 2000, contact: 200, link: 500, name: 60, brings: 300, need: 500 },
  ...{ reason: 1000, minutes: 40_000, decision: 600, who: 160, point: 300, source: 300, calendar: 1_000_000 },
} as const
/** Public counts begin here. */
export const LEAST = 10
/** So many days after a date its answers go, and what was said of needs. */
export const KEEP_DAYS = 30
export const NEED_DAYS = 7
/** So far ahead the dates of a series are written down. */
export const AHEAD_MONTHS = 18
export const MOST_PEOPLE = 20
/** Of one date so many answers come from people without an account; of one host so many events stand ahead, of one meeting so many points. */
export const MOST_GUESTS = 2000
export const MOST_EVENTS = 300
export const MOST_POINTS = 60
/** So many proposals wait at one host at once, and so many of one member. */
export const MOST_PROPOSALS = { host: 60, member: 5 } as const
export const MOST_IMPORTED = 100
export const MOST_PICTURES = 40
/** So many days whoever holds it has to decide about a picture that somebody wants gone. */
export const DECIDE_DAYS = 7
/** Longer than two weeks is no event. */
export const LONGEST_MINUTES = 14 * 24 * 60

/** Without language. */
export const pathOf = (event: string, slot?: string): string => (slot === undefined ? `/events/${event}` : `/events/${event}/dates/${slot}`)

/** The feasts of all hosts, without language. */
export const FEASTS = '/events/feasts'

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export const RULES = ['on-topic', 'no-deceit', 'no-personal-data', 'no-attack', 'no-advert'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

/** A moment on the clock of a zone. An hour that the clock leaps over is the one after the leap: nothing falls out of a series. */
export const momentOf = (day: string, time: string, zone: string): Date =>
  new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds)

export const localOf = (at: Date, zone: string): { readonly day: string; readonly time: string } => {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  return { day: there.toPlainDate().toString(), time: there.toPlainTime().toString().slice(0, 5) }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const EVERY = ['week', 'month-day', 'month-weekday', 'year'] as const
export type Repeat = {
  readonly every: (typeof EVERY)[number]
  readonly interval: number
  readonly until?: string | null | undefined
  readonly count?: number | null | undefined
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** As RFC 5545 writes it, without its beginning. The fifth weekday of a month is its last: four months in five have no fifth. */
export function ruleFrom({ every, interval, until, count }: Repeat, first: string): string {
  const day = Temporal.PlainDate.from(first)
  const nth = Math.ceil(day.day / 7)
  const parts = {
    week: ['FREQ=WEEKLY'],
    'month-day': ['FREQ=MONTHLY', `BYMONTHDAY=${day.day}`],
    'month-weekday': ['FREQ=MONTHLY', `BYDAY=${nth > 4 ? -1 : nth}${WEEKDAYS[day.dayOfWeek - 1] ?? 'MO'}`],
    year: ['FREQ=YEARLY'],
  }[every]
  const end = count != null ? [`COUNT=${count}`] : until != null ? [`UNTIL=${until.replaceAll('-', '')}`] : []
  return [...parts, ...(interval > 1 ? [`INTERVAL=${interval}`] : []), ...end].join(';')
}

export const lastSlot = (now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').toPlainDate().add({ months: AHEAD_MONTHS }).toString()

export const dayOfNow = (now: Date): string => now.toISOString().slice(0, 10)

/** Until when one can answer. */
export const closesAt = (startsAt: Date, closesHours: number): Date => new Date(startsAt.getTime() - closesHours * HOUR_MS)

export const remindAt = (startsAt: Date, remind: Reminder): Date | null =>
  remind === 'none' ? null : new Date(startsAt.getTime() - (remind === 'day' ? 24 : 3) * HOUR_MS)

/** How many come, as far as it is told to everybody. */
export const toldCount = (people: number): number | null => (people < LEAST ? null : people)

/** So many voices bring a point onto the agenda: a tenth of those who said yes, three at least. */
export const thresholdOf = (yesPeople: number): number => Math.max(3, Math.ceil(yesPeople / 10))

type Waiting = { readonly id: string; readonly people: number }

/** Who moves up when so many places are free, in order: nobody is overtaken, also where a smaller group would fit. */
export function movingUp(free: number, line: readonly Waiting[]): readonly string[] {
  const moved: string[] = []
  let left = free
  for (const { id, people } of line) {
    if (people > left) break
    left -= people
    moved.push(id)
  }
  return moved
}

export const decisionState = (
  { done_on: done, due_on: due }: { done_on: string | null; due_on: string },
  now: Date,
): 'open' | 'done' | 'late' => (done !== null ? 'done' : due < dayOfNow(now) ? 'late' : 'open')
