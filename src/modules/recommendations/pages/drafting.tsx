import { dayIn } from '#base'
import { Hono } from 'hono'
import { keyOf } from '../../../core/citable.ts'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { draftRecommendation } from '../commands/draft-recommendation.ts'
import { editRecommendation } from '../commands/edit-recommendation.ts'
import { isAddressed, mayEdit } from '../policy.ts'
import { MOST_LETTERS } from '../queries/shapes.ts'
import { sourcesOf } from '../queries/undone.ts'
import { no } from '../refusals.ts'
import { offeredSources, workbenchOf } from '../queries/workbench.ts'
import { Helps } from '../views/helps.tsx'
import { PlanPage, type PlanValues } from '../views/plan-form.tsx'
import { benchAt, keepPrivate, languagesFor, OF_SESSION, orNull, recommendationIn, type Room, type Worded } from './place.ts'
import { DAYS_TO_ANSWER, pathOf, titleFrom } from '../rules.ts'

/** The rapporteur's workbench: from sources to a draft, and what is changed of it. */
export function draftingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  const bench = `${OF_SESSION}/recommendations/workbench`
  app.get(bench, async (c) => {
    const seen = await benchAt(c, room)
    const { page } = c.var
    return drawNew(c, room, seen, { values: { ...EMPTY, language: page.say.locale }, sending: room.kit.runner.outside.uuid() })
  })
  app.post(bench, (c) => draft(c, room))
  app.post(`${bench}/draft`, (c) => draftFrom(c, room))
  app.get('/recommendations/:recommendation/edit', async (c) => {
    const at = await recommendationIn(c, room)
    demand(mayEdit(c.var.page.actor, at))
    return drawEdit(c, room, at, { values: await valuesNow(room, at), version: String(at.recommendation.version) })
  })
  app.post('/recommendations/:recommendation/edit', (c) => edit(c, room))
  return app
}

const DAY_MS = 86_400_000

const EMPTY: PlanValues = {
  ...{ title: '', text: '', call: '', language: '', question: '', addresseeBody: '', addresseeName: '', actBy: '', answerBy: '' },
  ...{ sdgs: [], gcm: [], sources: [] },
}

function valuesIn(form: Form): PlanValues {
  const text = (name: string): string => form.text(name)
  return {
    ...{ title: text('title'), text: text('text'), call: text('call'), language: text('language'), question: text('question') },
    ...{ addresseeBody: text('addresseeBody'), addresseeName: text('addresseeName'), actBy: text('actBy'), answerBy: text('answerBy') },
    ...{ sdgs: form.all('sdgs'), gcm: form.all('gcm'), sources: form.all('sources') },
  }
}

function inputOf(values: PlanValues) {
  const { question, addresseeBody, addresseeName, actBy, sdgs, gcm, sources, ...rest } = values
  return {
    ...rest,
    question: question === '' ? null : Number(question),
    ...{ addresseeBody: orNull(addresseeBody), addresseeName: orNull(addresseeName), actBy: orNull(actBy) },
    ...{ sdgs: sdgs.map(Number), gcm: gcm.map(Number) },
    sources: sources.map((key) => ({ sort: key.slice(0, Math.max(0, key.indexOf(':'))), id: key.slice(key.indexOf(':') + 1) })),
  }
}

type Shown = { readonly values: PlanValues; readonly problem?: Problem }

/** A fault of the third source is shown beside all of them. */
function besideFields(problem: Problem | undefined): Problem | undefined {
  if (problem === undefined) return undefined
  const fields = new Map([...problem.fields].map(([path, sentence]) => [path.split('.')[0] ?? path, sentence]))
  if (problem.code === 'recommendation.source-missing') fields.set('sources', problem.sentence)
  if (problem.code === 'recommendation.day-past') fields.set('answerBy', problem.sentence)
  if (problem.code === 'recommendation.addressee-needed') fields.set('addresseeBody', problem.sentence)
  return { ...problem, fields }
}

async function drawNew(c: PageContext, room: Room, seen: SeenSession, shown: Shown & { readonly sending: string }): Promise<Response> {
  const { page } = c.var
  keepPrivate(c)
  const { session } = seen
  const { db } = room.kit.runner
  const bench = await workbenchOf(db, room.sources, session.id, page.actor)
  return c.html(
    <PlanPage
      page={page}
      back={{ path: `${session.path}/recommendations`, text: session.title, language: session.language }}
      heading={page.say('recommendation.workbench')}
      problem={besideFields(shown.problem)}
      action={`${session.path}/recommendations/workbench`}
      values={shown.values}
      bench={bench}
      bodies={await organisations.allBodies(db, page.say.locale)}
      languages={languagesFor(page, seen)}
      hidden={{ sending: shown.sending }}
      button={page.say('recommendation.draft.do')}
      above={
        <>
          <p class="lead">{page.say('recommendation.workbench.lead')}</p>
          <Helps
            page={page}
            bench={bench}
            action={`${session.path}/recommendations/workbench/draft`}
            fresh={room.kit.runner.outside.uuid}
          />
        </>
      }
    />,
  )
}

async function draft(c: PageContext, room: Room): Promise<Response> {
  const seen = await benchAt(c, room)
  const form = await readForm(c)
  const values = valuesIn(form)
  const sending = form.text('sending')
  const input = { session: seen.session.id, sending: sending === '' ? undefined : sending, ...inputOf(values) }
  return attempt(c, () => perform(room.kit.runner, draftRecommendation(room.sources), input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawNew(c, room, seen, { values, problem, sending }),
  })
}

/** By one press, in the words of the source: what it does not say is asked on the page that follows. */
async function draftFrom(c: PageContext, room: Room): Promise<Response> {
  const { session } = await benchAt(c, room)
  const { page } = c.var
  const { runner } = room.kit
  const form = await readForm(c)
  const wanted = form.text('source')
  const offered = await offeredSources(runner.db, room.sources, session.id, page.say.locale)
  const source = offered.find(({ key }) => key === wanted) ?? refuse(no('recommendation.source-missing'))
  const { sort, id, text, language, question } = source
  const answerBy = dayIn(new Date(page.now.getTime() + DAYS_TO_ANSWER * DAY_MS), session.zone)
  const questions = await gatherings.questionsOf(runner.db, session.id, page.say.locale)
  const filed = questions.some(({ number }) => number === question) ? question : null
  const plan = { title: titleFrom(text), text: text.slice(0, MOST_LETTERS), language, question: filed, answerBy, sources: [{ sort, id }] }
  const input = { session: session.id, sending: form.text('sending') || undefined, ...plan }
  const { path } = await perform(runner, draftRecommendation(room.sources), input, page.actor)
  return goTo(c, `${path}/edit`)
}

async function valuesNow({ kit, sources }: Room, { recommendation, wording }: Worded): Promise<PlanValues> {
  const { question, addresseeBody, addresseeName, actBy, answerBy, sdgs, gcm } = recommendation
  const stood = await sourcesOf(kit.runner.db, sources, recommendation, 'en')
  return {
    ...{ title: wording.title, text: wording.text, call: wording.call, language: wording.language },
    question: question === null ? '' : String(question),
    ...{ addresseeBody: addresseeBody ?? '', addresseeName: addresseeName ?? '', actBy: actBy ?? '', answerBy },
    ...{ sdgs: sdgs.map(String), gcm: gcm.map(String), sources: stood.map(keyOf) },
  }
}

async function drawEdit(c: PageContext, room: Room, at: Worded, shown: Shown & { readonly version: string }): Promise<Response> {
  const { page } = c.var
  keepPrivate(c)
  const { db } = room.kit.runner
  const { id, sessionId, number } = at.recommendation
  const bench = await workbenchOf(db, room.sources, sessionId, page.actor)
  return c.html(
    <PlanPage
      page={page}
      back={{ path: pathOf(id), text: at.wording.title, language: at.wording.language }}
      heading={page.say('recommendation.do.edit')}
      problem={besideFields(shown.problem)}
      action={`${pathOf(id)}/edit`}
      values={shown.values}
      bench={{ ...bench, offered: bench.offered.map((one) => ({ ...one, used: one.used.filter((other) => other !== number) })) }}
      bodies={await organisations.allBodies(db, page.say.locale)}
      // Also the one in which it was written, where neither the session nor the pages know it.
      languages={[...new Set([...languagesFor(page, at), at.wording.language])]}
      hidden={{ version: shown.version }}
      button={page.say('recommendation.save')}
      above={isAddressed(at.recommendation) ? null : <p class="note">{page.say('recommendation.addressee-needed')}</p>}
    />,
  )
}

async function edit(c: PageContext, room: Room): Promise<Response> {
  const at = await recommendationIn(c, room)
  const form = await readForm(c)
  const values = valuesIn(form)
  const version = form.text('version')
  const input = { recommendation: at.recommendation.id, version: Number(version), ...inputOf(values) }
  return attempt(c, () => perform(room.kit.runner, editRecommendation(room.sources), input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawEdit(c, room, at, { values, problem, version }),
  })
}
