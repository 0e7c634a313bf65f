import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { capturingPages } from './pages/capturing.tsx'
import { readingPages } from './pages/reading.tsx'
import { speakingPages } from './pages/speaking.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/interventions/new` goes before `/interventions/:intervention`.
  for (const part of [capturingPages, speakingPages, readingPages]) app.route('/', part(kit))
  return app
}
