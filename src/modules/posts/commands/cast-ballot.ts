import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayAnswerTo } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { voterTags } from '../queries/seals.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const castBallot = command({
  name: 'posts.cast-ballot',
  summary: 'Answer a poll; until it ends the answer can be changed, and the last one counts',
  route: 'PUT /communities/{community}/posts/{post}/ballot',
  limit: 'take-part',
  input: z.object({ ...ref, answer: z.number().int().min(0).describe('Its place in the list of answers') }),
  output: z.object({ answer: z.number().int() }),
  async facts(tx, { input, ...reading }) {
    const { here, row } = await heldPost(tx, reading, input)
    const poll = await tx
      .selectFrom('post_poll')
      .select(['answers', 'ends_at as endsAt', 'counts'])
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .executeTakeFirst()
    return { here, row, poll: poll ?? refuse(no('post.missing')) }
  },
  may: ({ input, facts: { here, row, poll }, now }) =>
    all(
      mayAnswerTo(here.asking, row),
      poll.endsAt > now && poll.counts === null ? yes : no('post.poll-ended'),
      input.answer < poll.answers ? yes : no('post.poll-answers'),
    ),
  async run(tx, { input, actor, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const [tag, ...older] = voterTags(outside.keys, input.post, actor.account)
    if (tag === undefined) return refuse(noFromHub('sign-in.needed'))
    const at = { community_id: input.community, post_id: input.post }
    // Under a secret that was replaced: one voice stays one.
    if (older.length > 0)
      await tx
        .deleteFrom('post_ballot')
        .where('community_id', '=', at.community_id)
        .where('post_id', '=', at.post_id)
        .where('voter_tag', 'in', older)
        .execute()
    await tx
      .insertInto('post_ballot')
      .values({ ...at, voter_tag: tag, answer: input.answer })
      .onConflict((conflict) => conflict.columns(['community_id', 'post_id', 'voter_tag']).doUpdateSet({ answer: input.answer }))
      .execute()
    return { answer: input.answer }
  },
  tell: ({ input }) => [
    { kind: 'posts.ballot.cast', scope: input.community, subject: input.post, data: {}, visibility: 'internal', anonymous: true },
  ],
})
