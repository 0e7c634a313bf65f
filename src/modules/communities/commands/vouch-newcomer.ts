import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayVouch, asMember } from '../policy.ts'
import { at } from '../queries/shapes.ts'
import { countVouches, standingIn, waitsFor } from '../queries/standing.ts'
import { dayIn, VOUCHES } from '../rules.ts'
import type {} from '../tables.ts'

export const vouchNewcomer = command({
  name: 'communities.vouch',
  summary: 'Vouch for a member who waits for it. The stewards alone learn who vouched',
  route: 'PUT /communities/{community}/members/{member}/vouch',
  limit: 'write',
  input: at.extend({ member: z.uuid() }),
  output: z.object({ vouched: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const waiting = standing.me === null ? null : await waitsFor(tx, input.community, input.member)
    return {
      ...standing,
      waits: standing.me !== null && standing.me.lapsesOn !== null,
      waiting,
      self: standing.me?.member === input.member,
    }
  },
  may: ({ actor, facts }) => mayVouch(actor, facts, facts.waiting === null ? null : { waits: facts.waiting !== 'nothing' }, facts.self),
  async run(tx, { input, facts, now }) {
    const sort = facts.waiting === 'role' ? 'role' : 'entry'
    const { community, member } = input
    await tx
      .insertInto('community_vouch')
      .values({ community_id: community, newcomer_id: member, voucher_id: facts.me?.member ?? '', sort, vouched_on: dayIn(now) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (sort === 'entry' && (await countVouches(tx, { community, member, sort })) >= VOUCHES)
      await tx
        .updateTable('community_member')
        .set({ lapses_on: null })
        .where('community_id', '=', community)
        .where('id', '=', member)
        .execute()
    return { vouched: true }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.vouch.given',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

/** Once two have vouched it holds; until then a word can be taken back. */
export const withdrawVouch = command({
  name: 'communities.withdraw-vouch',
  summary: 'Take back that you vouched for somebody',
  route: 'DELETE /communities/{community}/members/{member}/vouch',
  limit: 'write',
  input: at.extend({ member: z.uuid() }),
  output: z.object({ vouched: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { actor, now, outside }, input.community),
  may: ({ actor, facts }) => asMember(actor, facts),
  async run(tx, { input, facts }) {
    await tx
      .deleteFrom('community_vouch')
      .where('community_id', '=', input.community)
      .where('newcomer_id', '=', input.member)
      .where('voucher_id', '=', facts.me?.member ?? '')
      .execute()
    return { vouched: false }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.vouch.withdrawn',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
