import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { ask } from '../../../core/perform.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, Page, PageContext } from '../../../web/page.ts'
import { places, type Place } from '../../places/index.ts'
import { mayKeep } from '../policy.ts'
import { csvOf, exportOf } from '../queries/csv.ts'
import { deskOf } from '../queries/desk.ts'
import { careOf, itemsOf, keptIn, readDesk, waitingAt } from '../queries/page.ts'
import { dayOf } from '../rules.ts'
import { DeskPage, type Answering } from '../views/desk.tsx'
import { PlacePage } from '../views/place.tsx'
import { COUNTRY, keepPrivate, originsIn, readingOf, spotOf, TOWN } from './place.ts'

/** What everybody reads: the page of a country or a town, and the same as files. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(COUNTRY, (c) => drawPlace(c, kit.forOnePage()))
  app.get(`${COUNTRY}/desk`, async (c) => drawDesk(c, kit, { place: (await spotOf(c, kit)).place }))
  app.get(`${COUNTRY}/items.csv`, (c) => giveFile(c, kit, 'csv'))
  app.get(`${COUNTRY}/items.json`, (c) => giveFile(c, kit, 'json'))
  app.get(TOWN, (c) => drawPlace(c, kit.forOnePage()))
  return app
}

const sectionsOf = async (kit: Kit, page: Page, { id, path, name }: Place): Promise<readonly Child[]> =>
  kit.subjectSections(page, { sort: 'place', id, path, name })

async function drawPlace(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const spot = await spotOf(c, kit)
  const { place } = spot
  const origins = await originsIn(c, db)
  const { actor, now } = page
  const ofOrigins = []
  for (const origin of origins) {
    const sections = await sectionsOf(kit, page, origin)
    if (sections.some(isSomething)) ofOrigins.push({ place: origin, sections })
  }
  const keeps = mayKeep(await deskOf(db, spot, actor)).ok
  return c.html(
    <PlacePage
      page={page}
      place={place}
      country={place.town ? ((await places.named(db, [place.country], page.say.locale)).get(place.country) ?? null) : null}
      towns={place.town ? [] : await places.townsOf(db, place.id, page.say.locale)}
      origins={origins}
      items={await itemsOf(db, spot, { ...readingOf(c, kit), origins: origins.map(({ id }) => id) })}
      care={await careOf(db, spot, readingOf(c, kit))}
      waiting={await waitingAt(db, spot, now)}
      sections={await sectionsOf(kit, page, place)}
      ofOrigins={ofOrigins}
      mayKeep={keeps || (actor.account !== null && (await keptIn(db, place.country, actor)).length > 0)}
      invented={page.demo}
    />,
  )
}

/** A room that has nothing there says nothing. */
const isSomething = (section: Child): boolean => section !== null && section !== undefined && section !== false && section !== ''

type Desk = { readonly place: Place; readonly answering?: Answering }

/** Also with an answer to a remark that was refused, as it was written. */
export async function drawDesk(c: PageContext, kit: Kit, { place, answering }: Desk): Promise<Response> {
  const { page } = c.var
  const desk = await ask(kit.runner, readDesk, { country: place.country.toLowerCase() }, page.actor)
  keepPrivate(c)
  const kept = await keptIn(kit.runner.db, place.id, page.actor)
  const towns = await places.named(kit.runner.db, kept, page.say.locale)
  const looks = kept.includes(place.id) ? [place] : [...towns.values()]
  return c.html(<DeskPage page={page} place={place} desk={desk} looks={looks} answering={answering} />)
}

async function giveFile(c: PageContext, kit: Kit, form: 'csv' | 'json'): Promise<Response> {
  const { page } = c.var
  const { place } = await spotOf(c, kit)
  const given = await exportOf(kit.runner.db, place.id, readingOf(c, kit))
  c.header('content-disposition', `attachment; filename="abroad-${place.id.toLowerCase()}.${form}"`)
  if (form === 'json')
    return c.json({
      place: place.id,
      on: dayOf(page.now),
      items: given.items.map((item) => ({ ...item, address: `${page.publicUrl}${item.path}` })),
    })
  return c.body(csvOf(given, page.publicUrl), 200, { 'content-type': 'text/csv; charset=utf-8' })
}
