import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { dateOf } from '../rules.ts'
import { entriesOf } from './helped.ts'

/** What somebody asked is found by its private link alone, also where they were signed in: so it cannot be here. */
export async function heldOf(db: Reader, keys: Keys, { persons }: Own, now: Date): Promise<HeldData> {
  if (persons.length === 0) return { named: [], taken: [], helped: [] }
  const helped = await Promise.all(
    persons.map(async (identity) => {
      const entries = await entriesOf(db, keys, { person: identity, today: dateOf(now) })
      return entries.map(({ day, kind, number }) => ({ identity, day, kind, number }))
    }),
  )
  const named = await db.selectFrom('named_contact').selectAll().where('person_id', 'in', persons).orderBy('id').execute()
  const taken = await db
    .selectFrom('contact_question')
    .select(['id', 'state', 'answer_by'])
    .where('taken_by', 'in', persons)
    .orderBy('id')
    .execute()
  return {
    named: named.map(({ sort, subject, person_id: identity, deputy, about, languages, hours, reach, days, ...row }) => ({
      ...{ sort, subject, identity, deputy, about, languages, hours, reach, days },
      ...{ agreedOn: row.accepted_at === null ? null : dateOf(row.accepted_at), checkedOn: row.checked_on },
    })),
    helped: helped.flat(),
    taken: taken.map(({ id, state, answer_by: by }) => ({ question: id, state, answerBy: by })),
  }
}

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const named = await db
    .selectFrom('named_contact')
    .select('person_id as id')
    .distinct()
    .where('person_id', '>', least)
    .orderBy('person_id')
    .limit(PIECE)
    .execute()
  const taken = await db
    .selectFrom('contact_question')
    .select('taken_by as id')
    .distinct()
    .where('taken_by', '>', least)
    .orderBy('taken_by')
    .limit(PIECE)
    .execute()
  return [...new Set([...named, ...taken].flatMap(({ id }) => id ?? []))].toSorted().slice(0, PIECE)
}
