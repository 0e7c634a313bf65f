import type { Mover, Stayer } from '../../../core/move-out.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { claimOf, standIn } from './claims.ts'
import type { Move } from './here.ts'

type Belonging = Pick<Mover, 'member' | 'account' | 'person'>
type Of = Pick<Move, 'id' | 'space' | 'sort'>

/** Everybody with an account who belongs to what moves; of a body also who held an office in it, for that is public and stays. */
export async function belongingTo(db: Reader, { keys }: Pick<Outside, 'keys'>, { id, space, sort }: Of): Promise<readonly Belonging[]> {
  if (sort === 'community') return communities.moving.membersToMove(db, keys, space)
  const accounts = await people.accountsOf(db, await organisations.moving.personsToMove(db, space))
  return [...accounts].map(([person, account]) => ({ member: standIn(keys, id, person), account, person }))
}

/** Who comes along, and of those who do not what becomes of their words. */
export async function moversOf(db: Reader, outside: Pick<Outside, 'keys'>, move: Of) {
  const all = await belongingTo(db, outside, move)
  const rows = await db.selectFrom('space_objection').select(['member_id', 'erases']).where('community_id', '=', move.space).execute()
  const objections = new Map(rows.map(({ member_id: member, erases }) => [member, erases]))
  const movers: Mover[] = []
  const stayers: Stayer[] = []
  for (const one of all) {
    const erases = objections.get(one.member)
    if (erases === undefined) movers.push({ ...one, token: claimOf(outside.keys, move.id, one.member) })
    else stayers.push({ member: one.member, account: one.account, posts: erases ? 'erase' : 'keep' })
  }
  return { movers, stayers }
}

/** What whoever asks is there; null: nothing. */
export async function ownBelonging(
  db: Reader,
  { keys }: Pick<Outside, 'keys'>,
  move: Of,
  { account, person }: { readonly account: string | null; readonly person: string | null },
): Promise<Belonging | null> {
  if (account === null || person === null) return null
  if (move.sort === 'body') {
    const there = await organisations.moving.personsToMove(db, move.space)
    return there.includes(person) ? { member: standIn(keys, move.id, person), account, person } : null
  }
  const there = (await communities.membersAmong(db, keys, move.space, [account])).get(account)
  return there === undefined ? null : { member: there.member, account }
}
