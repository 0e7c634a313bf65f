import type { Page } from './page.ts'

/**
 * A moment in two zones side by side: the reader's first, the home zone beside it. Where the reader's zone is not known
 * the home zone stands alone, and the script `times.js` fills the other in on the device.
 */
export function Moment({ page, at }: { page: Page; at: Date }) {
  const { say, zone, homeZone } = page
  const home = say.moment(at, homeZone)
  if (zone === homeZone) return <time datetime={at.toISOString()}>{home}</time>
  return (
    <span class="moment">
      <local-time hidden={zone === null} data-home={homeZone}>
        <time datetime={at.toISOString()}>{zone === null ? '' : say.moment(at, zone)}</time>{' '}
        <span class="quiet">{say('time.yours')} · </span>
      </local-time>
      <span>{home}</span> <span class="quiet">{say('time.home')}</span>
    </span>
  )
}

export function Day({ page, at }: { page: Page; at: Date }) {
  return <time datetime={at.toISOString().slice(0, 10)}>{page.say.day(at, page.zone ?? page.homeZone)}</time>
}
