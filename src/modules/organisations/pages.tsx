import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { bodyPages } from './pages/bodies.tsx'
import { officePages } from './pages/offices.tsx'
import { peoplePages } from './pages/people.tsx'
import { tendingPages } from './pages/tending.tsx'
import { verificationPages } from './pages/verification.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [bodyPages, peoplePages, officePages, tendingPages, verificationPages]) app.route('/', part(kit))
  return app
}
