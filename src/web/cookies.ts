import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const DAY = 24 * 60 * 60

export type CookieName = 'session' | 'passkey' | 'passage' | 'language' | 'zone' | `guest-${string}`

/** `__Host-` ties a cookie to this very host over https; on plain http (a trial on one's own machine) browsers refuse it. */
const full = (name: CookieName, secure: boolean): string => (secure ? `__Host-${name}` : name)

export function readCookie(c: Context, name: CookieName, secure: boolean): string | undefined {
  return getCookie(c, full(name, secure))
}

export function writeCookie(c: Context, name: CookieName, value: string, options: { secure: boolean; days: number }): void {
  const { secure, days } = options
  setCookie(c, full(name, secure), value, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: days * DAY })
}

export function dropCookie(c: Context, name: CookieName, secure: boolean): void {
  deleteCookie(c, full(name, secure), { path: '/', secure })
}

const MOST_GUESTS = 20

/** The dialogues for which this browser holds a guest's cookie; whether it is genuine is for its reader to say. */
export function guestDialogues(c: Context, secure: boolean): readonly string[] {
  const start = full('guest-', secure)
  return Object.keys(getCookie(c))
    .filter((name) => name.startsWith(start))
    .slice(0, MOST_GUESTS)
    .map((name) => name.slice(start.length))
}
