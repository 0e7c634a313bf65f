import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { contactPages } from './pages/contacts.tsx'
import { meetingPages } from './pages/meeting.tsx'
import { roomPages } from './pages/rooms.tsx'
import { talkingPages } from './pages/talking.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/people/live`, `/people/rooms` and `/people/handed-over/:handed` go before `/people/:pair`.
  for (const part of [meetingPages, roomPages, talkingPages, contactPages]) app.route('/', part(kit))
  return app
}
