import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
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

const AT_ONCE = 1000

/** Whose names stand beside words here though they are gone. */
export const gonePersons = (db: Reader): Promise<readonly string[]> =>
  people.goneAmong(db, async (after) => {
    let select = db
      .selectFrom('recommendation_contribution')
      .select('person_id')
      .distinct()
      .where('person_id', 'is not', null)
      .orderBy('person_id')
      .limit(AT_ONCE)
    if (after !== null) select = select.where('person_id', '>', after)
    return (await select.execute()).flatMap(({ person_id: person }) => person ?? [])
  })
