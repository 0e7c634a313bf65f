import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import { registrations } from '../../registrations/index.ts'
import type { Entitled } from '../policy.ts'
import type { Office } from '../tables.ts'

type Keyed = Pick<Outside, 'keys'>

/** One voice of an account in a session, whatever the identity; the one in use first. */
export const holderTags = (sessionId: string, account: string, { keys }: Keyed): readonly Buffer[] =>
  keys.tags('recommendations', sessionId, account)

/** Apart from what the same account says: a dump does not tell who voted as they spoke. */
export const ballotTags = (recommendationId: string, account: string, { keys }: Keyed): readonly Buffer[] =>
  keys.tags('recommendation-ballot', recommendationId, account)

export const ownTags = (sessionId: string, { account }: Pick<Actor, 'account'>, keyed: Keyed): readonly Buffer[] =>
  account === null ? [] : holderTags(sessionId, account, keyed)

/** In whose name somebody speaks: a body with the office that they hold in it, or themselves. */
export type Speaking = Entitled & { readonly office: Office | null }

export async function speakingFor(db: Reader, actor: Actor, asked: { editionId: string; body: string | null }): Promise<Speaking> {
  if (asked.body === null) {
    const attends = (await registrations.attending(db, asked.editionId, actor.person)) !== null
    return { attends, forBody: null, office: null }
  }
  const standing = await organisations.standingOf(db, asked.body, actor.person)
  return { attends: false, forBody: standing.convener, office: standing.steward ? 'steward' : 'convener' }
}
