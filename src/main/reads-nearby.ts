import type { MiddlewareHandler } from 'hono'
import type { Replicas } from '../platform/replicas.ts'
import { isNobody, writeCookie } from '../web/cookies.ts'
import type { Kit } from '../web/manifest.ts'
import type { Env } from '../web/page.ts'

/** What everybody may read, by the first part of its address. What is not named here is asked of the primary. */
const PUBLIC = new Set([
  ...['', 'abroad', 'bodies', 'calendars', 'commitments', 'communities', 'dialogues', 'directory', 'events', 'feeds', 'ideas'],
  ...['interventions', 'library', 'places', 'posts', 'practices', 'privacy', 'purposes', 'recommendations', 'search', 'summits', 'topics'],
])
/** Whoever has just written something reads what they wrote: longer than any copy in use is behind. */
const FRESH_SECONDS = 15

/**
 * Public pages for nobody in particular are read from a copy of the database. What the copy does not have yet, and what fails there, is asked of the
 * primary, by going the whole way again: a reading leaves nothing behind.
 */
export function readNearby(
  { secureCookies }: Pick<Kit, 'secureCookies'>,
  replicas: Pick<Replicas, 'reading'>,
  again: (request: Request, env: unknown) => Promise<Response> | Response,
): MiddlewareHandler<Env> {
  const asked = new WeakSet<Request>()
  return async (c, next) => {
    const { method } = c.req
    if (method !== 'GET' && method !== 'HEAD') {
      await next()
      if (isNobody(c)) writeCookie(c, 'fresh', '1', { secure: secureCookies, days: FRESH_SECONDS / 86_400 })
      return
    }
    const { raw } = c.req
    if (asked.has(raw) || !isPublic(c.req.path) || !isNobody(c)) return next()
    const near = await replicas.reading(() => next())
    if (near === null) return next()
    if (c.res.status !== 404 && c.res.status < 500) return
    asked.add(raw)
    c.res = await again(raw, c.env)
  }
}

const isPublic = (path: string): boolean => PUBLIC.has(path.split('/')[1] ?? '') && !path.endsWith('/live')
