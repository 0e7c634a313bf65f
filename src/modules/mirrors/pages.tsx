import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { deskPages } from './pages/desk.tsx'
import { spacePages } from './pages/space.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', deskPages(kit))
  app.route('/', spacePages(kit))
  return app
}
