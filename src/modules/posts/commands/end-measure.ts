import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayLead } from '../policy.ts'
import { measuresOf } from '../queries/measures.ts'
import { demandHere } from '../queries/standing.ts'
import { no } from '../refusals.ts'

export const endMeasure = command({
  name: 'posts.end-measure',
  summary: 'For facilitators and stewards: end slow mode, a rest or a pause before its time',
  route: 'DELETE /communities/{community}/measures/{measure}',
  limit: 'write',
  input: z.object({ community: z.uuid(), measure: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    const found = (await measuresOf(tx, reading, input.community, null)).find(({ id }) => id === input.measure)
    return { here, found: found ?? null }
  },
  // Whether there is one is nobody's business but theirs.
  may: ({ facts: { here } }) => mayLead(here.asking),
  async run(tx, { input, facts: { found }, now }) {
    if (found === null) return refuse(no('post.measure-missing'))
    await tx
      .updateTable('post_measure')
      .set({ ended_at: now })
      .where('community_id', '=', input.community)
      .where('id', '=', found.id)
      .execute()
    return { id: found.id }
  },
  tell: ({ input, result }) => [
    { kind: 'posts.measure.ended', scope: input.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
