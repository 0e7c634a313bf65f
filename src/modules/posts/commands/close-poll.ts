import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { tallyIn, talliesOf } from '../queries/polls.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

// No route: the clock closes a poll.
export const closePoll = command({
  name: 'posts.close-poll',
  summary: 'Put down the counts of a poll whose day has come; its ballots are gone then',
  input: z.object(ref),
  output: z.object({ voters: z.number().int() }),
  async facts(tx, { input, now }) {
    const poll = await tx
      .selectFrom('post_poll')
      .select(['answers', 'counts'])
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .where('ends_at', '<=', now)
      .forUpdate()
      .executeTakeFirst()
    return poll ?? refuse(no('post.missing'))
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts: { answers, counts } }) {
    const tally = counts ?? tallyIn((await talliesOf(tx, input.community, [input.post])).get(input.post) ?? [], answers)
    await tx
      .updateTable('post_poll')
      .set({ counts: [...tally] })
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .execute()
    await tx.deleteFrom('post_ballot').where('community_id', '=', input.community).where('post_id', '=', input.post).execute()
    return { voters: tally.reduce((sum, count) => sum + count, 0) }
  },
  tell: ({ input }) => [
    { kind: 'posts.poll.closed', scope: input.community, subject: input.post, data: {}, visibility: 'internal', anonymous: true },
  ],
})
