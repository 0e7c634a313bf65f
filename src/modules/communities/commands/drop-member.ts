import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { changeShelf, openPerson } from '../queries/shelf.ts'
import { countMembers } from '../queries/standing.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

/** All that says that this member belongs there goes. What they wrote is let go by the rooms that hear of it. */
export async function dropMember(
  tx: Tx,
  { keys, now }: { readonly keys: Keys; readonly now: Date },
  { community, member }: { readonly community: string; readonly member: string },
): Promise<boolean> {
  const row = await tx
    .deleteFrom('community_member')
    .where('community_id', '=', community)
    .where('id', '=', member)
    .returning('person_sealed')
    .executeTakeFirst()
  if (row === undefined) return false
  await tx.deleteFrom('community_offer').where('community_id', '=', community).where('member_id', '=', member).execute()
  await tx.deleteFrom('community_support').where('community_id', '=', community).where('member_id', '=', member).execute()
  await tx.deleteFrom('community_invitation').where('community_id', '=', community).where('member_id', '=', member).execute()
  await tx
    .deleteFrom('community_vouch')
    .where('community_id', '=', community)
    .where((where) => where.or([where('newcomer_id', '=', member), where('voucher_id', '=', member)]))
    .execute()
  await tx
    .updateTable('community_proposal')
    .set({ member_id: null })
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  await tx
    .updateTable('community_text')
    .set({ member_id: null })
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  await changeShelf(tx, keys, openPerson(keys, community, row.person_sealed), (held) => held.filter((one) => one !== community))
  await handOn(tx, community, now)
  return true
}

/** What two hold together is theirs. Else: without a steward it is offered to those who look after it already; without anybody it ends. */
async function handOn(tx: Tx, community: string, now: Date): Promise<void> {
  const held = await tx.selectFrom('community').select('jointly').where('id', '=', community).executeTakeFirst()
  if (held?.jointly === true) return
  const { members, stewards } = await countMembers(tx, community)
  if (members === 0)
    await tx
      .updateTable('community')
      .set({ state: 'ended', ended_at: now })
      .where('id', '=', community)
      .where('state', '=', 'running')
      .execute()
  if (members === 0 || stewards > 0) return
  const facilitators = await tx
    .selectFrom('community_member')
    .select('id')
    .where('community_id', '=', community)
    .where('role', '=', 'facilitator')
    .execute()
  if (facilitators.length > 0)
    await tx
      .insertInto('community_offer')
      .values(facilitators.map(({ id }) => ({ community_id: community, member_id: id, role: 'steward' as const, offered_on: dayIn(now) })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export type Left = { readonly community: string; readonly member: string; readonly posts: 'keep' | 'erase' }

/** For rooms in which somebody wrote: what becomes of it. The member's id leads to nobody any more. */
export const left = ({ community, member, posts }: Left): EventDraft => ({
  kind: 'communities.member.left',
  ...{ scope: community, subject: member, data: { posts }, visibility: 'internal', anonymous: true },
})
