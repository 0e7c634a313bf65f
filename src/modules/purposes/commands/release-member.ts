import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left a community or the hub.
export const releaseMember = command({
  name: 'purposes.release-member',
  summary: 'Let go of a member who has left: what they wrote for the community stays, without a name',
  input: z.object({ community: z.uuid(), member: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { community, member } }) {
    const begun = await tx
      .updateTable('purpose')
      .set({ begun_by: null })
      .where('community_id', '=', community)
      .where('begun_by', '=', member)
      .executeTakeFirstOrThrow()
    const written = await tx
      .updateTable('purpose_entry')
      .set({ member_id: null })
      .where('community_id', '=', community)
      .where('member_id', '=', member)
      .executeTakeFirstOrThrow()
    const asked = await tx
      .updateTable('purpose_need')
      .set({ member_id: null })
      .where('community_id', '=', community)
      .where('member_id', '=', member)
      .executeTakeFirstOrThrow()
    return { rows: Number(begun.numUpdatedRows + written.numUpdatedRows + asked.numUpdatedRows) }
  },
  tell: ({ input, result }) =>
    result.rows === 0
      ? []
      : [
          {
            kind: 'purposes.name.released',
            ...{ scope: input.community, subject: input.community, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
          },
        ],
})
