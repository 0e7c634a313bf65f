import type { Reader } from '../../../platform/db.ts'
import type { Reading } from '../../../core/published.ts'
import type { Actor } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import { communities } from '../../communities/index.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

/** Mergers whose day for answers or for objections has passed. */
export async function dueMergers(db: Reader, now: Date): Promise<readonly string[]> {
  const today = dayIn(now)
  const rows = await db
    .selectFrom('merger')
    .select('id')
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'proposed'), where('answer_by', '<', today)]),
        where.and([where('state', '=', 'asking'), where('object_by', '<', today)]),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** Members whose objection is still here though they belong to the community no more. */
export async function leftBehind(db: Reader): Promise<readonly { readonly community: string; readonly member: string }[]> {
  const rows = await db.selectFrom('merger_objection').select(['ending_id as community', 'member_id as member']).execute()
  const left: { readonly community: string; readonly member: string }[] = []
  for (const [community, own] of Map.groupBy(rows, (row) => row.community)) {
    const members = await communities.memberIdsOf(db, community)
    left.push(...own.filter(({ member }) => !members.has(member)))
  }
  return left
}

/** Objections of somebody, while members are asked. */
export async function heldOfTies(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const objections: Readonly<Record<string, unknown>>[] = []
  for (const person of persons) {
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    for (const { id: community, me } of await communities.mine(db, { actor, now, outside })) {
      const rows = await db
        .selectFrom('merger_objection')
        .select('merger_id as merger')
        .where('ending_id', '=', community)
        .where('member_id', '=', me?.member ?? community)
        .execute()
      objections.push(...rows.map((row) => ({ identity: person, community, ...row })))
    }
  }
  return { objections }
}
