import { isUuid } from '#base'
import { Hono } from 'hono'
import type { SpaceSort } from '../../../core/moving.ts'
import { perform } from '../../../core/perform.ts'
import type { Reading } from '../../../core/published.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { announceBodyMove, announceMove } from '../commands/announce-move.ts'
import { cancelBodyMove, cancelMove } from '../commands/cancel-move.ts'
import { acceptBodyMove, acceptMove, declineBodyMove, declineMove } from '../commands/decline-move.ts'
import { mayAnnounce, mayCancel, mayChoose, mayRead } from '../policy.ts'
import { demandHere, moveById, type Here } from '../queries/here.ts'
import { ownPart } from '../queries/read-move.ts'
import { seenSpace } from '../queries/spaces.ts'
import { no } from '../refusals.ts'
import type { Travels } from '../rules.ts'
import { AnnouncePage, MovePage } from '../views/move.tsx'

const DEEDS = {
  community: { at: '/communities/:slug/move', announce: announceMove, cancel: cancelMove, decline: declineMove, accept: acceptMove },
  body: {
    ...{ at: '/bodies/:slug/move', announce: announceBodyMove, cancel: cancelBodyMove },
    ...{ decline: declineBodyMove, accept: acceptBodyMove },
  },
} as const

type Of = { readonly kit: Kit; readonly travels: Travels; readonly sort: SpaceSort }

const readingOf = (c: PageContext, kit: Kit): Reading => ({ actor: c.var.page.actor, now: c.var.page.now, outside: kit.runner.outside })

export function movePages(kit: Kit, travels: Travels): Hono<Env> {
  const app = new Hono<Env>()
  for (const sort of ['community', 'body'] as const) {
    const { at, announce, cancel, decline, accept } = DEEDS[sort]
    const of = { kit, travels, sort }
    app.get(at, (c) => draw(c, of))
    app.post(at, async (c) => {
      const destination = (await readForm(c)).text('destination')
      const act: Doing['act'] = (input, page) => perform(kit.runner, announce, { ...input, destination }, page.actor)
      return done(c, of, { act, filled: { destination } })
    })
    app.post(`${at}/cancel`, (c) => done(c, of, { act: (input, page) => perform(kit.runner, cancel, input, page.actor), away: true }))
    app.post(`${at}/objection`, async (c) => {
      const posts = (await readForm(c)).text('posts')
      const act: Doing['act'] = (input, page) =>
        posts === 'travel' ? perform(kit.runner, accept, input, page.actor) : perform(kit.runner, decline, { ...input, posts }, page.actor)
      return done(c, of, { act })
    })
  }
  // The address in news, which says of no community that it is there.
  app.get('/moves/:move', async (c) => {
    const id = c.req.param('move')
    const move = isUuid(id) ? await moveById(kit.runner.db, id) : null
    const seen = move === null ? null : await seenSpace(kit.runner.db, readingOf(c, kit), move.sort, { id: move.space })
    c.header('cache-control', 'private, no-store')
    return seen === null ? refuse(no('move.missing')) : goTo(c, `${seen.path}/move`)
  })
  return app
}

type Filled = { readonly destination?: string; readonly problem?: Problem }

async function hereOf(c: PageContext, { kit, sort }: Of): Promise<Here> {
  c.header('cache-control', 'private, no-store')
  return demandHere(kit.runner.db, readingOf(c, kit), sort, { slug: c.req.param('slug') ?? '' })
}

async function draw(c: PageContext, of: Of, filled: Filled = {}): Promise<Response> {
  const { page } = c.var
  const here = await hereOf(c, of)
  const { space, asking, move } = here
  if (move === null) {
    demand(mayAnnounce(asking))
    return c.html(<AnnouncePage page={page} space={space} destination={filled.destination} problem={filled.problem} />)
  }
  demand(mayRead(asking))
  const own = await ownPart(of.kit.runner.db, readingOf(c, of.kit), here, of.travels)
  return c.html(
    <MovePage
      page={page}
      space={space}
      move={move}
      own={own}
      mayChoose={own.belongs && mayChoose(asking).ok}
      mayCancel={mayCancel(asking).ok}
      problem={filled.problem}
    />,
  )
}

type Doing = {
  readonly act: (input: { readonly space: string }, page: PageContext['var']['page']) => Promise<unknown>
  readonly filled?: { readonly destination: string }
  /** The page is gone when it is done. */
  readonly away?: true
}

async function done(c: PageContext, of: Of, { act, filled, away }: Doing): Promise<Response> {
  const { space } = await hereOf(c, of)
  const { kit } = of
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return act({ space: space.id }, c.var.page)
    },
    {
      done: () => goTo(c, away === true ? space.path : `${space.path}/move`),
      redraw: (problem) => draw(c, of, { problem, ...filled }),
    },
  )
}
