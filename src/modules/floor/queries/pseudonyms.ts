import { alikeTo } from '#lookalike'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

/**
 * A pseudonym that can be taken for a speaker of the session, or for a pseudonym of somebody else on this floor, is not given: the key of a
 * message about the field, or null.
 */
export async function pseudonymFault(
  db: Reader,
  { session, pseudonym, own }: { readonly session: string; readonly pseudonym: string | null; readonly own: readonly string[] },
): Promise<'field.required' | 'field.pseudonym-taken' | null> {
  if (pseudonym === null) return 'field.required'
  const speakers = (await gatherings.blocksOf(db, session, 'en')).flatMap((block) => block.speakers.map(({ name }) => name))
  const alike = alikeTo([pseudonym])
  if (speakers.some(alike)) return 'field.pseudonym-taken'
  const rows = await db
    .selectFrom('floor_question')
    .select(['pseudonym', 'person_id as person'])
    .where('session_id', '=', session)
    .where('pseudonym', 'is not', null)
    .execute()
  const others = rows.filter(({ person }) => person === null || !own.includes(person))
  return others.some((row) => row.pseudonym !== null && alike(row.pseudonym)) ? 'field.pseudonym-taken' : null
}
