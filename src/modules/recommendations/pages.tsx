import { Hono } from 'hono'
import type { Env } from '../../web/page.ts'
import { draftingPages } from './pages/drafting.tsx'
import { leadingPages } from './pages/leading.tsx'
import type { Room } from './pages/place.ts'
import { readingPages } from './pages/reading.tsx'
import { speakingPages } from './pages/speaking.tsx'
import { translatingPages } from './pages/translating.tsx'

export function pages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [readingPages, draftingPages, speakingPages, leadingPages, translatingPages]) app.route('/', part(room))
  return app
}
