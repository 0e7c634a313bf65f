import { isUuid } from '#base'
import { Hono } from 'hono'
import type { Travelling } from '../../../core/moving.ts'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { claimPlace } from '../commands/claim-place.ts'
import { claimHeld } from '../queries/claims.ts'
import { no } from '../refusals.ts'
import { ArrivalPage } from '../views/arrival.tsx'

/** On the hub that was reached. */
export function arrivalPages(kit: Kit, travelling: readonly Travelling[]): Hono<Env> {
  const app = new Hono<Env>()
  const deed = claimPlace(travelling)
  app.get('/arrivals/space/:community', (c) => toSpace(c, kit))
  app.get('/arrivals/:token', (c) => draw(c, kit))
  app.post('/arrivals/:token', (c) =>
    attempt(
      c,
      async () => {
        await kit.limits.spend('take-part', c.var.visitor)
        return perform(kit.runner, deed, { token: c.req.param('token') }, c.var.page.actor)
      },
      { done: ({ community }) => goTo(c, `/arrivals/space/${community}`), redraw: (problem) => draw(c, kit, problem) },
    ),
  )
  return app
}

/** The address by which the old hub leads here; for whoever may know of it. */
async function toSpace(c: PageContext, kit: Kit): Promise<Response> {
  const id = c.req.param('community') ?? ''
  const { page } = c.var
  const reading = { actor: page.actor, now: page.now, outside: kit.runner.outside }
  const seen = isUuid(id) ? await communities.seen(kit.runner.db, reading, { id }) : null
  c.header('cache-control', 'private, no-store')
  return goTo(c, seen?.path ?? refuse(no('move.community-missing')))
}

async function draw(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  c.header('cache-control', 'private, no-store')
  const token = c.req.param('token') ?? ''
  // Whoever is not signed in is asked to be, and learns nothing; whoever is learns whether the link holds, and not of which community.
  const holds = page.actor.account === null || (await claimHeld(kit.runner.db, token)) !== null
  return holds ? c.html(<ArrivalPage page={page} token={token} problem={problem} />) : refuse(no('move.claim-missing'))
}
