import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { answerCall } from '../commands/answer-call.ts'
import { endApart } from '../commands/end-apart.ts'
import { endMeasure } from '../commands/end-measure.ts'
import { hidePost } from '../commands/hide-post.ts'
import { keepApart } from '../commands/keep-apart.ts'
import { openMeasure } from '../commands/open-measure.ts'
import { pinThread } from '../commands/pin-thread.ts'
import { showPost } from '../commands/show-post.ts'
import { splitThread } from '../commands/split-thread.ts'
import { mayLead } from '../policy.ts'
import { readDesk } from '../queries/desk-page.ts'
import { drawnOne, pathOf, rowOf } from '../queries/rows.ts'
import { threadOf } from '../queries/thread.ts'
import { no } from '../refusals.ts'
import { CarePage } from '../views/care.tsx'
import { DeskPage } from '../views/desk.tsx'
import { AT, hereOf, postAt, readingOf } from './place.ts'

/** What facilitators and stewards do. */
export function leadingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/desk`, (c) => drawDesk(c, kit))
  app.post(`${AT}/calls/:call/answer`, async (c) => {
    const form = await readForm(c)
    const input = { call: postAt(c, 'call'), text: form.text('text'), language: form.text('language'), ends: form.checked('ends') }
    return atDesk(c, kit, (community) => perform(kit.runner, answerCall, { community, ...input }, c.var.page.actor))
  })
  app.post(`${AT}/measures/:measure/end`, (c) =>
    atDesk(c, kit, (community) => perform(kit.runner, endMeasure, { community, measure: postAt(c, 'measure') }, c.var.page.actor)),
  )
  app.post(`${AT}/apart/:pair/end`, (c) =>
    atDesk(c, kit, (community) => perform(kit.runner, endApart, { community, pair: postAt(c, 'pair') }, c.var.page.actor)),
  )
  app.get(`${AT}/:post/care`, (c) => drawCare(c, kit))
  app.post(`${AT}/:post/care/:deed`, (c) => care(c, kit))
  return app
}

async function drawDesk(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { community } = await hereOf(c, kit)
  const desk = await ask(kit.runner, readDesk, { community: community.id }, page.actor)
  c.header('cache-control', 'private, no-store')
  return c.html(<DeskPage page={page} community={community} {...desk} />)
}

async function atDesk(c: PageContext, kit: Kit, deed: (community: string) => Promise<unknown>): Promise<Response> {
  const { community } = await hereOf(c, kit)
  await kit.limits.spend('write', c.var.visitor)
  await deed(community.id)
  return goTo(c, `${community.path}/posts/desk`)
}

type Filled = { readonly values: Readonly<Record<string, string>>; readonly of: string; readonly problem?: Problem }

async function drawCare(c: PageContext, kit: Kit, { values, of, problem }: Filled = { values: {}, of: '' }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const here = await hereOf(c, kit)
  demand(mayLead(here.asking))
  const reading = readingOf(c, kit)
  const { row, start, replies } = await threadOf(db, reading, here, postAt(c))
  const post = (await drawnOne(db, reading, here, row)) ?? refuse(no('post.missing'))
  c.header('cache-control', 'private, no-store')
  return c.html(
    <CarePage
      page={page}
      community={here.community}
      post={post}
      replies={row.thread_id === null ? replies : [start, ...replies].filter(({ id }) => id !== post.id)}
      values={values}
      of={of}
      problem={problem}
    />,
  )
}

const HOUR_MS = 3_600_000
const inHours = (c: PageContext, text: string): string =>
  new Date(c.var.page.now.getTime() + Math.min(Math.max(Number(text) || 0, 0), 10_000) * HOUR_MS).toISOString()

type At = { readonly community: string; readonly post: string }

/** Each form of the page is one deed. */
function deedOf(c: PageContext, kit: Kit, at: At, form: Form): Promise<unknown> | null {
  const { actor } = c.var.page
  const reason = { reason: form.text('reason'), language: form.text('language') }
  const deed = c.req.param('deed') ?? ''
  if (deed === 'slow' || deed === 'rest' || deed === 'pause')
    return perform(
      kit.runner,
      openMeasure,
      {
        ...at,
        ...reason,
        sort: deed,
        until: inHours(c, form.text('hours')),
        seconds: deed === 'slow' ? Number(form.text('seconds')) : null,
      },
      actor,
    )
  if (deed === 'pin') {
    const days = form.text('days')
    return perform(kit.runner, pinThread, { ...at, until: days === '' ? null : inHours(c, String(Number(days) * 24)) }, actor)
  }
  if (deed === 'split')
    return perform(kit.runner, splitThread, { ...at, ...reason, title: form.text('title'), replies: form.all('replies') }, actor)
  if (deed === 'apart') return perform(kit.runner, keepApart, { ...at, and: form.text('and') }, actor)
  if (deed === 'hide')
    return perform(kit.runner, hidePost, { ...at, rule: form.text('rule'), facts: reason.reason, language: reason.language }, actor)
  return deed === 'show' ? perform(kit.runner, showPost, at, actor) : null
}

const KEPT = ['reason', 'language', 'hours', 'seconds', 'days', 'title', 'rule'] as const

async function care(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const post = postAt(c)
  const form = await readForm(c)
  const values = Object.fromEntries(KEPT.map((name) => [name, form.text(name)]))
  const of = c.req.param('deed') ?? ''
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      await (deedOf(c, kit, { community: community.id, post }, form) ?? refuse(no('post.missing')))
      const row = await rowOf(kit.runner.db, community.id, post)
      return row?.thread_id ?? post
    },
    {
      done: (thread) => goTo(c, of === 'show' ? `${community.path}/posts/desk` : pathOf(community.slug, thread)),
      redraw: (problem) => drawCare(c, kit, { values, of, problem }),
    },
  )
}
