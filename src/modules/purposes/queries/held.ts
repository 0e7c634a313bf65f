import type { Actor } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import type {} from '../tables.ts'

type Row = Readonly<Record<string, unknown>>

/** What somebody wrote here, in each community where they are, by each of their names. */
export async function heldOfPurposes(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const [purposes, entries, needs]: [Row[], Row[], Row[]] = [[], [], []]
  for (const person of persons) {
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    for (const { id: community, me } of await communities.mine(db, { actor, now, outside })) {
      if (me === null) continue
      const own = { identity: person, community }
      const begun = await db
        .selectFrom('purpose')
        .select(['id as purpose', 'goal', 'reached_when as reachedWhen', 'measured_by as measuredBy', 'method', 'risks', 'deadline'])
        .where('community_id', '=', community)
        .where('begun_by', '=', me.member)
        .execute()
      const written = await db
        .selectFrom('purpose_entry')
        .select(['purpose_id as purpose', 'happened_on as day', 'amount', 'step', 'text', 'source', 'language'])
        .where('community_id', '=', community)
        .where('member_id', '=', me.member)
        .execute()
      const asked = await db
        .selectFrom('purpose_need')
        .select(['purpose_id as purpose', 'text', 'language', 'path', 'until'])
        .where('community_id', '=', community)
        .where('member_id', '=', me.member)
        .execute()
      purposes.push(...begun.map((row) => ({ ...own, ...row })))
      entries.push(...written.map((row) => ({ ...own, ...row })))
      needs.push(...asked.map((row) => ({ ...own, ...row })))
    }
  }
  return { purposes, entries, needs }
}

type Left = { readonly community: string; readonly member: string }

/** Members of whom something stands here though they belong to the community no more. */
export async function leftBehind(db: Reader, reading: Reading): Promise<readonly Left[]> {
  const begun = db
    .selectFrom('purpose')
    .select('community_id as community')
    .select((eb) => eb.ref('begun_by').$notNull().as('member'))
  const written = db
    .selectFrom('purpose_entry')
    .select('community_id as community')
    .select((eb) => eb.ref('member_id').$notNull().as('member'))
  const asked = db
    .selectFrom('purpose_need')
    .select('community_id as community')
    .select((eb) => eb.ref('member_id').$notNull().as('member'))
  const held = await begun
    .where('begun_by', 'is not', null)
    .union(written.where('member_id', 'is not', null))
    .union(asked.where('member_id', 'is not', null))
    .execute()
  const left: Left[] = []
  for (const [community, own] of Map.groupBy(held, (row) => row.community)) {
    const there = await communities.authorsFor(
      db,
      reading,
      community,
      own.map(({ member }) => member),
    )
    left.push(...own.filter(({ member }) => !there.has(member)))
  }
  return left
}
