import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

/** Something in a calendar. Nobody's name and no address of a person belongs into it. */
export type CalendarEntry = {
  /** Stays the same as long as the thing does: so a calendar knows it again. */
  readonly id: string
  readonly title: string
  readonly at:
    | { readonly sort: 'moments'; readonly from: Date; readonly to: Date }
    /** Whole days (2026-03-01), the last one among them. */
    | { readonly sort: 'days'; readonly first: string; readonly last: string }
  readonly location: string
  readonly description: string
  readonly url: string
  /** Goes up with each change. */
  readonly sequence: number
  readonly calledOff: boolean
  /** It will be held, but not all of its times are known. */
  readonly tentative?: boolean
  readonly stamp: Date
}

type CalendarAsked = { readonly name: string; readonly publicUrl: string; readonly entries: readonly CalendarEntry[] }

/**
 * A file of iCalendar (RFC 5545). Moments are written in UTC, which every calendar turns into the zone of its owner: so no definition of a
 * zone can be out of date.
 */
export function writeCalendar({ name, publicUrl, entries }: CalendarAsked): string {
  const { host } = new URL(publicUrl)
  const calendar = ical({ name: oneLine(name), prodId: '//Passerelle//Passerelle//EN', method: ICalCalendarMethod.PUBLISH })
  for (const { id, title, at, location, description, url, sequence, calledOff, tentative = false, stamp } of entries)
    calendar.createEvent({
      ...{ id: `${id}@${host}`, summary: oneLine(title), description, url, sequence, stamp },
      ...(location === '' ? {} : { location: oneLine(location) }),
      ...(at.sort === 'moments' ? { start: at.from, end: at.to } : daysOf(at)),
      status: calledOff ? ICalEventStatus.CANCELLED : tentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    })
  return calendar.toString()
}

/** The end of a day's entry is the day after it. */
const daysOf = ({ first, last }: { readonly first: string; readonly last: string }) => ({
  start: Temporal.PlainDate.from(first),
  end: Temporal.PlainDate.from(last).add({ days: 1 }),
  allDay: true,
})

/** The library writes the name of a calendar as it is: a break in it would begin a line of its own. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8'
