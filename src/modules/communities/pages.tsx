import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { comingPages } from './pages/coming.tsx'
import { communityPages } from './pages/community.tsx'
import { findingPages } from './pages/finding.tsx'
import { foundingPages } from './pages/founding.tsx'
import { governingPages } from './pages/governing.tsx'
import { keepingPages } from './pages/keeping.tsx'
import { membersPages } from './pages/members.tsx'
import { ownPages } from './pages/own.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/communities/new` goes before `/communities/:slug`.
  for (const part of [findingPages, foundingPages, ownPages, comingPages, membersPages, keepingPages, governingPages, communityPages])
    app.route('/', part(kit))
  return app
}
