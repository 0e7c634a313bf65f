import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { callPages } from './pages/calls.tsx'
import { pulsePages } from './pages/pulses.tsx'
import type { FollowersOf } from './queries/audience.ts'

export function pages(kit: Kit, followersOf: FollowersOf): Hono<Env> {
  const app = new Hono<Env>()
  app.route('/', callPages(kit, followersOf))
  app.route('/', pulsePages(kit))
  return app
}
