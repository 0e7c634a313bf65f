import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type {} from '../tables.ts'
import { ballotTags, holderTags } from './holders.ts'

/** All that an account wrote about recommendations, under whichever name, and how it voted; found by the tags of each session. */
export async function heldOfRecommendations(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const sessions = await db.selectFrom('recommendation_contribution').select('session_id as id').distinct().execute()
  const asked = await db.selectFrom('recommendation_ballot').select('recommendation_id as id').distinct().execute()
  const tags = sessions.flatMap(({ id }) => holderTags(id, account, { keys }))
  const ballots = asked.flatMap(({ id }) => ballotTags(id, account, { keys }))
  return { contributions: await contributionsBy(db, tags), ballots: await ballotsBy(db, ballots) }
}

async function contributionsBy(db: Reader, tags: readonly Buffer[]) {
  if (tags.length === 0) return []
  return db
    .selectFrom('recommendation_contribution')
    .select([
      ...(['recommendation_id as recommendation', 'sort', 'attribution', 'person_id as identity', 'label', 'text', 'language'] as const),
      ...(['proposed_title as proposedTitle', 'proposed_text as proposedText', 'proposed_call as proposedCall', 'state'] as const),
      ...(['written_on as writtenOn', 'reply', 'hidden_for as hiddenFor'] as const),
    ])
    .where('holder_tag', 'in', [...tags])
    .orderBy('written_on')
    .orderBy('id')
    .execute()
}

async function ballotsBy(db: Reader, tags: readonly Buffer[]) {
  if (tags.length === 0) return []
  return db
    .selectFrom('recommendation_ballot')
    .select(['recommendation_id as recommendation', 'choice'])
    .where('holder_tag', 'in', [...tags])
    .orderBy('recommendation_id')
    .execute()
}
