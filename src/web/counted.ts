import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { isSame } from '../platform/keys.ts'
import { LetterRefused, type Mailer } from '../platform/mail.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Env } from './page.ts'

/** Each request by how its route is written: what stood in the address is not known here. */
export function countRequests(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const template = matchedRoutes(c).findLast(({ path }) => path !== '/*' && path !== '*')?.path ?? 'none'
    metrics.request(template, c.res.status, (performance.now() - began) / 1000)
  }
}

/** For a program that says the token alone; to all others there is no such page. */
export function tellMetrics(metrics: Metrics, token: string): MiddlewareHandler<Env> {
  return async (c) => {
    const said = /^Bearer +(\S{1,500})\s*$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (!isSame(said, token)) return c.text('Not found.', 404)
    return c.body(await metrics.told(), 200, { 'content-type': metrics.type, 'cache-control': 'no-store' })
  }
}

/** The same mailer; whether a letter was taken is counted, and nothing about whom it was for. */
export const countLetters = (mailer: Mailer, metrics: Metrics): Mailer => ({
  ...mailer,
  async send(letter) {
    try {
      await mailer.send(letter)
      if (mailer.delivers) metrics.letter('handed-over')
    } catch (error) {
      metrics.letter(error instanceof LetterRefused ? 'refused' : 'failed')
      throw error
    }
  },
})
