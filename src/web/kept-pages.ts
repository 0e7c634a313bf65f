import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { cookiesOf, isNobody } from './cookies.ts'
import { wholeAnswers } from './headers.ts'
import type { Env } from './page.ts'
import { zoneOf } from './time-zone.ts'
import { urlOf } from './url.ts'

const pack = promisify(gzip)

/** What no event tells (a name, a contact, a clock) is at most so old on a page that is kept. */
const KEPT_MS = 2000
const MOST_PAGES = 256
const MOST_FORGOTTEN = 1000

type Kept = {
  readonly scope: string
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
  readonly packed: Uint8Array<ArrayBuffer>
  readonly at: number
}

export type KeptPages = {
  readonly serve: MiddlewareHandler<Env>
  /** Something was told of what a page belongs to: it is drawn anew for the next reader. */
  forget(scope: string): void
}

/**
 * Pages for whoever is nobody here, kept for two seconds where whoever draws one says so (`keptUnder`, the scope to which it belongs): then it is the same
 * for all of them, in its language and time zone. A browser that brings anything else (a session, a guest's key, any cookie that is not known here, a query)
 * gets a page of its own, and none of those is ever kept. What is kept is revalidated by its content: drawn anew it is the same as long as its words are.
 */
export function keepPages({ secure, now }: { readonly secure: boolean; readonly now: () => Date }): KeptPages {
  const pages = new Map<string, Kept>()
  const drawing = new Map<string, { readonly scope: string; readonly page: Promise<Kept | null> }>()
  const forgotten = new Map<string, number>()
  let clock = 0
  let forgottenBefore = 0
  const whole = wholeAnswers(secure)
  const isFresh = ({ at }: Kept): boolean => Math.abs(now().getTime() - at) < KEPT_MS
  /** What was read before something was told may be older than that. */
  const keep = (key: string, page: Kept, since: number): void => {
    if ((forgotten.get(page.scope) ?? forgottenBefore) > since) return
    // Last in line again: what is read all the time is pushed out only by as many others drawn within two seconds, and then drawn once more.
    pages.delete(key)
    if (pages.size >= MOST_PAGES) for (const [oldest] of pages.entries().take(1)) pages.delete(oldest)
    pages.set(key, page)
  }
  const answer = (c: Context<Env>, { etag, headers, body, packed }: Kept): Response => {
    if (asksFor(c.req.header('if-none-match'), etag)) return whole(c, { status: 304, headers: { ...headers, etag }, body: null })
    if (!(c.req.header('accept-encoding') ?? '').includes('gzip')) return whole(c, { status: 200, headers: { ...headers, etag }, body })
    return whole(c, { status: 200, headers: { ...headers, etag, 'content-encoding': 'gzip' }, body: packed })
  }
  return {
    async serve(c, next) {
      const key = keyOf(c)
      if (key === null) return next()
      const known = pages.get(key)
      if (known !== undefined && isFresh(known)) return answer(c, known)
      // Of a page that was kept before, one draws it anew and the others wait; of others nobody knows yet whether they are the same for all.
      const under = drawing.get(key)
      const theirs = under === undefined ? null : await under.page
      if (theirs !== null) return answer(c, theirs)
      const since = clock
      const mine = Promise.withResolvers<Kept | null>()
      if (known !== undefined) drawing.set(key, { scope: known.scope, page: mine.promise })
      try {
        const at = now().getTime()
        await next()
        const page = await taken(c, at)
        mine.resolve(page)
        if (page === null) return
        keep(key, page, since)
        c.res = undefined
        c.res = answer(c, page)
      } finally {
        mine.resolve(null)
        if (drawing.get(key)?.page === mine.promise) drawing.delete(key)
      }
    },
    forget(scope) {
      clock += 1
      if (forgotten.size >= MOST_FORGOTTEN) {
        forgotten.clear()
        forgottenBefore = clock
      }
      forgotten.set(scope, clock)
      // Who comes from now on does not wait for what was read before.
      for (const all of [pages, drawing]) for (const [key, one] of all) if (one.scope === scope) all.delete(key)
    },
  }
}

const IN_A_LANGUAGE = /^\/[a-z]{2,3}\//

/** Null: a page of their own. The language stands in the address; the zone says in which hours times are shown. */
function keyOf(c: Context<Env>): string | null {
  if (c.req.method !== 'GET' || c.req.header('x-part') !== undefined || !isNobody(c)) return null
  const { pathname, search } = urlOf(c.req.raw)
  if (search !== '' || !IN_A_LANGUAGE.test(pathname)) return null
  const zone = Object.entries(cookiesOf(c)).find(([name]) => name.endsWith('zone'))?.[1]
  return `${pathname} ${zoneOf(zone) ?? ''}`
}

/** Never with a header that is meant for one reader. */
async function taken(c: Context<Env>, at: number): Promise<Kept | null> {
  const scope = c.var.keptUnder
  const { status, headers: drawn } = c.res
  if (scope === undefined || status !== 200 || drawn.has('set-cookie') || c.var.page.actor.account !== null) return null
  const body = new Uint8Array(await c.res.arrayBuffer())
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { 'content-type': drawn.get('content-type') ?? '', vary: 'accept-encoding' }
  return { scope, etag, headers, body, packed: new Uint8Array(await pack(body)), at }
}

/** `etag`: a weak one. */
export const asksFor = (asked: string | undefined, etag: string): boolean =>
  asked !== undefined && asked.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.slice(2))
