import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { media } from '../../media/index.ts'
import { mayWithdraw } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { bodyOf, type Row } from '../queries/rows.ts'
import { EMPTY, sealBody } from '../queries/seals.ts'
import { ref } from '../queries/shapes.ts'

export const withdrawPost = command({
  name: 'posts.withdraw',
  summary:
    'Take back what one wrote: words, pictures and earlier versions are gone, and a mark stays for those who answered. It cannot be undone',
  route: 'DELETE /communities/{community}/posts/{post}',
  limit: 'write',
  whileLeaving: true,
  input: z.object(ref),
  output: z.object({ post: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldPost(tx, reading, input),
  // What arrives twice is taken back once, and answered as the first time.
  may: ({ facts: { here, row } }) =>
    row.state === 'withdrawn' ? yes : mayWithdraw(here.asking, { author: row.member_id, state: row.state }),
  async run(tx, { facts: { row }, now, outside }) {
    if (row.state !== 'withdrawn') await emptyPost(tx, outside.keys, row, now)
    return { post: row.id }
  },
  tell: ({ input, facts: { row } }) =>
    row.state === 'withdrawn'
      ? []
      : [
          {
            kind: 'posts.post.withdrawn',
            ...{ scope: input.community, subject: row.id, data: { thread: row.thread_id }, visibility: 'internal', anonymous: true },
          },
        ],
})

/** Nothing of it is left but that something stood there. */
export async function emptyPost(tx: Tx, keys: Keys, row: Row, now: Date): Promise<void> {
  const at = { community: row.community_id, id: row.id }
  await media.forget(tx, at.community, bodyOf(keys, row).media)
  for (const table of ['post_version', 'post_translation', 'post_reaction', 'post_ballot', 'post_poll'] as const)
    await tx.deleteFrom(table).where('community_id', '=', at.community).where('post_id', '=', at.id).execute()
  await tx
    .updateTable('post')
    .set({
      ...{ state: 'withdrawn', body_sealed: sealBody(keys, at, EMPTY), edited_at: dayOf(now), look_by: null, pinned_until: null },
      ...{ member_id: null, author_tag: null, named: false, reasons_sealed: null, hidden_for: null, hidden_by: null, hidden_at: null },
    })
    .where('community_id', '=', at.community)
    .where('id', '=', at.id)
    .execute()
}
