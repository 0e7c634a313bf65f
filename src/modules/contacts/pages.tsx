import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { askingPages } from './pages/asking.tsx'
import { byHandPages } from './pages/by-hand.tsx'
import { deskPages } from './pages/desk.tsx'
import { namingPages } from './pages/naming.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [deskPages(kit), namingPages(kit), byHandPages(kit), askingPages(kit)]) app.route('/', part)
  return app
}
