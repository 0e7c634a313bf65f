import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { contactPages } from './pages/contacts.tsx'
import { meetingPages } from './pages/meeting.tsx'
import { talkingPages } from './pages/talking.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/people/live` and `/people/handed-over/:handed` go before `/people/:pair`.
  for (const part of [meetingPages, talkingPages, contactPages]) app.route('/', part(kit))
  return app
}
