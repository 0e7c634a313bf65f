import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { answerIdea } from '../commands/answer-idea.ts'
import { declineIdea } from '../commands/decline-idea.ts'
import { openCall } from '../commands/open-call.ts'
import { publishIdea } from '../commands/publish-idea.ts'
import { mayAnswer, mayCall, mayModerate, maySeeDesk } from '../policy.ts'
import { callOf, demandCall, deskOf } from '../queries/call.ts'
import { deskIdeas, ideasOf, ofAccount, oneOf } from '../queries/list.ts'
import { numbersIn } from '../queries/rows.ts'
import { phaseOf } from '../rules.ts'
import { CallPage, DeskPage } from '../views/desk.tsx'
import { IdeaPage } from '../views/idea.tsx'
import { ListPage } from '../views/list.tsx'
import type { Values } from '../views/write.tsx'
import { AT, ideaAt, keepPrivate, sessionAt } from './place.ts'

/** What everybody reads, and what those who organise do: call, read, answer. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/ideas`, (c) => drawList(c, kit))
  app.get(`${AT}/ideas/desk`, (c) => drawDesk(c, kit))
  app.get(`${AT}/ideas/call`, (c) => drawCall(c, kit))
  app.post(`${AT}/ideas/call`, (c) => saveCall(c, kit))
  app.get(`${AT}/ideas/:idea`, (c) => drawOne(c, kit))
  app.post(`${AT}/ideas/:idea/publication`, (c) => publish(c, kit))
  app.post(`${AT}/ideas/:idea/refusal`, (c) => decline(c, kit))
  app.post(`${AT}/ideas/:idea/answer`, (c) => answer(c, kit))
  return app
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const seen = await sessionAt(c, kit)
  const { session } = seen
  const call = await callOf(db, session.id, page.actor.locale)
  const ideas = call === null ? [] : await ideasOf(db, session, call, page.now)
  const calledOff = session.state === 'called-off'
  return c.html(
    <ListPage
      page={page}
      session={session}
      call={call}
      phase={call === null ? null : phaseOf(call, page.now)}
      calledOff={calledOff}
      ideas={ideas}
      numbers={numbersIn(ideas)}
      questions={await gatherings.questionsOf(db, session.id, page.actor.locale)}
      mine={call === null ? [] : await ofAccount(db, outside.keys, { session, call, now: page.now }, page.actor)}
      mayCall={mayCall({ actor: page.actor, parts: seen.parts, calledOff }).ok}
      atDesk={maySeeDesk(await deskOf(db, seen, page.actor)).ok}
      labels={await kit.thingLabels(page, { sort: 'idea', scope: session.id })}
    />,
  )
}

async function drawDesk(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { session } = await sessionAt(c, kit)
  const desk = await ask(kit.runner, deskIdeas, { session: session.id }, page.actor)
  keepPrivate(c)
  return c.html(<DeskPage page={page} session={session} call={await demandCall(kit.runner.db, session.id, page.actor.locale)} {...desk} />)
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawOne(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { session } = await sessionAt(c, kit)
  const { idea, call, desk, row } = await oneOf(db, { session: session.id, idea: ideaAt(c) }, page.actor, page.now)
  const may = { answer: mayAnswer(desk, row.status).ok, moderate: mayModerate(desk).ok }
  if (may.answer || may.moderate || idea.state === 'waiting') keepPrivate(c)
  const thing = { sort: 'idea', scope: session.id, subject: idea.id, path: idea.path, toAuthor: false }
  const others = may.answer ? await ideasOf(db, session, call, page.now) : []
  return c.html(
    <IdeaPage
      page={page}
      session={session}
      idea={idea}
      answerBy={call.answerBy}
      questions={await gatherings.questionsOf(db, session.id, page.actor.locale)}
      sections={idea.state === 'standing' ? await kit.thingSections(page, thing) : []}
      label={(await kit.thingLabels(page, { sort: 'idea', scope: session.id })).get(idea.id) ?? []}
      mayAnswer={may.answer}
      mayModerate={may.moderate}
      others={others.filter(({ id, state }) => id !== idea.id && state === 'standing')}
      values={values}
      problem={problem}
    />,
  )
}

async function publish(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  await perform(kit.runner, publishIdea, { session: session.id, idea: ideaAt(c) }, c.var.page.actor)
  return goTo(c, `${session.path}/ideas/desk`)
}

async function decline(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const input = { session: session.id, idea: ideaAt(c), rule: form.text('rule'), note: form.text('note') }
  await perform(kit.runner, declineIdea, input, c.var.page.actor)
  return goTo(c, `${session.path}/ideas/desk`)
}

async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const names = ['outcome', 'reason', 'language', 'mergedWith', 'passedTo']
  const values = Object.fromEntries(names.map((name) => [name, form.text(name)]))
  const idea = ideaAt(c)
  const input = { session: session.id, idea, ...values, mergedWith: form.optional('mergedWith') ?? null }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, answerIdea, input, c.var.page.actor)
    },
    { done: () => goTo(c, `${session.path}/ideas/${idea}#answer`), redraw: (problem) => drawOne(c, kit, { values, problem }) },
  )
}

/** `2026-03-01T18:00` by the clock of the venue, as a form shows it. */
const shownTime = (at: Date, zone: string): string =>
  at.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** Back to UTC; what is no time is given on as it is, for the schema to refuse beside its field. */
function readTime(text: string, zone: string): string {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return text
  }
}

async function drawCall(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { session, parts } = await sessionAt(c, kit)
  demand(mayCall({ actor: page.actor, parts, calledOff: session.state === 'called-off' }))
  keepPrivate(c)
  const call = await callOf(kit.runner.db, session.id, page.actor.locale)
  const { zone } = session
  const kept: Values =
    call === null
      ? { opensAt: shownTime(page.now, zone), closesAt: shownTime(session.startsAt, zone), answerBy: shownTime(session.endsAt, zone) }
      : {
          ...{ text: call.text, language: call.language, access: call.access, moderation: call.moderation },
          ...{ opensAt: shownTime(call.opensAt, zone), closesAt: shownTime(call.closesAt, zone), answerBy: shownTime(call.answerBy, zone) },
        }
  return c.html(
    <CallPage
      page={page}
      session={session}
      zone={zone}
      values={filled?.values ?? kept}
      exists={call !== null}
      languages={call?.languages ?? []}
      problem={filled?.problem}
    />,
  )
}

const TIMES = ['opensAt', 'closesAt', 'answerBy'] as const

async function saveCall(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const words = Object.fromEntries(['text', 'language', 'access', 'moderation'].map((name) => [name, form.text(name)]))
  const times = Object.fromEntries(TIMES.map((name) => [name, form.text(name)]))
  const moments = Object.fromEntries(TIMES.map((name) => [name, readTime(form.text(name), session.zone)]))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, openCall, { session: session.id, ...words, ...moments }, c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => drawCall(c, kit, { values: { ...words, ...times }, problem }) },
  )
}
