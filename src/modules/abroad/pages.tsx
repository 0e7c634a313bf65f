import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { choosingPages } from './pages/choosing.tsx'
import { itemPages } from './pages/items.tsx'
import { keepingPages } from './pages/keeping.tsx'
import { readingPages } from './pages/reading.tsx'

/** Words that are pages of their own come before the two letters of a country. */
export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', choosingPages(kit))
  app.route('/', itemPages(kit))
  app.route('/', keepingPages(kit))
  app.route('/', readingPages(kit))
  return app
}
