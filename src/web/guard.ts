import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { no, refuse } from '../core/refused.ts'
import type { Keys } from '../platform/keys.ts'
import type { Env } from './page.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The hidden field `_form`: ours, and tied to the session that the page was drawn for. */
export function sealForm(keys: Keys, session: string | undefined): string {
  const holder = createHash('sha256')
    .update(session ?? '')
    .digest('base64url')
    .slice(0, 12)
  return keys.sign('form', holder)
}

/**
 * Turns away posts from other sites. Browsers say where a post comes from (Sec-Fetch-Site, Origin); JSON cannot be sent
 * across sites without leave. Old proxy browsers say nothing: their forms are known by the hidden field.
 */
export function guardPosts(
  keys: Keys,
  publicUrl: string,
  sessionOf: (c: Parameters<MiddlewareHandler<Env>>[0]) => string | undefined,
): MiddlewareHandler<Env> {
  const home = new URL(publicUrl).host
  return async (c, next) => {
    // No text of the database can hold this character: such an address names nothing.
    if (c.req.url.includes('%00')) return refuse(no('page.missing'))
    if (SAFE.has(c.req.method)) return next()
    const site = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    if (site !== undefined) {
      if (site === 'same-origin') return next()
      return refuse(no('post.foreign'))
    }
    if (origin !== undefined) {
      const host = URL.canParse(origin) ? new URL(origin).host : ''
      if (host !== '' && (host === home || host === c.req.header('host'))) return next()
      return refuse(no('post.foreign'))
    }
    const type = c.req.header('content-type') ?? ''
    if (type.startsWith('application/json')) return next()
    if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data')) {
      if (c.req.path.startsWith('/api/') && type === '') return next()
      return refuse(no('post.foreign'))
    }
    const body = await c.req.parseBody()
    if (body['_form'] === sealForm(keys, sessionOf(c))) return next()
    return refuse(no('post.foreign'))
  }
}
