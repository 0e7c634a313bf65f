import type { Actor } from '../../../core/actor.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { mayConvene, type Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import { standingOf } from './dialogue-facts.ts'

/** Whoever runs the hub may convene for any body: for those in the archive nobody does. */
export async function demandInUse(db: Reader, bodyId: string, { locale }: Pick<Actor, 'locale'>): Promise<void> {
  if ((await organisations.bodyCards(db, [bodyId], locale)).get(bodyId)?.archived === true) refuse(no('dialogue.body-archived'))
}

/** What somebody is in the body that is to convene. Who may convene in any body must still name one that is there. */
export async function bodyFacts(db: Reader, bodyId: string, actor: Actor): Promise<{ standing: Standing }> {
  const standing = await standingOf(db, bodyId, actor)
  const there = mayConvene(standing).ok ? await organisations.bodyCards(db, [bodyId], actor.locale) : null
  if (there?.size === 0) refuse(noFromHub('input.invalid', { field: 'bodyId' }), [{ field: 'bodyId', code: 'field.invalid', data: {} }])
  if (there !== null) await demandInUse(db, bodyId, actor)
  return { standing }
}
