import { Hono } from 'hono'
import { refuse, no as noFromHub } from '../../../core/refused.ts'
import { mapSize, middleOfCountry, pointOn, WORLD_PARTS, worldPicture, type WorldPart } from '../../../platform/world-map.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import type { Place } from '../../places/index.ts'
import { mayImport } from '../policy.ts'
import { csvOf, jsonOf } from '../queries/export.ts'
import { chosenIn } from '../queries/list.ts'
import { narrowed, wholeDirectory, type Directory } from '../queries/listing.ts'
import { tendsSome } from '../queries/tending.ts'
import { holding } from '../queries/words.ts'
import { countsOf, dayWritten, FACETS, LONGEST, ON_A_PART, signsOf, SORTS } from '../rules.ts'
import { DirectoryPage, type Asked } from '../views/list.tsx'
import { MapPage, type InTable, type OnMap } from '../views/map.tsx'
import { placeName } from '../views/words.ts'
import { namesOf } from './names.ts'

/** Readable by everybody, signed in or not. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/directory', (c) => drawList(c, kit))
  app.get('/directory/map', (c) => drawMap(c, kit))
  app.get('/directory/map/:file', (c) => sendPicture(c, kit))
  app.get('/directory/export.csv', async (c) => {
    const { csv } = await filed(c, kit)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="directory.csv"')
    return c.body(csv())
  })
  app.get('/directory/export.json', async (c) => {
    const { json } = await filed(c, kit)
    c.header('content-disposition', 'attachment; filename="directory.json"')
    return c.json(json())
  })
  return app
}

const whole = (c: PageContext, kit: Kit): Promise<Directory> =>
  wholeDirectory(kit.runner.db, { locale: c.var.page.say.locale, now: c.var.page.now })

/** Of all those that hold the words; what else narrows down counts among them. */
const read = async (c: PageContext, kit: Kit): Promise<Directory> => holding(kit.runner.db, await whole(c, kit), askedIn(c).q)

function askedIn(c: PageContext): Asked {
  const sort = SORTS.find((one) => one === c.req.query('sort')) ?? 'name'
  return {
    q: (c.req.query('q') ?? '').trim().slice(0, LONGEST.query),
    sort,
    chosen: chosenIn(Object.fromEntries(FACETS.map((facet) => [facet, c.req.query(facet)]))),
  }
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const directory = await read(c, kit)
  const asked = askedIn(c)
  const all = narrowed(directory, asked.chosen, asked.sort, page.say.locale)
  const of = Math.max(1, Math.ceil(all.length / ON_A_PART))
  const number = Math.min(of, Math.max(1, Number(/^\d{1,4}$/.exec(c.req.query('part') ?? '')?.[0] ?? 1)))
  const facets = directory.bodies.map((body) => body.facets)
  return c.html(
    <DirectoryPage
      page={page}
      asked={asked}
      names={await namesOf(db, directory, page.say.locale)}
      counts={new Map(FACETS.map((facet) => [facet, countsOf(facets, asked.chosen, facet)]))}
      bodies={all.slice((number - 1) * ON_A_PART, number * ON_A_PART)}
      total={all.length}
      part={{ number, of }}
      mayImport={mayImport(page.actor, await tendsSome(db, page.actor)).ok}
    />,
  )
}

/** A country has no point of its own but the middle of its largest part. */
const coordinatesOf = ({ at, town, id, country }: Place) => at ?? (town ? middleOfCountry(country) : middleOfCountry(id))

async function drawMap(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const part = WORLD_PARTS.find((one) => one === c.req.query('part')) ?? 'world'
  const directory = await whole(c, kit)
  const at = new Map<string, string[]>()
  for (const { id, placeIds } of directory.bodies) for (const place of placeIds) at.set(place, [...(at.get(place) ?? []), id])
  const onMap: OnMap[] = []
  const table: InTable[] = []
  for (const [id, bodies] of at) {
    const place = directory.places.get(id)
    if (place === undefined) continue
    const coordinates = coordinatesOf(place)
    const point = coordinates === null ? null : pointOn(part, coordinates)
    table.push({ place, count: bodies.length, shown: coordinates !== null })
    if (point !== null) onMap.push({ place, bodies, weight: bodies.length, ...point })
  }
  const { compare } = new Intl.Collator(page.say.locale)
  return c.html(
    <MapPage
      page={page}
      part={part}
      parts={WORLD_PARTS}
      size={mapSize(part)}
      signs={signsOf(onMap)}
      table={table.toSorted((a, b) => compare(placeName(page.say, a.place), placeName(page.say, b.place)))}
      borders={kit.mapBorders !== 'none'}
    />,
  )
}

const A_DAY = 86_400

/** The coasts change with a new version of the hub alone; browsers keep them for a day. */
function sendPicture(c: PageContext, kit: Kit): Response {
  const name = /^([a-z]+)\.svg$/.exec(c.req.param('file') ?? '')?.[1]
  const part: WorldPart = WORLD_PARTS.find((one) => one === name) ?? refuse(noFromHub('page.missing'))
  c.header('content-type', 'image/svg+xml')
  c.header('cache-control', `public, max-age=${A_DAY}`)
  return c.body(worldPicture(part, kit.mapBorders))
}

async function filed(c: PageContext, kit: Kit) {
  const { say, hubName, publicUrl, now } = c.var.page
  const directory = await read(c, kit)
  const asked = { ...askedIn(c), locale: say.locale }
  return {
    csv: () => csvOf(directory, asked),
    json: () => ({ hub: hubName, address: publicUrl, day: dayWritten(now), bodies: jsonOf(directory, asked) }),
  }
}
