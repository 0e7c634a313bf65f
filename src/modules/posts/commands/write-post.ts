import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { media } from '../../media/index.ts'
import { mayWrite } from '../policy.ts'
import { pathOf, rowOf, type Row } from '../queries/rows.ts'
import { sealBody } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { demandHere, isApart, keepsApart, type Here } from '../queries/standing.ts'
import { writeClock } from '../queries/write-facts.ts'
import { no } from '../refusals.ts'
import { asks, DAY_MS, dayOfLook, LONGEST, MOST, shownUnder } from '../rules.ts'
import { KINDS, SHOWN } from '../tables.ts'

const poll = z.object({
  answers: z.array(z.string().trim().min(1).max(LONGEST.answer)).max(MOST.answers),
  endsAt: shapes.moment,
  shown: z.enum(SHOWN).describe('Whether counts are shown from ten on, or at the end alone'),
})

const input = z.object({
  community: z.uuid(),
  sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
  thread: z.uuid().nullish().describe('The post that is answered; without it a thread begins'),
  parent: z.uuid().nullish().describe('The reply that is answered'),
  beside: z.uuid().nullish().describe('A thread about the same, beside which this one begins'),
  kind: z.enum(KINDS).default('text'),
  title: shapes.title.default(''),
  text: shapes.text,
  language: shapes.language,
  named: z.boolean().default(true).describe('False: shown as "a member"'),
  media: shapes.attached,
  ...shapes.provenance,
  poll: poll.nullish(),
})
type Asks = z.infer<typeof input>

export const writePost = command({
  name: 'posts.write',
  summary: 'Begin a thread in a community, or answer in one',
  route: 'POST /communities/{community}/posts',
  limit: 'post',
  input,
  output: z.object({ id: z.uuid(), path: z.string() }),
  facts: (tx, asked) => factsOf(tx, asked),
  // What came before is answered as it was.
  may: ({ input: asked, facts, now }) => (facts.before ? yes : mayWriteThis(asked, facts, now)),
  async run(tx, { input: asked, facts, actor, now, outside }) {
    const { here, id } = facts
    const { community } = here
    const path = pathOf(community.slug, facts.thread?.id ?? id)
    if (facts.before) return { id, path }
    if (actor.account === null || here.asking.member === null) return refuse(noFromHub('sign-in.needed'))
    const reply = facts.thread !== null
    const kind = reply ? 'text' : asked.kind
    const answers = kind === 'poll' ? (asked.poll?.answers ?? []) : []
    const words = { title: asked.title, text: asked.text, language: asked.language, media: asked.media, answers }
    const body = kind === 'story' ? { ...words, source: asked.source, licence: asked.licence } : words
    await tx
      .insertInto('post')
      .values({
        ...{ community_id: community.id, id, thread_id: facts.thread?.id ?? null, parent_id: shownUnder(facts.parent), kind },
        ...{ beside_id: facts.beside?.id ?? null, split_from: null, member_id: here.asking.member, author_tag: here.tags[0] ?? null },
        ...{
          named: asked.named,
          body_sealed: sealBody(outside.keys, { community: community.id, id }, body),
          posted_at: now,
          moved_at: now,
        },
        ...{ look_by: asks(kind) ? dayOfLook(now) : null, answered_at: null, pinned_until: null, edited_at: null },
        ...{ hidden_for: null, hidden_by: null, hidden_at: null, reasons_sealed: null },
      })
      .execute()
    if (kind === 'poll' && asked.poll != null)
      await tx
        .insertInto('post_poll')
        .values({
          ...{ community_id: community.id, post_id: id, answers: answers.length, shown: asked.poll.shown, counts: null },
          ends_at: new Date(asked.poll.endsAt),
        })
        .execute()
    await media.attach(tx, outside, { scope: community.id, account: actor.account }, asked.media)
    if (facts.thread !== null) await moveThread(tx, facts.thread, here, now)
    await tx
      .deleteFrom('post_draft')
      .where('community_id', '=', community.id)
      .where('member_id', '=', here.asking.member)
      .where('about', '=', facts.thread?.id ?? 'new')
      .execute()
    return { id, path }
  },
  // Who wrote is nowhere in the record.
  tell: ({ input: asked, facts: { before, thread }, result }) =>
    before
      ? []
      : [
          {
            kind: thread === null ? 'posts.thread.opened' : 'posts.reply.written',
            ...{
              scope: asked.community,
              subject: result.id,
              data: { thread: thread?.id ?? null },
              visibility: 'internal',
              anonymous: true,
            },
          },
        ],
})

type Facts = {
  readonly here: Here
  readonly id: string
  readonly before: boolean
  readonly thread: Row | null
  readonly parent: { readonly id: string; readonly parentId: string | null } | null
  readonly beside: Row | null
  /** Who is answered is young, and whoever answers is neither that nor looks after the space. */
  readonly toYoung: boolean
  readonly clock: Awaited<ReturnType<typeof writeClock>>
}

async function factsOf(tx: Tx, { input: asked, ...reading }: Asked<Asks>): Promise<Facts> {
  const here = await demandHere(tx, reading, { id: asked.community })
  const id = sentId(reading.outside.keys, 'post-id', asked.community, reading.actor.account ?? '', asked.sending)
  const before = (await rowOf(tx, asked.community, id)) !== null
  const thread = asked.thread == null ? null : await heldThread(tx, here, asked.thread)
  const parent = asked.parent == null ? null : await findable(tx, here, asked.parent)
  if (parent !== null && parent.thread_id !== thread?.id) return refuse(no('post.missing'))
  const beside = asked.beside == null ? null : await findable(tx, here, asked.beside)
  const answered = (parent ?? thread)?.member_id ?? null
  const young = answered === null ? new Set() : await communities.youngThere(tx, reading, asked.community, [answered])
  return {
    ...{ here, id, before, thread, beside, toYoung: young.size > 0 },
    parent: parent === null ? null : { id: parent.id, parentId: parent.parent_id },
    clock: await writeClock(tx, reading, here, thread?.id ?? null),
  }
}

/** The row is held: who answers at once with others is counted, and what is hidden meanwhile is not answered. */
async function heldThread(tx: Tx, here: Here, id: string): Promise<Row> {
  const row = await tx
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', here.community.id)
    .where('id', '=', id)
    .where('thread_id', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.state === 'hidden' || isApart(here, row.author_tag)) return refuse(no('post.missing'))
  return (await keepsApart(tx, here, [row.member_id])) ? refuse(no('post.missing')) : row
}

async function findable(tx: Tx, here: Here, id: string): Promise<Row> {
  const row = await rowOf(tx, here.community.id, id)
  if (row === null || row.state !== 'standing' || isApart(here, row.author_tag)) return refuse(no('post.missing'))
  return (await keepsApart(tx, here, [row.member_id])) ? refuse(no('post.missing')) : row
}

function mayWriteThis(asked: Asks, { here, thread, clock, toYoung }: Facts, now: Date): Verdict {
  const reply = thread !== null
  const writing = { kind: asked.kind, titled: asked.title !== '', reply, files: false, youth: here.community.youth }
  const isPoll = !reply && asked.kind === 'poll'
  return all(
    mayWrite(here.asking, clock, writing, now),
    toYoung ? no('post.young-left-alone') : yes,
    isPoll ? pollHolds(asked.poll ?? null, now) : yes,
  )
}

const LONGEST_POLL_DAYS = 90

function pollHolds(asked: Asks['poll'] | null, now: Date): Verdict {
  if (asked == null || asked.answers.length < 2 || new Set(asked.answers).size !== asked.answers.length) return no('post.poll-answers')
  const ends = new Date(asked.endsAt)
  return ends > now && ends.getTime() - now.getTime() <= LONGEST_POLL_DAYS * DAY_MS ? yes : no('post.poll-end')
}

/** An introduction is answered once somebody else greets whoever wrote it; a question when somebody says so. */
async function moveThread(tx: Tx, thread: Row, { asking }: Here, now: Date): Promise<void> {
  const greets = thread.kind === 'introduction' && thread.answered_at === null && thread.member_id !== asking.member
  await tx
    .updateTable('post')
    .set((eb) => ({ moved_at: now, replies: eb('replies', '+', 1), ...(greets ? { answered_at: now } : {}) }))
    .where('community_id', '=', thread.community_id)
    .where('id', '=', thread.id)
    .execute()
}
