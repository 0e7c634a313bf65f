import { Hono } from 'hono'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { facetNames } from '../queries/facets.ts'
import { asked, countFound, find, listAsFiles, type FindAsked } from '../queries/find.ts'
import { ownCommunities } from '../queries/seen-community.ts'
import { FACETS } from '../tables.ts'
import { FindPage } from '../views/find.tsx'
import { keepPrivate, readingOf } from './place.ts'
import { dayIn, type Facet } from '../rules.ts'

export function findingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/communities', (c) => drawList(c, kit))
  app.get('/communities/export.csv', async (c) => {
    const { csv } = await filed(c, kit)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="communities.csv"')
    return c.body(csv)
  })
  app.get('/communities/export.json', async (c) => {
    const { listed } = await filed(c, kit)
    const { hubName, publicUrl, now } = c.var.page
    c.header('content-disposition', 'attachment; filename="communities.json"')
    return c.json({ hub: hubName, address: publicUrl, day: dayIn(now), communities: listed })
  })
  return app
}

/** What does not fit in an address is left out, so that an old link still leads to a list. */
export function askedIn(query: Readonly<Record<string, string>>): FindAsked {
  const fitting = Object.entries(query).filter(([name, value]) => asked.safeParse({ [name]: value }).success)
  return asked.parse(Object.fromEntries(fitting))
}

async function filed(c: PageContext, kit: Kit) {
  if (c.var.page.actor.account !== null) keepPrivate(c)
  return listAsFiles(kit.runner.db, readingOf(c, kit), askedIn(c.req.query()))
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const reading = readingOf(c, kit)
  const wanted = askedIn(c.req.query())
  const found = await find(db, reading, wanted)
  const chosen = FACETS.flatMap((sort): readonly Facet[] => (wanted[sort] === '' ? [] : [{ sort, value: wanted[sort] }]))
  const names = await facetNames(
    db,
    [...found.facets, ...found.communities.flatMap(({ facets }) => facets), ...chosen],
    page.say.locale,
    (tag) => page.say.language(tag),
  )
  // One's own, hidden ones too, are for the eyes of whoever acts.
  const mine = page.actor.person === null ? [] : await ownCommunities(db, reading)
  if (page.actor.account !== null) keepPrivate(c)
  const some = found.total > 0 || (await countFound(db, reading, asked.parse({}))) > 0
  return c.html(<FindPage page={page} asked={wanted} found={found} names={names} mine={mine} some={some} />)
}
