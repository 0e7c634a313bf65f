import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { circleOf, type Other } from './circle.ts'
import { entriesOf } from './entries.ts'
import { demandMember, type Asking } from './here.ts'

type Ref = { readonly session: string; readonly pair: string }

/**
 * A conversation as one of the two comes to it. Whoever is none of them, and whoever may not meet the other any more, finds nothing; it is
 * held against whatever else happens to it where a deed follows.
 */
export async function pairFacts(db: Reader, { session: id, pair: pairId }: Ref, asking: Asking, lock = true) {
  const standing = await demandMember(db, { id }, asking)
  const { session, me } = standing
  const select = db.selectFrom('encounter_pair').selectAll().where('session_id', '=', id).where('id', '=', pairId)
  const pair = (await (lock ? select.forUpdate() : select).executeTakeFirst()) ?? refuse(no('encounter.missing'))
  const first = pair.first_id === me.member
  if ((!first && pair.second_id !== me.member) || pair.state !== 'open') return refuse(no('encounter.missing'))
  const other = first ? pair.second_id : pair.first_id
  const { keys } = asking.outside
  const circle = await circleOf(db, { session, me }, { actor: asking.actor, keys }, await entriesOf(db, keys, id, [other]))
  const who: Other = circle.get(other) ?? refuse(no('encounter.missing'))
  return { ...standing, pair, who, first }
}
export type PairFacts = Awaited<ReturnType<typeof pairFacts>>

/** Which columns are mine and which theirs. */
export const sides = ({ pair, first }: Pick<PairFacts, 'pair' | 'first'>) => ({
  mine: {
    muted: first ? pair.first_muted : pair.second_muted,
    contact: first ? pair.first_contact : pair.second_contact,
    keeps: first ? pair.first_keeps : pair.second_keeps,
  },
  theirs: {
    contact: first ? pair.second_contact : pair.first_contact,
    keeps: first ? pair.second_keeps : pair.first_keeps,
  },
})
