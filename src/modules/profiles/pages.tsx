import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { cardPages } from './pages/card.tsx'
import { consentPages } from './pages/consents.tsx'
import { facetPages } from './pages/facets.tsx'
import { hidingPages } from './pages/hiding.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const part of [cardPages, facetPages, consentPages, hidingPages]) app.route('/', part(kit))
  return app
}
