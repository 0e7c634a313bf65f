import { isUuid } from '#base'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { claimPlace } from '../commands/claim-place.ts'
import { claimHeld, placeHeld } from '../queries/claims.ts'
import { seenSpace } from '../queries/spaces.ts'
import { no } from '../refusals.ts'
import type { Travels } from '../rules.ts'
import { ArrivalPage } from '../views/arrival.tsx'

/** On the hub that was reached. */
export function arrivalPages(kit: Kit, travels: Travels): Hono<Env> {
  const app = new Hono<Env>()
  const deed = claimPlace(travels)
  const redraw = (c: PageContext, problem?: Problem) => draw(c, kit, travels, problem)
  app.get('/arrivals/space/:space', (c) => toSpace(c, kit))
  app.get('/arrivals/:token', (c) => redraw(c))
  app.post('/arrivals/:token', (c) =>
    attempt(
      c,
      async () => {
        await kit.limits.spend('take-part', c.var.visitor)
        return perform(kit.runner, deed, { token: c.req.param('token') }, c.var.page.actor)
      },
      { done: ({ space }) => goTo(c, `/arrivals/space/${space}`), redraw: (problem) => redraw(c, problem) },
    ),
  )
  return app
}

/** The address by which the old hub leads here; for whoever may know of it. */
async function toSpace(c: PageContext, kit: Kit): Promise<Response> {
  const id = c.req.param('space') ?? ''
  const { page } = c.var
  const { db, outside } = kit.runner
  const reading = { actor: page.actor, now: page.now, outside }
  const seen = isUuid(id) ? ((await seenSpace(db, reading, 'community', { id })) ?? (await seenSpace(db, reading, 'body', { id }))) : null
  c.header('cache-control', 'private, no-store')
  return goTo(c, seen?.path ?? refuse(no('move.space-missing')))
}

async function draw(c: PageContext, kit: Kit, travels: Travels, problem?: Problem): Promise<Response> {
  const { page } = c.var
  c.header('cache-control', 'private, no-store')
  const token = c.req.param('token') ?? ''
  const { db } = kit.runner
  // Whoever is not signed in is asked to be, and learns nothing; whoever is learns whether the link holds, and not of what.
  const holds =
    page.actor.account === null ||
    (await claimHeld(db, token)) !== null ||
    (await placeHeld(db, page.now, token, travels.body.travelling)) !== null
  return holds ? c.html(<ArrivalPage page={page} token={token} problem={problem} />) : refuse(no('move.claim-missing'))
}
