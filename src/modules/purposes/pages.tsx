import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { readingPages } from './pages/reading.tsx'
import { writingPages } from './pages/writing.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', writingPages(kit))
  app.route('/', readingPages(kit))
  return app
}
