import { Hono } from 'hono'
import type { Publications } from '../../core/published.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { followingPages } from './pages/following.tsx'
import { openPages } from './pages/open.tsx'
import { readingPages } from './pages/reading.tsx'
import { recipePages } from './pages/recipes.tsx'

export function pages(kit: Kit, publications: Publications): Hono<Env> {
  const app = new Hono<Env>()
  // `/feeds/new` goes before `/feeds/:recipe`.
  for (const part of [readingPages, followingPages, recipePages, openPages]) app.route('/', part(kit, publications))
  return app
}
