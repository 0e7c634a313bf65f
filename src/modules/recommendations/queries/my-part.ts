import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import { registrations } from '../../registrations/index.ts'
import type { Choice } from '../tables.ts'
import { ownContributions, type Contribution } from './contribution-facts.ts'
import { ballotTags } from './holders.ts'

/** What the reader of a recommendation has to do with it; for their eyes alone. */
export type MyPart = {
  readonly attends: boolean
  /** In whose name they may speak too. */
  readonly bodies: readonly { readonly id: string; readonly name: string; readonly language: string }[]
  readonly own: readonly Contribution[]
  readonly stance: Contribution | null
  readonly minority: Contribution | null
  readonly choice: Choice | null
  /** They act for the body that is to answer. */
  readonly answersFor: boolean
}

type Of = { readonly id: string; readonly sessionId: string; readonly editionId: string; readonly addresseeBody: string | null }

export async function myPart(
  db: Reader,
  recommendation: Of,
  { actor, outside }: { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> },
): Promise<MyPart> {
  if (actor.person === null) return { attends: false, bodies: [], own: [], stance: null, minority: null, choice: null, answersFor: false }
  const bodies = await organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)
  const own = await ownContributions(db, recommendation, { actor, outside })
  const open = own.filter(({ state }) => state !== 'withdrawn')
  return {
    attends: (await registrations.attending(db, recommendation.editionId, actor.person)) !== null,
    bodies: bodies.map(({ id, name, language }) => ({ id, name, language })),
    own: open,
    stance: open.find(({ sort }) => sort === 'support' || sort === 'objection') ?? null,
    minority: open.find(({ sort }) => sort === 'minority') ?? null,
    choice: await choiceOf(db, recommendation, actor.account === null ? [] : ballotTags(recommendation.id, actor.account, outside)),
    answersFor: bodies.some(({ id }) => id === recommendation.addresseeBody),
  }
}

async function choiceOf(db: Reader, { sessionId, id }: Of, tags: readonly Buffer[]): Promise<Choice | null> {
  if (tags.length === 0) return null
  const row = await db
    .selectFrom('recommendation_ballot')
    .select('choice')
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .where('holder_tag', 'in', [...tags])
    .executeTakeFirst()
  return row?.choice ?? null
}
