import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { askingPages } from './pages/asking.tsx'
import { byHandPages } from './pages/by-hand.tsx'
import { deskPages } from './pages/desk.tsx'
import { logPages } from './pages/log.tsx'
import { namingPages } from './pages/naming.tsx'
import type { Subjects } from './queries/subjects.ts'

export function pages(kit: Kit, subjects: Subjects): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [deskPages(kit, subjects), namingPages(kit, subjects), byHandPages(kit), logPages(kit), askingPages(kit, subjects)])
    app.route('/', part)
  return app
}
