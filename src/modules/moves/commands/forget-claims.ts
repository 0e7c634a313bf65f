import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

const member = z.object({ community: z.uuid(), member: z.uuid() })

// No route: the hub does it by itself, every hour.
export const forgetClaims = command({
  name: 'moves.forget-claims',
  summary: 'Whoever did not come in time is a former member: what they wrote stands, and nobody can be them any more',
  input: z.object({}),
  output: z.object({ left: z.array(member) }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside }) {
    const late = await tx
      .deleteFrom('space_claim')
      .where('lapses_on', '<', dayIn(now))
      .returning(['community_id as community', 'member_id as member'])
      .execute()
    for (const one of late) await communities.moving.drop(tx, { keys: outside.keys, now }, one)
    return { left: late }
  },
  tell: ({ result }) => result.left.map((one) => communities.moving.told.left({ ...one, posts: 'keep' })),
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
