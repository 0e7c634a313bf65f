import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { media } from '../../media/index.ts'
import { mayEdit } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { bodyOf } from '../queries/rows.ts'
import { sealBody } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'

export const editPost = command({
  name: 'posts.edit',
  summary: 'Change what one wrote: the words before it stay to be read beside it',
  route: 'PUT /communities/{community}/posts/{post}',
  limit: 'post',
  input: z.object({
    ...shapes.ref,
    title: shapes.title.default(''),
    text: shapes.text,
    language: shapes.language,
    named: z.boolean().default(true),
    ...shapes.provenance,
    media: shapes.attached.describe('What stands in it from now on'),
  }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, ...reading }) {
    const { here, row } = await heldPost(tx, reading, input)
    const before = bodyOf(reading.outside.keys, row)
    const told = row.kind === 'story' ? { source: input.source, licence: input.licence } : {}
    const words =
      before.title !== input.title ||
      before.text !== input.text ||
      before.language !== input.language ||
      (row.kind === 'story' && (before.source !== input.source || before.licence !== input.licence))
    const files = before.media.length !== input.media.length || before.media.some((id, place) => input.media[place] !== id)
    return { here, row, before, told, words, files }
  },
  may: ({ facts: { here, row } }) => mayEdit(here.asking, { author: row.member_id, state: row.state }),
  async run(tx, { input, facts: { row, before, told, words, files }, actor, now, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const at = { community: row.community_id, id: row.id }
    const version = words ? row.version + 1 : row.version
    if (words)
      await tx
        .insertInto('post_version')
        .values({ community_id: at.community, post_id: at.id, version: row.version, body_sealed: row.body_sealed, until: now })
        .execute()
    const body = { ...before, ...told, title: input.title, text: input.text, language: input.language, media: input.media }
    await tx
      .updateTable('post')
      .set({
        ...{ body_sealed: words || files ? sealBody(outside.keys, at, body) : row.body_sealed, version, named: input.named },
        edited_at: words || files ? now : row.edited_at,
      })
      .where('community_id', '=', at.community)
      .where('id', '=', at.id)
      .execute()
    const added = input.media.filter((id) => !before.media.includes(id))
    await media.attach(tx, outside, { scope: at.community, account: actor.account }, added)
    // What was taken out of a post is gone: nothing leads to it any more.
    const gone = before.media.filter((id) => !input.media.includes(id))
    await media.forget(tx, at.community, gone)
    return { version }
  },
  tell: ({ input, facts: { row, words, files } }) =>
    words || files
      ? [
          {
            kind: 'posts.post.edited',
            ...{ scope: input.community, subject: row.id, data: { thread: row.thread_id }, visibility: 'internal', anonymous: true },
          },
        ]
      : [],
})
