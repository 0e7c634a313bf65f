import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { seenEdition, type SeenEdition } from '../queries/editions.ts'
import { seenSession, type SeenSession, type SessionAddress } from '../queries/sessions.ts'
import { no } from '../refusals.ts'

export const EDITION = '/summits/:summit/:edition'
export const SESSION = `${EDITION}/sessions/:number`

/** The edition of an address, with what the reader is to it. */
export async function editionAt(c: PageContext, kit: Kit): Promise<SeenEdition> {
  const { summit = '', edition = '' } = c.req.param()
  return (await seenEdition(kit.runner.db, { summit, edition }, c.var.page.actor)) ?? refuse(no('edition.missing'))
}

const NUMBER = /^[1-9]\d{0,2}$/

/** The parts of a session's address. */
export function addressOf(c: PageContext): SessionAddress {
  const { summit = '', edition = '', number = '' } = c.req.param()
  return NUMBER.test(number) ? { summit, edition, number: Number(number) } : refuse(no('summit-session.missing'))
}

/** The session of an address, with what the reader is in it. */
export const sessionAt = async (c: PageContext, kit: Kit): Promise<SeenSession> =>
  (await seenSession(kit.runner.db, addressOf(c), c.var.page.actor)) ?? refuse(no('summit-session.missing'))
