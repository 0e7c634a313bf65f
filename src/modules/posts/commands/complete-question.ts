import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayComplete } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { ref } from '../queries/shapes.ts'

export const completeQuestion = command({
  name: 'posts.complete-question',
  summary: 'Say that a question is answered, or that it is open again: its author, or those who look after the talk',
  route: 'PUT /communities/{community}/posts/{post}/answered',
  limit: 'write',
  input: z.object({ ...ref, answered: z.boolean() }),
  output: z.object({ answered: z.boolean() }),
  facts: (tx, { input, ...reading }) => heldPost(tx, reading, input),
  may: ({ facts: { here, row } }) => mayComplete(here.asking, { author: row.member_id, state: row.state }),
  async run(tx, { input, facts: { row }, now }) {
    await tx
      .updateTable('post')
      .set({ answered_at: input.answered ? (row.answered_at ?? now) : null })
      .where('community_id', '=', input.community)
      .where('id', '=', input.post)
      .execute()
    return { answered: input.answered }
  },
  tell: ({ input, facts: { row } }) =>
    (row.answered_at !== null) === input.answered
      ? []
      : [
          {
            kind: input.answered ? 'posts.question.answered' : 'posts.question.reopened',
            ...{ scope: input.community, subject: input.post, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
