import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { editingPages } from './pages/editing.tsx'
import { importingPages } from './pages/importing.tsx'
import { readingPages } from './pages/reading.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', readingPages(kit))
  app.route('/', importingPages(kit))
  app.route('/', editingPages(kit))
  return app
}
