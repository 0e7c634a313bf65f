import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayCheck } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const checkTranslation = command({
  name: 'posts.check-translation',
  summary: 'Say that one has read a translation beside the original, and that it says the same. Never of one’s own',
  route: 'POST /communities/{community}/posts/{post}/translations/{language}/check',
  limit: 'write',
  input: z.object({ ...shapes.ref, language: shapes.language }),
  output: z.object({ language: z.string() }),
  async facts(tx, { input, ...reading }) {
    const { here } = await heldPost(tx, reading, input)
    const found = await tx
      .selectFrom('post_translation')
      .select('member_id as by')
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .where('language', '=', input.language)
      .forUpdate()
      .executeTakeFirst()
    return { here, found: found ?? refuse(no('post.translation-missing')) }
  },
  may: ({ facts: { here, found } }) => mayCheck(here.asking, found),
  async run(tx, { input, facts: { here } }) {
    await tx
      .updateTable('post_translation')
      .set({ checked_by: here.asking.member })
      .where('community_id', '=', input.community)
      .where('post_id', '=', input.post)
      .where('language', '=', input.language)
      .execute()
    return { language: input.language }
  },
  tell: ({ input }) => [
    {
      kind: 'posts.translation.checked',
      ...{ scope: input.community, subject: input.post, data: { language: input.language }, visibility: 'internal', anonymous: true },
    },
  ],
})
