import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTakePart } from '../policy.ts'
import { demandHere } from '../queries/standing.ts'

export const endMutes = command({
  name: 'posts.end-mutes',
  summary: 'See everybody in this community again whom one had muted',
  route: 'DELETE /communities/{community}/mutes',
  limit: 'write',
  input: z.object({ community: z.uuid() }),
  output: z.object({ ended: z.number().int() }),
  facts: async (tx, { input, ...reading }) => ({ here: await demandHere(tx, reading, { id: input.community }) }),
  may: ({ facts: { here } }) => mayTakePart(here.asking),
  async run(tx, { input, facts: { here } }) {
    if (here.tags.length === 0) return { ended: 0 }
    const gone = await tx
      .deleteFrom('post_mute')
      .where('community_id', '=', input.community)
      .where('owner_tag', 'in', [...here.tags])
      .executeTakeFirstOrThrow()
    return { ended: Number(gone.numDeletedRows) }
  },
  tell: ({ input }) => [
    { kind: 'posts.mutes.ended', scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
  ],
})
