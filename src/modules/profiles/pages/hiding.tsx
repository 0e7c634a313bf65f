import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { hideFrom } from '../commands/hide-from.ts'
import { showAgain } from '../commands/show-again.ts'
import { signedIn } from '../policy.ts'
import { myHidings } from '../queries/hidings.ts'
import { HidingPage } from '../views/hiding.tsx'

export function hidingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/hiding', (c) => show(c, kit, { body: '', person: (c.req.query('person') ?? '').slice(0, 300) }))
  app.post('/me/hiding', async (c) => {
    const form = await readForm(c)
    const written = { body: form.text('body'), person: form.text('person') }
    const run = () => perform(kit.runner, hideFrom, { from: form.text('from'), ...written }, c.var.page.actor)
    return attempt(c, run, { done: () => goTo(c, '/me/hiding'), redraw: (problem) => show(c, kit, { ...written, problem }) })
  })
  app.post('/me/hiding/:hiding/ending', async (c) => {
    await perform(kit.runner, showAgain, { hiding: c.req.param('hiding') }, c.var.page.actor)
    return goTo(c, '/me/hiding')
  })
  return app
}

type Written = { readonly body: string; readonly person: string; readonly problem?: Problem }

async function show(c: PageContext, kit: Kit, { body, person, problem }: Written): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const hidings = await ask(kit.runner, myHidings, {}, page.actor)
  const bodies = await organisations.allBodies(kit.runner.db, page.say.locale)
  const named = (await kit.namings(page, page.actor.person ?? '')).length > 0
  return c.html(<HidingPage page={page} hidings={hidings} bodies={bodies} named={named} body={body} person={person} problem={problem} />)
}
