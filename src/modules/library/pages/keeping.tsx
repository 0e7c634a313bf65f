import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, namedOrHub } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { dismissKeeper, nameKeeper } from '../commands/name-keeper.ts'
import { mayNameKeepers } from '../policy.ts'
import { keepersNamed, ownEntries, proposalsOf, waitingEntries } from '../queries/proposals.ts'
import { KeepersPage, MinePage, ProposalsPage } from '../views/desk.tsx'
import { askingOf, keepPrivate } from './place.ts'

export function keepingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/library/proposals', (c) => drawProposals(c, kit))
  app.get('/library/mine', (c) => drawMine(c, kit))
  app.get('/library/keepers', (c) => drawKeepers(c, kit))
  app.post('/library/keepers', (c) => name(c, kit))
  app.post('/library/keepers/dismissal', async (c) => {
    const form = await readForm(c)
    await perform(kit.runner, dismissKeeper, { person: form.text('person') }, c.var.page.actor)
    return goTo(c, '/library/keepers')
  })
  return app
}

async function drawProposals(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  if (page.actor.person !== null) keepPrivate(c)
  return c.html(
    <ProposalsPage
      page={page}
      {...await proposalsOf(db, page.now)}
      toRead={await waitingEntries(db, askingOf(c))}
      mayNameKeepers={mayNameKeepers(page.actor).ok}
    />,
  )
}

async function drawMine(c: PageContext, kit: Kit): Promise<Response> {
  demand(namedOrHub(c.var.page.actor))
  keepPrivate(c)
  return c.html(<MinePage page={c.var.page} entries={await ownEntries(kit.runner.db, askingOf(c))} />)
}

async function drawKeepers(c: PageContext, kit: Kit, filled?: { value: string; problem: Problem }): Promise<Response> {
  demand(mayNameKeepers(c.var.page.actor))
  keepPrivate(c)
  const keepers = await keepersNamed(kit.runner.db)
  return c.html(<KeepersPage page={c.var.page} keepers={keepers} value={filled?.value ?? ''} problem={filled?.problem} />)
}

async function name(c: PageContext, kit: Kit): Promise<Response> {
  const value = (await readForm(c)).text('person')
  return attempt(c, () => perform(kit.runner, nameKeeper, { person: value }, c.var.page.actor), {
    done: () => goTo(c, '/library/keepers'),
    redraw: (problem) => drawKeepers(c, kit, { value, problem }),
  })
}
