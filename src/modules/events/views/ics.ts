import { localOf, momentOf } from '../rules.ts'

/** One date of an event in a calendar. */
export type IcsDate = {
  readonly slot: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly calledOff: boolean
  /** What is said for that date alone. */
  readonly note: string
}

/** An event with its dates, as a calendar takes it. Nobody's name and no room online is in it. */
export type IcsEvent = {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly location: string
  readonly url: string
  readonly sequence: number
  readonly calledOff: boolean
  readonly zone: string
  readonly stamp: Date
  readonly categories: readonly string[]
  /** The hour at which a series begins, and its rule; null: each date stands by itself. */
  readonly series: {
    readonly first: string
    readonly time: string
    readonly minutes: number
    readonly rule: string
    readonly endsOn: string | null
  } | null
  readonly dates: readonly IcsDate[]
}

type Asked = { readonly name: string; readonly host: string; readonly events: readonly IcsEvent[]; readonly alarms: boolean }

/**
 * A file of iCalendar (RFC 5545). A series is one entry with its rule on the clock of its zone, so that it stays at its hour when clocks change;
 * what deviates follows: EXDATE for a date that was called off, an entry with RECURRENCE-ID for one that was moved or has words of its own. A
 * date that stands by itself is written in UTC.
 */
export function writeEvents({ name, host, events, alarms }: Asked): string {
  const series = events.filter((event) => event.series !== null && !event.calledOff)
  const zones = [...new Set(series.map(({ zone }) => zone))]
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Passerelle//Passerelle//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[`X-WR-CALNAME:${escaped(name)}`, `NAME:${escaped(name)}`],
    ...zones.flatMap((zone) => zoneLines(zone, series)),
    ...events.flatMap((event) => eventLines(event, host, alarms)),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n')

/** At most 75 bytes a line, and never within a letter. */
function folded(line: string): string {
  const parts: string[] = ['']
  let bytes = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > (parts.length === 1 ? 75 : 74)) {
      parts.push('')
      bytes = 0
    }
    parts[parts.length - 1] += sign
    bytes += size
  }
  return parts.join('\r\n ')
}

const utc = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
const local = (day: string, time: string): string => `${day.replaceAll('-', '')}T${time.replace(':', '')}00`
const onClock = (at: Date, zone: string): string => {
  const { day, time } = localOf(at, zone)
  return local(day, time)
}

function eventLines(event: IcsEvent, host: string, alarms: boolean): readonly string[] {
  const { series, dates } = event
  if (series === null || event.calledOff)
    return dates.flatMap((date) =>
      single(event, date, { uid: dates.length > 1 ? `${event.id}-${date.slot}@${host}` : `${event.id}@${host}`, alarms }),
    )
  const { zone } = event
  const uid = `${event.id}@${host}`
  const planned = (slot: string) => momentOf(slot, series.time, zone)
  const off = dates.filter(({ calledOff, slot }) => calledOff && (series.endsOn === null || slot <= series.endsOn))
  const other = dates.filter((date) => !date.calledOff && (date.note !== '' || date.startsAt.getTime() !== planned(date.slot).getTime()))
  const starts = planned(series.first)
  return [
    ...framed(event, { uid, note: '', calledOff: false, alarms }, [
      `DTSTART;TZID=${zone}:${local(series.first, series.time)}`,
      `DTEND;TZID=${zone}:${onClock(new Date(starts.getTime() + series.minutes * 60_000), zone)}`,
      `RRULE:${ruleOf(series, zone)}`,
      ...off.map(({ slot }) => `EXDATE;TZID=${zone}:${local(slot, series.time)}`),
    ]),
    ...other.flatMap((date) =>
      framed(event, { uid, note: date.note, calledOff: false, alarms }, [
        `RECURRENCE-ID;TZID=${zone}:${local(date.slot, series.time)}`,
        `DTSTART;TZID=${zone}:${onClock(date.startsAt, zone)}`,
        `DTEND;TZID=${zone}:${onClock(date.endsAt, zone)}`,
      ]),
    ),
  ]
}

/** Where the beginning has a zone the end of a rule is written in UTC (RFC 5545, 3.3.10): the last second of that day there. */
function ruleOf({ rule, endsOn }: NonNullable<IcsEvent['series']>, zone: string): string {
  const written = /UNTIL=(\d{4})(\d\d)(\d\d)/.exec(rule)
  const until = written === null ? null : `${written[1]}-${written[2]}-${written[3]}`
  const last = [until, endsOn].filter((day) => day !== null).toSorted()[0]
  const bare = rule
    .split(';')
    .filter((part) => !part.startsWith('UNTIL=') && !(endsOn !== null && part.startsWith('COUNT=')))
    .join(';')
  if (last === undefined) return bare
  return `${bare};UNTIL=${utc(momentOf(last, '23:59', zone))}`
}

const single = (event: IcsEvent, date: IcsDate, { uid, alarms }: { uid: string; alarms: boolean }): readonly string[] =>
  framed(event, { uid, note: date.note, calledOff: event.calledOff || date.calledOff, alarms }, [
    `DTSTART:${utc(date.startsAt)}`,
    `DTEND:${utc(date.endsAt)}`,
  ])

type Frame = { readonly uid: string; readonly note: string; readonly calledOff: boolean; readonly alarms: boolean }

function framed(event: IcsEvent, { uid, note, calledOff, alarms }: Frame, times: readonly string[]): readonly string[] {
  const words = [note, event.description, event.url].filter((part) => part !== '').join('\n\n')
  return [
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${utc(event.stamp)}`, `SEQUENCE:${event.sequence}`],
    ...times,
    ...[`SUMMARY:${escaped(event.title)}`, `DESCRIPTION:${escaped(words)}`],
    ...(event.location === '' ? [] : [`LOCATION:${escaped(event.location)}`]),
    ...(event.categories.length === 0 ? [] : [`CATEGORIES:${event.categories.map(escaped).join(',')}`]),
    ...[`URL:${event.url}`, `STATUS:${calledOff ? 'CANCELLED' : 'CONFIRMED'}`],
    ...(alarms && !calledOff ? ['-P1D', '-PT3H'].flatMap((before) => alarm(before, event.title)) : []),
    'END:VEVENT',
  ]
}

const alarm = (before: string, title: string): readonly string[] => [
  ...['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:${before}`, `DESCRIPTION:${escaped(title)}`, 'END:VALARM'],
]

/** The changes of a clock over the time that the series of a file span, and two years more: each an observance of its own. */
function zoneLines(zone: string, events: readonly IcsEvent[]): readonly string[] {
  const days = events.flatMap((event) => (event.zone === zone && event.series !== null ? [event.series.first] : [])).toSorted()
  const last = events
    .flatMap((event) => (event.zone === zone ? event.dates.map(({ slot }) => slot) : []))
    .toSorted()
    .at(-1)
  const first = Temporal.PlainDate.from(days[0] ?? '2026-01-01')
    .toZonedDateTime(zone)
    .subtract({ years: 1 })
  const end = Temporal.PlainDate.from(last ?? days[0] ?? '2026-01-01')
    .toZonedDateTime(zone)
    .add({ years: 2 })
  const observances: string[] = []
  let at: Temporal.ZonedDateTime | null = first
  let before = first.offset
  observances.push(...observance({ starts: first, from: first.offset, to: first.offset, later: false }))
  while ((at = at.getTimeZoneTransition('next')) !== null && Temporal.ZonedDateTime.compare(at, end) < 0) {
    observances.push(...observance({ starts: at, from: before, to: at.offset, later: at.offset > before }))
    before = at.offset
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE']
}

type Observance = { readonly starts: Temporal.ZonedDateTime; readonly from: string; readonly to: string; readonly later: boolean }

/** Its beginning is written on the clock that it ends. */
function observance({ starts, from, to, later }: Observance): readonly string[] {
  const part = later ? 'DAYLIGHT' : 'STANDARD'
  const clock = starts.toInstant().toZonedDateTimeISO(from).toPlainDateTime().toString().slice(0, 19).replaceAll(/[-:]/g, '')
  return [`BEGIN:${part}`, `DTSTART:${clock}`, `TZOFFSETFROM:${from.replace(':', '')}`, `TZOFFSETTO:${to.replace(':', '')}`, `END:${part}`]
}
