import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { SPACE_SORTS } from '../../../core/moving.ts'
import { hubAlone } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { people } from '../../people/index.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

const member = z.object({ community: z.uuid(), member: z.uuid() })

// No route: the hub does it by itself, every hour.
export const forgetClaims = command({
  name: 'moves.forget-claims',
  summary: 'Whoever did not come in time is a former member: what they wrote stands, and nobody can be them any more',
  input: z.object({}),
  output: z.object({ left: z.array(z.object({ space: z.uuid(), sort: z.enum(SPACE_SORTS), member: z.uuid() })) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside }) {
    const late = await tx
      .deleteFrom('space_claim')
      .where('lapses_on', '<', dayIn(now))
      .returning(['community_id as space', 'member_id as member'])
      .execute()
    const arrivals = await tx.selectFrom('space_arrival').select(['community_id as space', 'sort']).execute()
    const sorts = new Map(arrivals.map(({ space, sort }) => [space, sort]))
    const left = late.map((one) => ({ ...one, sort: sorts.get(one.space) ?? ('community' as const) }))
    for (const { space, sort, member: who } of left)
      if (sort === 'community') await communities.moving.drop(tx, { keys: outside.keys, now }, { community: space, member: who })
      // Each room lets go of what stands under an identity that is gone, and nobody is awaited under it any more.
      else await people.awaiting.drop(tx, who)
    return { left }
  },
  tell: ({ result }) =>
    result.left.flatMap(({ space, sort, member: who }) =>
      sort === 'community' ? [communities.moving.told.left({ community: space, member: who, posts: 'keep' })] : [],
    ),
})

// No route: it follows when somebody has left a community or the hub.
export const releaseMember = command({
  name: 'moves.release-member',
  summary: 'Forget what a member who has left chose about a move',
  input: member,
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    let rows = 0
    for (const table of ['space_objection', 'space_claim'] as const) {
      const gone = await tx
        .deleteFrom(table)
        .where('community_id', '=', input.community)
        .where('member_id', '=', input.member)
        .executeTakeFirstOrThrow()
      rows += Number(gone.numDeletedRows)
    }
    return { rows }
  },
  tell: ({ input, result }) =>
    result.rows === 0
      ? []
      : [
          {
            kind: 'moves.member.released',
            ...{ scope: input.community, subject: input.community, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
          },
        ],
})
