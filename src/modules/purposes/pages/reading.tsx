import { isUuid } from '#base'
import { Hono } from 'hono'
import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { mayDecide, mayTend } from '../policy.ts'
import { publication } from '../queries/published.ts'
import { cardsOf, rowsIn, wholeOf } from '../queries/rows.ts'
import { no } from '../refusals.ts'
import { PurposesPage } from '../views/list.tsx'
import { PurposePage } from '../views/purpose.tsx'
import type { Filled } from '../views/tending.tsx'
import { AT, hereOf, purposeAt, readingOf } from './place.ts'

export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => list(c, kit))
  app.get(`${AT}/:purpose`, (c) => drawPurpose(c, kit))
  // The address in letters, which says of no community that it is there.
  app.get('/purposes/:purpose', async (c) => {
    const id = c.req.param('purpose')
    const [found] = isUuid(id) ? await publication.byIds(kit.runner.db, [id], readingOf(c, kit)) : []
    c.header('cache-control', 'private, no-store')
    return goTo(c, found?.path ?? refuse(no('purpose.missing')))
  })
  return app
}

async function list(c: PageContext, kit: Kit): Promise<Response> {
  const here = await hereOf(c, kit)
  const { db } = kit.runner
  const cards = await cardsOf(db, await rowsIn(db, here), { here, now: c.var.page.now })
  const running = cards.some(({ state }) => state === 'running' || state === 'late')
  return c.html(
    <PurposesPage page={c.var.page} community={here.community} cards={cards} mayBegin={!running && mayDecide(here.asking).ok} />,
  )
}

export async function drawPurpose(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { here, row } = await purposeAt(c, kit)
  const whole = await wholeOf(kit.runner.db, readingOf(c, kit), here, row)
  const closed = row.closed_at !== null
  const asked = filled?.values['corrects'] ?? c.req.query('corrects')
  const thing = { sort: 'purpose', scope: here.community.id, subject: row.id, path: whole.path, toAuthor: false }
  return c.html(
    <PurposePage
      page={page}
      community={here.community}
      whole={whole}
      hidden={row.hidden_for !== null}
      tends={mayTend(here.asking, closed).ok}
      decides={mayDecide(here.asking).ok && !closed}
      sending={kit.runner.outside.uuid()}
      correcting={whole.entries.find(({ id, standing }) => standing && id === asked) ?? null}
      filled={filled}
      sections={row.hidden_for === null ? await kit.thingSections(page, thing) : []}
    />,
  )
}
