import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayChoose } from '../policy.ts'
import { heldHere } from '../queries/here.ts'
import { no } from '../refusals.ts'
import { communities } from '../../communities/index.ts'
import { at, told } from './announce-move.ts'

/** What somebody chooses for themselves hangs on the move and on their place in the community; both deeds ask the same. */
async function ofMember(tx: Tx, { input: { community }, ...reading }: Asked<{ readonly community: string }>) {
  return { ...(await heldHere(tx, reading, community)), me: await communities.membershipOf(tx, reading, community) }
}

export const declineMove = command({
  name: 'moves.decline',
  summary: 'Not to come along: nothing says on the other hub that one was there; what one wrote goes on without a name, or does not travel',
  route: 'PUT /communities/{community}/move/objection',
  limit: 'write',
  input: at.extend({ posts: z.enum(['keep', 'erase']) }),
  output: z.object({ community: z.string() }),
  facts: (tx, asked) => ofMember(tx, asked),
  may: ({ facts }) => mayChoose(facts.asking),
  async run(tx, { input, facts: { me } }) {
    if (me === null) return refuse(no('move.members-only'))
    const erases = input.posts === 'erase'
    await tx
      .insertInto('space_objection')
      .values({ community_id: input.community, member_id: me.member, erases })
      .onConflict((conflict) => conflict.constraint('space_objection_pk').doUpdateSet({ erases }))
      .execute()
    return { community: input.community }
  },
  tell: ({ input }) => [told('moves.choice.made', input.community)],
})

export const acceptMove = command({
  name: 'moves.accept',
  summary: 'To come along after all',
  route: 'DELETE /communities/{community}/move/objection',
  limit: 'write',
  input: at,
  output: z.object({ community: z.string() }),
  facts: (tx, asked) => ofMember(tx, asked),
  may: ({ facts }) => mayChoose(facts.asking),
  async run(tx, { input, facts: { me } }) {
    if (me === null) return refuse(no('move.members-only'))
    await tx.deleteFrom('space_objection').where('community_id', '=', input.community).where('member_id', '=', me.member).execute()
    return { community: input.community }
  },
  tell: ({ input }) => [told('moves.choice.made', input.community)],
})
