import { isUuid } from '#base'
import { demand, refuse } from '../../../core/refused.ts'
import type { Sources } from '../../../core/citable.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Page, PageContext } from '../../../web/page.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { mayDraft } from '../policy.ts'
import { demandRecommendation, type At } from '../queries/facts.ts'
import { newestWordings, type Wording } from '../queries/wordings.ts'
import { no } from '../refusals.ts'

/** What the pages are made from: the hub, and what the other rooms let be cited. */
export type Room = { readonly kit: Kit; readonly sources: Sources }

/** Where the pages of a session lie. */
export const OF_SESSION = '/summits/:summit/:edition/sessions/:number'

export async function sessionAt(c: PageContext, { kit }: Room): Promise<SeenSession> {
  const [summit = '', edition = '', number = ''] = [c.req.param('summit'), c.req.param('edition'), c.req.param('number')]
  if (!/^\d{1,3}$/.test(number)) return refuse(no('recommendation.session-missing'))
  const seen = await gatherings.seenSession(kit.runner.db, { summit, edition, number: Number(number) }, c.var.page.actor)
  return seen ?? refuse(no('recommendation.session-missing'))
}

/** The same for the rapporteur alone. */
export async function benchAt(c: PageContext, room: Room): Promise<SeenSession> {
  const seen = await sessionAt(c, room)
  demand(mayDraft(c.var.page.actor, seen))
  return seen
}

export function idAt(c: PageContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(no('recommendation.missing'))
}

/** With the wording that holds now: every form shows it, and every way back is called by it. */
export type Worded = At & { readonly wording: Wording }

export async function recommendationIn(c: PageContext, { kit: { runner } }: Room): Promise<Worded> {
  const { actor, now } = c.var.page
  const at = await demandRecommendation(runner.db, idAt(c, 'recommendation'), { actor, now })
  const wording = (await newestWordings(runner.db, [at.recommendation])).get(at.recommendation.id)
  return wording === undefined ? refuse(no('recommendation.missing')) : { ...at, wording }
}

/** For a page that is somebody's own, or of those who lead: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

/** In which languages one can write here: those of the session, and those of the pages. */
export const languagesFor = (page: Page, { session }: Pick<SeenSession, 'session'>): readonly string[] => [
  ...new Set([page.say.locale, ...session.languages, ...page.locales]),
]

/** These fields of a form as they were written, for drawing it again. */
export const valuesOf = (form: Form, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, form.text(name)]))

/** An empty field stands for nothing. */
export const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
