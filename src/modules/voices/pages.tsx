import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { codingPages } from './pages/coding.tsx'
import { givingPages } from './pages/giving.tsx'
import { keepingPages } from './pages/keeping.tsx'
import { readingPages } from './pages/reading.tsx'
import type { Said } from './queries/claims.ts'

export const pagesOf =
  (said: Said) =>
  (kit: Kit): Hono<Env> => {
    const app = new Hono<Env>()
    for (const part of [codingPages, keepingPages, givingPages]) app.route('/', part(kit, said))
    return app.route('/', readingPages(kit))
  }
