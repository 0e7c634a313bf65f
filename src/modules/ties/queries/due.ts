import type { Reader } from '../../../platform/db.ts'
import type { Reading } from '../../../core/published.ts'
import { nobody } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { GoneMember } from '../../../core/worker.ts'
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
export const leftBehind = async (db: Reader): Promise<readonly GoneMember[]> =>
  communities.goneAmong(db, await db.selectFrom('merger_objection').select(['ending_id as community', 'member_id as member']).execute())

/** Objections of somebody, while members are asked. */
export async function heldOfTies(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const objections: Readonly<Record<string, unknown>>[] = []
  for (const person of persons) {
    const actor = { ...nobody('en'), account, person }
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
