import { Hono } from 'hono'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { checkingPages } from './pages/checking.tsx'
import { conveningPages } from './pages/convening.tsx'
import { kitPages } from './pages/kit.tsx'
import { moderatingPages } from './pages/moderating.tsx'
import { readingPages } from './pages/reading.tsx'
import { speakingPages } from './pages/speaking.tsx'
import { takingPartPages } from './pages/taking-part.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  // `/dialogues/new` goes before `/dialogues/:dialogue`.
  for (const part of [conveningPages, moderatingPages, takingPartPages, speakingPages, checkingPages, kitPages, readingPages])
    app.route('/', part(kit))
  return app
}
