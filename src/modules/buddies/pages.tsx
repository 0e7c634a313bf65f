import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { deciding } from './pages/deciding.tsx'
import { reading } from './pages/reading.tsx'
import { writing } from './pages/writing.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', reading(kit))
  app.route('/', writing(kit))
  app.route('/', deciding(kit))
  return app
}
