import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayAnswerTo } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { ref } from '../queries/shapes.ts'
import { REACTIONS } from '../tables.ts'

export const giveReaction = command({
  name: 'posts.give-reaction',
  summary: 'Answer a post with one of three words, or take it back. They are counted from three on and put nothing first',
  route: 'PUT /communities/{community}/posts/{post}/reaction',
  limit: 'write',
  input: z.object({ ...ref, reaction: z.enum(REACTIONS).nullable().describe('Null: take it back') }),
  output: z.object({ reaction: z.enum(REACTIONS).nullable() }),
  facts: (tx, { input, ...reading }) => heldPost(tx, reading, input),
  may: ({ facts: { here, row } }) => mayAnswerTo(here.asking, row),
  async run(tx, { input, facts: { here } }) {
    const { member } = here.asking
    if (member === null) return refuse(noFromHub('sign-in.needed'))
    const at = { community_id: input.community, post_id: input.post, member_id: member }
    if (input.reaction === null)
      await tx
        .deleteFrom('post_reaction')
        .where('community_id', '=', at.community_id)
        .where('post_id', '=', at.post_id)
        .where('member_id', '=', member)
        .execute()
    else
      await tx
        .insertInto('post_reaction')
        .values({ ...at, sort: input.reaction })
        .onConflict((conflict) =>
          conflict.columns(['community_id', 'post_id', 'member_id']).doUpdateSet({ sort: input.reaction ?? 'thanks' }),
        )
        .execute()
    return { reaction: input.reaction }
  },
  tell: ({ input }) => [
    { kind: 'posts.reaction.given', scope: input.community, subject: input.post, data: {}, visibility: 'internal', anonymous: true },
  ],
})
