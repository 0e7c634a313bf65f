/** Words that every floor shares: names for ids, and the answer that a rule gives. No I/O, no library. */
declare const brand: unique symbol

/** An id that says what it names, so that a person's cannot be passed for a dialogue's. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun }

/** `busy`: try again later (a limit, a lock); every other kind says the same on a second try. */
export type Kind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'busy'

export type RefusalData = Readonly<Record<string, string | number>>
export type Refusal = { readonly code: string; readonly kind: Kind; readonly data: RefusalData }
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

export const yes: Verdict = { ok: true }

/** A room lists its refusals once; the no() that it gets back knows no other code. */
export function refusing<const Codes extends Readonly<Record<string, Kind>>>(codes: Codes) {
  return function no(code: keyof Codes & string, data: RefusalData = {}): Verdict {
    const kind: Kind | undefined = codes[code]
    if (kind === undefined) throw new TypeError(`no refusal is called ${code}`)
    return { ok: false, refusal: { code, kind, data } }
  }
}

/** The first refusal wins, so the order of the list is the order in which a person is told. */
export function all(...verdicts: Verdict[]): Verdict {
  return verdicts.find((verdict) => !verdict.ok) ?? yes
}

/** Whether a text is written as the database writes an id: what is not must not reach a column of ids. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** One for each zone that is asked for: to make one takes longer than to use it. */
const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day of a moment (2026-03-01) by the clock of a zone of the tz database; a RangeError for any other. */
export function dayIn(at: Date, zone: string): string {
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  calendars.set(zone, calendar)
  return calendar.format(at)
}

export { base64Of, bytesOfBase64, bytesOfHex, hexOf } from './encodings.ts'
export { jcs, type Json } from './jcs.ts'
export { sha256, sha256Into, type Digest } from './sha256.ts'
