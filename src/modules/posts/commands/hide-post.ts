import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLead } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { RULES } from '../rules.ts'

export const hidePost = command({
  name: 'posts.hide',
  summary:
    'For facilitators and stewards: hide a post for a published rule, with reasons in its author’s language. The author may ask moderators to look again',
  route: 'POST /communities/{community}/posts/{post}/hiding',
  limit: 'write',
  input: z.object({ ...shapes.ref, rule: z.enum(RULES), facts: shapes.reason, language: shapes.language }),
  output: z.object({ post: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldPost(tx, reading, input),
  may: ({ facts: { here, row } }) => all(mayLead(here.asking), row.state === 'standing' ? yes : no('post.not-standing')),
  async run(tx, { input, now, outside }) {
    const at = { community: input.community, id: input.post }
    const reasons = sealWords(outside.keys, at, { text: input.facts, language: input.language })
    await hide(tx, at, { hidden_for: input.rule, hidden_by: 'leads', hidden_at: now, reasons_sealed: reasons })
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

type Hiding = {
  readonly hidden_for: string
  readonly hidden_by: 'leads' | 'moderation'
  readonly hidden_at: Date
  readonly reasons_sealed: Buffer | null
}

export async function hide(tx: Tx, { community, id }: { readonly community: string; readonly id: string }, how: Hiding): Promise<void> {
  await tx
    .updateTable('post')
    .set({ state: 'hidden', pinned_until: null, ...how })
    .where('community_id', '=', community)
    .where('id', '=', id)
    .execute()
}
