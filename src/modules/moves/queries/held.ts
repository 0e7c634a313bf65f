import type { Actor } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import type {} from '../tables.ts'

/** What somebody chose where their community moves, by each of their names. */
export async function heldOfMoves(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const choices: Readonly<Record<string, unknown>>[] = []
  for (const person of persons) {
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    for (const { id: community, me } of await communities.mine(db, { actor, now, outside })) {
      if (me === null) continue
      const rows = await db
        .selectFrom('space_objection')
        .select('erases')
        .where('community_id', '=', community)
        .where('member_id', '=', me.member)
        .execute()
      choices.push(...rows.map((row) => ({ identity: person, community, ...row })))
    }
  }
  return { choices }
}

/** Members of whom something stands here though they belong to the community no more. */
export async function leftBehind(db: Reader): Promise<readonly { readonly community: string; readonly member: string }[]> {
  const objections = db.selectFrom('space_objection').select(['community_id as community', 'member_id as member'])
  const claims = db.selectFrom('space_claim').select(['community_id as community', 'member_id as member'])
  return communities.goneAmong(db, await objections.union(claims).execute())
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** For every member: that their community moves, and that it has moved. The line says of none which it is. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('community')) return []
  const now = outside.now()
  const rows = await db
    .selectFrom('space_move')
    .select(['community_id as community', 'id', 'announced_on as day'])
    .where('state', '=', 'announced')
    .execute()
  const told: News[] = []
  for (const { community, id, day } of rows) {
    // To the day: told from the beginning of it on, so that nobody who looked in the morning misses it.
    const at = noonOf(day) > now ? now : noonOf(day)
    if (noonOf(day) <= since && day !== since.toISOString().slice(0, 10)) continue
    const members = await communities.membersAmong(
      db,
      outside.keys,
      community,
      owners.map(({ account }) => account),
    )
    for (const account of members.keys())
      told.push({ account, key: `move/${id}`, sort: 'community', at, path: `/moves/${id}`, line: (say) => say('news.moves.announced') })
  }
  return told
}
