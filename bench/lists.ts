import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { OpenedHub } from '../src/main/open.ts'
import { seatCast, type Cast } from '../src/testing/cast.ts'
import { stageCommunity } from '../src/testing/communities.ts'
import { doAs } from '../src/testing/deeds.ts'
import { middleOf, onNewHub } from './measuring.ts'

// `npm run bench:lists`: pages of lists at the server, in this process and without a network: a community with ten thousand posts, and five hundred
// communities. Beside each page stands a bare query over the same index in the same run: ratios hold where absolute figures do not.

const POSTS = 10_000
const COMMUNITIES = 500
const TURNS = 30

async function run(hub: OpenedHub): Promise<void> {
  const cast = await seatCast(hub.runner)
  const { slug, id } = await fill(hub, cast)
  const bare = await middleOf(TURNS, async () => {
    await hub.runner.db
      .selectFrom('post')
      .selectAll()
      .where('community_id', '=', id)
      .where('thread_id', 'is', null)
      .orderBy('moved_at', 'desc')
      .limit(31)
      .execute()
  })
  const cookie = `session=${cast.members.get('mai')?.session ?? ''}`
  const deep = await cursor(hub, id)
  const pages: readonly (readonly [string, string, string])[] = [
    ['the first page, as nobody', `/en/communities/${slug}/posts`, ''],
    ['the first page, as a member', `/en/communities/${slug}/posts`, cookie],
    ['the page after nine thousand', `/en/communities/${slug}/posts?before=${encodeURIComponent(deep)}`, cookie],
    ['in the order of time', `/en/communities/${slug}/posts?order=time`, cookie],
    ['a thread with two hundred answers', `/en/communities/${slug}/posts/${await longThread(hub, id)}`, cookie],
    ['five hundred communities', '/en/communities', ''],
  ]
  write(`a bare query over the index: ${bare.toFixed(1)} ms`)
  for (const [what, path, own] of pages) {
    const status = (await ask(hub, path, own)).status
    const ms = await middleOf(TURNS, async () => void (await (await ask(hub, path, own)).text()))
    write(`${what}: ${ms.toFixed(1)} ms, ${(ms / bare).toFixed(1)} times the bare query (${status})`)
  }
}

const ask = async (hub: OpenedHub, path: string, cookie: string): Promise<Response> =>
  hub.app.request(`http://127.0.0.1:3918${path}`, { headers: cookie === '' ? {} : { cookie } })

async function fill(hub: OpenedHub, cast: Cast): Promise<{ readonly slug: string; readonly id: string }> {
  const there = { ...hub, db: hub.runner.db, cast }
  const { id, slug } = await stageCommunity(there, 'mai', { slug: 'many-posts', readable: 'everybody' })
  for (let number = 1; number < COMMUNITIES; number += 1)
    await stageCommunity(there, 'idrissa', { slug: `community-${number}`, name: `Community ${number}` })
  const said = { community: id, title: 'Rehearsal', text: 'When do we meet? '.repeat(12), language: 'en' }
  const model = await doAs<{ readonly id: string }>(there, 'mai', 'posts.write', { ...said, sending: randomUUID() })
  const row = await hub.runner.db.selectFrom('post').selectAll().where('id', '=', model.id).executeTakeFirstOrThrow()
  const { keys } = hub.runner.outside
  const from = Date.now() - POSTS * 60_000
  const rows = Array.from({ length: POSTS - 1 }, (_, number) => {
    const own = randomUUID()
    const body = { title: `Rehearsal ${number}`, text: said.text, language: 'en', media: [], answers: [] }
    const at = new Date(from + number * 60_000)
    // The last two hundred answer in the first thread.
    const reply = number >= POSTS - 201
    const sealed = keys.seal('post-body', JSON.stringify([id, own, body]))
    return { ...row, id: own, body_sealed: sealed, posted_at: at, moved_at: at, thread_id: reply ? model.id : null }
  })
  for (let begin = 0; begin < rows.length; begin += 500)
    await hub.runner.db
      .insertInto('post')
      .values(rows.slice(begin, begin + 500))
      .execute()
  await hub.runner.db.updateTable('post').set({ replies: 200 }).where('id', '=', model.id).execute()
  await sql`analyze`.execute(hub.runner.db)
  return { slug, id }
}

async function cursor(hub: OpenedHub, id: string): Promise<string> {
  const row = await hub.runner.db
    .selectFrom('post')
    .select(['id', 'moved_at as at'])
    .where('community_id', '=', id)
    .where('thread_id', 'is', null)
    .orderBy('moved_at', 'desc')
    .offset(9000)
    .limit(1)
    .executeTakeFirstOrThrow()
  return `${row.at.toISOString()}_${row.id}`
}

async function longThread(hub: OpenedHub, id: string): Promise<string> {
  return (
    await hub.runner.db.selectFrom('post').select('id').where('community_id', '=', id).where('replies', '=', 200).executeTakeFirstOrThrow()
  ).id
}

const write = (line: string): void => void process.stdout.write(`${line}\n`)

await onNewHub(run, 'http://127.0.0.1:3918')
