import { dayIn } from '#base'
import type { CalendarEntry } from '../../../web/calendar.ts'
import type { Say } from '../../../web/say.ts'
import type { EditionCard } from '../queries/editions.ts'
import type { SessionCard } from '../queries/sessions.ts'
import type { Venue } from '../queries/venues.ts'
import { beginningOf } from '../rules.ts'

export type Told = { readonly say: Say; readonly url: (path: string) => string; readonly now: Date }

/** A session as a calendar shows it. Nobody's name or address is in it, and no link of an online room. */
export function sessionEntry(session: SessionCard, venues: readonly Venue[], { say, url, now }: Told): CalendarEntry {
  const begins = beginningOf(session)
  const place = venues.find(({ number }) => number === session.placeNumber)
  const online = venues.find(({ number }) => number === session.onlineNumber)
  const where = [place === undefined ? '' : [place.name, place.address].filter((part) => part !== '').join(', '), online?.name ?? '']
  return {
    id: session.id,
    title: say('session.numbered', { number: session.number, title: session.title }),
    at: timesOf(session),
    location: where.filter((part) => part !== '').join(' / '),
    // The clock of the place in words, since a calendar shows the reader's own.
    description: [
      begins === null ? say('session.hours-later') : say('calendar.at-the-place', { moment: say.moment(begins, session.zone) }),
      session.calledOff?.reason ?? '',
      url(session.path),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    url: url(session.path),
    sequence: session.changes,
    calledOff: session.phase === 'called-off',
    tentative: begins === null,
    stamp: now,
  }
}

/** The hours that are planned, else those at which it was held; until both are known, whole days. */
function timesOf(session: SessionCard): CalendarEntry['at'] {
  const { hoursKnown, startsAt, endsAt, closedAt, zone } = session
  const begins = beginningOf(session)
  const ends = hoursKnown ? endsAt : closedAt
  if (begins !== null && ends !== null) return { sort: 'moments', from: begins, to: ends }
  return { sort: 'days', first: dayIn(begins ?? startsAt, zone), last: dayIn(begins ?? endsAt, zone) }
}

/** The whole of an edition, as days. */
export const editionEntry = (edition: EditionCard, { url, now }: Told): CalendarEntry => ({
  id: edition.id,
  title: edition.name,
  at: { sort: 'days', first: edition.startsOn, last: edition.endsOn },
  location: '',
  description: [edition.calledOff?.reason ?? '', url(edition.path)].filter((line) => line !== '').join('\n'),
  url: url(edition.path),
  sequence: edition.changes,
  calledOff: edition.state === 'called-off',
  tentative: !edition.daysKnown,
  stamp: now,
})
