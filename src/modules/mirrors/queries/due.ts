import { nobody } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reading } from '../../../core/published.ts'
import type { GoneMember } from '../../../core/worker.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { sideOfMember } from './held-together.ts'
import type {} from '../tables.ts'

/** Members of whom something is here though they belong to that community no more. */
export async function leftBehind(db: Reader): Promise<readonly GoneMember[]> {
  const rows = [
    ...(await db.selectFrom('mirror_member').select(['community_id as community', 'member_id as member']).execute()),
    ...(await db.selectFrom('mirror_facilitator').select(['community_id as community', 'member_id as member']).execute()),
    ...(await db.selectFrom('mirror_offer').select(['community_id as community', 'member_id as member']).execute()),
  ]
  return communities.goneAmong(db, rows)
}

type Rows = Readonly<Record<string, unknown>>[]

/** From which side somebody comes, for which they look after a space, and which have named them. */
export async function heldOfMirrors(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const [sides, facilitating, named]: readonly [Rows, Rows, Rows] = [[], [], []]
  for (const person of persons) {
    const actor = { ...nobody('en'), account, person }
    for (const { id: community, jointly, me } of await communities.mine(db, { actor, now, outside })) {
      const whose = { space: community, member: me?.member ?? community }
      const own = jointly ? await sideOfMember(db, { outside }, whose) : null
      if (own !== null) sides.push({ identity: person, community, ...own })
      const roles = await db
        .selectFrom('mirror_facilitator')
        .select('of_from as forTheSideThatProposed')
        .where('community_id', '=', community)
        .where('member_id', '=', whose.member)
        .execute()
      facilitating.push(...roles.map((row) => ({ identity: person, community, ...row })))
      const offers = await db
        .selectFrom('mirror_offer')
        .select(['mirror_id as mirror', 'offered_on as on'])
        .where('community_id', '=', community)
        .where('member_id', '=', whose.member)
        .execute()
      named.push(...offers.map((row) => ({ identity: person, community, ...row })))
    }
  }
  return { sides, facilitating, named }
}
