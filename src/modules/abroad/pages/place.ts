import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { places } from '../../places/index.ts'
import { spotAt, type Spot } from '../queries/desk.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import type { Origins } from '../views/pieces.tsx'

/** Two letters, so that a file of the same page (`ie.rss`) is another address. */
export const COUNTRY = '/abroad/:country{[a-z][a-z]}'
export const TOWN = `${COUNTRY}/:town{[^./]+}`

export const spotOf = (c: PageContext, kit: Kit): Promise<Spot> =>
  spotAt(kit.runner.db, c.req.param('country') ?? '', c.req.param('town') ?? null, c.var.page.say.locale)

export function idAt(c: PageContext, name: 'item' | 'remark' | 'person'): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id)
    ? id
    : refuse(no(name === 'remark' ? 'abroad.remark-missing' : name === 'person' ? 'abroad.steward-missing' : 'abroad.item-missing'))
}

/** What the address says of where somebody's people are from; what is no place is left out without a word. */
export async function originsIn(c: PageContext, db: Reader): Promise<Origins> {
  const ids = (c.req.query('from') ?? '')
    .split(',')
    .slice(0, MOST.origins)
    .map((id) => (id.length === 2 ? id.toUpperCase() : id))
  const known = await places.named(db, ids, c.var.page.say.locale)
  return [...known.values()].toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** A page for those who keep something, or with a form that bears an id of its own: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

export type Values = Readonly<Record<string, string>>
export const valuesOf = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.text(name)]))

/** Somebody's text is in the language of the page on which they wrote it, unless they say another. */
export const languageOf = (c: PageContext, values: Values): string => values['language'] || c.var.page.say.locale

/** As what this reader asks. */
export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  ...{ actor: c.var.page.actor, now: c.var.page.now },
  outside: kit.runner.outside,
})
