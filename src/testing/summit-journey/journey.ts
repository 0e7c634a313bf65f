import type { OpenHouse } from '../browser.ts'
import { complete, sent, takeSeat, type Seat } from './seats.ts'
import { memberNamed } from '../cast.ts'

/** The summit of the journey: each address follows from what its organiser types. */
export const EDITION = '/summits/bridges/fourth'
export const SESSION = `${EDITION}/sessions/2`

export type Journey = {
  readonly house: OpenHouse
  /** What went wrong in a browser without anybody seeing it. */
  readonly faults: string[]
  /** Convenes for the department: organiser and rapporteur; English. */
  readonly niamh: Seat
  /** In the chair; French. */
  readonly samir: Seat
  /** Takes part on a telephone; French. */
  readonly mai: Seat
  /** Takes part without any script; Arabic. */
  readonly idrissa: Seat
  /** Officer of the department: takes notes, and answers later; French. */
  readonly aoife: Seat
  /** Has no account and no script, on a telephone; Arabic. */
  readonly ana: Seat
  /** The day of the session, by the calendar. */
  readonly day: string
  /** What one chapter leaves to the next. */
  readonly left: { recommendation: string; amendment: string; intervention: string; own: string; releases: Map<string, Uint8Array> }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export async function setOut(house: OpenHouse): Promise<Journey> {
  const faults: string[] = []
  const wide = { width: 1280, faults }
  const [niamh, samir, mai, idrissa, aoife, ana] = await Promise.all([
    takeSeat(house, 'niamh', { locale: 'en', ...wide }),
    takeSeat(house, 'samir', { locale: 'fr', ...wide }),
    takeSeat(house, 'mai', { locale: 'fr', width: 360, faults }),
    takeSeat(house, 'idrissa', { locale: 'ar', javaScript: false, ...wide }),
    takeSeat(house, 'aoife', { locale: 'fr', ...wide }),
    takeSeat(house, null, { locale: 'ar', width: 360, javaScript: false, faults }),
  ])
  const day = new Date(nowOf(house) + DAY_MS).toISOString().slice(0, 10)
  const left = { recommendation: '', amendment: '', intervention: '', own: '', releases: new Map<string, Uint8Array>() }
  return { house, faults, niamh, samir, mai, idrissa, aoife, ana, day, left }
}

const nowOf = ({ hub }: OpenHouse): number => hub.runner.outside.now().getTime()

/** The hub's clock goes to so many days and hours after the session began (at nine in Dublin), and what it does by the clock is done. */
export async function comesTo({ house: { hub }, day }: Journey, days: number, hours = 0): Promise<void> {
  hub.setNow(new Date(Date.parse(`${day}T09:00:00Z`) + days * DAY_MS + hours * HOUR_MS))
  await worked(hub)
}

/** What the worker of a running hub does: listeners hear what happened, and each sweep is done once. */
export async function worked(hub: OpenHouse['hub']): Promise<void> {
  await hub.settle()
  await hub.sweep()
  await hub.settle()
}

/** A day so many days from now, as a form wants it; with `T`, an hour as well. */
export const dayIn = ({ house }: Journey, days: number): string => new Date(nowOf(house) + days * DAY_MS).toISOString().slice(0, 10)
export const hourIn = ({ house }: Journey, hours: number): string => new Date(nowOf(house) + hours * HOUR_MS).toISOString().slice(0, 16)

/** The identity of somebody of the cast. */
export const personOf = ({ house: { hub } }: Journey, name: 'samir' | 'niamh' | 'aoife'): string => memberNamed(hub.cast, name).person

/** Whoever was away for long signs in again, by the letter that the hub sends. */
export async function signInAgain({ house: { hub } }: Journey, seat: Seat, email: string): Promise<void> {
  await seat.visit('/sign-in')
  await complete(seat, '/sign-in', { email })
  await hub.settle()
  const letter = hub.letters.findLast(({ to }) => to === email)
  await seat.page.goto(/(http:\S+\/sign-in\/\S+)/.exec(letter?.text ?? '')?.[1] ?? 'about:blank')
  await sent(seat.page, seat.page.locator('main form button').first())
}
