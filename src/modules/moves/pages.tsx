import { Hono } from 'hono'
import type { Travelling } from '../../core/moving.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { arrivalPages } from './pages/arrival.tsx'
import { movePages } from './pages/move.tsx'

export const pagesOf =
  (travelling: readonly Travelling[]) =>
  (kit: Kit): Hono<Env> => {
    const app = new Hono<Env>()
    app.route('/', movePages(kit, travelling))
    app.route('/', arrivalPages(kit, travelling))
    return app
  }
