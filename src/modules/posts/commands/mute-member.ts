import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTakePart } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

// Silent: whoever is muted sees everything as before, and nobody else is told.
export const muteMember = command({
  name: 'posts.mute-member',
  summary: 'See nothing more in this community of who wrote that post',
  route: 'POST /communities/{community}/posts/{post}/mute',
  limit: 'write',
  input: z.object(ref),
  output: z.object({ muted: z.boolean() }),
  facts: (tx, { input, ...reading }) => heldPost(tx, reading, input),
  may: ({ facts: { here, row } }) => all(mayTakePart(here.asking), row.member_id === here.asking.member ? no('post.oneself') : yes),
  async run(tx, { input, facts: { here, row } }) {
    const [own] = here.tags
    if (own === undefined || row.author_tag === null) return refuse(no('post.missing'))
    await tx
      .insertInto('post_mute')
      .values({ community_id: input.community, owner_tag: own, muted_tag: row.author_tag })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return { muted: true }
  },
  tell: ({ input }) => [
    { kind: 'posts.member.muted', scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
  ],
})
