import { Hono } from 'hono'
import type { Env } from '../../web/page.ts'
import { checkingPages } from './pages/checking.tsx'
import { editingPages } from './pages/editing.tsx'
import { endorsingPages } from './pages/endorsing.tsx'
import type { Room } from './pages/place.ts'
import { readingPages } from './pages/reading.tsx'
import { writingPages } from './pages/writing.tsx'

export const pages = (room: Room): Hono<Env> =>
  new Hono<Env>()
    .route('/', readingPages(room))
    .route('/', endorsingPages(room))
    .route('/', checkingPages(room))
    .route('/', editingPages(room))
    .route('/', writingPages(room))
