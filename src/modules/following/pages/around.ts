import type { Reading } from '../../../core/published.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'

/** Who reads this page, and when. */
export const readingAt = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** What only one reader may see stays with no one on the way. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')
