import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { readingPages } from './pages/reading.tsx'
import { writingPages } from './pages/writing.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/ideas/new` goes before `/ideas/:idea`.
  for (const part of [writingPages, readingPages]) app.route('/', part(kit))
  return app
}
