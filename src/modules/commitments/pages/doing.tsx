import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { decidePair, mergeCommitment } from '../commands/decide-pair.ts'
import type { Question } from '../queries/questions.ts'
import { pathOf } from '../rules.ts'
import { FormPage, type Values } from '../views/forms.tsx'
import { bodiesInUse, bodiesOf } from './bodies.ts'
import { commitmentIn, idAt, keepPrivate, valuesOf, type Room } from './place.ts'
import { PRACTICE_STEPS, STEPS } from './learning.ts'
import type { Drawn, Step } from './steps.ts'

/** What bodies do with a commitment: one form for each deed, at an address of its own. */
export function doingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const step of STEPS) {
    const address = `/commitments/:commitment/${step.address}`
    app.get(address, async (c) => {
      const drawn = await entering(c, room)
      demand(step.may(drawn))
      const [evidence, question] = [c.req.query('evidence') ?? '', c.req.query('question') ?? '']
      const values = { language: c.var.page.say.locale, evidence, question, ...step.now?.(drawn) }
      return drawStep(c, { drawn, step, values })
    })
    app.post(address, (c) => takeStep(c, room, step))
  }
  app.post('/commitments/:commitment/pairs/:other', async (c) => {
    const input = { commitment: idAt(c), other: c.req.param('other') }
    await perform(room.kit.runner, decidePair, input, c.var.page.actor)
    return goTo(c, '/commitments/gaps')
  })
  app.post('/commitments/:commitment/merger', async (c) => {
    const form = await readForm(c)
    const { path } = await perform(room.kit.runner, mergeCommitment, { commitment: idAt(c), into: form.text('into') }, c.var.page.actor)
    return goTo(c, path)
  })
  return app
}

export async function drawnFor(c: PageContext, room: Room): Promise<Drawn> {
  const { page } = c.var
  const { db } = room.kit.runner
  const whole = await commitmentIn(c, room)
  return { page, whole, mine: await bodiesOf(db, page), bodies: [] }
}

async function entering(c: PageContext, room: Room): Promise<Drawn> {
  keepPrivate(c)
  return { ...(await drawnFor(c, room)), bodies: await bodiesInUse(room.kit.runner.db, c.var.page) }
}

/** What stands on the page of the commitment, or of its practice, as soon as it is sent. */
const PUBLISHES: ReadonlySet<string> = new Set(['question', 'answer', 'practice', 'adoption', 'result', 'check', 'evidence'])

/** What the answer is to, whole: in the list of those that wait it is cut. */
function Asked({ question: { text, language } }: { question: Question }) {
  return (
    <InLanguage as="blockquote" language={language}>
      {text}
    </InLanguage>
  )
}

type Shown = { readonly drawn: Drawn; readonly step: Step; readonly values: Values; readonly problem?: Problem }

function drawStep(c: PageContext, { drawn, step, values, problem }: Shown): Response | Promise<Response> {
  const { page } = c.var
  const { card } = drawn.whole
  const { version } = values
  const path = pathOf(card.id)
  const { practice, questions } = drawn.whole
  const asked = step.address === 'answer' ? questions.find(({ number }) => String(number) === values['question']) : undefined
  const back =
    practice === null || !PRACTICE_STEPS.includes(step)
      ? { path, text: card.title, language: card.language }
      : { path: practice.path, text: practice.wording.title, language: practice.wording.language }
  return c.html(
    <FormPage
      page={page}
      heading={page.say(`commitment.do.${step.address}`)}
      lead={page.say(`commitment.lead.${step.address}`)}
      back={back}
      action={`${path}/${step.address}`}
      fields={step.fields(drawn)}
      values={values}
      problem={problem}
      hidden={version === undefined ? {} : { version }}
      button={page.say(PUBLISHES.has(step.address) ? 'commitment.publish' : 'commitment.save')}
      above={asked === undefined ? null : <Asked question={asked} />}
    />,
  )
}

async function takeStep(c: PageContext, room: Room, step: Step): Promise<Response> {
  const drawn = await entering(c, room)
  const names = [...step.fields(drawn).map(({ name }) => name), 'version']
  const { version, ...fields } = valuesOf(await readForm(c), names)
  const values = version === undefined || version === '' ? fields : { ...fields, version }
  const { runner, limits } = room.kit
  const attempted = async () => {
    await limits.spend('write', c.var.visitor)
    return step.do(runner, { commitment: drawn.whole.card.id, ...step.input(values, drawn) }, c.var.page.actor)
  }
  return attempt(c, attempted, {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawStep(c, { drawn, step, values, problem }),
  })
}
