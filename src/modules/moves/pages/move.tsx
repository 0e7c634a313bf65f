import { isUuid } from '#base'
import { Hono } from 'hono'
import type { Travelling } from '../../../core/moving.ts'
import { perform } from '../../../core/perform.ts'
import type { Reading } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { announceMove } from '../commands/announce-move.ts'
import { cancelMove } from '../commands/cancel-move.ts'
import { acceptMove, declineMove } from '../commands/decline-move.ts'
import { communities } from '../../communities/index.ts'
import { mayAnnounce, mayCancel, mayChoose, mayRead } from '../policy.ts'
import { communityOfMove, demandHere, type Here } from '../queries/here.ts'
import { ownPart } from '../queries/read-move.ts'
import { no } from '../refusals.ts'
import { AnnouncePage, MovePage } from '../views/move.tsx'

const AT = '/communities/:slug/move'

const readingOf = (c: PageContext, kit: Kit): Reading => ({ actor: c.var.page.actor, now: c.var.page.now, outside: kit.runner.outside })

export function movePages(kit: Kit, travelling: readonly Travelling[]): Hono<Env> {
  const app = new Hono<Env>()
  const draw = (c: PageContext, filled: Filled = {}) => drawMove(c, kit, travelling, filled)
  app.get(AT, (c) => draw(c))
  app.post(AT, async (c) => {
    const destination = (await readForm(c)).text('destination')
    return done(c, kit, {
      deed: (input, page) => perform(kit.runner, announceMove, { ...input, destination }, page.actor),
      draw,
      destination,
    })
  })
  app.post(`${AT}/cancel`, (c) =>
    done(c, kit, { deed: (input, page) => perform(kit.runner, cancelMove, input, page.actor), draw, away: true }),
  )
  app.post(`${AT}/objection`, async (c) => {
    const posts = (await readForm(c)).text('posts')
    return done(c, kit, {
      deed: (input, page) =>
        posts === 'travel'
          ? perform(kit.runner, acceptMove, input, page.actor)
          : perform(kit.runner, declineMove, { ...input, posts }, page.actor),
      draw,
    })
  })
  // The address in news, which says of no community that it is there.
  app.get('/moves/:move', async (c) => {
    const id = c.req.param('move')
    const community = isUuid(id) ? await communityOfMove(kit.runner.db, id) : null
    const seen = community === null ? null : await communities.seen(kit.runner.db, readingOf(c, kit), { id: community })
    c.header('cache-control', 'private, no-store')
    return seen === null ? refuse(no('move.missing')) : goTo(c, `${seen.path}/move`)
  })
  return app
}

type Filled = { readonly destination?: string; readonly problem?: Problem }

async function hereOf(c: PageContext, kit: Kit): Promise<Here> {
  c.header('cache-control', 'private, no-store')
  return demandHere(kit.runner.db, readingOf(c, kit), { slug: c.req.param('slug') ?? '' })
}

async function drawMove(c: PageContext, kit: Kit, travelling: readonly Travelling[], filled: Filled): Promise<Response> {
  const { page } = c.var
  const here = await hereOf(c, kit)
  const { community, asking, move } = here
  if (move === null) {
    demand(mayAnnounce(asking))
    return c.html(<AnnouncePage page={page} community={community} destination={filled.destination} problem={filled.problem} />)
  }
  demand(mayRead(asking))
  const own = await ownPart(kit.runner.db, readingOf(c, kit), here, travelling)
  return c.html(
    <MovePage
      page={page}
      community={community}
      move={move}
      own={own}
      mayChoose={mayChoose(asking).ok}
      mayCancel={mayCancel(asking).ok}
      problem={filled.problem}
    />,
  )
}

type Doing = {
  readonly deed: (input: { community: string }, page: PageContext['var']['page']) => Promise<unknown>
  readonly draw: (c: PageContext, filled: Filled) => Promise<Response>
  readonly destination?: string
  /** The page is gone when it is done. */
  readonly away?: true
}

async function done(c: PageContext, kit: Kit, { deed, draw, destination, away }: Doing): Promise<Response> {
  const { community } = await hereOf(c, kit)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return deed({ community: community.id }, c.var.page)
    },
    {
      done: () => goTo(c, away === true ? community.path : `${community.path}/move`),
      redraw: (problem) => draw(c, { problem, ...(destination === undefined ? {} : { destination }) }),
    },
  )
}
