import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { answerPair } from '../commands/answer-pair.ts'
import { endPair } from '../commands/end-pair.ts'
import { measurePair } from '../commands/measure-pair.ts'
import { proposePair } from '../commands/propose-pair.ts'
import { hereAt, SHELVES, valuesIn, whereOf, type Shelf } from './place.ts'
import { drawDesk, drawMine } from './reading.tsx'

export function deciding(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const shelf of SHELVES) {
    app.post(`${shelf}/pairs`, (c) => propose(c, kit, shelf))
    app.post(`${shelf}/pairs/:pair/answers`, (c) => answer(c, kit, shelf))
    app.post(`${shelf}/pairs/:pair/ending`, (c) => decide(c, kit, shelf, (input) => perform(kit.runner, endPair, input, c.var.page.actor)))
    app.post(`${shelf}/pairs/:pair/grade`, (c) =>
      decide(c, kit, shelf, (input) => perform(kit.runner, measurePair, input, c.var.page.actor)),
    )
  }
  return app
}

async function propose(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const form = await readForm(c)
  const offer = form.optional('offer')
  const input = { ...whereOf(here), request: form.text('request'), reach: form.text('reach'), ...(offer === undefined ? {} : { offer }) }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, proposePair, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, `${here.at}/desk?done`),
      redraw: (problem) => drawDesk(c, kit, shelf, { values: valuesIn(form, ['request', 'reach']), problem }),
    },
  )
}

async function answer(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const form = await readForm(c)
  const pair = c.req.param('pair') ?? ''
  const reach = form.text('reach')
  const input = { ...whereOf(here), pair, yes: form.text('yes') === 'yes', reach }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, answerPair, input, c.var.page.actor)
    },
    { done: () => goTo(c, '/me/buddies'), redraw: (problem) => drawMine(c, kit, { values: { pair, reach }, problem }) },
  )
}

type Deciding = ReturnType<typeof whereOf> & { readonly pair: string; readonly grade: string }

/** What is refused (it is over already) is said above one's own page. */
async function decide(c: PageContext, kit: Kit, shelf: Shelf, run: (input: Deciding) => Promise<unknown>): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const form = await readForm(c)
  const input = { ...whereOf(here), pair: c.req.param('pair') ?? '', grade: form.text('grade') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return run(input)
    },
    { done: () => goTo(c, '/me/buddies'), redraw: (problem) => drawMine(c, kit, { values: {}, problem }) },
  )
}
