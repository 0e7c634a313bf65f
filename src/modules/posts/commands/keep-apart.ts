import { all, yes } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLead, mayTakePart } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { rowOf } from '../queries/rows.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

const input = z.object({
  ...ref,
  and: z
    .uuid()
    .nullish()
    .describe('For facilitators and stewards: a post of the other of the two. Without it: whoever asks, and who wrote the post'),
})
type Asks = z.infer<typeof input>

// Both are told the same words, and neither sees who asked: from then on neither sees, answers or hears of the other here.
export const keepApart = command({
  name: 'posts.keep-apart',
  summary: 'No contact between two members of a community: asked by one of them, or decided by those who look after the talk',
  route: 'POST /communities/{community}/posts/{post}/no-contact',
  limit: 'post',
  input,
  output: z.object({ id: z.uuid() }),
  facts: (tx, asked) => factsOf(tx, asked),
  may: ({ input: asked, facts: { here, first, second } }) =>
    all(
      asked.and == null ? mayTakePart(here.asking) : mayLead(here.asking),
      first === null || second === null ? no('post.missing') : yes,
      first !== null && second !== null && first.equals(second) ? no('post.oneself') : yes,
    ),
  async run(tx, { input: asked, facts: { first, second }, now, outside }) {
    if (first === null || second === null) return refuse(no('post.missing'))
    const [low, high] = Buffer.compare(first, second) < 0 ? [first, second] : [second, first]
    const row = await tx
      .insertInto('post_apart')
      .values({ community_id: asked.community, first_tag: low, second_tag: high, id: outside.uuid(), since: now })
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'first_tag', 'second_tag']).doUpdateSet((eb) => ({ id: eb.ref('post_apart.id') })),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: row.id }
  },
  tell: ({ input: asked, result }) => [
    { kind: 'posts.contact.ended', scope: asked.community, subject: result.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})

async function factsOf(tx: Tx, { input: asked, ...reading }: Asked<Asks>) {
  const { here, row } = await heldPost(tx, reading, { community: asked.community, post: asked.post })
  const other = asked.and == null ? null : await rowOf(tx, asked.community, asked.and)
  return { here, first: row.author_tag, second: asked.and == null ? (here.tags[0] ?? null) : (other?.author_tag ?? null) }
}
