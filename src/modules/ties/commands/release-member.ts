import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left a community or the hub.
export const releaseMember = command({
  name: 'ties.release-member',
  summary: 'Let go of the objections of a member who has left',
  input: z.object({ community: z.uuid(), member: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    const gone = await tx
      .deleteFrom('merger_objection')
      .where('ending_id', '=', input.community)
      .where('member_id', '=', input.member)
      .executeTakeFirstOrThrow()
    return { rows: Number(gone.numDeletedRows) }
  },
  tell: ({ input, result }) =>
    result.rows === 0
      ? []
      : [
          {
            kind: 'ties.member.released',
            ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
