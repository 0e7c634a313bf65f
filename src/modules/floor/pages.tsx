import { Hono } from 'hono'
import type { Receiver } from '../../core/receiver.ts'
import type { Kit } from '../../web/manifest.ts'
import type { Env } from '../../web/page.ts'
import { leadingPages } from './pages/leading.tsx'
import { readingPages } from './pages/reading.tsx'
import { recordingPages } from './pages/recording.tsx'
import { takingPartPages } from './pages/taking-part.tsx'

export const pagesOf =
  (receivers: readonly Receiver[]) =>
  (kit: Kit): Hono<Env> =>
    new Hono<Env>()
      .route('/', takingPartPages(kit))
      .route('/', leadingPages(kit, receivers))
      .route('/', recordingPages(kit, receivers))
      .route('/', readingPages(kit))
