import { all, yes } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayLead } from '../policy.ts'
import { heldPost } from '../queries/held-post.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { endsInTime, SLOWEST_SECONDS } from '../rules.ts'
import { MEASURES } from '../tables.ts'

const input = z.object({
  ...shapes.ref,
  sort: z
    .enum(MEASURES)
    .describe('slow: so many seconds between posts of one member; rest: nobody writes in the thread; pause: its author does not write'),
  until: shapes.moment,
  seconds: z.number().int().min(5).max(SLOWEST_SECONDS).nullish().describe('Of slow mode'),
  reason: shapes.reason,
  language: shapes.language,
})
type Asks = z.infer<typeof input>

export const openMeasure = command({
  name: 'posts.open-measure',
  summary: 'For facilitators and stewards, with a reason that is told and an end: slow a thread down, let it rest, or let a member pause',
  route: 'POST /communities/{community}/posts/{post}/measures',
  limit: 'write',
  input,
  output: z.object({ id: z.uuid() }),
  facts: (tx, asked) => factsOf(tx, asked),
  may: ({ input: asked, facts: { here, row, ofLead, member }, now }) =>
    all(
      mayLead(here.asking),
      asked.sort === 'pause' || row.thread_id === null ? yes : no('post.not-a-thread'),
      asked.sort === 'pause' && member === null ? no('post.missing') : yes,
      asked.sort === 'pause' && ofLead ? no('post.lead-not-paused') : yes,
      endsInTime(asked.sort, new Date(asked.until), now) ? yes : no('post.end-too-far'),
    ),
  async run(tx, { input: asked, facts: { here, row, member }, now, outside }) {
    const community = here.community.id
    const pause = asked.sort === 'pause'
    const id = outside.uuid()
    // One of each sort at a time: the newest says what holds.
    let before = tx
      .updateTable('post_measure')
      .set({ ended_at: now })
      .where('community_id', '=', community)
      .where('sort', '=', asked.sort)
      .where('ended_at', 'is', null)
    before = pause ? before.where('member_id', '=', member) : before.where('thread_id', '=', row.id)
    await before.execute()
    await tx
      .insertInto('post_measure')
      .values({
        ...{ community_id: community, id, sort: asked.sort, thread_id: pause ? null : row.id, member_id: pause ? member : null },
        ...{ by_tag: here.tags[0] ?? null, seconds: asked.sort === 'slow' ? (asked.seconds ?? 60) : null, since: now },
        reason_sealed: sealWords(outside.keys, { community, id }, { text: asked.reason, language: asked.language }),
        ...{ until: new Date(asked.until), ended_at: null },
      })
      .execute()
    return { id }
  },
  tell: ({ input: asked, result }) => [
    {
      kind: 'posts.measure.opened',
      ...{ scope: asked.community, subject: result.id, data: { sort: asked.sort }, visibility: 'internal', anonymous: true },
    },
  ],
})

async function factsOf(tx: Tx, { input: asked, ...reading }: Asked<Asks>) {
  const { here, row } = await heldPost(tx, reading, { community: asked.community, post: asked.post })
  const member = row.member_id
  const authors = member === null ? new Map() : await communities.authorsFor(tx, reading, here.community.id, [member])
  const author = member === null ? undefined : authors.get(member)
  if (asked.sort === 'pause' && author === undefined) return refuse(no('post.missing'))
  return { here, row, member, ofLead: author !== undefined && author.role !== 'member' }
}
