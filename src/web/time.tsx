import type { Page } from './page.ts'
import type { Say } from './say.ts'

/**
 * A moment in two zones side by side: the reader's first, the home zone beside it. Where the reader's zone is not known
 * the home zone stands alone, and the script `times.js` fills the other in on the device.
 */
export const Moment = ({ page, at }: { page: Page; at: Date }) => (
  <TwoClocks page={page} at={at} zone={page.homeZone} label={page.say('time.home')} />
)

/** The same for what is held somewhere: the zone of that place beside the reader's. */
export const PlaceMoment = ({ page, at, zone }: { page: Page; at: Date; zone: string }) => (
  <TwoClocks page={page} at={at} zone={zone} label={page.say('time.place')} />
)

function TwoClocks({ page, at, zone: there, label }: { page: Page; at: Date; zone: string; label: string }) {
  const { say, zone } = page
  const home = say.moment(at, there)
  if (zone === there) return <time datetime={at.toISOString()}>{home}</time>
  return (
    <span class="moment">
      <local-time hidden={zone === null} data-home={there}>
        <time datetime={at.toISOString()}>{zone === null ? '' : say.moment(at, zone)}</time>{' '}
        <span class="quiet">{say('time.yours')} · </span>
      </local-time>
      <span>{home}</span> <span class="quiet">{label}</span>
    </span>
  )
}

type HoursProps = { readonly page: Page; readonly from: Date; readonly to: Date; readonly zone: string; readonly named?: boolean }

/**
 * From one hour to another on the clock of a place; the hour of the reader's own clock is beside it where it differs, with its day where that
 * does. `named`: it says whose clock it is, where no list of hours stands around it.
 */
export function PlaceHours({ page, from, to, zone: there, named = false }: HoursProps) {
  const { say, zone } = page
  return (
    <span class="moment">
      <time datetime={from.toISOString()}>{say.hour(from, there)}</time>–<time datetime={to.toISOString()}>{say.hour(to, there)}</time>
      {named ? (
        <span class="quiet">
          {' '}
          {say('time.place')} (<bdi>{say.zone(from, there)}</bdi>)
        </span>
      ) : null}
      {zone !== null && say.moment(from, zone) === say.moment(from, there) ? null : (
        <local-time hidden={zone === null} data-home={there} data-form="hour">
          {' '}
          · <time datetime={from.toISOString()}>{zone === null ? '' : ownHour(say, from, { zone, there })}</time>{' '}
          <span class="quiet">{say('time.yours')}</span>
        </local-time>
      )}
    </span>
  )
}

const ownHour = (say: Say, at: Date, { zone, there }: { zone: string; there: string }): string =>
  say.day(at, zone) === say.day(at, there) ? say.hour(at, zone) : say.moment(at, zone)

/** A day without an hour (2026-03-01), as a calendar has it: the same in every zone. */
export const dayInWords = ({ say }: Pick<Page, 'say'>, day: string): string => say.day(new Date(`${day}T12:00:00Z`), 'UTC')

export const DayWords = ({ page, day }: { page: Pick<Page, 'say'>; day: string }) => <time datetime={day}>{dayInWords(page, day)}</time>

export function Day({ page, at }: { page: Page; at: Date }) {
  return <time datetime={at.toISOString().slice(0, 10)}>{page.say.day(at, page.zone ?? page.homeZone)}</time>
}
