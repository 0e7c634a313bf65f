import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayLead } from '../policy.ts'
import { demandHere } from '../queries/standing.ts'
import { no } from '../refusals.ts'

export const endApart = command({
  name: 'posts.end-apart',
  summary: 'For facilitators and stewards: let two members see one another again',
  route: 'DELETE /communities/{community}/no-contact/{pair}',
  limit: 'write',
  input: z.object({ community: z.uuid(), pair: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  facts: async (tx, { input, ...reading }) => ({ here: await demandHere(tx, reading, { id: input.community }) }),
  may: ({ facts: { here } }) => mayLead(here.asking),
  async run(tx, { input }) {
    const gone = await tx
      .deleteFrom('post_apart')
      .where('community_id', '=', input.community)
      .where('id', '=', input.pair)
      .returning('id')
      .executeTakeFirst()
    return gone ?? refuse(no('post.apart-missing'))
  },
  tell: ({ input, result }) => [
    { kind: 'posts.contact.allowed', scope: input.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
