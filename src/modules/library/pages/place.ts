import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Form } from '../../../web/form.ts'
import type { PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import type { Asking } from '../queries/facts.ts'
import type { BodyName } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { plain } from '../rules.ts'
import type { Values } from '../views/pieces.tsx'

export const askingOf = (c: PageContext): Asking => ({ actor: c.var.page.actor, now: c.var.page.now })

export function entryAt(c: PageContext): string {
  const id = c.req.param('entry') ?? ''
  return isUuid(id) ? id : refuse(no('library.missing'))
}

export function assistAt(c: PageContext): string {
  const id = c.req.param('assist') ?? ''
  return isUuid(id) ? id : refuse(no('assist.missing'))
}

export function pairAt(c: PageContext): { readonly assist: string; readonly body: string } {
  const body = c.req.param('body') ?? ''
  return { assist: assistAt(c), body: isUuid(body) ? body : refuse(no('assist.missing')) }
}

/** A private page, or one for those who write and read first: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

export const valuesOf = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.text(name)]))

/** A number as a schema reads it; what is none is given on for the schema to refuse beside its field. */
export const numberIn = (text: string | undefined): number | null => (text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null)

const namesIn = (text: string): readonly string[] =>
  text
    .split(/[,،;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Countries and towns by what somebody wrote. */
export async function placesCalled(db: Reader, text: string, locale: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (const name of namesIn(text)) {
    const [place] = await places.found(db, name, locale, 1)
    if (place === undefined) return unknown('places', name)
    ids.push(place.id)
  }
  return [...new Set(ids)]
}

export async function bodiesCalled(db: Reader, text: string, locale: string): Promise<readonly string[]> {
  const names = namesIn(text)
  if (names.length === 0) return []
  const all = await organisations.allBodies(db, locale)
  return [
    ...new Set(
      names.map((name) => all.find((body) => plain(body.name) === plain(name) || body.slug === name)?.id ?? unknown('bodies', name)),
    ),
  ]
}

const unknown = (field: string, name: string): never =>
  refuse(no('library.unknown-name', { name }), [{ field, code: 'library.unknown-name', data: { name } }])

/** Those for which somebody convenes, as a form offers them. */
export async function convening(db: Reader, { actor }: Asking): Promise<readonly BodyName[]> {
  const bodies = await organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)
  return bodies.map(({ id, slug, name, language }) => ({ id, slug, name, language }))
}

export async function topicOptions(db: Reader, locale: string) {
  const all = await topics.all(db, locale)
  return all.map(({ key, name, language, parent }) => ({ value: key, label: parent === null ? name : `– ${name}`, lang: language }))
}
