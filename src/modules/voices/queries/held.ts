import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { keeperTags } from './seals.ts'

/** Of whoever serves or holds a mandate. What others said to them is not theirs, and of those codes there is a count alone. */
export async function heldOfVoices(db: Reader, keys: Keys, { persons }: Own): Promise<HeldData> {
  if (persons.length === 0) return { intermediary: [], mandates: [], claims: [] }
  const serving = await db
    .selectFrom('voice_intermediary')
    .selectAll()
    .where('person_id', 'in', [...persons])
    .orderBy('asked_at')
    .execute()
  const intermediary = []
  for (const row of serving) {
    const { count } = await db
      .selectFrom('kept_voice')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('keeper_tag', 'in', [...keeperTags(keys, row.id)])
      .executeTakeFirstOrThrow()
    intermediary.push({
      ...{ identity: row.person_id, state: row.state, languages: row.languages, reach: row.reach, training: row.training },
      ...{ trainedOn: row.trained_on, termEnds: row.term_ends, listed: row.listed, codes: Number(count) },
    })
  }
  const mandates = await db
    .selectFrom('mandate')
    .select(['holder_id as identity', 'subject', 'may_say as maySay', 'may_not as mayNot', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('holder_id', 'in', [...persons])
    .orderBy('id')
    .execute()
  const claims = await db
    .selectFrom('mandate_claim')
    .innerJoin('mandate', 'mandate.id', 'mandate_claim.mandate_id')
    .select([
      'holder_id as identity',
      'mandate.subject as mandate',
      'sort',
      'scope_id as place',
      'mandate_claim.subject',
      'claimed_on as on',
    ])
    .where('holder_id', 'in', [...persons])
    .orderBy('scope_id')
    .orderBy('mandate_claim.subject')
    .execute()
  return { intermediary, mandates, claims }
}
