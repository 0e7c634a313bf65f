import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import type { Values } from '../views/pieces.tsx'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** An id in the address; what is none names nothing. */
export function idAt(c: PageContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(no('voice.missing'))
}

/** No cache keeps it, and no page that it leads to learns where one came from. */
export function keepPrivate(c: PageContext): void {
  c.header('cache-control', 'private, no-store')
  c.header('referrer-policy', 'no-referrer')
}

export const valuesOf = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.text(name)]))

export const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** The id in the address of somebody's page, or alone. */
export const personIn = (text: string): string => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0] ?? text

export const subjectIn = (text: string): { readonly sort: string; readonly id: string } => {
  const [sort = '', id = ''] = text.split(':')
  return { sort, id }
}

const DONE = ['named', 'ended', 'serving', 'left', 'written', 'submitted', 'read', 'withdrawn', 'corrected', 'chosen', 'mandate', 'voted']
export const doneAt = (c: PageContext): string | null => DONE.find((one) => one === c.req.query('done')) ?? null

/** The bodies and communities of which the acting identity is steward. */
export async function stewardships(db: Reader, reading: Reading) {
  const { actor } = reading
  const bodies = await organisations.bodiesWhere(db, actor.person, 'steward', actor.locale)
  const own = await communities.mine(db, reading)
  return [
    ...bodies.map(({ id, name, language }) => ({ value: `body:${id}`, label: name, lang: language, sort: 'body' as const, id })),
    ...own
      .filter(({ me }) => me?.role === 'steward')
      .map(({ id, name, language }) => ({ value: `community:${id}`, label: name, lang: language, sort: 'community' as const, id })),
  ]
}
