import type { Runner } from '../../../core/perform.ts'
import { namedNow, type Named } from './named.ts'

type Home = { readonly runner: Pick<Runner, 'db' | 'outside'> }

const KEPT_SECONDS = 30

/** Read once and kept for half a minute, in this process; a deed that is done here lets go of it at once. */
export function openNamed({ runner }: Home): { all(): Promise<readonly Named[]>; forget(): void } {
  let kept: { readonly until: number; readonly all: Promise<readonly Named[]> } | null = null
  return {
    async all() {
      const now = runner.outside.now()
      if (kept === null || kept.until <= now.getTime()) {
        const all = namedNow(runner.db, now)
        kept = { until: now.getTime() + KEPT_SECONDS * 1000, all }
        // What failed is read again by the next page.
        all.catch(() => (kept = null))
      }
      return kept.all
    },
    forget() {
      kept = null
    },
  }
}

const kept = new WeakMap<object, ReturnType<typeof openNamed>>()

/** One for each hub of this process. */
export function namedIn({ runner }: Home): ReturnType<typeof openNamed> {
  const known = kept.get(runner.outside)
  if (known !== undefined) return known
  const made = openNamed({ runner })
  kept.set(runner.outside, made)
  return made
}
