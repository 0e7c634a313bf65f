import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'

/** Whether they decide about what was reported there: moderators of the body that stands behind it, and whoever runs the hub. */
export async function mayModerate(db: Reader, community: string, actor: Actor): Promise<Verdict> {
  const body = await communities.bodyBehind(db, community)
  const moderator = body !== null && (await organisations.standingOf(db, body, actor.person)).moderator
  return all(
    actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'),
    actor.operator || moderator ? yes : no('post.moderators-only'),
  )
}
