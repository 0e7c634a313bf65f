import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import type { SeenSession } from '../../gatherings/index.ts'
import { demandSession } from '../queries/session-facts.ts'
import { no } from '../refusals.ts'

/** Where the pages of a session lie. */
export const AT = '/summits/:summit/:edition/sessions/:number'

/** The session that the address names, as this reader may know of it. */
export async function sessionAt(c: PageContext, kit: Kit): Promise<SeenSession> {
  const [summit = '', edition = '', number = ''] = [c.req.param('summit'), c.req.param('edition'), c.req.param('number')]
  if (!/^\d{1,3}$/.test(number)) return refuse(no('intervention.session-missing'))
  return demandSession(kit.runner.db, { summit, edition, number: Number(number) }, c.var.page.actor)
}

/** An id in the address; what is none names nothing. */
export function idAt(c: PageContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(no('intervention.missing'))
}

/** A private page, or one for those who work for the session: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

export const numberIn = (text: string): number | null => (/^\d{1,2}$/.test(text) ? Number(text) : null)
