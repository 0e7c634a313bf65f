import type { MiddlewareHandler } from 'hono'
import type { Log } from '../platform/log.ts'
import type { Env } from './page.ts'

/** By which way somebody tried to sign in, by the address without language and without `/api`. The address itself holds a token, and stays out. */
const WAYS: readonly (readonly [way: string, method: RegExp, path: RegExp])[] = [
  ['recovery-code', /^POST$/, /^\/sign-in\/code$/],
  ['passkey', /^POST$/, /^\/(sign-in\/passkey|sessions\/by-passkey)$/],
  ['owner-link', /^(GET|POST)$/, /^\/(sign-in\/owner\/[^/]+|operators)$/],
  ['provider', /^(GET|POST)$/, /^\/sign-in\/with\/.+$/],
  ['link', /^(GET|POST)$/, /^\/sign-in\/[^/]+$/],
  ['link', /^POST$/, /^\/sessions$/],
]

/** Whoever runs the hub sees in the log that somebody is trying; who, and from where, the log does not know. */
export function noteRefusedSignIns(log: Log): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    const { status } = c.res
    if (status < 400 || status >= 500) return
    const path = c.req.path.replace(/^\/api(?=\/)/, '')
    const way = WAYS.find(([, method, paths]) => method.test(c.req.method) && paths.test(path))?.[0]
    if (way !== undefined) log.warn({ way, status }, 'A sign-in was refused.')
  }
}
