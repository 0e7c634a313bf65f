import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTranslate } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { bodyOf } from '../queries/rows.ts'
import { EMPTY, sealBody } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'

export const translatePost = command({
  name: 'posts.translate',
  summary: 'Write a translation beside the original, and say whether a person or a machine made it',
  route: 'PUT /communities/{community}/posts/{post}/translations/{language}',
  limit: 'post',
  input: z.object({
    ...shapes.ref,
    language: shapes.language,
    title: shapes.title.default(''),
    text: shapes.text,
    madeBy: z.enum(['person', 'machine']),
  }),
  output: z.object({ language: z.string() }),
  async facts(tx, { input, ...reading }) {
    const { here, row } = await heldPost(tx, reading, input)
    const found = await tx
      .selectFrom('post_translation')
      .select('member_id as by')
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .where('language', '=', input.language)
      .executeTakeFirst()
    return { here, row, found: found ?? null, original: bodyOf(reading.outside.keys, row).language }
  },
  may: ({ input, facts: { here, row, found, original } }) =>
    mayTranslate(
      here.asking,
      { author: row.member_id, state: row.state },
      { by: found?.by ?? null, language: input.language, original, ofAuthor: row.member_id === here.asking.member },
    ),
  async run(tx, { input, facts: { here, row }, now, outside }) {
    const body = { ...EMPTY, title: input.title, text: input.text, language: input.language }
    const made = {
      ...{ member_id: here.asking.member, made_by: input.madeBy, checked_by: null, of_version: row.version },
      ...{
        body_sealed: sealBody(outside.keys, { community: row.community_id, id: row.id }, body),
        made_on: now.toISOString().slice(0, 10),
      },
    }
    await tx
      .insertInto('post_translation')
      .values({ community_id: row.community_id, post_id: row.id, language: input.language, ...made })
      .onConflict((conflict) => conflict.columns(['community_id', 'post_id', 'language']).doUpdateSet(made))
      .execute()
    return { language: input.language }
  },
  tell: ({ input, facts: { row } }) => [
    {
      kind: 'posts.translation.written',
      ...{ scope: input.community, subject: input.post, data: { thread: row.thread_id, language: input.language } },
      ...{ visibility: 'internal', anonymous: true },
    },
  ],
})
