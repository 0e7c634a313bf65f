import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations, type BodyCard } from '../../organisations/index.ts'
import type { TendFacts } from '../policy.ts'
import { no } from '../refusals.ts'

export type Tended = { readonly card: BodyCard; readonly facts: TendFacts }

/** The body at an address, and what the one who acts may do with its entry. */
export async function tendedBody(db: Reader, slug: string, actor: Pick<Actor, 'person' | 'locale'>): Promise<Tended> {
  const card = (await organisations.bodyBySlug(db, slug, actor.locale)) ?? refuse(no('directory.body-missing'))
  const { steward } = await organisations.standingOf(db, card.id, actor.person)
  return { card, facts: { steward, archived: card.archived } }
}

/** Whether somebody looks after any body here. */
export const tendsSome = async (db: Reader, { person, locale }: Pick<Actor, 'person' | 'locale'>): Promise<boolean> =>
  (await organisations.bodiesWhere(db, person, 'steward', locale)).length > 0
