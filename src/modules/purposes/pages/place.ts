import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { demandHere, type Here } from '../queries/here.ts'
import { isShown, rowOf, type Row } from '../queries/rows.ts'
import { no } from '../refusals.ts'

/** Where what a community set out to reach lies. */
export const AT = '/communities/:slug/purposes'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** The community of this address, for whoever reads there. What not everybody reads is kept nowhere. */
export async function hereOf(c: PageContext, kit: Kit): Promise<Here> {
  const here = await demandHere(kit.runner.db, readingOf(c, kit), { slug: c.req.param('slug') ?? '' })
  if (here.community.readable !== 'everybody' || c.var.page.actor.account !== null) c.header('cache-control', 'private, no-store')
  return here
}

export async function purposeAt(c: PageContext, kit: Kit): Promise<{ readonly here: Here; readonly row: Row }> {
  const here = await hereOf(c, kit)
  const purpose = c.req.param('purpose') ?? ''
  const row = isUuid(purpose) ? await rowOf(kit.runner.db, { community: here.community.id, purpose }) : null
  return row === null || !isShown(row, here) ? refuse(no('purpose.missing')) : { here, row }
}
