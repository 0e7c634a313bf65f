import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { MOST } from '../rules.ts'
import { drawn, type Row } from './rows.ts'
import { shown, type Shown } from './shapes.ts'
import { demandHere, type Here } from './standing.ts'

/** The first is what a reader gets who chose none: the order of time, so that nothing is lifted by being answered much. */
export const ORDERS = ['time', 'activity'] as const
export type Order = (typeof ORDERS)[number]

const COLUMN = { activity: 'moved_at', time: 'posted_at' } as const

/** Where a page of the list ends: the time and the id of its last thread. Whatever else stands there begins the list. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)_([0-9a-f-]{36})$/

export function cursorIn(text: string | undefined): { readonly at: Date; readonly id: string } | null {
  const [, at = '', id = ''] = CURSOR.exec(text ?? '') ?? []
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? null : { at: date, id }
}

type Asked = { readonly order: Order; readonly before: string | undefined; readonly waiting: boolean; readonly stories?: boolean }
type Threads = { readonly pinned: readonly Shown[]; readonly threads: readonly Shown[]; readonly next: string | null }

/** A page of threads. It begins where the one before ended, so that the last page costs what the first one does. */
export async function threadsOf(
  db: Reader,
  reading: Reading,
  here: Here,
  { order, before, waiting, stories = false }: Asked,
): Promise<Threads> {
  const from = cursorIn(before)
  const column = COLUMN[order]
  let select = pageOf(db, here, order).limit(MOST.onPage + 1)
  if (from !== null) select = select.where(sql<boolean>`(${sql.ref(column)}, id) < (${from.at}, ${from.id}::uuid)`)
  if (waiting) select = select.where('answered_at', 'is', null).where('look_by', 'is not', null)
  if (stories) select = select.where('kind', '=', 'story')
  const rows = await select.execute()
  const page = rows.slice(0, MOST.onPage)
  const last = page.at(-1)
  const next = rows.length > MOST.onPage && last !== undefined ? `${last[column].toISOString()}_${last.id}` : null
  const pinned = from === null && !waiting && !stories ? await pinnedOf(db, here, reading.now) : []
  const all = await drawn(db, reading, here, [...pinned, ...page.filter(({ id }) => pinned.every((one) => one.id !== id))], true)
  const isPinned = ({ id }: Shown) => pinned.some((one) => one.id === id)
  return { pinned: all.filter(isPinned), threads: all.filter((one) => !isPinned(one)), next }
}

/** The newest few, without those that stand above the list. Whose author keeps apart is passed over, so they are drawn a few at a time. */
export async function newestOf(db: Reader, reading: Reading, here: Here, most: number): Promise<readonly Shown[]> {
  const pinned = new Set((await pinnedOf(db, here, reading.now)).map(({ id }) => id))
  const rows = (await pageOf(db, here, 'time').limit(MOST.onPage).execute()).filter(({ id }) => !pinned.has(id))
  const found: Shown[] = []
  for (let at = 0; at < rows.length && found.length < most; at += most)
    found.push(...(await drawn(db, reading, here, rows.slice(at, at + most), true)))
  return found.slice(0, most)
}

/** What a test asks the server to explain: no list goes through all posts. */
export function pageOf(db: Reader, { community, asking, apart }: Here, order: Order) {
  let select = db
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', community.id)
    .where('thread_id', 'is', null)
    // What was taken back stays where somebody answered; what was hidden is there for those who look after the talk.
    .where((where) => where.or([where('state', '=', 'standing'), where.and([where('state', '=', 'withdrawn'), where('replies', '>', 0)])]))
    .orderBy(COLUMN[order], 'desc')
    .orderBy('id', 'desc')
  if (apart.length > 0 && asking.member !== null)
    select = select.where((where) => where.or([where('author_tag', 'is', null), where('author_tag', 'not in', [...apart])]))
  return select
}

async function pinnedOf(db: Reader, { community }: Here, now: Date): Promise<readonly Row[]> {
  return db
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', community.id)
    .where('pinned_until', '>', now)
    .where('state', '=', 'standing')
    .orderBy('posted_at', 'desc')
    .limit(MOST.pinned)
    .execute()
}

export const listPosts = query({
  name: 'posts.list',
  summary: 'The threads of a community: in the order in which they were begun, the newest first, or those where something happened last',
  route: 'GET /communities/{community}/posts',
  input: z.object({
    community: z.uuid(),
    order: z.enum(ORDERS).default('time'),
    before: z.string().max(80).optional().describe('`next` of the page before'),
    show: z
      .enum(['all', 'waiting', 'stories'])
      .default('all')
      .describe('waiting: only questions and introductions without an answer; stories: what is kept with where it is from'),
  }),
  output: z.object({ pinned: z.array(shown), threads: z.array(shown), next: z.string().nullable() }),
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    const { pinned, threads, next } = await threadsOf(db, reading, here, {
      order: input.order,
      before: input.before,
      waiting: input.show === 'waiting',
      stories: input.show === 'stories',
    })
    return { pinned: [...pinned], threads: [...threads], next }
  },
})
