import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { answerPulse } from '../commands/answer-pulse.ts'
import { askPulse } from '../commands/ask-pulse.ts'
import { mayAsk, mayRead } from '../policy.ts'
import { courseOf } from '../queries/pulses.ts'
import { senderAt, type Sender } from '../queries/senders.ts'
import { no } from '../refusals.ts'
import { QUESTIONS } from '../rules.ts'
import { first, type Values } from '../views/pieces.tsx'
import { PulsePage } from '../views/pulse.tsx'
import { readingOf, valuesIn } from './place.ts'

const SHELVES = ['bodies', 'communities'] as const
type Shelf = (typeof SHELVES)[number]

export function pulsePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const shelf of SHELVES) {
    const at = `/${shelf}/:slug/pulse`
    app.get(at, (c) => draw(c, kit, shelf))
    app.post(at, (c) => ask(c, kit, shelf))
    app.post(`${at}/:pulse/answers`, (c) => answer(c, kit, shelf))
  }
  return app
}

const hereOf = async (c: PageContext, kit: Kit, shelf: Shelf): Promise<Sender> =>
  (await senderAt(kit.runner.db, readingOf(c, kit), shelf, c.req.param('slug') ?? '')) ?? refuse(no('pulse.sender-missing'))

type Filled = { readonly values: Values; readonly problem: Problem | undefined }

async function draw(
  c: PageContext,
  kit: Kit,
  shelf: Shelf,
  { values, problem }: Filled = { values: {}, problem: undefined },
): Promise<Response> {
  const { page } = c.var
  const of = await hereOf(c, kit, shelf)
  demand(mayRead(page.actor, of))
  c.header('cache-control', 'private, no-store')
  return c.html(
    <PulsePage
      page={page}
      of={of}
      course={await courseOf(kit.runner.db, readingOf(c, kit), of.id)}
      mayAsk={mayAsk(page.actor, of).ok}
      sending={first(values, 'sending') ?? kit.runner.outside.uuid()}
      values={values}
      problem={problem}
    />,
  )
}

async function ask(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const of = await hereOf(c, kit, shelf)
  const form = await readForm(c)
  const names = QUESTIONS.map((_, index) => `questions.${index}`)
  const values = valuesIn(form, ['sending', 'language', ...names])
  const own = names.map((name) => form.text(name))
  const input = {
    ...{ sort: of.sort, sender: of.id, sending: form.text('sending') },
    ...(own.every((question) => question === '') ? {} : { language: form.text('language'), questions: own }),
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, askPulse, input, c.var.page.actor)
    },
    { done: () => goTo(c, `${of.path}/pulse`), redraw: (problem) => draw(c, kit, shelf, { values, problem }) },
  )
}

async function answer(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const of = await hereOf(c, kit, shelf)
  const form = await readForm(c)
  const names = QUESTIONS.map((_, index) => `answers.${index}`)
  const answers = names.map((name) => (form.text(name) === '' ? null : Number(form.text(name))))
  const input = { sort: of.sort, sender: of.id, pulse: c.req.param('pulse'), answers }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, answerPulse, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, `${of.path}/pulse`),
      redraw: (problem) => draw(c, kit, shelf, { values: valuesIn(form, names), problem }),
    },
  )
}
