import { dropCookie, readCookie, writeCookie } from '../../../web/cookies.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { SESSION_DAYS } from '../rules.ts'

/** The session that this browser holds, if any. */
export const heldSession = (c: PageContext, kit: Kit): string | undefined => readCookie(c, 'session', kit.secureCookies)?.slice(0, 200)

export const keepSession = (c: PageContext, kit: Kit, token: string): void =>
  writeCookie(c, 'session', token, { secure: kit.secureCookies, days: SESSION_DAYS })

export const dropSession = (c: PageContext, kit: Kit): void => dropCookie(c, 'session', kit.secureCookies)
