import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { mayLead } from '../policy.ts'
import { isOverdue } from '../rules.ts'
import { measureShown, measuresOf } from './measures.ts'
import { drawn } from './rows.ts'
import { openWords } from './seals.ts'
import { measure, moment, shown } from './shapes.ts'
import { demandHere, type Here } from './standing.ts'

const call = z.object({
  ...{ id: z.uuid(), sort: z.enum(['look', 'conflict', 'appeal']), thread: z.uuid().nullable(), askedAt: moment, lookBy: z.iso.date() },
  ...{ text: z.string(), language: z.string(), by: z.string().nullable() },
  overdue: z.boolean(),
  answer: z.object({ text: z.string(), language: z.string(), at: moment }).nullable(),
})
export type Call = z.infer<typeof call>

/** Questions, conflicts and appeals: for those who look after the talk all of them, for a member their own. */
export async function callsOf(db: Reader, reading: Reading, here: Here, ownOnly: boolean): Promise<readonly Call[]> {
  const community = here.community.id
  let select = db.selectFrom('post_call').selectAll().where('community_id', '=', community).orderBy('asked_at', 'desc').limit(100)
  if (ownOnly) {
    if (here.asking.member === null) return []
    select = select.where('member_id', '=', here.asking.member)
  }
  const rows = await select.execute()
  const members = rows.flatMap(({ member_id: member }) => member ?? [])
  const names = await communities.authorsFor(db, reading, community, members)
  const { keys } = reading.outside
  return rows.map((row) => {
    const said = openWords(keys, { community, id: row.id }, row.text_sealed)
    const answer = row.answer_sealed === null ? null : openWords(keys, { community, id: row.id }, row.answer_sealed)
    return {
      ...{ id: row.id, sort: row.sort, thread: row.thread_id, askedAt: row.asked_at.toISOString(), lookBy: row.look_by, ...said },
      by: (row.member_id === null ? undefined : names.get(row.member_id)?.name) ?? null,
      overdue: isOverdue({ lookBy: row.look_by, answered: answer !== null }, reading.now),
      answer: answer === null || row.answered_at === null ? null : { ...answer, at: row.answered_at.toISOString() },
    }
  })
}

const pair = z.object({ id: z.uuid(), names: z.array(z.string().nullable()).describe('Null: they have left'), since: moment })
export type Pair = z.infer<typeof pair>

/** Who has no contact, by the names under which they wrote. */
async function pairsOf(db: Reader, reading: Reading, { community }: Here): Promise<readonly Pair[]> {
  const rows = await db.selectFrom('post_apart').selectAll().where('community_id', '=', community.id).orderBy('since', 'desc').execute()
  if (rows.length === 0) return []
  const tags = rows.flatMap(({ first_tag: first, second_tag: second }) => [first, second])
  const posts = await db
    .selectFrom('post')
    .select(['author_tag as tag', 'member_id as member'])
    .distinct()
    .where('community_id', '=', community.id)
    .where('author_tag', 'in', tags)
    .execute()
  const names = await communities.authorsFor(
    db,
    reading,
    community.id,
    posts.flatMap(({ member }) => member ?? []),
  )
  const nameOf = (tag: Buffer): string | null => {
    const found = posts.find((post) => post.tag?.equals(tag) === true && post.member !== null)
    return found?.member == null ? null : (names.get(found.member)?.name ?? null)
  }
  return rows.map((row) => ({ id: row.id, names: [nameOf(row.first_tag), nameOf(row.second_tag)], since: row.since.toISOString() }))
}

export const readDesk = query({
  name: 'posts.desk',
  summary: 'For facilitators and stewards: what waits for an answer, calls, what was decided and holds, what is hidden',
  route: 'GET /communities/{community}/posts-desk',
  input: z.object({ community: z.uuid() }),
  output: z.object({
    waiting: z.array(shown),
    hidden: z.array(shown),
    calls: z.array(call),
    measures: z.array(measure),
    apart: z.array(pair),
  }),
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    demand(mayLead(here.asking))
    const of = db.selectFrom('post').selectAll().where('community_id', '=', input.community)
    const waiting = await of
      .where('answered_at', 'is', null)
      .where('look_by', 'is not', null)
      .where('state', '=', 'standing')
      .orderBy('look_by')
      .limit(100)
      .execute()
    const hidden = await of.where('state', '=', 'hidden').orderBy('hidden_at', 'desc').limit(50).execute()
    return {
      waiting: [...(await drawn(db, reading, here, waiting, true))],
      hidden: [...(await drawn(db, reading, here, hidden, true))],
      calls: [...(await callsOf(db, reading, here, false))],
      measures: (await measuresOf(db, reading, input.community, null)).map(measureShown),
      apart: [...(await pairsOf(db, reading, here))],
    }
  },
})

export const myCalls = query({
  name: 'posts.my-calls',
  summary: 'What one asked those who look after a talk, and what they answered',
  route: 'GET /communities/{community}/calls',
  input: z.object({ community: z.uuid() }),
  output: z.array(call),
  async read(db, { input, ...reading }) {
    return [...(await callsOf(db, reading, await demandHere(db, reading, { id: input.community }), true))]
  },
})
