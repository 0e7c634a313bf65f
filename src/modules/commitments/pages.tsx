import { Hono } from 'hono'
import type { Env } from '../../web/page.ts'
import { doingPages } from './pages/doing.tsx'
import { makingPages } from './pages/making.tsx'
import type { Room } from './pages/place.ts'
import { practicePages } from './pages/practices.tsx'
import { questionPages } from './pages/questions.tsx'
import { readingPages } from './pages/reading.tsx'
import { reportPages } from './pages/reports.tsx'

/** Plain words below /commitments go before ids. */
export function pages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [makingPages, reportPages, readingPages, questionPages, practicePages, doingPages]) app.route('/', part(room))
  return app
}
