import { isUuid } from '#base'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, no, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { discardEntry } from '../commands/discard-entry.ts'
import { keepEntry } from '../commands/keep-entry.ts'
import { mayHelp } from '../policy.ts'
import { ownEntries } from '../queries/helped.ts'
import { dateOf } from '../rules.ts'
import { LogPage } from '../views/log.tsx'
import type { Values } from '../views/pieces.tsx'

const AT = '/contact/by-hand/log'

/** What somebody notes for themselves of what they enter for others. */
export function logPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => draw(c, kit, {}))
  app.post(AT, (c) => keep(c, kit))
  app.post(`${AT}/:entry/discarding`, async (c) => {
    await readForm(c)
    const entry = c.req.param('entry')
    await kit.limits.spend('write', c.var.visitor)
    await perform(kit.runner, discardEntry, { entry: isUuid(entry) ? entry : refuse(no('page.missing')) }, c.var.page.actor)
    return goTo(c, AT)
  })
  return app
}

async function draw(c: PageContext, kit: Kit, values: Values, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  demand(mayHelp(page.actor))
  c.header('cache-control', 'private, no-store')
  return c.html(
    <LogPage
      page={page}
      entries={await ownEntries(db, { actor: page.actor, now: page.now, outside })}
      sending={values['sending'] ?? outside.uuid()}
      today={dateOf(page.now)}
      values={values}
      problem={problem}
    />,
  )
}

async function keep(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const values = { sending: form.text('sending'), day: form.text('day'), kind: form.text('kind'), number: form.text('number') }
  const number = /^\d{1,3}$/.test(values.number) ? Number(values.number) : 0
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, keepEntry, { ...values, number }, c.var.page.actor)
    },
    { done: () => goTo(c, AT), redraw: (problem) => draw(c, kit, values, problem) },
  )
}
