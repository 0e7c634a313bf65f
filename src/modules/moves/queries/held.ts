import type { Actor } from '../../../core/actor.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import { ownHoldings } from '../../../core/move-out.ts'
import type { Travelling } from '../../../core/moving.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import type { Travels } from '../rules.ts'
import type {} from '../tables.ts'
import { standIn } from './claims.ts'
import { belongingTo } from './movers.ts'

/** What somebody chose where their community or their body moves, by each of their names. */
export async function heldOfMoves(db: Reader, outside: Reading['outside'], { account, persons }: Own, now: Date): Promise<HeldData> {
  const choices: Readonly<Record<string, unknown>>[] = []
  const chosen = async (space: string, member: string) =>
    db.selectFrom('space_objection').select('erases').where('community_id', '=', space).where('member_id', '=', member).execute()
  const bodies = await db.selectFrom('space_move').select(['id', 'community_id as space']).where('sort', '=', 'body').execute()
  for (const person of persons) {
    const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
    for (const { id: community, me } of await communities.mine(db, { actor, now, outside })) {
      if (me === null) continue
      choices.push(...(await chosen(community, me.member)).map((row) => ({ identity: person, community, ...row })))
    }
    for (const { id, space } of bodies) {
      const rows = await chosen(space, standIn(outside.keys, id, person))
      choices.push(...rows.map(() => ({ identity: person, body: space })))
    }
  }
  return { choices }
}

/** Members of whom something stands here though they belong to the community no more. What stands for somebody of a body leads to nobody, and goes with the move. */
export async function leftBehind(db: Reader): Promise<readonly { readonly community: string; readonly member: string }[]> {
  const objections = await db
    .selectFrom('space_objection')
    .innerJoin('space_move', 'space_move.community_id', 'space_objection.community_id')
    .select(['space_objection.community_id as community', 'member_id as member'])
    .where('space_move.sort', '=', 'community')
    .execute()
  const claims = await db
    .selectFrom('space_claim')
    .innerJoin('space_arrival', 'space_arrival.community_id', 'space_claim.community_id')
    .select(['space_claim.community_id as community', 'member_id as member'])
    .where('space_arrival.sort', '=', 'community')
    .execute()
  return communities.goneAmong(db, [...objections, ...claims])
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

type Moving = Parameters<typeof belongingTo>[2]

/** Whom an announcement is for: who belongs to it, and who took part in something of it. */
async function concerned(db: Reader, outside: Reading['outside'], move: Moving, owners: readonly Own[], all: readonly Travelling[]) {
  const asked = owners.map(({ account }) => account)
  if (move.sort === 'community') return [...(await communities.membersAmong(db, outside.keys, move.space, asked)).keys()]
  const belonging = new Set((await belongingTo(db, outside, move)).map(({ account }) => account))
  const found: string[] = []
  for (const account of asked) {
    const at = { db, keys: outside.keys, space: move.space }
    if (belonging.has(account) || (await ownHoldings(at, account, all)).length > 0) found.push(account)
  }
  return found
}

/** That what they belong to, or took part in, moves. The line says of none which it is. */
export const newsOf =
  (travels: Travels) =>
  async (
    { runner: { db, outside } }: { readonly runner: Runner },
    { owners, since, sorts, urgent }: NewsAsked,
  ): Promise<readonly News[]> => {
    if (urgent === true || !sorts.includes('community')) return []
    const now = outside.now()
    const rows = await db
      .selectFrom('space_move')
      .select(['community_id as space', 'sort', 'id', 'announced_on as day'])
      .where('state', '=', 'announced')
      .execute()
    const told: News[] = []
    for (const { day, ...move } of rows) {
      // To the day: told from the beginning of it on, so that nobody who looked in the morning misses it.
      const at = noonOf(day) > now ? now : noonOf(day)
      if (noonOf(day) <= since && day !== since.toISOString().slice(0, 10)) continue
      for (const account of await concerned(db, outside, move, owners, travels.body.travelling))
        told.push({
          ...{ account, key: `move/${move.id}`, sort: 'community', at, path: `/moves/${move.id}` },
          line: (say) => say(move.sort === 'body' ? 'news.moves.announced-body' : 'news.moves.announced'),
        })
    }
    return told
  }
