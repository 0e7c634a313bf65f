/**
 * `<local-time>`: writes the moment in the reader's own zone into the `<time>` it holds. The zone comes from the
 * device and stays there; nothing is stored or sent. Without this script the home zone stands alone.
 */
class LocalTime extends HTMLElement {
  connectedCallback(): void {
    const time = this.querySelector('time')
    const at = new Date(time?.dateTime ?? '')
    // The server fills it where the reader chose a zone: that choice goes before the device's.
    if (time === null || time.textContent !== '' || Number.isNaN(at.getTime())) return
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    const { home } = this.dataset
    // Another name of the zone, or the same hour under another name: told twice it would only puzzle.
    if (home === undefined || clock(at, home) === clock(at, timeZone)) return
    // Beside hours of a day the hour is enough, as long as it is of the same day.
    const short = this.dataset['form'] === 'hour' && dayOf(at, home) === dayOf(at, timeZone)
    time.textContent = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, {
      ...(short ? {} : WHOLE),
      hour: 'numeric',
      minute: '2-digit',
    }).format(at)
    for (const part of this.querySelectorAll<HTMLElement>('[hidden]')) part.hidden = false
    this.hidden = false
  }
}

const WHOLE = { day: 'numeric', month: 'long', year: 'numeric', timeZoneName: 'short' } as const

const dayOf = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone }).format(at)

const clock = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)

customElements.define('local-time', LocalTime)

export {}
