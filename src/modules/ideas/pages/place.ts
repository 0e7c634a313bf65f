import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import type { SeenSession } from '../../gatherings/index.ts'
import { demandSession } from '../queries/call.ts'
import { no } from '../refusals.ts'

/** Where the pages of a session lie. */
export const AT = '/summits/:summit/:edition/sessions/:number'

export async function sessionAt(c: PageContext, kit: Kit): Promise<SeenSession> {
  const [summit = '', edition = '', number = ''] = [c.req.param('summit'), c.req.param('edition'), c.req.param('number')]
  if (!/^\d{1,3}$/.test(number)) return refuse(no('idea.session-missing'))
  return demandSession(kit.runner.db, { summit, edition, number: Number(number) }, c.var.page.actor)
}

export function ideaAt(c: PageContext): string {
  const id = c.req.param('idea') ?? ''
  return isUuid(id) ? id : refuse(no('idea.missing'))
}

/** A private page, or one for those who work for the session: no cache keeps it. */
export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

export const numberIn = (text: string): number | null => (/^\d{1,2}$/.test(text) ? Number(text) : null)
