import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import type { SeenEdition } from '../../gatherings/index.ts'
import { addQuestion } from '../commands/add-question.ts'
import { decidePlace } from '../commands/decide-place.ts'
import { openRegistration } from '../commands/open-registration.ts'
import { readAnswers } from '../commands/read-answers.ts'
import { removeQuestion } from '../commands/remove-question.ts'
import { mayOrganise } from '../policy.ts'
import { deskOf } from '../queries/desk.ts'
import { planOf, questionsOf, type Plan } from '../queries/plan.ts'
import { no } from '../refusals.ts'
import { endOf } from '../rules.ts'
import { AnswersPage, DeskPage, type Declining } from '../views/desk.tsx'
import { PlanPage, QuestionsPage, type PlanValues, type QuestionValues } from '../views/plan.tsx'
import { EDITION, editionAt, fromClock, keepPrivate, toClock } from './place.ts'

const AT = `${EDITION}/registration`

/** What organisers do before the day: the dates and places, the questions, who gets a place. */
export function deskPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/desk`, (c) => showDesk(c, kit))
  app.post(`${AT}/decision`, (c) => decide(c, kit))
  app.post(`${AT}/reading`, (c) => readOne(c, kit))
  app.get(`${AT}/plan`, (c) => showPlan(c, kit))
  app.post(`${AT}/plan`, (c) => savePlan(c, kit))
  app.get(`${AT}/questions`, (c) => showQuestions(c, kit))
  app.post(`${AT}/questions`, (c) => saveQuestion(c, kit))
  app.post(`${AT}/questions/removal`, async (c) => {
    const { edition } = await editionAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, removeQuestion, { edition: edition.id, question: form.text('question') }, c.var.page.actor)
    return goTo(c, `${edition.path}/registration/questions`)
  })
  return app
}

async function organised(c: PageContext, kit: Kit): Promise<SeenEdition> {
  const seen = await editionAt(c, kit)
  demand(mayOrganise(c.var.page.actor, seen.organiser))
  keepPrivate(c)
  return seen
}

async function decide(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const { page } = c.var
  const registration = form.text('registration')
  const reason = form.text(`reason-${registration}`)
  const asked = { edition: edition.id, registration, accepted: form.text('decision') === 'accepted', reason, language: page.say.locale }
  return attempt(c, () => perform(kit.runner, decidePlace, asked, page.actor), {
    done: () => goTo(c, `${edition.path}/registration/desk`),
    redraw: (problem) => showDesk(c, kit, { registration, reason, problem: besideReason(problem, registration) }),
  })
}

/** Each row of the desk has a field of its own for the reason. */
const besideReason = (problem: Problem, registration: string): Problem => ({
  ...problem,
  fields: new Map([...problem.fields].map(([field, sentence]) => [field === 'reason' ? `reason-${registration}` : field, sentence])),
})

async function showDesk(c: PageContext, kit: Kit, declining?: Declining): Promise<Response> {
  const { edition } = await organised(c, kit)
  const { db, outside } = kit.runner
  if ((await planOf(db, edition.id)) === null) refuse(no('registration.none'))
  const desk = await deskOf(db, outside.keys, edition.id)
  const questions = await questionsOf(db, edition.id)
  return c.html(<DeskPage page={c.var.page} edition={edition} desk={desk} questions={questions} declining={declining} />)
}

async function readOne(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await organised(c, kit)
  const form = await readForm(c)
  const asked = { edition: edition.id, registration: form.text('registration') }
  const told = await perform(kit.runner, readAnswers, asked, c.var.page.actor)
  const questions = await questionsOf(kit.runner.db, edition.id)
  return c.html(<AnswersPage page={c.var.page} edition={edition} questions={questions} told={told} />)
}

async function showPlan(c: PageContext, kit: Kit, redrawn?: { values: PlanValues; problem: Problem }): Promise<Response> {
  const { edition } = await organised(c, kit)
  const { page } = c.var
  const plan = await planOf(kit.runner.db, edition.id)
  const values = redrawn?.values ?? planValues(plan, { now: page.now, end: endOf(edition), zone: edition.zone })
  return c.html(<PlanPage page={page} edition={edition} values={values} problem={redrawn?.problem} />)
}

/** Where nothing is planned yet: from now until the end, for as many as come. */
function planValues(plan: Plan | null, { now, end, zone }: { now: Date; end: Date; zone: string }): PlanValues {
  const places = (most: number | null | undefined): string => (most == null ? '' : String(most))
  return {
    ...{ opensAt: toClock(plan?.opensAt ?? now, zone), closesAt: toClock(plan?.closesAt ?? end, zone) },
    ...{ inPersonPlaces: places(plan?.places['in-person']), onlinePlaces: places(plan?.places.online) },
    ...{ byApproval: plan?.byApproval ?? false, namesAtDoor: plan?.namesAtDoor ?? false },
  }
}

const placesIn = (text: string): number | string | null => (text === '' ? null : /^\d{1,7}$/.test(text) ? Number(text) : text)

async function savePlan(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const values: PlanValues = {
    ...{ opensAt: form.text('opensAt'), closesAt: form.text('closesAt') },
    ...{ inPersonPlaces: form.text('inPersonPlaces'), onlinePlaces: form.text('onlinePlaces') },
    ...{ byApproval: form.checked('byApproval'), namesAtDoor: form.checked('namesAtDoor') },
  }
  const input = {
    ...{ edition: edition.id, byApproval: values.byApproval, namesAtDoor: values.namesAtDoor },
    ...{ opensAt: fromClock(values.opensAt, edition.zone), closesAt: fromClock(values.closesAt, edition.zone) },
    ...{ inPersonPlaces: placesIn(values.inPersonPlaces), onlinePlaces: placesIn(values.onlinePlaces) },
  }
  return attempt(c, () => perform(kit.runner, openRegistration, input, c.var.page.actor), {
    done: () => goTo(c, `${edition.path}/registration/desk`),
    redraw: (problem) => showPlan(c, kit, { values, problem }),
  })
}

async function showQuestions(c: PageContext, kit: Kit, redrawn?: { values: QuestionValues; problem: Problem }): Promise<Response> {
  const { edition } = await organised(c, kit)
  const values = redrawn?.values ?? {
    ...{ sort: 'text', required: false },
    texts: edition.languages.map((language) => ({ language, text: '', choices: '' })),
  }
  return c.html(
    <QuestionsPage
      page={c.var.page}
      edition={edition}
      questions={await questionsOf(kit.runner.db, edition.id)}
      values={values}
      problem={redrawn?.problem}
    />,
  )
}

async function saveQuestion(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const texts = edition.languages.map((language) => ({
    ...{ language, text: form.text(`text-${language}`), choices: form.text(`choices-${language}`) },
  }))
  const values: QuestionValues = { sort: form.text('sort'), required: form.checked('required'), texts }
  const written = texts.filter(({ text }) => text !== '')
  const input = {
    ...{ edition: edition.id, sort: values.sort, required: values.required },
    texts: written.map(({ language, text, choices }) => ({
      ...{ language, text, choices: values.sort === 'choice' ? linesOf(choices) : [] },
    })),
  }
  return attempt(c, () => perform(kit.runner, addQuestion, input, c.var.page.actor), {
    done: () => goTo(c, `${edition.path}/registration/questions`),
    redraw: (problem) =>
      showQuestions(c, kit, {
        values,
        problem: byLanguage(
          problem,
          (written.length > 0 ? written : texts).map(({ language }) => language),
        ),
      }),
  })
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `texts.1.text` is the field of the second language that was written. */
const byLanguage = (problem: Problem, languages: readonly string[]): Problem => ({
  ...problem,
  fields: new Map(
    [...problem.fields].map(([field, sentence]) => {
      const [, at, part] = /^texts(?:\.(\d+)\.(text|choices))?/.exec(field) ?? []
      const language = languages[Number(at ?? 0)] ?? languages[0] ?? ''
      return field.startsWith('texts')
        ? [`${part ?? (problem.fields.has('texts') ? 'choices' : 'text')}-${language}`, sentence]
        : [field, sentence]
    }),
  ),
})
