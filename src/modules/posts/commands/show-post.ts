import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayShow } from '../policy.ts'
import { mayModerate } from '../queries/desk.ts'
import { lockedPost } from '../queries/held-post.ts'
import { ref } from '../queries/shapes.ts'
import { hereAt } from '../queries/standing.ts'
import { no } from '../refusals.ts'

export const showPost = command({
  name: 'posts.show',
  summary: 'Show a post again that was hidden: whoever looks after the talk what they hid themselves, moderators all',
  route: 'DELETE /communities/{community}/posts/{post}/hiding',
  limit: 'write',
  input: z.object(ref),
  output: z.object({ post: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const here = await hereAt(tx, reading, { id: input.community })
    const moderates = await mayModerate(tx, input.community, reading.actor)
    // A moderator need not belong to it; for anybody else one that they may not know of is not there.
    if (here === null && !moderates.ok) return refuse(no('post.community-missing'))
    const found = await lockedPost(tx, input.community, input.post)
    // Where a moderator may not know of it, what nobody hid is not there for them either.
    const row = here === null && found?.state !== 'hidden' ? undefined : found
    if (!moderates.ok && here !== null) demand(mayShow(here.asking, { hiddenBy: row?.hidden_by ?? null }))
    return { row: row ?? refuse(no('post.missing')), moderates, here }
  },
  may: ({ facts: { moderates, here, row } }) =>
    moderates.ok || here === null ? moderates : mayShow(here.asking, { hiddenBy: row.hidden_by }),
  async run(tx, { input, facts: { row } }) {
    if (row.state === 'hidden')
      await tx
        .updateTable('post')
        .set({ state: 'standing', hidden_for: null, hidden_by: null, hidden_at: null, reasons_sealed: null })
        .where('community_id', '=', input.community)
        .where('id', '=', input.post)
        .execute()
    return { post: input.post }
  },
  tell: ({ input, facts: { row } }) =>
    row.state === 'hidden'
      ? [
          {
            kind: 'posts.post.shown',
            ...{ scope: input.community, subject: input.post, data: { thread: row.thread_id }, visibility: 'internal', anonymous: true },
          },
        ]
      : [],
})
