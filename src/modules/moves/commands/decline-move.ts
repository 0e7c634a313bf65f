import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import type { SpaceSort } from '../../../core/moving.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayChoose } from '../policy.ts'
import { heldHere } from '../queries/here.ts'
import { ownBelonging } from '../queries/movers.ts'
import { no } from '../refusals.ts'
import { at, told } from './announce-move.ts'

/** What somebody chooses for themselves hangs on the move and on their place in the space; both deeds ask the same. */
async function ofMember(tx: Tx, { input: { space }, ...reading }: Asked<{ readonly space: string }>, sort: SpaceSort) {
  const here = await heldHere(tx, reading, sort, space)
  return { ...here, me: here.move === null ? null : await ownBelonging(tx, reading.outside, here.move, reading.actor) }
}

const declining = (sort: SpaceSort, name: string, said: { readonly summary: string; readonly route: `PUT /${string}` }) =>
  command({
    name,
    summary: said.summary,
    route: said.route,
    limit: 'write',
    // Words of a body are public and stand in its name; of a community they are their author's.
    input: at.extend({ posts: sort === 'body' ? z.literal('keep').default('keep') : z.enum(['keep', 'erase']) }),
    output: z.object({ space: z.string() }),
    facts: (tx, asked) => ofMember(tx, asked, sort),
    may: ({ facts }) => mayChoose(facts.asking),
    async run(tx, { input, facts: { me } }) {
      if (me === null) return refuse(no('move.members-only'))
      const erases = input.posts === 'erase'
      await tx
        .insertInto('space_objection')
        .values({ community_id: input.space, member_id: me.member, erases })
        .onConflict((conflict) => conflict.constraint('space_objection_pk').doUpdateSet({ erases }))
        .execute()
      return { space: input.space }
    },
    tell: ({ input }) => [told('moves.choice.made', input.space)],
  })

export const declineMove = declining('community', 'moves.decline', {
  summary: 'Not to come along: nothing says on the other hub that one was there; what one wrote goes on without a name, or does not travel',
  route: 'PUT /communities/{space}/move/objection',
})

export const declineBodyMove = declining('body', 'moves.decline-body', {
  summary: 'Not to come along with a body: an office ends there with its days and without a name, a membership does not travel',
  route: 'PUT /bodies/{space}/move/objection',
})

const accepting = (sort: SpaceSort, name: string, said: { readonly summary: string; readonly route: `DELETE /${string}` }) =>
  command({
    name,
    summary: said.summary,
    route: said.route,
    limit: 'write',
    input: at,
    output: z.object({ space: z.string() }),
    facts: (tx, asked) => ofMember(tx, asked, sort),
    may: ({ facts }) => mayChoose(facts.asking),
    async run(tx, { input, facts: { me } }) {
      if (me === null) return refuse(no('move.members-only'))
      await tx.deleteFrom('space_objection').where('community_id', '=', input.space).where('member_id', '=', me.member).execute()
      return { space: input.space }
    },
    tell: ({ input }) => [told('moves.choice.made', input.space)],
  })

export const acceptMove = accepting('community', 'moves.accept', {
  summary: 'To come along after all',
  route: 'DELETE /communities/{space}/move/objection',
})

export const acceptBodyMove = accepting('body', 'moves.accept-body', {
  summary: 'To come along with a body after all',
  route: 'DELETE /bodies/{space}/move/objection',
})
