import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { isUuid } from '#base'
import { callFacilitator } from '../commands/call-facilitator.ts'
import { castBallot } from '../commands/cast-ballot.ts'
import { checkTranslation } from '../commands/check-translation.ts'
import { completeQuestion } from '../commands/complete-question.ts'
import { endMutes } from '../commands/end-mutes.ts'
import { giveReaction } from '../commands/give-reaction.ts'
import { keepApart } from '../commands/keep-apart.ts'
import { muteMember } from '../commands/mute-member.ts'
import { translatePost } from '../commands/translate-post.ts'
import { withdrawPost } from '../commands/withdraw-post.ts'
import { mayAnswerTo, mayTakePart } from '../policy.ts'
import { myCalls } from '../queries/desk-page.ts'
import { measuresOf } from '../queries/measures.ts'
import { drawnOne, pathOf, rowOf } from '../queries/rows.ts'
import { demandThread } from '../queries/thread.ts'
import { no } from '../refusals.ts'
import { CallsPage } from '../views/desk.tsx'
import { TranslatePage } from '../views/history.tsx'
import type { Values } from '../views/write.tsx'
import { AT, hereOf, postAt, readingOf } from './place.ts'

/** What members do with what others wrote. */
export function takingPartPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/calls`, (c) => drawCalls(c, kit))
  app.post(`${AT}/calls`, (c) => call(c, kit))
  app.post(`${AT}/mutes/end`, async (c) => {
    const { community } = await hereOf(c, kit)
    await perform(kit.runner, endMutes, { community: community.id }, c.var.page.actor)
    return goTo(c, `${community.path}/posts/calls`)
  })
  app.get(`${AT}/:post/translate`, (c) => drawTranslate(c, kit))
  app.post(`${AT}/:post/translations`, (c) => translate(c, kit))
  app.post(`${AT}/:post/translations/:language/check`, (c) =>
    onPost(c, kit, (at) => perform(kit.runner, checkTranslation, { ...at, language: c.req.param('language') }, c.var.page.actor)),
  )
  app.post(`${AT}/:post/reaction`, async (c) => {
    const form = await readForm(c)
    return onPost(c, kit, (at) =>
      perform(kit.runner, giveReaction, { ...at, reaction: form.optional('reaction') ?? null }, c.var.page.actor),
    )
  })
  app.post(`${AT}/:post/ballot`, async (c) => {
    const form = await readForm(c)
    const answer = form.text('answer') === '' ? null : Number(form.text('answer'))
    return onPost(c, kit, (at) => perform(kit.runner, castBallot, { ...at, answer }, c.var.page.actor))
  })
  app.post(`${AT}/:post/answered`, async (c) => {
    const form = await readForm(c)
    return onPost(c, kit, (at) =>
      perform(kit.runner, completeQuestion, { ...at, answered: form.text('answered') === 'yes' }, c.var.page.actor),
    )
  })
  app.post(`${AT}/:post/withdrawal`, (c) => onPost(c, kit, (at) => perform(kit.runner, withdrawPost, at, c.var.page.actor)))
  app.post(`${AT}/:post/mute`, (c) => andAway(c, kit, (at) => perform(kit.runner, muteMember, at, c.var.page.actor)))
  app.post(`${AT}/:post/no-contact`, (c) => andAway(c, kit, (at) => perform(kit.runner, keepApart, at, c.var.page.actor)))
  return app
}

type At = { readonly community: string; readonly post: string }

async function onPost(c: PageContext, kit: Kit, deed: (at: At) => Promise<unknown>): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const post = postAt(c)
  await kit.limits.spend('write', c.var.visitor)
  await deed({ community: community.id, post })
  const row = await rowOf(kit.runner.db, community.id, post)
  return goTo(c, `${pathOf(community.slug, row?.thread_id ?? post)}#p-${post}`)
}

/** After it the post is not there for them any more. */
async function andAway(c: PageContext, kit: Kit, deed: (at: At) => Promise<unknown>): Promise<Response> {
  const { community } = await hereOf(c, kit)
  await kit.limits.spend('post', c.var.visitor, c.var.page.actor.account)
  await deed({ community: community.id, post: postAt(c) })
  return goTo(c, `${community.path}/posts`)
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawTranslate(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const here = await hereOf(c, kit)
  const { row } = await demandThread(db, here, postAt(c))
  const post = (await drawnOne(db, readingOf(c, kit), here, row)) ?? refuse(no('post.missing'))
  demand(mayAnswerTo(here.asking, row))
  return c.html(<TranslatePage page={page} community={here.community} path={post.path} post={post} values={values} problem={problem} />)
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(['language', 'title', 'text', 'madeBy'].map((name) => [name, form.text(name)]))
  const post = postAt(c)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('post', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, translatePost, { community: community.id, post, ...values }, c.var.page.actor)
    },
    { done: () => goTo(c, pathOf(community.slug, post)), redraw: (problem) => drawTranslate(c, kit, { values, problem }) },
  )
}

async function drawCalls(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereOf(c, kit)
  demand(mayTakePart(here.asking))
  const reading = readingOf(c, kit)
  const calls = await ask(kit.runner, myCalls, { community: here.community.id }, page.actor)
  const own = await measuresOf(db, reading, here.community.id, { member: here.asking.member })
  const asked = values['thread'] ?? c.req.query('thread') ?? ''
  c.header('cache-control', 'private, no-store')
  return c.html(
    <CallsPage
      page={page}
      community={here.community}
      calls={calls}
      thread={isUuid(asked) ? asked : null}
      paused={own.some(({ sort }) => sort === 'pause')}
      muted={here.apart.length > 0}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      problem={problem}
    />,
  )
}

async function call(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(['sending', 'sort', 'thread', 'text', 'language'].map((name) => [name, form.text(name)]))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('post', c.var.visitor, c.var.page.actor.account)
      const input = { community: community.id, ...values, thread: form.optional('thread') ?? null }
      return perform(kit.runner, callFacilitator, input, c.var.page.actor)
    },
    { done: () => goTo(c, `${community.path}/posts/calls`), redraw: (problem) => drawCalls(c, kit, { values, problem }) },
  )
}
