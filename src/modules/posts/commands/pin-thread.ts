import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLead } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { DAY_MS, MOST } from '../rules.ts'

const LONGEST_DAYS = 90

export const pinThread = command({
  name: 'posts.pin-thread',
  summary: 'For facilitators and stewards: let a thread stand above the others until a day. Two at most',
  route: 'PUT /communities/{community}/posts/{post}/pin',
  limit: 'write',
  input: z.object({ ...shapes.ref, until: shapes.moment.nullable().describe('Null: no longer') }),
  output: z.object({ until: shapes.moment.nullable() }),
  async facts(tx, { input, now, ...rest }) {
    const { here, row } = await heldPost(tx, { now, ...rest }, input)
    const others = await tx
      .selectFrom('post')
      .select('id')
      .where('community_id', '=', input.community)
      .where('pinned_until', '>', now)
      .where('state', '=', 'standing')
      .where('id', '!=', input.post)
      .execute()
    return { here, row, others: others.length }
  },
  may: ({ input, facts: { here, row, others }, now }) => {
    if (input.until === null) return mayLead(here.asking)
    const until = new Date(input.until)
    return all(
      mayLead(here.asking),
      row.thread_id === null ? yes : no('post.not-a-thread'),
      row.state === 'standing' ? yes : no('post.not-standing'),
      until > now && until.getTime() - now.getTime() <= LONGEST_DAYS * DAY_MS ? yes : no('post.end-too-far'),
      others < MOST.pinned ? yes : no('post.too-many-pinned'),
    )
  },
  async run(tx, { input }) {
    await tx
      .updateTable('post')
      .set({ pinned_until: input.until === null ? null : new Date(input.until) })
      .where('community_id', '=', input.community)
      .where('id', '=', input.post)
      .execute()
    return { until: input.until }
  },
  tell: ({ input }) => [
    { kind: 'posts.thread.pinned', scope: input.community, subject: input.post, data: {}, visibility: 'internal', anonymous: true },
  ],
})
