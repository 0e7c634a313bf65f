import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { ask } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { serve } from '../../../web/served.ts'
import { communities } from '../../communities/index.ts'
import { media } from '../../media/index.ts'
import { mayTakePart } from '../policy.ts'
import { draftsKept } from '../queries/drafts.ts'
import { readHistory } from '../queries/history.ts'
import { ORDERS, threadsOf } from '../queries/list.ts'
import { bodyOf, pathOf } from '../queries/rows.ts'
import { demandThread } from '../queries/thread.ts'
import { no } from '../refusals.ts'
import { topicOf } from '../rules.ts'
import { HistoryPage } from '../views/history.tsx'
import { ListPage } from '../views/list.tsx'
import { AT, hereOf, postAt, readingOf } from './place.ts'
import { drawThread } from './thread.tsx'

export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => drawList(c, kit.forOnePage()))
  app.get(`${AT}/live`, (c) => stream(c, kit))
  app.get(`${AT}/:post`, (c) => drawThread(c, kit.forOnePage()))
  app.get(`${AT}/:post/history`, (c) => drawHistory(c, kit))
  app.get(`${AT}/:post/media/:media`, (c) => sendMedia(c, kit))
  // What is told in a letter names no community: by the id alone one who may read it is led on.
  app.get('/posts/:post', (c) => leadOn(c, kit))
  app.get('/posts/of/:community', (c) => leadToCalls(c, kit))
  return app
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const here = await hereOf(c, kit)
  const reading = readingOf(c, kit)
  const order = ORDERS.find((one) => one === c.req.query('order')) ?? 'time'
  const waiting = c.req.query('show') === 'waiting'
  const stories = c.req.query('show') === 'stories'
  const list = await threadsOf(db, reading, here, { order, waiting, stories, before: c.req.query('before') })
  const drafts = (await draftsKept(db, [here.community])).map(({ about }) => about)
  return c.html(
    <ListPage
      page={page}
      community={here.community}
      {...list}
      order={order}
      waiting={waiting}
      stories={stories}
      drafts={drafts}
      mayWrite={mayTakePart(here.asking).ok}
    />,
  )
}

async function drawHistory(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { community } = await hereOf(c, kit)
  const post = postAt(c)
  const versions = await ask(kit.runner, readHistory, { community: community.id, post }, page.actor)
  return c.html(<HistoryPage page={page} community={community} path={pathOf(community.slug, post)} versions={versions} />)
}

/** Only what stands in a post that this reader may find and read. */
async function sendMedia(c: PageContext, kit: Kit): Promise<Response> {
  const { db, outside } = kit.runner
  const here = await hereOf(c, kit)
  const [post, id] = [postAt(c), postAt(c, 'media')]
  const { row } = await demandThread(db, here, post)
  if (row.state === 'withdrawn' || !bodyOf(outside.keys, row).media.includes(id)) return refuse(no('post.missing'))
  const size = c.req.query('size') === 'small' ? 'small' : 'whole'
  const found = await media.bytesOf(db, outside.keys, { scope: here.community.id, id }, size)
  if (found === null) return refuse(no('post.missing'))
  const open = here.community.readable === 'everybody' && here.community.me === null && row.state === 'standing'
  return serve(c, { type: found.type, bytes: found.bytes, saveAs: found.sort === 'paper' ? found.name : null }, open)
}

async function leadOn(c: PageContext, kit: Kit): Promise<Response> {
  const { db } = kit.runner
  const id = postAt(c)
  const row = await db.selectFrom('post').select('community_id as community').where('id', '=', id).executeTakeFirst()
  // Where there is none, it is looked for all the same: what is hidden must not take longer than what never was.
  const community = await communities.seen(db, readingOf(c, kit), { id: row?.community ?? NONE })
  if (community === null || !community.mayRead) return refuse(no('post.missing'))
  return goTo(c, pathOf(community.slug, id))
}

const NONE = '00000000-0000-4000-8000-000000000000'

async function leadToCalls(c: PageContext, kit: Kit): Promise<Response> {
  const community = await communities.seen(kit.runner.db, readingOf(c, kit), { id: postAt(c, 'community') })
  if (community === null || community.me === null) return refuse(no('post.missing'))
  return goTo(c, `${community.path}/posts/calls`)
}

const HEARTBEAT_MS = 25_000

/** Says to open pages that something is new, and no word of what. Whoever may read no more hears no more. */
async function stream(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  const mayHear = async (): Promise<boolean> => {
    const reading = { ...readingOf(c, kit), now: kit.runner.outside.now() }
    return (await communities.seen(kit.runner.db, reading, { id: community.id }))?.mayRead === true
  }
  return streamSSE(c, async (events) => {
    const tell = async (event: string, data: object): Promise<void> => {
      if (await mayHear()) await events.writeSSE({ event, data: JSON.stringify(data) })
      else events.abort()
    }
    const leave = kit.live.listen(topicOf(community.id), ({ event, data }) => void tell(event, data))
    events.onAbort(leave)
    while (!events.aborted) {
      await tell('still', {})
      await events.sleep(HEARTBEAT_MS)
    }
  })
}
