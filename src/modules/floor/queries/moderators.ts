import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'

/** Whether this actor decides about reports of what was said in the session: moderators of the body of the summit, and whoever runs the hub. */
export async function moderatesAt(db: Reader, session: string, actor: Actor): Promise<boolean> {
  if (actor.operator) return true
  const card = await gatherings.sessionById(db, session, 'en')
  return card !== null && (await organisations.standingOf(db, card.bodyId, actor.person)).moderator
}
