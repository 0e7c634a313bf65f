import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { calendarPages } from './pages/calendars.ts'
import { callPages } from './pages/calls.tsx'
import { editionDeskPages } from './pages/edition-desk.tsx'
import { editionPages } from './pages/editions.tsx'
import { noteImportPages } from './pages/note-import.tsx'
import { notePages } from './pages/note.tsx'
import { peoplePages } from './pages/people.tsx'
import { runSheetPages } from './pages/run-sheet.tsx'
import { sessionPages } from './pages/sessions.tsx'
import { summitPages } from './pages/summits.tsx'

const PARTS = [
  notePages,
  noteImportPages,
  summitPages,
  editionPages,
  editionDeskPages,
  sessionPages,
  runSheetPages,
  peoplePages,
  callPages,
  calendarPages,
]

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of PARTS) app.route('/', part(kit))
  return app
}
