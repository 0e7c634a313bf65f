import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { leadingPages } from './pages/leading.tsx'
import { readingPages } from './pages/reading.tsx'
import { takingPartPages } from './pages/taking-part.tsx'
import { writingPages } from './pages/writing.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/posts/new` and `/posts/desk` go before `/posts/:post`.
  for (const part of [writingPages, takingPartPages, leadingPages, readingPages]) app.route('/', part(kit))
  return app
}
