import { sql } from 'kysely'
import type { Actor } from '../src/core/actor.ts'
import { publicationsFrom } from '../src/core/published.ts'
import type { OpenedHub } from '../src/main/open.ts'
import { publications } from '../src/main/rooms.ts'
import { ownFeed } from '../src/modules/following/queries/own-feed.ts'
import { newsOf } from '../src/modules/following/queries/news.ts'
import { FIRST_STATE, ownerTags, sealState } from '../src/modules/following/queries/state.ts'
import { ORDERS, type Cursor } from '../src/modules/following/rules.ts'
import { middleOf, onNewHub, say } from './measuring.ts'

// `npm run bench:feed [-- <things> <follows>]`: the feed of somebody who follows two thousand things of which ten thousand were published, in each order and page after
// page, and the news of five hundred such readers in one morning, beside the bare query for the newest of the same things.

const [THINGS = 10_000, FOLLOWS = 2000] = process.argv.slice(2).map(Number)
const BODIES = 500
const READERS = 500
const ROUNDS = 15

const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`
const idOf = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Dialogues of five hundred bodies, one after the other each minute; every reader follows all bodies, and single dialogues beside. */
async function seat({ runner }: OpenedHub): Promise<readonly string[]> {
  const { db, outside } = runner
  await sql`
    insert into body (id, slug, kind, created_at) select ('bbbbbbbb-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'body-' || n, 'charity', now() from generate_series(0, ${BODIES - 1}::int) n`.execute(
    db,
  )
  await sql`
    insert into body_text (body_id, language, name, summary, position)
      select ('bbbbbbbb-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'en', 'Body ' || n, '', 0 from generate_series(0, ${BODIES - 1}::int) n`.execute(
    db,
  )
  await seatDialogues(runner)
  const follows = Array.from({ length: FOLLOWS }, (_, n) => [n < BODIES ? `body:${idOf('b', n)}` : `dialogue:${idOf('d', n)}`, 4] as const)
  const accounts = Array.from({ length: READERS }, (_, n) => idOf('a', n))
  for (const account of accounts) {
    const [tag] = ownerTags(outside.keys, account)
    if (tag === undefined) continue
    await db
      .insertInto('following_state')
      .values({ owner_tag: tag, sealed: sealState(outside.keys, account, { ...FIRST_STATE, follows }) })
      .execute()
  }
  await sql`analyze`.execute(db)
  return accounts
}

async function seatDialogues({ db }: OpenedHub['runner']): Promise<void> {
  const { rows } = await sql<{ column_name: string; data_type: string }>`
    select column_name, data_type from information_schema.columns
      where table_name = 'dialogue' and is_nullable = 'NO' and column_default is null`.execute(db)
  const known: Readonly<Record<string, string>> = {
    id: `('dddddddd-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`,
    slug: `'dialogue-' || n`,
    body_id: `('bbbbbbbb-0000-4000-8000-' || lpad((n % ${BODIES})::text, 12, '0'))::uuid`,
    state: `'open'`,
    origin: `'here'`,
    publication: `'votes'`,
    languages: `'{en}'`,
    rules: `'{}'`,
    participation: `'anyone'`,
    moderation: `'before'`,
    may_add: 'true',
    opens_at: `now() - n * interval '1 minute'`,
    closes_at: `now() + interval '20 days'`,
    answer_by: `now() + interval '40 days'`,
    created_at: `now() - n * interval '1 minute'`,
  }
  const columns = rows.map(({ column_name: name }) => name)
  const unknown = columns.filter((name) => known[name] === undefined)
  if (unknown.length > 0) throw new Error(`the bench does not know what to put into ${unknown.join(', ')} of a dialogue`)
  await sql`
    insert into dialogue (${sql.raw([...columns, 'opened_at'].join(', '))})
      select ${sql.raw([...columns.map((name) => known[name] ?? ''), known['opens_at'] ?? ''].join(', '))} from generate_series(0, ${THINGS - 1}::int) n`.execute(
    db,
  )
  await sql`
    insert into dialogue_text (dialogue_id, language, title, summary, background)
      select ('dddddddd-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'en', 'Dialogue ' || n, 'What helps?', '' from generate_series(0, ${THINGS - 1}::int) n`.execute(
    db,
  )
}

async function run(hub: OpenedHub): Promise<void> {
  const { db, outside } = hub.runner
  const accounts = await seat(hub)
  say('feed', `${THINGS} things of ${BODIES} bodies, ${FOLLOWS} follows`)
  const all = publicationsFrom(publications)
  const actor = { account: accounts[0], person: null, operator: false, locale: 'en', guestKey: () => null } as unknown as Actor
  const reading = { actor, now: outside.now(), outside }
  const bodies = Array.from({ length: BODIES }, (_, n) => idOf('b', n))
  const bare = await times(() =>
    sql`select id from dialogue where body_id = any(${bodies}::uuid[]) order by opened_at desc limit 21`.execute(db),
  )
  say('the bare query for the newest (reference)', ms(bare))
  for (const order of ORDERS) {
    const took = await times(() => ownFeed(db, { publications: all, reading, order, cursor: null }))
    say(`a page, ${order}`, `${ms(took)}   ratio ${(took / bare).toFixed(1)}`)
  }
  const [walked, pages] = await walk(async (cursor) => ownFeed(db, { publications: all, reading, order: 'time', cursor }), 50)
  say(`${pages} pages one after the other, each`, ms(walked / pages))
  const owners = accounts.map((account) => ({ account, persons: [], operator: false }) as never)
  const news = await times(() =>
    newsOf(hub.runner, all, { owners, since: new Date(reading.now.getTime() - 3_600_000), sorts: ['followed'] }),
  )
  say(`news of ${READERS} readers at once`, `${ms(news)}   ${(news / READERS).toFixed(2)} ms each`)
}

async function walk(
  page: (cursor: Cursor | null) => Promise<{ readonly next: Cursor | null }>,
  most: number,
): Promise<readonly [took: number, pages: number]> {
  const from = performance.now()
  let [cursor, pages]: [Cursor | null, number] = [null, 0]
  do {
    cursor = (await page(cursor)).next
    pages += 1
  } while (cursor !== null && pages < most)
  return [performance.now() - from, pages]
}

/** After a first time that nobody counts. */
async function times(work: () => Promise<unknown>): Promise<number> {
  await work()
  return middleOf(ROUNDS, work)
}

await onNewHub(run)
