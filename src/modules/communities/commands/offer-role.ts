import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { asSteward, inRunning, asMember } from '../policy.ts'
import { at } from '../queries/shapes.ts'
import { standingIn, isOfficer, countVouches } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { dayIn, mayLookAfter, VOUCHES } from '../rules.ts'
import type {} from '../tables.ts'
import { refuse } from '../../../core/refused.ts'

export const offerRole = command({
  name: 'communities.offer-role',
  summary: 'Offer a member to be facilitator or steward. For stewards; it holds once it is accepted',
  route: 'PUT /communities/{community}/members/{member}/offer',
  limit: 'write',
  input: at.extend({ member: z.uuid(), role: z.enum(['facilitator', 'steward']) }),
  output: z.object({ role: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    const row = await tx
      .selectFrom('community_member')
      .select(['role', 'lapses_on'])
      .where('community_id', '=', input.community)
      .where('id', '=', input.member)
      .executeTakeFirst()
    return { ...standing, other: row ?? null }
  },
  may: ({ input, actor, facts }) =>
    all(
      asSteward(actor, facts),
      inRunning(facts),
      facts.other === null ? no('community.member-missing') : yes,
      facts.me?.member === input.member ? no('community.not-yourself') : yes,
    ),
  async run(tx, { input, now }) {
    const offered = { role: input.role, offered_on: dayIn(now) }
    await tx
      .insertInto('community_offer')
      .values({ community_id: input.community, member_id: input.member, ...offered })
      .onConflict((conflict) => conflict.columns(['community_id', 'member_id']).doUpdateSet(offered))
      .execute()
    return { role: input.role }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.role.offered',
      ...{ scope: input.community, subject: input.community, data: { role: input.role }, visibility: 'internal', anonymous: true },
    },
  ],
})

/** Among the young two other members vouch first for whoever is to look after them. */
export const acceptRole = command({
  name: 'communities.accept-role',
  summary: 'Accept the role that a steward offered you. Others then see by which name you look after the community',
  route: 'POST /communities/{community}/offer/acceptance',
  limit: 'write',
  input: at,
  output: z.object({ role: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const member = standing.me?.member
    const offer =
      member === undefined
        ? undefined
        : await tx
            .selectFrom('community_offer')
            .select('role')
            .where('community_id', '=', input.community)
            .where('member_id', '=', member)
            .executeTakeFirst()
    const vouches = member === undefined ? 0 : await countVouches(tx, { community: input.community, member, sort: 'role' })
    return { ...standing, role: offer?.role ?? null, vouches, mine: await isOfficer(tx, actor) }
  },
  may: ({ actor, facts }) =>
    all(
      asMember(actor, facts),
      inRunning(facts),
      facts.role === null ? no('community.offer-missing') : yes,
      facts.shown === null ? no('community.missing') : mayLookAfter(facts.shown, facts.mine),
      facts.shown?.youth === true && facts.me?.role === 'member' && facts.vouches < VOUCHES
        ? no('community.vouches-missing', { needed: VOUCHES })
        : yes,
    ),
  async run(tx, { input, facts }) {
    const role = facts.role ?? refuse(no('community.offer-missing'))
    const member = facts.me?.member ?? ''
    await tx.updateTable('community_member').set({ role }).where('community_id', '=', input.community).where('id', '=', member).execute()
    await tx.deleteFrom('community_offer').where('community_id', '=', input.community).where('member_id', '=', member).execute()
    return { role }
  },
  tell: ({ input, result }) => [
    {
      kind: 'communities.role.accepted',
      ...{ scope: input.community, subject: input.community, data: { role: result.role }, visibility: 'internal', anonymous: true },
    },
  ],
})
