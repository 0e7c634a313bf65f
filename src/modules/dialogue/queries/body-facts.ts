import type { Actor } from '../../../core/actor.ts'
import { no, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { mayConvene, type Standing } from '../policy.ts'
import { standingOf } from './dialogue-facts.ts'

/** What somebody is in the body that is to convene. Who may convene in any body must still name one that is there. */
export async function bodyFacts(db: Reader, bodyId: string, actor: Actor): Promise<{ standing: Standing }> {
  const standing = await standingOf(db, bodyId, actor)
  const there = mayConvene(standing).ok ? await organisations.bodyCards(db, [bodyId], actor.locale) : null
  if (there?.size === 0) refuse(no('input.invalid', { field: 'bodyId' }), [{ field: 'bodyId', code: 'field.invalid', data: {} }])
  return { standing }
}
