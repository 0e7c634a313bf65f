import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { demandHere, type Here } from '../queries/standing.ts'
import { no } from '../refusals.ts'

/** Where the conversations of a community lie. */
export const AT = '/communities/:slug/posts'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** The community of this address, for whoever reads there. What not everybody reads is kept nowhere. */
export async function hereOf(c: PageContext, kit: Kit): Promise<Here> {
  const here = await demandHere(kit.runner.db, readingOf(c, kit), { slug: c.req.param('slug') ?? '' })
  if (here.community.readable !== 'everybody' || here.community.me !== null) c.header('cache-control', 'private, no-store')
  return here
}

export function postAt(c: PageContext, name = 'post'): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(no('post.missing'))
}
