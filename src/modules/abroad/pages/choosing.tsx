import { Hono } from 'hono'
import { dayOf, daysAfter, GRACE_DAYS, MOST } from '../rules.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { places, type Place } from '../../places/index.ts'
import { keptPlaces } from '../queries/kept.ts'
import { ChoosePage, type Choice } from '../views/choose.tsx'
import { originsIn } from './place.ts'

/** So many are shown to choose among. */
const AMONG = 8

export function choosingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/abroad', (c) => drawChoice(c, kit))
  return app
}

async function withCountries(db: Reader, found: readonly Place[], locale: string): Promise<readonly Choice[]> {
  const countries = await places.named(
    db,
    found.map(({ country }) => country),
    locale,
  )
  return found.map((place) => ({ place, country: place.town ? (countries.get(place.country) ?? null) : null }))
}

/** "I live in …, my people are from …": all of it is in the address, and none of it is kept. */
async function drawChoice(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { locale } = page.say
  const asked = { live: (c.req.query('live') ?? '').trim(), people: (c.req.query('people') ?? '').trim() }
  const chosenId = c.req.query('in') ?? ''
  const chosen = (await places.named(db, [chosenId], locale)).get(chosenId) ?? null
  const search = async (text: string) => withCountries(db, await places.found(db, text, locale, AMONG), locale)
  const live = chosen === null && asked.live !== '' ? await search(asked.live) : null
  const origins = await originsIn(c, db)
  const people: { text: string; among: readonly Choice[] }[] = []
  const added: Place[] = []
  for (const text of asked.people
    .split(/[,،;؛]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, MOST.origins)) {
    const among = await search(text)
    // Where there is one alone, one need not choose.
    const [only, other] = among
    if (only !== undefined && other === undefined) added.push(only.place)
    else people.push({ text, among })
  }
  const [only, other] = live ?? []
  const sure = only !== undefined && other === undefined
  const from = [...origins, ...added.filter(({ id }) => !origins.some((origin) => origin.id === id))].slice(0, MOST.origins)
  return c.html(
    <ChoosePage
      page={page}
      live={sure ? only : chosen === null ? null : ((await withCountries(db, [chosen], locale))[0] ?? null)}
      from={await withCountries(db, from, locale)}
      asked={asked}
      found={{ live: sure ? null : live, people }}
      kept={await keptPlaces(db, daysAfter(dayOf(page.now), -GRACE_DAYS), locale)}
      mayAddTown={page.actor.operator || (await organisations.bodiesWhere(db, page.actor.person, 'convener', locale)).length > 0}
    />,
  )
}
