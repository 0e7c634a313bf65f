import type { Child } from 'hono/jsx'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { confirmSources } from '../commands/confirm-sources.ts'
import { isTeam } from '../policy.ts'
import { readWhole, type Whole } from '../queries/read.ts'
import { undoneOf } from '../queries/undone.ts'
import { no } from '../refusals.ts'
import { DeskPage } from '../views/desk.tsx'
import type { Values } from '../views/word-forms.tsx'
import { idAt, keepPrivate, languagesFor, recommendationIn, valuesOf, type Room, type Worded } from './place.ts'
import { STEPS, turnsOf, type Common, type Step } from './steps.tsx'
import { pathOf } from '../rules.ts'

/** What those who lead a session do with a recommendation: one page for what is to be done, one form for each deed. */
export function leadingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/recommendations/:recommendation/desk', (c) => drawDesk(c, room))
  app.post('/recommendations/:recommendation/sources/confirmation', async (c) => {
    const input = { recommendation: idAt(c, 'recommendation') }
    const { path } = await perform(room.kit.runner, confirmSources(room.sources), input, c.var.page.actor)
    return goTo(c, `${path}/desk`)
  })
  for (const step of STEPS) {
    const address = `/recommendations/:recommendation/${step.address}`
    app.get(address, async (c) => {
      const { at, whole, turns } = await entering(c, room)
      demand(step.may(turns))
      return drawStep(c, { at, whole, step, values: { language: c.var.page.say.locale, ...step.now(at, idIn(c)) } })
    })
    app.post(address, (c) => takeStep(c, room, step))
  }
  return app
}

/** An amendment or an objection that the address names, where it names one. */
const idIn = (c: PageContext): string | null => (c.req.param('contribution') === undefined ? null : idAt(c, 'contribution'))

async function entering(c: PageContext, room: Room) {
  keepPrivate(c)
  const at = await recommendationIn(c, room)
  const { runner } = room.kit
  const { actor } = c.var.page
  const undone = await undoneOf(runner.db, room.sources, at.recommendation)
  const turns = await turnsOf(runner.db, at, { actor, undone })
  return { at, undone, turns, whole: await readWhole(runner.db, room.sources, at, actor) }
}

async function drawDesk(c: PageContext, room: Room): Promise<Response> {
  const { at, undone, turns, whole } = await entering(c, room)
  if (!isTeam(c.var.page.actor, at.parts)) return refuse(no('recommendation.leaders-only'))
  return c.html(<DeskPage page={c.var.page} whole={whole} undone={undone} turns={turns} />)
}

type Shown = { readonly at: Worded; readonly whole: Whole; readonly step: Step; readonly values: Values; readonly problem?: Problem }

function drawStep(c: PageContext, { at, whole, step, values, problem }: Shown): Response | Promise<Response> {
  const { page } = c.var
  const path = pathOf(at.recommendation.id)
  const id = idIn(c)
  const one = id === null ? undefined : whole.contributions.find((each) => each.id === id)
  if (id !== null && one === undefined) return refuse(no('recommendation.contribution-missing'))
  const common: Common = {
    ...{ page, values, problem, languages: languagesFor(page, at) },
    action: `${path}/${step.address.replace(':contribution', id ?? '')}`,
    back: { path: isTeam(page.actor, at.parts) ? `${path}/desk` : path, text: at.wording.title, language: at.wording.language },
  }
  const drawn: Child = step.draw(common, { at, whole, one })
  return c.html(<>{drawn}</>)
}

async function takeStep(c: PageContext, room: Room, step: Step): Promise<Response> {
  const { at, whole } = await entering(c, room)
  const values = valuesOf(await readForm(c), step.fields)
  const recommendation = at.recommendation.id
  return attempt(c, () => step.do(room, { recommendation, ...step.input(values, idIn(c)) }, c.var.page.actor), {
    done: ({ path }) => goTo(c, step.backToDesk ? `${path}/desk` : path),
    redraw: (problem) => drawStep(c, { at, whole, step, values, problem }),
  })
}
