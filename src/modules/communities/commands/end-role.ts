import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { asMember, heldByItself, leavesAnother } from '../policy.ts'
import { at } from '../queries/shapes.ts'
import { countMembers, standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { settleBody } from './leave-community.ts'

/** A steward ends the role of a facilitator or an offer; each lays down their own. A steward is ended by nobody else. */
export const endRole = command({
  name: 'communities.end-role',
  summary: 'Lay down your role, decline an offer, or (for stewards) end the role of a facilitator',
  route: 'DELETE /communities/{community}/members/{member}/role',
  limit: 'write',
  input: at.extend({ member: z.uuid() }),
  output: z.object({ ended: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const row = await tx
      .selectFrom('community_member')
      .select('role')
      .where('community_id', '=', input.community)
      .where('id', '=', input.member)
      .executeTakeFirst()
    return { ...standing, ...(await countMembers(tx, input.community)), other: row ?? null, own: standing.me?.member === input.member }
  },
  may: ({ actor, facts }) =>
    all(
      asMember(actor, facts),
      heldByItself(facts),
      facts.own || facts.me?.role === 'steward' ? yes : no('community.stewards-only'),
      facts.other === null ? no('community.member-missing') : yes,
      facts.own || facts.other?.role !== 'steward' ? yes : no('community.stewards-only'),
      facts.own ? leavesAnother(facts.me, facts.stewards, facts.members) : yes,
    ),
  async run(tx, { input, facts, outside }) {
    const { community, member } = input
    const offer = await tx
      .deleteFrom('community_offer')
      .where('community_id', '=', community)
      .where('member_id', '=', member)
      .executeTakeFirstOrThrow()
    // An offer that is declined leaves the role as it was.
    if (Number(offer.numDeletedRows) === 0)
      await tx
        .updateTable('community_member')
        .set({ role: 'member', looked_on: null })
        .where('community_id', '=', community)
        .where('id', '=', member)
        .execute()
    await settleBody(tx, outside.keys, community, facts.shown?.body_id ?? null)
    return { ended: true }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.role.ended',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
