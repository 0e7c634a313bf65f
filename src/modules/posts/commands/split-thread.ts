import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLead } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { pathOf } from '../queries/rows.ts'
import { EMPTY, sealBody } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { LONGEST, MOST } from '../rules.ts'

export const splitThread = command({
  name: 'posts.split-thread',
  summary: 'For facilitators and stewards: move replies into a thread of their own, with a reason. Each thread leads to the other',
  route: 'POST /communities/{community}/posts/{post}/split',
  limit: 'write',
  input: z.object({
    ...shapes.ref,
    replies: z.array(z.uuid()).min(1).max(MOST.split),
    title: z.string().trim().min(1).max(LONGEST.title),
    reason: shapes.reason,
    language: shapes.language,
  }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, ...reading }) {
    const { here, row } = await heldPost(tx, reading, input)
    const moved = await tx
      .selectFrom('post')
      .select(['id', 'posted_at as at'])
      .where('community_id', '=', input.community)
      .where('thread_id', '=', input.post)
      .where('id', 'in', input.replies)
      .forUpdate()
      .execute()
    return { here, row, moved }
  },
  may: ({ input, facts: { here, row, moved } }) =>
    all(
      mayLead(here.asking),
      row.thread_id === null ? yes : no('post.not-a-thread'),
      moved.length === new Set(input.replies).size ? yes : no('post.missing'),
    ),
  async run(tx, { input, facts: { here, row, moved }, now, outside }) {
    const community = here.community.id
    const id = outside.uuid()
    const ids = moved.map((one) => one.id)
    const moment = new Date(Math.max(...moved.map(({ at }) => at.getTime())))
    const body = { ...EMPTY, title: input.title, text: input.reason, language: input.language }
    await tx
      .insertInto('post')
      .values({
        ...{ community_id: community, id, thread_id: null, parent_id: null, beside_id: null, split_from: row.id, kind: 'text' },
        ...{ member_id: null, author_tag: null, named: false, body_sealed: sealBody(outside.keys, { community, id }, body) },
        ...{ posted_at: now, moved_at: moment, replies: ids.length, edited_at: null, look_by: null, answered_at: null },
        ...{ pinned_until: null, hidden_for: null, hidden_by: null, hidden_at: null, reasons_sealed: null },
      })
      .execute()
    // A reply whose parent stands in the other thread now stands by itself.
    await tx
      .updateTable('post')
      .set({ parent_id: null })
      .where('community_id', '=', community)
      .where('thread_id', '=', row.id)
      .where((where) =>
        where.or([
          where.and([where('id', 'in', ids), where('parent_id', 'not in', ids)]),
          where.and([where('id', 'not in', ids), where('parent_id', 'in', ids)]),
        ]),
      )
      .execute()
    await tx.updateTable('post').set({ thread_id: id }).where('community_id', '=', community).where('id', 'in', ids).execute()
    await tx
      .updateTable('post')
      .set((eb) => ({ replies: eb('replies', '-', ids.length) }))
      .where('community_id', '=', community)
      .where('id', '=', row.id)
      .execute()
    return { id, path: pathOf(here.community.slug, id) }
  },
  tell: ({ input, result }) => [
    {
      kind: 'posts.thread.split',
      ...{ scope: input.community, subject: result.id, data: { thread: input.post }, visibility: 'internal', anonymous: true },
    },
  ],
})
