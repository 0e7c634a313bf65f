import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { no, refuse } from '../core/refused.ts'
import type { Keys } from '../platform/keys.ts'
import { formBody } from './form.ts'
import type { Env, PageContext } from './page.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * One press in a mail program ends its letters (RFC 8058): its server posts without a page of ours and without a cookie. The signed address is all
 * that counts there, and all that it can do; who knows it could as well post it by hand. A mail server hands in what came back with a secret in a
 * header that no page of another site can send, and without a cookie. A witness of the public log hands in a signature, which is all that counts.
 */
const BY_ADDRESS_ALONE = /^\/letters\/stop\/[^/]+$|^\/mail\/bounces$|^\/log\/(\d+\/)?cosignature$/

/** The hidden field `_form`: ours, and tied to the session that the page was drawn for. */
export function sealForm(keys: Keys, session: string | undefined): string {
  return keys.sign('form', holderOf(session))
}

const holderOf = (session: string | undefined): string =>
  createHash('sha256')
    .update(session ?? '')
    .digest('base64url')
    .slice(0, 12)

const isJson = (c: PageContext): boolean => /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')

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
    if (SAFE.has(c.req.method) || (c.req.method === 'POST' && BY_ADDRESS_ALONE.test(c.req.path))) return next()
    // Nobody is known here in whose name another site could send something; a form or a text is no question that is asked here.
    if (c.var.knowsNobody) return isJson(c) ? next() : refuse(no('request.not-json'))
    // No browser sends a token by itself, so no other site can make one do it.
    if (c.var.page?.actor?.token !== undefined) return next()
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
    if (isJson(c)) return next()
    const type = c.req.header('content-type') ?? ''
    if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data')) {
      if (c.req.path.startsWith('/api/') && type === '') return next()
      return refuse(no('post.foreign'))
    }
    const { _form: given } = await formBody(c)
    if (typeof given === 'string' && keys.verify('form', given) === holderOf(sessionOf(c))) return next()
    return refuse(no('post.foreign'))
  }
}
