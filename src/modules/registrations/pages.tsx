import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { agendaPages } from './pages/agenda.tsx'
import { deskPages } from './pages/desk.tsx'
import { doorPages } from './pages/door.tsx'
import { registeringPages } from './pages/registering.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [registeringPages, deskPages, doorPages, agendaPages]) app.route('/', part(kit))
  return app
}
