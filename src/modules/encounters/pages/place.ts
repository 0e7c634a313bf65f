import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { CalendarEntry } from '../../../web/calendar.ts'
import type { Page, PageContext } from '../../../web/page.ts'
import { standingIn, type Standing } from '../queries/here.ts'
import type { Time } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

/** Where the pages of a session's networking lie. */
export const AT = '/summits/:summit/:edition/sessions/:number/people'

export const askingOf = (c: PageContext, kit: Kit) => ({ actor: c.var.page.actor, now: c.var.page.now, outside: kit.runner.outside })

/** The session that the address names, and as what this reader comes to its networking. No cache keeps what follows. */
export async function standingAt(c: PageContext, kit: Kit): Promise<Standing> {
  const [summit = '', edition = '', number = ''] = [c.req.param('summit'), c.req.param('edition'), c.req.param('number')]
  if (!/^\d{1,3}$/.test(number)) return refuse(no('encounter.session-missing'))
  c.header('cache-control', 'private, no-store')
  return standingIn(kit.runner.db, { summit, edition, number: Number(number) }, askingOf(c, kit))
}

/** An id in the address; what is none names nothing. */
export function idAt(c: PageContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(no('encounter.missing'))
}

/** A fault of the third word (`words.2`) is shown beside the whole field. */
export function besideFields(problem: Problem): Problem {
  const fields = [...problem.fields].map(([field, sentence]) => [field.replace(/\.\d+$/, ''), sentence] as const)
  return { ...problem, fields: new Map(fields) }
}

/** Back to UTC; what is no time by the clock of the place is given on as it is, for the schema to refuse beside its field. */
export function readTime(text: string, zone: string): string {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return text
  }
}

/** Something agreed, for a calendar: nobody's name is in it, since calendars are read by more than their owner. */
export function calendarEntry(
  page: Page,
  url: string,
  { id, pair, name, place, table, startsAt, endsAt }: Omit<Time, 'name'> & { readonly name?: string },
): CalendarEntry {
  const { say } = page
  return {
    ...{ id, title: pair === null ? (name ?? '') : say('encounters.meeting.entry'), description: '' },
    location: table === null ? place : say('encounters.table', { number: table }),
    at: { sort: 'moments', from: new Date(startsAt), to: new Date(endsAt) },
    ...{ url, sequence: 0, calledOff: false, stamp: page.now },
  }
}
