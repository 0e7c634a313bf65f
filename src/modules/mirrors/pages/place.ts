import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { demandHere, type Here } from '../queries/here.ts'
import { no } from '../refusals.ts'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** What not everybody sees, no cache keeps. */
export async function hereOf(c: PageContext, kit: Kit): Promise<Here> {
  const here = await demandHere(kit.runner.db, readingOf(c, kit), { slug: c.req.param('slug') ?? '' })
  if (here.community.access === 'hidden' || c.var.page.actor.account !== null) c.header('cache-control', 'private, no-store')
  return here
}

/** One that two hold together. */
export async function spaceAt(c: PageContext, kit: Kit): Promise<Here> {
  const here = await hereOf(c, kit)
  return here.community.jointly ? here : refuse(no('mirror.missing'))
}
