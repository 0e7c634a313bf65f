import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { media } from '../../media/index.ts'
import { bodyOf, type Row } from '../queries/rows.ts'
import { emptyPost } from './withdraw-post.ts'

// No route: it follows when somebody has left a community or the hub.
export const releaseMember = command({
  name: 'posts.release-member',
  summary: 'Let go of a member who has left: what they wrote stays without a name, or goes, as they chose; drafts and reactions go',
  input: z.object({ community: z.uuid(), member: z.uuid(), posts: z.enum(['keep', 'erase']) }),
  output: z.object({ posts: z.number().int() }),
  async facts(tx, { input }) {
    const rows = await tx
      .selectFrom('post')
      .selectAll()
      .where('community_id', '=', input.community)
      .where('member_id', '=', input.member)
      .forUpdate()
      .execute()
    return { rows }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts: { rows }, now, outside }) {
    if (input.posts === 'erase') for (const row of rows) await emptyPost(tx, outside.keys, row, now)
    else {
      await media.release(
        tx,
        input.community,
        rows.flatMap((row) => bodyOf(outside.keys, row).media),
      )
      await tx
        .updateTable('post')
        .set({ member_id: null, author_tag: null, named: false })
        .where('community_id', '=', input.community)
        .where('member_id', '=', input.member)
        .execute()
    }
    await forgetOwn(tx, input, rows)
    return { posts: rows.length }
  },
  tell: ({ input, facts: { rows } }) =>
    rows.map((row) => ({
      kind: input.posts === 'erase' ? 'posts.post.withdrawn' : 'posts.name.released',
      ...{ scope: input.community, subject: row.id, data: { thread: row.thread_id }, visibility: 'internal', anonymous: true },
    })),
})

type Of = { readonly community: string; readonly member: string }

async function forgetOwn(tx: Tx, { community, member }: Of, rows: readonly Row[]): Promise<void> {
  for (const table of ['post_draft', 'post_reaction', 'post_measure'] as const)
    await tx.deleteFrom(table).where('community_id', '=', community).where('member_id', '=', member).execute()
  await tx
    .updateTable('post_translation')
    .set({ member_id: null })
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .execute()
  // That somebody checked it stays; by the id of the community nobody is meant.
  await tx
    .updateTable('post_translation')
    .set({ checked_by: community })
    .where('community_id', '=', community)
    .where('checked_by', '=', member)
    .execute()
  await tx.deleteFrom('post_call').where('community_id', '=', community).where('member_id', '=', member).execute()
  const tags = rows.flatMap(({ author_tag: tag }) => tag ?? [])
  if (tags.length > 0) await tx.deleteFrom('post_mute').where('community_id', '=', community).where('owner_tag', 'in', tags).execute()
}
