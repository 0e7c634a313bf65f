import { nobody } from '../../../core/actor.ts'
import type { Runner } from '../../../core/perform.ts'
import { readAfresh } from '../../../platform/replicas.ts'
import { profiles } from '../../profiles/index.ts'
import { namedNow, type Named } from './named.ts'

type Home = { readonly runner: Pick<Runner, 'db' | 'outside'> }

/** `open`: named to everybody who is signed out. */
type OpenNamed = Named & { readonly open: boolean }

async function readAll({ db, outside }: Home['runner'], now: Date): Promise<readonly OpenNamed[]> {
  const all = await namedNow(db, now)
  const ids = all.map(({ person }) => person)
  const names = await profiles.roleNames(db, { actor: nobody('en'), outside }, ids)
  return all.map((one) => ({ ...one, open: names.has(one.person) }))
}

const KEPT_SECONDS = 30

/** Read once and kept for half a minute, in this process; a deed that is done here lets go of it at once. */
export function openNamed({ runner }: Home): { all(): Promise<readonly OpenNamed[]>; forget(): void } {
  let kept: { readonly until: number; readonly all: Promise<readonly OpenNamed[]> } | null = null
  return {
    async all() {
      const now = runner.outside.now()
      if (kept === null || kept.until <= now.getTime()) {
        const all = readAfresh(() => readAll(runner, now))
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
