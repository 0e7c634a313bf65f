import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { answerApplication } from '../commands/answer-application.ts'
import { applyToCall, openCall, withdrawApplication } from '../commands/open-call.ts'
import { mayCall } from '../policy.ts'
import { applicationsTo, callOf } from '../queries/calls.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { no } from '../refusals.ts'
import { CallPage, type AnswerValues, type ApplyValues, type CallValues } from '../views/call.tsx'
import { SESSION, sessionAt } from './address.ts'
import { fromClock, languageOptions, toClock } from './form-values.ts'

const CALL = `${SESSION}/blocks/:block/call`

/** The call for an example: what is looked for, who applied, what each was answered. */
export function callPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(CALL, (c) => showCall(c, kit))
  app.post(CALL, (c) => open(c, kit))
  app.post(`${CALL}/applications`, (c) => apply(c, kit))
  app.post(`${CALL}/answer`, (c) => answer(c, kit))
  app.post(`${CALL}/withdrawal`, async (c) => {
    const { session, path } = await callAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, withdrawApplication, { session: session.id, application: form.text('application') }, c.var.page.actor)
    return goTo(c, path)
  })
  return app
}

async function callAt(c: PageContext, kit: Kit) {
  const seen = await sessionAt(c, kit)
  const blocks = await blocksOf(kit.runner.db, seen.session.id, c.var.page.say.locale)
  const block = blocks.find(({ id }) => id === c.req.param('block')) ?? refuse(no('block.missing'))
  return { ...seen, block, path: `${seen.session.path}/blocks/${block.id}/call` }
}

type Redrawn = {
  readonly apply?: ApplyValues
  readonly applyProblem?: Problem
  readonly callValues?: CallValues
  readonly callProblem?: Problem
  readonly answered?: AnswerValues
  readonly answerProblem?: Problem
}

const WEEK_MS = 7 * 86_400_000

async function showCall(c: PageContext, kit: Kit, redrawn: Redrawn = {}): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { say, actor } = page
  const { session, parts, block } = await callAt(c, kit)
  const organiser = parts.has('organiser')
  const call = await callOf(db, session.id, block.id)
  // Where nothing is called for there is a page for those alone who could call.
  if (call === null) demand(organiser ? mayCall(actor, parts, { sort: block.sort, decided: false }) : no('call.missing'))
  const applications = await applicationsTo(db, { session: session.id, block: block.id }, { actor, organiser })
  const own = await organisations.bodiesWhere(db, actor.person, 'convener', say.locale)
  const running = call !== null && !call.decided && call.closesAt > page.now && session.phase === 'before'
  const applied = new Set(applications.map(({ body }) => body.id))
  const bodies = running ? own.filter(({ id }) => !applied.has(id)) : []
  return c.html(
    <CallPage
      page={page}
      session={session}
      block={block}
      call={call}
      applications={applications}
      organiser={organiser}
      languages={languageOptions(page, session.languages)}
      bodies={bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      apply={redrawn.apply ?? { body: bodies[0]?.id ?? '', speaker: '', language: say.locale, title: '', text: say('template.case') }}
      applyProblem={redrawn.applyProblem}
      callValues={
        redrawn.callValues ?? {
          language: call?.language ?? session.language,
          words: call?.words ?? '',
          closesAt: toClock(call?.closesAt ?? dueBefore(session.startsAt, page.now), session.zone),
        }
      }
      callProblem={redrawn.callProblem}
      answered={redrawn.answered ?? null}
      answerProblem={redrawn.answerProblem}
      own={new Set(own.map(({ id }) => id))}
    />,
  )
}

/** A week before the session, or half of what is left until then. */
const dueBefore = (start: Date, now: Date): Date =>
  new Date(Math.max(start.getTime() - WEEK_MS, now.getTime() + Math.max(0, start.getTime() - now.getTime()) / 2))

async function open(c: PageContext, kit: Kit): Promise<Response> {
  const { session, block, path } = await callAt(c, kit)
  const form = await readForm(c)
  const callValues = { language: form.text('language'), words: form.text('words'), closesAt: form.text('closesAt') }
  const input = { session: session.id, block: block.id, ...callValues, closesAt: fromClock(callValues.closesAt, session.zone) }
  return attempt(c, () => perform(kit.runner, openCall, input, c.var.page.actor), {
    done: () => goTo(c, path),
    redraw: (callProblem) => showCall(c, kit, { callValues, callProblem }),
  })
}

async function apply(c: PageContext, kit: Kit): Promise<Response> {
  const { session, block, path } = await callAt(c, kit)
  const form = await readForm(c)
  const written = {
    ...{ body: form.text('body'), speaker: form.text('speaker'), language: form.text('language') },
    ...{ title: form.text('title'), text: form.text('text') },
  }
  return attempt(c, () => perform(kit.runner, applyToCall, { session: session.id, block: block.id, ...written }, c.var.page.actor), {
    done: ({ id }) => goTo(c, `${path}#application-${id}`),
    redraw: (applyProblem) => showCall(c, kit, { apply: written, applyProblem }),
  })
}

async function answer(c: PageContext, kit: Kit): Promise<Response> {
  const { session, path } = await callAt(c, kit)
  const form = await readForm(c)
  const answered = {
    ...{ application: form.text('application'), chosen: form.text('chosen') },
    ...{ answer: form.text('answer'), language: form.text('language') },
  }
  const input = { session: session.id, ...answered, chosen: answered.chosen === 'chosen' }
  return attempt(c, () => perform(kit.runner, answerApplication, input, c.var.page.actor), {
    done: () => goTo(c, `${path}#application-${answered.application}`),
    redraw: (answerProblem) => showCall(c, kit, { answered, answerProblem }),
  })
}
