import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type {} from '../tables.ts'

/** What this room can find again of an account. Reports, appeals and reports of pressure lead back to nobody, so they cannot be here. */
export async function heldOfModeration(db: Reader, keys: Keys, { account, persons }: Own): Promise<HeldData> {
  const mine = (scope: string, id: string, tag: Buffer | null): boolean =>
    tag !== null && keys.tags('decider', scope, id, account).some((known) => known.equals(tag))
  const firsts = await db
    .selectFrom('decision')
    .select([
      'scope_id',
      'case_id',
      'decider_tag',
      'outcome',
      'rule',
      'law',
      'facts',
      'language',
      'conflict',
      'decider_role as as',
      'decided_at as at',
    ])
    .orderBy('decided_at')
    .execute()
  const seconds = await db
    .selectFrom('appeal')
    .select(['scope_id', 'case_id', 'decider_tag', 'outcome', 'rule', 'law', 'reasons', 'reasons_language as language'])
    .select(['decider_role as as', 'decided_at as at'])
    .where('decided_at', 'is not', null)
    .orderBy('decided_at')
    .execute()
  const agreed = await db
    .selectFrom('decision')
    .select(['scope_id', 'case_id', 'second_tag as decider_tag', 'second_role as as', 'decided_at as at'])
    .where('second_tag', 'is not', null)
    .orderBy('decided_at')
    .execute()
  const proposed = await db
    .selectFrom('hiding_proposal')
    .select(['scope_id', 'case_id', 'proposer_tag as decider_tag', 'rule', 'law', 'facts', 'language', 'conflict'])
    .select(['proposer_role as as', 'proposed_at as at'])
    .orderBy('proposed_at')
    .execute()
  const own = <Row extends { scope_id: string; case_id: string; decider_tag: Buffer | null }>(rows: readonly Row[]) =>
    rows.flatMap(({ scope_id: scope, case_id: id, decider_tag: tag, ...row }) => (mine(scope, id, tag) ? [{ case: id, ...row }] : []))
  const circle =
    persons.length === 0
      ? []
      : await db
          .selectFrom('pressure_circle')
          .select(['person_id as identity', 'since'])
          .where('person_id', 'in', [...persons])
          .execute()
  const moderating =
    persons.length === 0
      ? []
      : await db
          .selectFrom('hub_moderator')
          .select(['person_id as identity', 'since', 'until', 'named'])
          .where('person_id', 'in', [...persons])
          .execute()
  return { decisions: own(firsts), appeals: own(seconds), agreed: own(agreed), proposed: own(proposed), circle, moderating }
}
