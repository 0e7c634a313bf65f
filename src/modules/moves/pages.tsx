import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { arrivalPages } from './pages/arrival.tsx'
import { movePages } from './pages/move.tsx'
import type { Travels } from './rules.ts'

export const pagesOf =
  (travels: Travels) =>
  (kit: Kit): Hono<Env> => {
    const app = new Hono<Env>()
    app.route('/', movePages(kit, travels))
    app.route('/', arrivalPages(kit, travels))
    return app
  }
