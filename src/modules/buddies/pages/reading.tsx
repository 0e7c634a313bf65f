import { Hono } from 'hono'
import { demand } from '../../../core/refused.ts'
import type { Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { mayAsk, mayHaveOwn, mayOffer, maySeeWhatWaits } from '../policy.ts'
import { selfOf, type Here } from '../queries/here.ts'
import { ownHere } from '../queries/mine.ts'
import { elsewhereOf, ownTags } from '../queries/own-rows.ts'
import { countsOf, waitingIn } from '../queries/reads.ts'
import { ownOffer, ownRequest } from '../queries/rows.ts'
import { DeskPage } from '../views/desk.tsx'
import { MinePage } from '../views/mine.tsx'
import type { Values } from '../views/pieces.tsx'
import { PlacePage } from '../views/place.tsx'
import { hereAt, readingOf, SHELVES, type Shelf } from './place.ts'

export function reading(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/buddies', (c) => drawMine(c, kit))
  for (const shelf of SHELVES) {
    app.get(shelf, (c) => drawPlace(c, kit, shelf))
    app.get(`${shelf}/desk`, (c) => drawDesk(c, kit, shelf))
  }
  return app
}

async function drawPlace(c: PageContext, kit: Kit, shelf: Shelf): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const here = await hereAt(c, kit, shelf)
  const asking = readingOf(c, kit)
  const self = await selfOf(db, asking)
  const offer = await ownOffer(db, outside.keys, here)
  const own = await ownTags(db, asking)
  const elsewhere = { offers: await elsewhereOf(db, own, here, 'buddy_offer'), asks: await elsewhereOf(db, own, here, 'buddy_request') }
  return c.html(
    <PlacePage
      page={page}
      here={here}
      counts={await countsOf(db, asking, here.id)}
      mayOffer={mayOffer(page.actor, here, { ...self, elsewhere: elsewhere.offers })}
      mayAsk={mayAsk(page.actor, here, { ...self, elsewhere: elsewhere.asks })}
      offers={offer !== null}
      asks={(await ownRequest(db, outside.keys, here)) !== null}
      seesWhatWaits={maySeeWhatWaits(page.actor, here, offer !== null).ok}
    />,
  )
}

type Filled = { readonly values: Values; readonly problem: Problem | undefined }

export async function drawDesk(
  c: PageContext,
  kit: Kit,
  shelf: Shelf,
  { values, problem }: Filled = { values: {}, problem: undefined },
): Promise<Response> {
  const here = await hereAt(c, kit, shelf)
  const waiting = await waitingIn(kit.runner.db, readingOf(c, kit), here)
  const done = c.req.query('done') !== undefined
  return c.html(<DeskPage page={c.var.page} here={here} waiting={waiting} done={done} values={values} problem={problem} />)
}

export async function drawMine(
  c: PageContext,
  kit: Kit,
  { values, problem }: { readonly values: Readonly<Record<string, string>>; readonly problem: Problem | undefined } = {
    values: {},
    problem: undefined,
  },
): Promise<Response> {
  const { page } = c.var
  demand(mayHaveOwn(page.actor))
  const own = await ownHere(kit.runner.db, readingOf(c, kit))
  c.header('cache-control', 'private, no-store')
  return c.html(<MinePage page={page} own={own} desks={await desksOf(c, kit, own.offers)} values={values} problem={problem} />)
}

/** Communities that they look after, and wherever else an offer of theirs stands. */
async function desksOf(c: PageContext, kit: Kit, offers: readonly (Pick<Here, 'name' | 'language' | 'path' | 'at'> & { place: string })[]) {
  const led = (await communities.mine(kit.runner.db, readingOf(c, kit))).filter(({ leads }) => leads)
  const desks = led.map(({ id, name, language, path }) => ({ id, name, language, path, at: `${path}/buddies` }))
  const there = new Set(desks.map(({ id }) => id))
  return [...desks, ...offers.filter(({ place }) => !there.has(place))]
}
