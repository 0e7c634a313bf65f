import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { dayOfNow, isZone, localOf, LONGEST, LONGEST_MINUTES, momentOf, MOST_IMPORTED, type Repeat } from '../rules.ts'

/** A line of iCalendar (RFC 5545): its name, its parameters, its value as it stands. */
export type Line = { readonly name: string; readonly parameters: ReadonlyMap<string, string>; readonly value: string }

/** Folded lines are one line. A line that is none is left out: files of the world hold all sorts. */
export function linesOf(text: string): readonly Line[] {
  const unfolded = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/)
  return unfolded.flatMap((line) => {
    const [, name = '', parameters = '', value = ''] = /^([A-Za-z0-9-]+)((?:;[^:;="]+=(?:"[^"]*"|[^:;"]*))*):(.*)$/.exec(line) ?? []
    if (name === '') return []
    const pairs = [...parameters.matchAll(/;([^:;="]+)=(?:"([^"]*)"|([^:;"]*))/g)]
    return [
      {
        name: name.toUpperCase(),
        parameters: new Map(pairs.map(([, key = '', quoted, bare]) => [key.toUpperCase(), quoted ?? bare ?? ''])),
        value,
      },
    ]
  })
}

/** The lines of each part of that name, without those of parts within it. */
export function partsOf(lines: readonly Line[], part: string): readonly (readonly Line[])[] {
  const found: Line[][] = []
  const open: string[] = []
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      open.push(line.value.toUpperCase())
      if (open.at(-1) === part) found.push([])
    } else if (line.name === 'END') open.pop()
    else if (open.at(-1) === part) found.at(-1)?.push(line)
  }
  return found
}

const plain = (value: string): string =>
  value.replaceAll(/\\([nN,;\\])/g, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))

export type Imported = {
  readonly title: string
  readonly text: string
  readonly venue: string
  readonly zone: string
  readonly when: { readonly day: string; readonly time: string; readonly minutes: number }
  readonly repeat: Repeat | null
  /** It repeats in a way that is not known here: then its first date alone is taken. */
  readonly firstAlone: boolean
  /** It names a zone that is not known here: its hours are taken as of the zone that was chosen for hours without one. */
  readonly strangeZone: string | null
}

/** Why an event of a file is not taken. `moved`: one date of a series that was moved or called off there. */
type Unfit = 'called-off' | 'moved' | 'no-title' | 'no-day' | 'over' | 'too-many' | 'there'
/** `number`: which one of the file it is. */
type LeftOut = { readonly number: number; readonly title: string; readonly why: Unfit }
export type CalendarRead = { readonly found: readonly Imported[]; readonly leftOut: readonly LeftOut[] }

/** What of a file is taken, and what is not with the reason for each: events that are to come, as many as are looked through at once. */
export function calendarIn(text: string, { zone, now }: { readonly zone: string; readonly now: Date }): CalendarRead {
  const found: Imported[] = []
  const leftOut: LeftOut[] = []
  for (const [at, lines] of partsOf(linesOf(text), 'VEVENT').entries()) {
    const read = eventFrom(lines, zone)
    const why = typeof read === 'string' ? read : isOver(read, now) ? 'over' : found.length < MOST_IMPORTED ? null : 'too-many'
    if (typeof read !== 'string' && why === null) found.push(read)
    else if (why !== null) leftOut.push({ number: at + 1, title: titleOf(lines), why })
  }
  return { found, leftOut }
}

/** A series goes on until the day that it names; of one that cannot be kept here its first date is all there is. */
function isOver({ when, zone, repeat }: Imported, now: Date): boolean {
  if (repeat === null) return momentOf(when.day, when.time, zone) <= now
  return repeat.until != null && repeat.until < dayOfNow(now)
}

/** The same event of the same file twice is one draft. */
export const importedId = (keys: Keys, host: string, { title, zone, when }: Imported): string =>
  sentId(keys, 'event-imported', host, title, zone, when.day, when.time)

type Taken = { readonly host: string; readonly keys: Keys; readonly read: CalendarRead }

/** Of what can be taken, what this host has not taken already. */
export async function notThereYet(db: Reader, { host, keys, read }: Taken): Promise<CalendarRead> {
  const ids = read.found.map((one) => importedId(keys, host, one))
  if (ids.length === 0) return read
  const rows = await db.selectFrom('hosted_event').select('id').where('host_id', '=', host).where('id', 'in', ids).execute()
  const there = new Set(rows.map(({ id }) => id))
  const [found, leftOut] = [new Map<string, Imported>(), [...read.leftOut]]
  for (const [at, one] of read.found.entries()) {
    const id = ids[at] ?? ''
    // Also what stands twice in one file.
    if (there.has(id) || found.has(id)) leftOut.push({ number: at + 1, title: one.title, why: 'there' })
    else found.set(id, one)
  }
  return { found: [...found.values()], leftOut }
}

const titleOf = (lines: readonly Line[]): string =>
  plain(lines.find((line) => line.name === 'SUMMARY')?.value ?? '')
    .trim()
    .slice(0, LONGEST.title)

function eventFrom(lines: readonly Line[], homeZone: string): Imported | Unfit {
  const of = (name: string) => lines.find((line) => line.name === name)
  const starts = momentFrom(of('DTSTART'), homeZone)
  const title = titleOf(lines)
  if (of('RECURRENCE-ID') !== undefined) return 'moved'
  if (of('STATUS')?.value.toUpperCase() === 'CANCELLED') return 'called-off'
  if (starts === null) return 'no-day'
  if (title === '') return 'no-title'
  const ends = momentFrom(of('DTEND'), starts.zone)
  const lasts = ends === null ? minutesOf(of('DURATION')?.value) : Math.round((ends.at - starts.at) / 60_000)
  const minutes = Math.min(Math.max(lasts ?? (starts.wholeDay ? 24 * 60 : 60), 5), LONGEST_MINUTES)
  const rule = of('RRULE')?.value
  const repeat = rule === undefined ? null : repeatFrom(rule, starts.day)
  return {
    ...{
      title,
      text: plain(of('DESCRIPTION')?.value ?? '').slice(0, LONGEST.text),
      venue: plain(of('LOCATION')?.value ?? '').slice(0, LONGEST.line),
    },
    ...{
      zone: starts.zone,
      when: { day: starts.day, time: starts.time, minutes },
      repeat,
      firstAlone: rule !== undefined && repeat === null,
      strangeZone: starts.strangeZone,
    },
  }
}

function momentFrom(line: Line | undefined, homeZone: string) {
  const [, year, month, day, hour, minute, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(line?.value ?? '') ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const named = line?.parameters.get('TZID') ?? homeZone
  const zone = isZone(named) ? named : homeZone
  const strangeZone = isZone(named) ? null : named
  const written = `${year}-${month}-${day}`
  try {
    if (hour === undefined || minute === undefined) {
      const at = Temporal.PlainDate.from(written).toZonedDateTime(zone).epochMilliseconds
      return { day: written, time: '00:00', zone, at, wholeDay: true, strangeZone }
    }
    const local = Temporal.PlainDateTime.from(`${written}T${hour}:${minute}`)
    const at = local.toZonedDateTime(utc === 'Z' ? 'UTC' : zone).epochMilliseconds
    return { ...localOf(new Date(at), zone), zone, at, wholeDay: false, strangeZone: utc === 'Z' ? null : strangeZone }
  } catch {
    return null
  }
}

function minutesOf(duration: string | undefined): number | null {
  const [, weeks, days, hours, minutes] = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration ?? '') ?? []
  const [w = 0, d = 0, h = 0, m = 0] = [weeks, days, hours, minutes].map((part) => Number(part ?? 0))
  return duration === undefined ? null : ((w * 7 + d) * 24 + h) * 60 + m
}

const KNOWN_PARTS = new Set(['FREQ', 'INTERVAL', 'UNTIL', 'COUNT', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'WKST'])

/** Null: a rule that is not among those that can be kept here. */
function repeatFrom(rule: string, first: string): Repeat | null {
  const parts = new Map(rule.split(';').map((part) => [part.split('=')[0]?.toUpperCase() ?? '', part.split('=')[1] ?? '']))
  if ([...parts.keys()].some((name) => !KNOWN_PARTS.has(name))) return null
  const day = parts.get('BYDAY') ?? ''
  const every = everyOf(parts.get('FREQ') ?? '', day)
  const interval = Number(parts.get('INTERVAL') ?? 1)
  if (every === null || !Number.isInteger(interval) || interval < 1 || interval > 12) return null
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? []
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : null
  const until = year === undefined ? null : `${year}-${month}-${date}`
  if ((count !== null && !(count >= 1 && count <= 200)) || (until !== null && until < first)) return null
  return { every, interval, count, until }
}

function everyOf(frequency: string, day: string): Repeat['every'] | null {
  if (frequency === 'WEEKLY') return day.includes(',') ? null : 'week'
  if (frequency === 'MONTHLY') return day.includes(',') ? null : day === '' ? 'month-day' : 'month-weekday'
  return frequency === 'YEARLY' && day === '' ? 'year' : null
}
