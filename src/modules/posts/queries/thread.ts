import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import { cursorIn } from './list.ts'
import { measureShown, measuresOf } from './measures.ts'
import { drawn, rowOf, type Row } from './rows.ts'
import { measure, ref, shown, type Measure, type Shown } from './shapes.ts'
import { demandHere, isApart, keepsApart, type Here } from './standing.ts'

export type Thread = {
  /** The one that was asked for: the beginning, or a reply. */
  readonly row: Row
  readonly start: Shown
  readonly replies: readonly Shown[]
  /** Where the rest begins; null: there is none. */
  readonly next: string | null
  readonly measures: readonly Measure[]
  /** Of the reader, who does not write until then. */
  readonly pause: Measure | null
}

/** The post that begins the thread of this one, for whoever may see both, else null; what is hidden is not there for others. */
export async function startOf(db: Reader, here: Here, row: Row): Promise<Row | null> {
  const start = row.thread_id === null ? row : await rowOf(db, here.community.id, row.thread_id)
  if (start === null || !mayFind(here, row) || !mayFind(here, start)) return null
  return (await keepsApart(db, here, [row.member_id, start.member_id])) ? null : start
}

/** A post and the one that begins its thread, for whoever may see both. */
export async function demandThread(db: Reader, here: Here, post: string): Promise<{ readonly row: Row; readonly start: Row }> {
  const row = await rowOf(db, here.community.id, post)
  const start = row === null ? null : await startOf(db, here, row)
  return row === null || start === null ? refuse(no('post.missing')) : { row, start }
}

const mayFind = (here: Here, row: Row): boolean =>
  !isApart(here, row.author_tag) &&
  (row.state !== 'hidden' || here.asking.leads || (here.asking.member !== null && here.asking.member === row.member_id))

export async function threadOf(db: Reader, reading: Reading, here: Here, post: string, after?: string): Promise<Thread> {
  const { row, start: first } = await demandThread(db, here, post)
  const from = cursorIn(after)
  let select = db
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', here.community.id)
    .where('thread_id', '=', first.id)
    .orderBy('posted_at')
    .orderBy('id')
    .limit(MOST.replies + 1)
  if (from !== null) select = select.where(sql<boolean>`(posted_at, id) > (${from.at}, ${from.id}::uuid)`)
  const rows = await select.execute()
  const page = rows.slice(0, MOST.replies)
  const last = page.at(-1)
  const [start, ...replies] = await drawn(db, reading, here, [first, ...page])
  // Its author and the reader keep apart.
  if (start === undefined || start.id !== first.id) return refuse(no('post.missing'))
  const measures = await measuresOf(db, reading, here.community.id, { thread: first.id, member: here.asking.member })
  const pause = measures.find(({ sort }) => sort === 'pause')
  return {
    ...{ row, start, replies },
    next: rows.length > MOST.replies && last !== undefined ? `${last.posted_at.toISOString()}_${last.id}` : null,
    measures: measures.filter(({ sort }) => sort !== 'pause').map(measureShown),
    pause: pause === undefined ? null : measureShown(pause),
  }
}

export const readThread = query({
  name: 'posts.read',
  summary: 'A thread with its replies in their order, and what facilitators have decided about it',
  route: 'GET /communities/{community}/posts/{post}',
  input: z.object({ ...ref, after: z.string().max(80).optional() }),
  output: z.object({ start: shown, replies: z.array(shown), next: z.string().nullable(), measures: z.array(measure) }),
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    const { start, replies, next, measures } = await threadOf(db, reading, here, input.post, input.after)
    return { start, replies: [...replies], next, measures: [...measures] }
  },
})
