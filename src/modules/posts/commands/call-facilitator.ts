import { all, yes } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayTakePart } from '../policy.ts'
import { measuresOf } from '../queries/measures.ts'
import { sealWords } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { demandHere } from '../queries/standing.ts'
import { demandThread } from '../queries/thread.ts'
import { no } from '../refusals.ts'
import { dayOfLook, LONGEST } from '../rules.ts'

const input = z.object({
  community: z.uuid(),
  sending: z.uuid(),
  sort: z.enum(['look', 'conflict', 'appeal']).describe('Look at a thread; a conflict between members; against a pause of one’s own'),
  thread: z.uuid().nullish(),
  text: z.string().trim().min(1).max(LONGEST.call),
  language: shapes.language,
})
type Asks = z.infer<typeof input>

export const callFacilitator = command({
  name: 'posts.call-facilitator',
  summary: 'Ask those who look after a talk to look at it; they answer by a day. Nobody else reads what one wrote',
  route: 'POST /communities/{community}/calls',
  limit: 'post',
  input,
  output: z.object({ id: z.uuid(), lookBy: z.iso.date() }),
  facts: (tx, asked) => factsOf(tx, asked),
  may: ({ facts: { here, against, before }, input: asked }) =>
    all(mayTakePart(here.asking), asked.sort === 'appeal' && against === null && before === null ? no('post.measure-missing') : yes),
  async run(tx, { input: asked, facts: { here, id, against, thread, before }, now, outside }) {
    if (before !== null) return { id, lookBy: before }
    const community = here.community.id
    const lookBy = dayOfLook(now)
    await tx
      .insertInto('post_call')
      .values({
        ...{ community_id: community, id, sort: asked.sort, thread_id: thread, measure_id: against, member_id: here.asking.member },
        ...{ author_tag: here.tags[0] ?? null, asked_at: now, look_by: lookBy, answer_sealed: null, answered_at: null },
        text_sealed: sealWords(outside.keys, { community, id }, { text: asked.text, language: asked.language }),
      })
      .execute()
    return { id, lookBy }
  },
  tell: ({ input: { community }, facts: { id, before } }) =>
    before === null ? [{ kind: 'posts.call.made', scope: community, subject: id, data: {}, visibility: 'internal', anonymous: true }] : [],
})

async function factsOf(tx: Tx, { input: asked, ...reading }: Asked<Asks>) {
  const here = await demandHere(tx, reading, { id: asked.community })
  const id = sentId(reading.outside.keys, 'post-call', asked.community, reading.actor.account ?? '', asked.sending)
  // Sent again: the day that was said first. Of two sent at once the later one is refused by the key, and asked again.
  const sent = await tx
    .selectFrom('post_call')
    .select('look_by as lookBy')
    .where('community_id', '=', asked.community)
    .where('id', '=', id)
    .executeTakeFirst()
  const known = { here, id, before: sent?.lookBy ?? null }
  if (asked.sort === 'appeal') {
    const own = await measuresOf(tx, reading, asked.community, { member: here.asking.member })
    return { ...known, thread: null, against: own.find(({ sort }) => sort === 'pause')?.id ?? null }
  }
  if (asked.thread == null) return asked.sort === 'look' ? refuse(no('post.missing')) : { ...known, thread: null, against: null }
  return { ...known, thread: (await demandThread(tx, here, asked.thread)).start.id, against: null }
}
