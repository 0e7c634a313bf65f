import { Hono } from 'hono'
import type { Printer } from '../../platform/printing.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { assistingPages } from './pages/assisting.tsx'
import { browsingPages } from './pages/browsing.tsx'
import { keepingPages } from './pages/keeping.tsx'
import { paperPages } from './pages/paper.ts'
import { readingPages } from './pages/reading.tsx'
import { writingPages } from './pages/writing.tsx'

export function pages(kit: Kit, printer: Printer): Hono<Env> {
  const app = new Hono<Env>()
  // `/library/new` and the like go before `/library/:entry`.
  for (const part of [browsingPages, keepingPages, assistingPages, writingPages, readingPages]) app.route('/', part(kit))
  app.route('/', paperPages(kit, printer))
  return app
}
