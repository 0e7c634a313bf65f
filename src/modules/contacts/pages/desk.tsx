import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { closeQuestion } from '../commands/close-question.ts'
import { noteQuestion } from '../commands/note-question.ts'
import { forwardQuestion } from '../commands/forward-question.ts'
import { takeQuestion } from '../commands/take-question.ts'
import { namedNow, shownTo } from '../queries/named.ts'
import { readDesk } from '../queries/reads.ts'
import type { Subjects } from '../queries/subjects.ts'
import { DeskPage } from '../views/desk.tsx'

/** For those who are named. */
export function deskPages(kit: Kit, subjects: Subjects): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/contact/desk', (c) => draw(c, kit))
  app.post('/contact/desk/:question/taking', (c) =>
    done(c, kit, (question) => perform(kit.runner, takeQuestion, { question }, c.var.page.actor)),
  )
  app.post('/contact/desk/:question/passing', (c) =>
    done(c, kit, (question) => perform(kit.runner, forwardQuestion(subjects), { question }, c.var.page.actor)),
  )
  app.post('/contact/desk/:question/note', async (c) => {
    const note = (await readForm(c)).text('note')
    return done(c, kit, (question) => perform(kit.runner, noteQuestion, { question, note }, c.var.page.actor))
  })
  app.post('/contact/desk/:question/closing', async (c) => {
    const answer = (await readForm(c)).text('answer')
    return done(c, kit, (question) => perform(kit.runner, closeQuestion, { question, answer }, c.var.page.actor))
  })
  return app
}

async function draw(c: PageContext, kit: Kit, at: string | null = null, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { questions } = await ask(kit.runner, readDesk, {}, page.actor)
  const { db, outside } = kit.runner
  const mine = (await namedNow(db, page.now)).filter(({ person }) => person === page.actor.person)
  const own = await shownTo(db, { actor: page.actor, now: page.now, outside }, mine)
  c.header('cache-control', 'private, no-store')
  return c.html(<DeskPage page={page} questions={questions} own={own} at={at} problem={problem} />)
}

async function done(c: PageContext, kit: Kit, run: (question: string) => Promise<unknown>): Promise<Response> {
  const question = c.req.param('question') ?? ''
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return run(question)
    },
    { done: () => goTo(c, '/contact/desk'), redraw: (problem) => draw(c, kit, question, problem) },
  )
}
