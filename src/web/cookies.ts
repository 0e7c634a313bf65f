import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const DAY = 24 * 60 * 60

export type CookieName = 'session' | 'passkey' | 'passage' | 'language' | 'zone' | 'fresh' | `guest-${string}`

/** `__Host-` ties a cookie to this very host over https; on plain http (a trial on one's own machine) browsers refuse it. */
const full = (name: CookieName, secure: boolean): string => (secure ? `__Host-${name}` : name)

/** All that a request brought: five parts of the hub ask for one or another of them, and none of them changes. */
const brought = new WeakMap<Request, Readonly<Record<string, string>>>()

export function cookiesOf(c: Context): Readonly<Record<string, string>> {
  const known = brought.get(c.req.raw)
  if (known !== undefined) return known
  const cookies = getCookie(c)
  brought.set(c.req.raw, cookies)
  return cookies
}

export function readCookie(c: Context, name: CookieName, secure: boolean): string | undefined {
  const cookies = cookiesOf(c)
  const whole = full(name, secure)
  return Object.hasOwn(cookies, whole) ? cookies[whole] : undefined
}

export function writeCookie(c: Context, name: CookieName, value: string, options: { secure: boolean; days: number }): void {
  const { secure, days } = options
  setCookie(c, full(name, secure), value, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: days * DAY })
}

export function dropCookie(c: Context, name: CookieName, secure: boolean): void {
  deleteCookie(c, full(name, secure), { path: '/', secure })
}

/** Of a browser that keeps nothing else, nobody has signed in, taken part or begun anything. */
const HARMLESS = /^(__Host-)?(language|zone)$/

/** Whether whoever asks is nobody here: without a token, and with no cookie but those for language and time zone. */
export const isNobody = (c: Context): boolean =>
  c.req.header('authorization') === undefined && Object.keys(cookiesOf(c)).every((name) => HARMLESS.test(name))

const MOST_GUESTS = 20

/** The dialogues for which this browser holds a guest's cookie; whether it is genuine is for its reader to say. */
export function guestDialogues(c: Context, secure: boolean): readonly string[] {
  const start = full('guest-', secure)
  return Object.keys(cookiesOf(c))
    .filter((name) => name.startsWith(start))
    .slice(0, MOST_GUESTS)
    .map((name) => name.slice(start.length))
}
