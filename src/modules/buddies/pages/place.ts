import type { Reading } from '../../../core/published.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { demandHere, type Here } from '../queries/here.ts'
import type { Values } from '../views/pieces.tsx'

/** The pages of a community, and those of a country or a town. */
export const SHELVES = ['/communities/:slug/buddies', '/buddies/:place'] as const
export type Shelf = (typeof SHELVES)[number]

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** The place of this address. What somebody sees of it who is signed in is kept nowhere. */
export async function hereAt(c: PageContext, kit: Kit, shelf: Shelf): Promise<Here> {
  const by = shelf === '/buddies/:place' ? { sort: 'place' as const, id: c.req.param('place') ?? '' } : { slug: c.req.param('slug') ?? '' }
  const here = await demandHere(kit.runner.db, readingOf(c, kit), by)
  if (!here.open || c.var.page.actor.account !== null) c.header('cache-control', 'private, no-store')
  return here
}

export const whereOf = ({ sort, id }: Here) => ({ sort, place: id })

export const valuesIn = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.all(name)]))

/** What a program may send in any shape comes from a form as text; what is no number is none. */
export const numberIn = (form: Form, name: string): number => (/^\d{1,2}$/.test(form.text(name)) ? Number(form.text(name)) : 0)
