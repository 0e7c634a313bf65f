import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { answeringPages } from './pages/answering.tsx'
import { calendarPages } from './pages/calendars.tsx'
import { keepingPages } from './pages/keeping.tsx'
import { picturePages } from './pages/pictures.tsx'
import { preparingPages } from './pages/preparing.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/events/new` goes before `/events/:event`.
  for (const part of [calendarPages, preparingPages, keepingPages, picturePages, answeringPages]) app.route('/', part(kit))
  return app
}
