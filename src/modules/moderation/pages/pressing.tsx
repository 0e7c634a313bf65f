import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { acceptCircle } from '../commands/accept-circle.ts'
import { answerPressure } from '../commands/answer-pressure.ts'
import { inviteCircle } from '../commands/invite-circle.ts'
import { joinCircle } from '../commands/join-circle.ts'
import { leaveCircle } from '../commands/leave-circle.ts'
import { reportPressure } from '../commands/report-pressure.ts'
import { mayInviteToCircle, mayJoinCircle, mayReadPressure, maySeeCircle } from '../policy.ts'
import { circleFacts, circleLink, circlePersons } from '../queries/circle.ts'
import { readCircleLink } from '../queries/links.ts'
import { listPressure, readPressure } from '../queries/pressure.ts'
import { no } from '../refusals.ts'
import { AIM_HOURS } from '../rules.ts'
import { CircleLinkPage, CirclePage, type CircleProps } from '../views/circle.tsx'
import { PressureDesk, PressureFormPage, PressurePage } from '../views/pressure.tsx'

/** Pressure by a state or its agents: told without an account, read by the circle. */
export function pressurePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/pressure', (c) => c.html(<PressureFormPage page={c.var.page} hours={AIM_HOURS} values={{}} />))
  app.post('/pressure', async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    const form = await readForm(c)
    const input = { text: form.text('text'), language: form.text('language') }
    return attempt(c, () => perform(kit.runner, reportPressure, input, c.var.page.actor), {
      done: ({ link }) => goTo(c, `/pressure/${link}`),
      redraw: (problem) => c.html(<PressureFormPage page={c.var.page} hours={AIM_HOURS} values={input} problem={problem} />),
    })
  })
  app.get('/pressure/:link', async (c) => {
    const pressure = await ask(kit.runner, readPressure, { link: c.req.param('link') }, c.var.page.actor)
    c.header('cache-control', 'private, no-store')
    return c.html(<PressurePage page={c.var.page} pressure={pressure} />)
  })
  app.get('/moderation/pressure', async (c) => {
    const { page } = c.var
    const reports = await ask(kit.runner, listPressure, {}, page.actor)
    const { inCircle } = await circleFacts(kit.runner.db, page.actor)
    c.header('cache-control', 'private, no-store')
    return c.html(<PressureDesk page={page} reports={reports} inCircle={inCircle} />)
  })
  app.post('/moderation/pressure/:report/answer', async (c) => {
    const form = await readForm(c)
    const input = { report: c.req.param('report'), text: form.text('text'), language: form.text('language') }
    await perform(kit.runner, answerPressure, input, c.var.page.actor)
    return goTo(c, '/moderation/pressure')
  })
  return app.route('/', circlePages(kit))
}

/** Who reads them: begun by an operator, joined by a link that is handed over, left at any time. */
function circlePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/moderation/circle', (c) => drawCircle(c, kit, null))
  app.post('/moderation/circle', async (c) => {
    await perform(kit.runner, joinCircle, {}, c.var.page.actor)
    return goTo(c, '/moderation/pressure')
  })
  app.post('/moderation/circle/links', async (c) => drawCircle(c, kit, await perform(kit.runner, inviteCircle, {}, c.var.page.actor)))
  app.post('/moderation/circle/leaving', async (c) => {
    await perform(kit.runner, leaveCircle, {}, c.var.page.actor)
    // Who has left may not look at that page any more, unless nobody is in the circle now.
    const still = mayReadPressure(await circleFacts(kit.runner.db, c.var.page.actor)).ok
    return goTo(c, still ? '/moderation/pressure' : '/moderation')
  })
  app.get('/circle/:link', async (c) => {
    const { page } = c.var
    const id = readCircleLink(kit.runner.outside.keys, c.req.param('link'))
    const offered = (await circleLink(kit.runner.db, id)) ?? refuse(no('circle.link-broken'))
    c.header('cache-control', 'private, no-store')
    const spent = offered.usedAt !== null || page.now >= offered.expiresAt
    return c.html(<CircleLinkPage page={page} link={c.req.param('link')} spent={spent} />)
  })
  app.post('/circle/:link', async (c) => {
    await perform(kit.runner, acceptCircle, { link: c.req.param('link') }, c.var.page.actor)
    return goTo(c, '/moderation/pressure')
  })
  return app
}

async function drawCircle(c: PageContext, kit: Kit, offered: CircleProps['offered']): Promise<Response> {
  const { page } = c.var
  const facts = await circleFacts(kit.runner.db, page.actor)
  demand(maySeeCircle(facts))
  const persons = await circlePersons(kit.runner.db)
  const names = await people.nameOf(kit.runner.db, persons)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <CirclePage
      page={page}
      names={persons.map((person) => names.get(person) ?? null)}
      inCircle={facts.inCircle}
      mayBegin={mayJoinCircle(facts).ok}
      mayInvite={mayInviteToCircle(facts).ok}
      offered={offered}
    />,
  )
}
