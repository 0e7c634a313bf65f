import type { MiddlewareHandler } from 'hono'
import type { Env } from './page.ts'

/** What a browser sends by itself and what says who somebody is, or which page they came from. */
const OF_THE_SENDER = [
  'cookie',
  'authorization',
  'origin',
  'referer',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'sec-fetch-user',
]

const OPEN_TO_ALL = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
  'cross-origin-resource-policy': 'cross-origin',
}

/**
 * Addresses of these forms know nobody: a cookie, a token and the page somebody came from are taken off before anything reads them, and no
 * cookie is set. So those of the API can be asked from any page and by any program, and a post from another site is as good as any: it is JSON,
 * or the guard of posts refuses it.
 */
export function withoutSession(addresses: readonly RegExp[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!addresses.some((address) => address.test(c.req.path))) return next()
    const open = c.req.path.startsWith('/api/')
    if (open && c.req.method === 'OPTIONS') return c.body(null, 204, OPEN_TO_ALL)
    c.set('knowsNobody', true)
    for (const name of OF_THE_SENDER) c.req.raw.headers.delete(name)
    await next()
    if (open) for (const [name, value] of Object.entries(OPEN_TO_ALL)) c.res.headers.set(name, value)
    c.res.headers.delete('set-cookie')
    return undefined
  }
}
