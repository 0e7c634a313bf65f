import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Sources } from '../../../core/citable.ts'
import type { Option } from '../../../web/fields.tsx'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Page, PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { bodyNames, type BodyName } from '../queries/cards.ts'
import { demandCommitment } from '../queries/facts.ts'
import { readWhole, type Whole } from '../queries/read.ts'
import { no } from '../refusals.ts'
import { QUARTER } from '../rules.ts'

/** What the pages are made from: the hub, and what the other rooms let be cited. */
export type Room = { readonly kit: Kit; readonly sources: Sources }

export function idAt(c: PageContext): string {
  const id = c.req.param('commitment') ?? ''
  return isUuid(id) ? id : refuse(no('commitment.missing'))
}

export async function commitmentIn(c: PageContext, { kit: { runner }, sources }: Room): Promise<Whole> {
  const { actor, now } = c.var.page
  const at = await demandCommitment(runner.db, idAt(c), { actor, now })
  return readWhole(runner.db, sources, at, { actor, now, keys: runner.outside.keys })
}

export async function bodyIn(c: PageContext, { kit: { runner } }: Room): Promise<BodyName> {
  const { locale } = c.var.page.actor
  const card = await organisations.bodyBySlug(runner.db, c.req.param('body') ?? '', locale)
  if (card === null) return refuse(no('commitment.report-missing'))
  return (await bodyNames(runner.db, [card.id], locale))(card.id)
}

export function quarterIn(c: PageContext): string {
  const quarter = c.req.param('quarter') ?? ''
  return QUARTER.test(quarter) ? quarter : refuse(no('commitment.report-missing'))
}

/** For a page that is somebody's own: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

/** These fields of a form as they were written, for drawing it again; several values of one field stand in one text. */
export const valuesOf = (form: Form, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, form.all(name).join(' ').trim()]))

/** In which languages one can write here: the reader's, those of the pages, and what is there already. */
export const languagesFor = ({ say, locales }: Page, more: readonly string[] = []): readonly Option[] =>
  [...new Set([say.locale, ...more, ...locales])].map((value) => ({ value, label: say.language(value) }))

/** An empty field stands for nothing. */
export const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** As it is typed: half of those who write here put a comma where the other half puts a point. */
export const numberIn = (text: string | undefined): number =>
  text === undefined || text === '' ? Number.NaN : Number(text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'))

export const namedOptions = (bodies: readonly { readonly id: string; readonly name: string; readonly language: string }[]): Option[] =>
  bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))
