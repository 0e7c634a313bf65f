import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { correctIdea } from '../commands/correct-idea.ts'
import { withdrawIdea } from '../commands/withdraw-idea.ts'
import { writeIdea } from '../commands/write-idea.ts'
import { mayWrite } from '../policy.ts'
import { demandCall } from '../queries/call.ts'
import { ownIdea } from '../queries/own.ts'
import type { IdeaStatus } from '../tables.ts'
import { OwnIdeaPage, WritePage, type Values } from '../views/write.tsx'
import { AT, keepPrivate, numberIn, sessionAt } from './place.ts'

/** For whoever has an idea, with an account or without. */
export function writingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/ideas/new`, (c) => drawForm(c, kit, { values: {} }))
  app.post(`${AT}/ideas`, (c) => write(c, kit))
  app.get('/ideas/:link', (c) => drawOwn(c, kit))
  app.post('/ideas/:link/correction', (c) => correct(c, kit))
  app.post('/ideas/:link/withdrawal', (c) => withdraw(c, kit))
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawForm(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { session } = await sessionAt(c, kit)
  const call = await demandCall(db, session.id, page.actor.locale)
  const calledOff = session.state === 'called-off'
  const may = mayWrite({ actor: page.actor, call, waiting: 0, ofGuestsToday: 0, own: 0, known: false, calledOff }, page.now)
  // The form bears an id of its own: what is sent twice is one idea.
  c.header('cache-control', 'no-store')
  return c.html(
    <WritePage
      page={page}
      session={session}
      call={call}
      questions={await gatherings.questionsOf(db, session.id, page.actor.locale)}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      closed={may.ok ? null : { sentence: page.say(may.refusal.code, may.refusal.data), signIn: may.refusal.code === 'sign-in.needed' }}
      problem={problem}
    />,
  )
}

const valuesOf = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.text(name)]))

async function write(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const values = valuesOf(await readForm(c), ['sending', 'title', 'text', 'language', 'question', 'label'])
  const input = { session: session.id, ...values, question: numberIn(values['question'] ?? '') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, writeIdea, input, c.var.page.actor)
    },
    {
      done: ({ link, status }) => goTo(c, `/ideas/${link}?done=${status}`),
      redraw: (problem) => drawForm(c, kit, { values, problem }),
    },
  )
}

const DONE = ['waiting', 'published', 'corrected', 'withdrawn']

/** What an address says was done last; an old one says nothing that is not so any more. */
function doneOf(asked: string | undefined, status: IdeaStatus): string | null {
  const so = asked === 'corrected' ? status === 'waiting' || status === 'published' : asked === status
  return so ? (DONE.find((one) => one === asked) ?? null) : null
}

async function drawOwn(c: PageContext, kit: Kit, { values, problem }: Partial<Filled> = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const own = await ownIdea(db, link, { actor: page.actor, outside, now: page.now }, false)
  // The address is the key to it.
  keepPrivate(c)
  const thing = { sort: 'idea', scope: own.ref.session, subject: own.ref.id, path: own.idea.path, toAuthor: true }
  return c.html(
    <OwnIdeaPage
      page={page}
      link={link}
      own={own}
      questions={await gatherings.questionsOf(db, own.ref.session, page.actor.locale)}
      done={doneOf(c.req.query('done'), own.row.status)}
      values={values ?? null}
      sections={await kit.thingSections(page, thing)}
      problem={problem}
    />,
  )
}

async function correct(c: PageContext, kit: Kit): Promise<Response> {
  const link = c.req.param('link') ?? ''
  const values = valuesOf(await readForm(c), ['title', 'text', 'language', 'question'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, correctIdea, { link, ...values, question: numberIn(values['question'] ?? '') }, c.var.page.actor)
    },
    { done: () => goTo(c, `/ideas/${link}?done=corrected`), redraw: (problem) => drawOwn(c, kit, { values, problem }) },
  )
}

async function withdraw(c: PageContext, kit: Kit): Promise<Response> {
  const link = c.req.param('link') ?? ''
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, withdrawIdea, { link }, c.var.page.actor)
  return goTo(c, `/ideas/${link}?done=withdrawn`)
}
