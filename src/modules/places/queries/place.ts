import { isUuid } from '#base'
import { COUNTRIES, countryName } from '#countries'
import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { isCountryId, pathOf, plainName, zoneOfCountry } from '../rules.ts'
import type {} from '../tables.ts'

/** A country, a town or a region, by the name that this reader knows it by. */
export type Place = {
  /** A code in capitals (`IE`), or the id of a town. */
  readonly id: string
  readonly country: string
  /** False: it is a country. */
  readonly town: boolean
  readonly name: string
  readonly language: string
  /** Null: a country with several. */
  readonly zone: string | null
  /** To two decimals at most. */
  readonly at: { readonly lat: number; readonly lon: number } | null
  /** The address of its page, without language. */
  readonly path: string
}

export const countryPlace = (id: string, locale: string): Place => ({
  ...{ id, country: id, town: false, name: countryName(locale, id), language: locale },
  ...{ zone: zoneOfCountry(id), at: null, path: pathOf(id, null) },
})

export const townRows = (db: Reader) =>
  db
    .selectFrom('place')
    .innerJoin('place_name', 'place_name.place_id', 'place.id')
    .select(['place.id', 'place.country', 'place.slug', 'place.sort', 'place.zone', 'place.owner_body'])
    .select(['latitude_hundredths as lat', 'longitude_hundredths as lon', 'language', 'name'])
    .where('is_first', '=', true)

type Row = Awaited<ReturnType<ReturnType<typeof townRows>['execute']>>[number]

const ORDER = ['en', 'fr']
const rank = (language: string, locale: string): number => {
  if (language === locale) return -1
  const at = ORDER.indexOf(language)
  return at === -1 ? ORDER.length : at
}

/** In the reader's language where there is such a name, else in English, French, or whatever there is. */
export function placesFrom(rows: readonly Row[], locale: string): readonly Place[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [row] = own.toSorted((a, b) => rank(a.language, locale) - rank(b.language, locale) || (a.language < b.language ? -1 : 1))
    if (row === undefined) return []
    const { id, country, name, language, zone, lat, lon, slug } = row
    const at = lat === null || lon === null ? null : { lat: lat / 100, lon: lon / 100 }
    return [{ id, country, town: true, name, language, zone, at, path: pathOf(country, slug) }]
  })
}

/** Those of these that there are, by id. */
export async function named(db: Reader, ids: readonly string[], locale: string): Promise<ReadonlyMap<string, Place>> {
  const asked = [...new Set(ids)]
  const countries = asked.filter(isCountryId).map((id) => countryPlace(id, locale))
  const towns = asked.filter(isUuid)
  const rows = towns.length === 0 ? [] : await townRows(db).where('place.id', 'in', towns).execute()
  return new Map([...countries, ...placesFrom(rows, locale)].map((place) => [place.id, place]))
}

/** By the two parts of its address: `ie`, `cork`. */
export async function byPath(db: Reader, country: string, town: string | null, locale: string): Promise<Place | null> {
  const code = country.toUpperCase()
  if (country !== country.toLowerCase() || !isCountryId(code)) return null
  if (town === null) return countryPlace(code, locale)
  const rows = await townRows(db).where('country', '=', code).where('slug', '=', town).execute()
  return placesFrom(rows, locale)[0] ?? null
}

/** What belongs together: of a country itself and its towns, of a town itself and its country. Nothing where there is no such place. */
export async function within(db: Reader, id: string): Promise<readonly string[]> {
  if (isCountryId(id)) {
    const rows = await db.selectFrom('place').select('id').where('country', '=', id).orderBy('id').execute()
    return [id, ...rows.map((row) => row.id)]
  }
  const row = isUuid(id) ? await db.selectFrom('place').select('country').where('id', '=', id).executeTakeFirst() : undefined
  return row === undefined ? [] : [id, row.country]
}

/** Each of these with what lies in it, in one reading: a country with its towns, a town by itself. */
export async function townsWithin(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const countries = ids.filter(isCountryId)
  const rows =
    countries.length === 0
      ? []
      : await db.selectFrom('place').select(['id', 'country']).where('country', 'in', countries).orderBy('id').execute()
  const towns = Map.groupBy(rows, ({ country }) => country)
  return new Map(ids.map((id) => [id, [id, ...(towns.get(id) ?? []).map((town) => town.id)]]))
}

/** The towns and regions of a country, as the reader's language sorts names. */
export async function townsOf(db: Reader, country: string, locale: string): Promise<readonly Place[]> {
  const { compare } = new Intl.Collator(locale)
  const rows = await townRows(db).where('country', '=', country).execute()
  return placesFrom(rows, locale).toSorted((a, b) => compare(a.name, b.name))
}

/** What somebody may call a country: its name in each language of the hub. */
const LANGUAGES = ['fr', 'en', 'ar']
const spelled = new Map<string, readonly string[]>()
export function countryNames(): ReadonlyMap<string, readonly string[]> {
  if (spelled.size === 0)
    for (const code of COUNTRIES)
      spelled.set(
        code,
        LANGUAGES.map((language) => plainName(countryName(language, code))),
      )
  return spelled
}

/** The whole name, its beginning, the beginning of a word of it, anywhere; null: not at all. */
function nearness(name: string, text: string): number | null {
  if (name === text) return 0
  if (name.startsWith(text)) return 1
  if (name.includes(` ${text}`)) return 2
  return text.length > 2 && name.includes(text) ? 3 : null
}

const best = (names: readonly string[], text: string): number | null => {
  const found = names.flatMap((name) => nearness(name, text) ?? [])
  return found.length === 0 ? null : Math.min(...found)
}

const LONGEST = 80
/** Not found by its letters, but by three of them in a row, as pg_trgm counts: a slip of the pen. */
const BY_A_SLIP = 4

/** Countries and towns by what somebody wrote, whatever accents, case and language: the nearest first. */
export async function found(db: Reader, text: string, locale: string, most: number): Promise<readonly Place[]> {
  const wanted = plainName(text.slice(0, LONGEST))
  if (wanted === '') return []
  const countries = [...countryNames()].flatMap(([code, names]) => {
    const near = best(names, wanted) ?? (text.trim().toUpperCase() === code ? 0 : null)
    return near === null ? [] : [{ place: countryPlace(code, locale), near }]
  })
  const towns = (await alike(db, wanted, { most })).map(({ id, plain, asked }) => ({ id, near: nearness(plain, asked) ?? BY_A_SLIP }))
  const all = [...countries, ...(await townsMet(db, towns, locale))]
  // Who wrote it without a slip is not asked whether they meant another.
  const written = all.filter(({ near }) => near < BY_A_SLIP)
  return nearestOf(written.length > 0 ? written : all, locale, most)
}

type Met = { readonly place: Place; readonly near: number }

export async function townsMet(
  db: Reader,
  towns: readonly { readonly id: string; readonly near: number }[],
  locale: string,
): Promise<readonly Met[]> {
  const places = await named(
    db,
    towns.map(({ id }) => id),
    locale,
  )
  return towns.flatMap(({ id, near }) => [places.get(id)].flatMap((place) => (place === undefined ? [] : [{ place, near }])))
}

/** The nearest first, of those that are as near by name. */
export function nearestOf(met: readonly Met[], locale: string, most: number): readonly Place[] {
  const { compare } = new Intl.Collator(locale)
  return met
    .toSorted((a, b) => a.near - b.near || compare(a.place.name, b.place.name))
    .slice(0, most)
    .map(({ place }) => place)
}

/** `asked`: what was sought, as the database writes it without accents. */
type Alike = { readonly id: string; readonly plain: string; readonly asked: string }
type Sought = { readonly most: number; readonly country?: string }

/** Towns one of whose names holds these letters or is nearly written so, each by its nearest name. */
export async function alike(db: Reader, name: string, { most, country }: Sought): Promise<readonly Alike[]> {
  const wanted = sql<string>`unaccent(${plainName(name)}::text)`
  const holding = `%${plainName(name).replace(/[\\%_]/g, '\\$&')}%`
  let select = db
    .selectFrom('place_name')
    .innerJoin('place', 'place.id', 'place_name.place_id')
    .select(['place.id', 'place_name.plain', wanted.as('asked')])
    .select(sql<number>`similarity(place_name.plain, ${wanted})`.as('near'))
    .where((where) =>
      where.or([sql<boolean>`place_name.plain like unaccent(${holding}::text)`, sql<boolean>`place_name.plain % ${wanted}`]),
    )
    .orderBy('near', 'desc')
    .orderBy('place.id')
    // Of each town several names may fit.
    .limit(most * 6)
  if (country !== undefined) select = select.where('place.country', '=', country)
  const nearest = new Map<string, Alike>()
  for (const { id, plain, asked } of await select.execute()) if (!nearest.has(id)) nearest.set(id, { id, plain, asked })
  return [...nearest.values()].slice(0, most)
}
