import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { addNeed } from '../commands/add-need.ts'
import { beginPurpose } from '../commands/begin-purpose.ts'
import { closePurpose } from '../commands/close-purpose.ts'
import { confirmPurpose } from '../commands/confirm-purpose.ts'
import { endNeed } from '../commands/end-need.ts'
import { writeEntry } from '../commands/write-entry.ts'
import { mayDecide } from '../policy.ts'
import { pathOf } from '../queries/rows.ts'
import { numberIn } from '../rules.ts'
import { BeginPage } from '../views/begin.tsx'
import type { Values } from '../views/pieces.tsx'
import type { Filled } from '../views/tending.tsx'
import { AT, hereOf, purposeAt } from './place.ts'
import { drawPurpose } from './reading.tsx'

export function writingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/new`, (c) => drawForm(c, kit, { values: {} }))
  app.post(AT, (c) => begin(c, kit))
  app.post(`${AT}/:purpose/entries`, (c) =>
    send(c, kit, {
      form: 'entry',
      names: ['sending', 'happenedOn', 'amount', 'step', 'text', 'source', 'language', 'corrects'],
      deed: writeEntry,
    }),
  )
  app.post(`${AT}/:purpose/needs`, (c) =>
    send(c, kit, { form: 'need', names: ['sending', 'text', 'until', 'path', 'language'], deed: addNeed }),
  )
  app.post(`${AT}/:purpose/closing`, (c) =>
    send(c, kit, { form: 'closing', names: ['outcome', 'reason', 'learned', 'afterwards'], deed: closePurpose }),
  )
  app.post(`${AT}/:purpose/check`, (c) => send(c, kit, { form: 'entry', names: [], deed: confirmPurpose }))
  app.post(`${AT}/:purpose/needs/:need/end`, (c) => send(c, kit, { form: 'need', names: [], deed: endNeed }))
  return app
}

async function valuesIn(c: PageContext, names: readonly string[]): Promise<Values> {
  const form = await readForm(c)
  return Object.fromEntries(names.map((name) => [name, form.text(name)]))
}

async function drawForm(c: PageContext, kit: Kit, { values, problem }: { values: Values; problem?: Problem }): Promise<Response> {
  const { page } = c.var
  const { community, asking } = await hereOf(c, kit)
  demand(mayDecide(asking))
  c.header('cache-control', 'private, no-store')
  const sending = values['sending'] ?? kit.runner.outside.uuid()
  return c.html(<BeginPage page={page} community={community} sending={sending} values={values} problem={problem} />)
}

const FIELDS = 'sending goal reachedWhen deadline unit baseline target steps measuredBy method risks language'.split(' ')

async function begin(c: PageContext, kit: Kit): Promise<Response> {
  const { community } = await hereOf(c, kit)
  const values = await valuesIn(c, FIELDS)
  const input = {
    ...values,
    community: community.id,
    unit: values['unit'] || null,
    baseline: numberIn(values['baseline'] ?? ''),
    target: numberIn(values['target'] ?? ''),
    steps: (values['steps'] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, beginPurpose, input, c.var.page.actor)
    },
    { done: ({ path }) => goTo(c, path), redraw: (problem) => drawForm(c, kit, { values, problem }) },
  )
}

type Sending<Input, Facts, Result> = {
  readonly form: Filled['form']
  readonly names: readonly string[]
  readonly deed: Command<Input, Facts, Result>
}

async function send<Input, Facts, Result>(
  c: PageContext,
  kit: Kit,
  { form, names, deed }: Sending<Input, Facts, Result>,
): Promise<Response> {
  const { here, row } = await purposeAt(c, kit)
  const values = await valuesIn(c, names)
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  const input = {
    ...given,
    ...('amount' in given ? { amount: numberIn(values['amount'] ?? '') } : {}),
    ...('step' in given ? { step: Number(given['step']) } : {}),
    ...{ community: here.community.id, purpose: row.id, need: c.req.param('need') },
  }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, deed, input, c.var.page.actor)
    },
    {
      done: () => goTo(c, pathOf(here.community.slug, row.id)),
      redraw: (problem) => drawPurpose(c, kit, { form, values, problem }),
    },
  )
}
