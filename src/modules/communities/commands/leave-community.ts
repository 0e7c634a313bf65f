import { z } from 'zod'
import { all } from '#base'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { asMember, leavesAnother } from '../policy.ts'
import { alsoGone } from '../queries/members-among.ts'
import { at } from '../queries/shapes.ts'
import { behindOf, countMembers, standingIn } from '../queries/standing.ts'
import { dropMember, left } from './drop-member.ts'

/** In silence: nobody is told, no list says so. Whoever comes back joins anew. */
export const leaveCommunity = command({
  name: 'communities.leave',
  summary: 'Leave a community. Nobody is told',
  route: 'DELETE /communities/{community}/membership',
  limit: 'write',
  whileLeaving: true,
  input: at.extend({
    posts: z.enum(['keep', 'erase']).default('keep').describe('What you wrote there stays under "somebody who has left", or goes'),
  }),
  output: z.object({ left: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const { me } = standing
    const also = me === null ? [] : await alsoGone(tx, outside.keys, { community: input.community, member: me.member })
    return { ...standing, ...(await countMembers(tx, input.community)), also }
  },
  may: ({ actor, facts }) => all(asMember(actor, facts), leavesAnother(facts.me, facts.stewards, facts.members)),
  async run(tx, { input, facts, now, outside }) {
    const member = facts.me?.member ?? ''
    const done = await dropMember(tx, { keys: outside.keys, now }, { community: input.community, member })
    for (const one of facts.also) await dropMember(tx, { keys: outside.keys, now }, one)
    await settleBody(tx, outside.keys, input.community, facts.shown?.body_id ?? null)
    return { left: done }
  },
  tell: ({ input, facts }) =>
    [{ community: input.community, member: facts.me?.member ?? '' }, ...facts.also].map((one) => left({ ...one, posts: input.posts })),
})

/** A body of a state does not stay behind a community as its only steward. */
export async function settleBody(tx: Tx, keys: Keys, community: string, body: string | null): Promise<void> {
  const behind = await behindOf(tx, keys, { body, community })
  if (behind?.government === true && behind.freeStewards === 0)
    await tx.updateTable('community').set({ body_id: null }).where('id', '=', community).execute()
}
