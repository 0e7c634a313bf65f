import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayModerate } from '../queries/desk.ts'
import { lockedPost } from '../queries/held-post.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'
import { hide } from './hide-post.ts'

// No route: a decision of moderation runs it in its own transaction, with the reasons that it tells the author.
export const hideReported = command({
  name: 'posts.hide-reported',
  summary: 'Hide a post for a published rule or a law, as moderation decided',
  input: z.object({ ...ref, rule: z.enum(HIDDEN_FOR) }),
  output: z.object({ post: z.uuid() }),
  async facts(tx, { input, actor }) {
    demand(await mayModerate(tx, input.community, actor))
    return { row: (await lockedPost(tx, input.community, input.post)) ?? refuse(no('post.missing')) }
  },
  may: ({ facts: { row } }) => all(row.state === 'withdrawn' ? no('post.not-standing') : yes),
  async run(tx, { input, now }) {
    const at = { community: input.community, id: input.post }
    await hide(tx, at, { hidden_for: input.rule, hidden_by: 'moderation', hidden_at: now, reasons_sealed: null })
    return { post: input.post }
  },
  tell: ({ input, facts: { row } }) => [
    {
      kind: 'posts.post.hidden',
      ...{ scope: input.community, subject: input.post, data: { thread: row.thread_id, rule: input.rule } },
      ...{ visibility: 'internal', anonymous: true },
    },
  ],
})
