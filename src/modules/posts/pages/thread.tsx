import type { Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { media, type MediaShown } from '../../media/index.ts'
import { profiles } from '../../profiles/index.ts'
import { mayTakePart, mayWrite } from '../policy.ts'
import { draftsOf } from '../queries/drafts.ts'
import type { Here } from '../queries/standing.ts'
import { threadOf } from '../queries/thread.ts'
import { writeClock } from '../queries/write-facts.ts'
import { ThreadPage } from '../views/thread.tsx'
import type { Values } from '../views/write.tsx'
import { hereOf, postAt, readingOf } from './place.ts'

export type Filled = { readonly values: Values; readonly attached: readonly string[]; readonly problem?: Problem }

/** The thread, with the form filled in as it came back or as a draft was kept. A reply’s own address leads to its place in the thread. */
export async function drawThread(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereOf(c, kit)
  const reading = readingOf(c, kit)
  const asked = postAt(c)
  const thread = await threadOf(db, reading, here, asked, c.req.query('after'))
  if (thread.row.thread_id !== null && filled === null) return c.redirect(`/${page.say.locale}${thread.start.path}#p-${asked}`, 302)
  const { start, replies, next, measures, pause } = thread
  const takesPart = mayTakePart(here.asking).ok
  const draft = filled === null && takesPart ? (await draftsOf(db, reading, here)).find(({ about }) => about === start.id) : undefined
  const values: Values = {
    ...draft?.fields,
    ...(c.req.query('to') === undefined ? {} : { parent: c.req.query('to') ?? '' }),
    ...filled?.values,
  }
  const standing = start.state === 'standing' || start.replies > 0
  return c.html(
    <ThreadPage
      page={page}
      community={here.community}
      {...{ start, replies, next, measures, pause, takesPart }}
      young={takesPart && !here.community.youth && (await profiles.isYoung(db, outside.keys, page.actor))}
      closed={takesPart && standing ? await closedIn(c, kit, here, start.id) : null}
      form={{
        sending: values['sending'] ?? outside.uuid(),
        values,
        kept: await keptOf(kit, here, filled?.attached ?? []),
        named: values['named'] !== 'no',
        problem: filled?.problem,
      }}
      sections={start.state === 'standing' ? await kit.thingSections(page, thingOf(here, start.id, start.path, start.mine)) : []}
    />,
  )
}

const thingOf = (here: Here, subject: string, path: string, toAuthor: boolean) => ({
  sort: 'post',
  scope: here.community.id,
  subject,
  path,
  toAuthor,
})

/** What stands under these ids, for whoever uploaded them. */
export async function keptOf(kit: Kit, { community }: Here, ids: readonly string[]): Promise<readonly MediaShown[]> {
  const { db, outside } = kit.runner
  return [...(await media.shownOf(db, outside.keys, community.id, ids)).values()]
}

/** Why nothing can be written there now, in the reader's language; null: it can. */
export async function closedIn(c: PageContext, kit: Kit, here: Here, thread: string | null): Promise<string | null> {
  const { page } = c.var
  const clock = await writeClock(kit.runner.db, readingOf(c, kit), here, thread)
  const writing = { kind: 'text', titled: true, reply: thread !== null, files: false, youth: here.community.youth } as const
  // Whoever has to wait a minute may write meanwhile; what is sent too early comes back filled in.
  const verdict = mayWrite(here.asking, { ...clock, slowSeconds: 0, lastInThread: null }, writing, page.now)
  return verdict.ok ? null : page.say(verdict.refusal.code, verdict.refusal.data)
}
