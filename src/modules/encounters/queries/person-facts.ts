import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { ordered } from '../rules.ts'
import { circleOf } from './circle.ts'
import { entriesOf } from './entries.ts'
import { demandMember, holdMembers, type Asking } from './here.ts'
import { roomOf } from './rooms.ts'

type Ref = { readonly session: string; readonly entry: string }

/**
 * Somebody whom a member was shown, who asked them, with whom they talk, or who sits in the same room; anybody else is not there. Both are held, so that two who ask
 * one another at once meet.
 */
export async function personFacts(db: Reader, { session: id, entry }: Ref, asking: Asking) {
  const standing = await demandMember(db, { id }, asking)
  const { session, me } = standing
  const row = await db
    .selectFrom('encounter_entry')
    .select('member_id as member')
    .where('session_id', '=', id)
    .where('id', '=', entry)
    .executeTakeFirst()
  const other = row?.member ?? refuse(no('encounter.missing'))
  const [first, second] = ordered(me.member, other)
  await holdMembers(db, id, [first, second])
  const pair = await db
    .selectFrom('encounter_pair')
    .selectAll()
    .where('session_id', '=', id)
    .where('first_id', '=', first)
    .where('second_id', '=', second)
    .executeTakeFirst()
  const suggestion = await db
    .selectFrom('encounter_suggestion')
    .select('state')
    .where('session_id', '=', id)
    .where('member_id', '=', me.member)
    .where('other_id', '=', other)
    .executeTakeFirst()
  const asksMe = pair?.state === 'asked' && pair.asked_by === other
  const asked = pair !== undefined && pair.asked_by === me.member && pair.state !== 'open'
  const open = pair?.state === 'open'
  const suggested = suggestion?.state === 'open' && pair === undefined
  const room = await roomOf(db, id, me.member)
  const inRoom = room !== null && room === (await roomOf(db, id, other))
  const { keys } = asking.outside
  const circle = await circleOf(db, { session, me }, { actor: asking.actor, keys }, await entriesOf(db, keys, id, [other]))
  if (!circle.has(other) || !(asksMe || asked || open || suggested || inRoom)) return refuse(no('encounter.missing'))
  return { ...standing, other, first, second, pair: pair ?? null, asksMe, asked, open, suggested }
}
