import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { asSteward } from '../policy.ts'
import { sealReason } from '../queries/requests.ts'
import { alsoGone } from '../queries/members-among.ts'
import { at, reasonField } from '../queries/shapes.ts'
import { standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'
import { dropMember, left } from './drop-member.ts'

/** They read the reason and may turn to whoever runs the hub. A steward is removed by nobody of the community. */
export const removeMember = command({
  name: 'communities.remove-member',
  summary: 'Take somebody out of a community, with a reason that they read. For stewards',
  route: 'POST /communities/{community}/members/{member}/removal',
  limit: 'write',
  input: at.extend({
    member: z.uuid(),
    reason: reasonField,
    banned: z.boolean().default(false).describe('They cannot come back, by none of their names; which these are stands nowhere'),
  }),
  output: z.object({ removed: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const row = await tx
      .selectFrom('community_member')
      .select(['role', 'account_tag'])
      .where('community_id', '=', input.community)
      .where('id', '=', input.member)
      .executeTakeFirst()
    // Nothing more is read for who may not do it: the time that it takes tells nothing.
    const may = row !== undefined && standing.me?.role === 'steward'
    const also = !may ? [] : await alsoGone(tx, outside.keys, { community: input.community, member: input.member })
    return { ...standing, other: row ?? null, also }
  },
  may: ({ input, actor, facts }) =>
    all(
      asSteward(actor, facts),
      facts.other === null ? no('community.member-missing') : yes,
      facts.me?.member === input.member ? no('community.not-yourself') : yes,
      facts.other?.role === 'steward' ? no('community.stewards-only') : yes,
    ),
  async run(tx, { input, facts, now, outside }) {
    const { community, member } = input
    const tag = facts.other?.account_tag
    if (tag === undefined) return { removed: false }
    const removal = {
      ...{ reason_sealed: sealReason(outside.keys, community, input.reason), banned: input.banned, removed_on: dayIn(now) },
      ...{ appeal_sealed: null, answer_sealed: null, answered_on: null },
    }
    await tx
      .insertInto('community_removal')
      .values({ community_id: community, account_tag: tag, ...removal })
      .onConflict((conflict) => conflict.columns(['community_id', 'account_tag']).doUpdateSet(removal))
      .execute()
    for (const one of facts.also) await dropMember(tx, { keys: outside.keys, now }, one)
    return { removed: await dropMember(tx, { keys: outside.keys, now }, { community, member }) }
  },
  tell: ({ input, facts }) =>
    [{ community: input.community, member: input.member }, ...facts.also].map((one) => left({ ...one, posts: 'keep' })),
})
