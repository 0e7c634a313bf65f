import { isUuid } from '#base'
import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { plainName } from '../rules.ts'
import { countryNames, countryPlace, nearestOf, townsMet, type Place } from './place.ts'
import type {} from '../tables.ts'

const LONGEST = 200
/** Names are rarely longer, and a text has few words in which one can begin. */
const MOST_RUN = 4
const MOST_WORDS = 12
/** The beginning of a name says something from so many letters on. */
const SHORTEST_BEGINNING = 2

/** The whole text is the name, words of it are, the name begins with it; null: no such place is meant. */
const WHOLE = 0
const WITHIN = 1
const BEGINS = 2

/** Words that stand beside one another in a text, each as long as a name may be. */
function runsOf(plain: string): readonly string[] {
  const words = plain.split(' ').slice(0, MOST_WORDS)
  return words.flatMap((_, from) => Array.from({ length: MOST_RUN }, (_one, more) => words.slice(from, from + more + 1).join(' ')))
}

function nearness(name: string, text: string, runs: ReadonlySet<string>): number | null {
  if (name === text) return WHOLE
  if (runs.has(name)) return WITHIN
  return text.length >= SHORTEST_BEGINNING && name.startsWith(text) ? BEGINS : null
}

/** The places that a text names, in whatever language: as a whole, among other words, or by the beginning. Nobody is taken to have slipped. */
export async function called(db: Reader, text: string, locale: string, most: number): Promise<readonly Place[]> {
  const wanted = plainName(text.slice(0, LONGEST))
  if (wanted === '') return []
  const runs = new Set(runsOf(wanted))
  const countries = [...countryNames()].flatMap(([code, names]) => {
    const fits = names.flatMap((name) => nearness(name, wanted, runs) ?? [])
    return fits.length === 0 ? [] : [{ place: countryPlace(code, locale), near: Math.min(...fits) }]
  })
  const towns = await townsMet(db, await townsCalled(db, wanted, [...runs], most), locale)
  return nearestOf([...countries, ...towns], locale, most)
}

/** Of each town its nearest name. The database writes names without accents by its own list, so it compares them too. */
async function townsCalled(db: Reader, wanted: string, runs: readonly string[], most: number) {
  const whole = sql<string>`unaccent(${wanted}::text)`
  const within = sql<string[]>`array(select unaccent(run) from unnest(${[...runs]}::text[]) as run)`
  const begins = `${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await db
    .selectFrom('place_name')
    .select('place_id as id')
    .select(
      sql<number>`case when plain = ${whole} then ${sql.lit(WHOLE)} when plain = any(${within}) then ${sql.lit(WITHIN)} else ${sql.lit(BEGINS)} end`.as(
        'near',
      ),
    )
    .where((where) =>
      where.or([
        sql<boolean>`plain = any(${within})`,
        ...(wanted.length >= SHORTEST_BEGINNING ? [sql<boolean>`plain like unaccent(${begins}::text)`] : []),
      ]),
    )
    .orderBy('near')
    .orderBy(sql`length(plain)`)
    .orderBy('place_id')
    // Of each town several names may fit.
    .limit(most * 6)
    .execute()
  return rows.filter(({ id }, index) => rows.findIndex((row) => row.id === id) === index).slice(0, most)
}

/** Every name of each of these, in all languages; of a town also those of its country, for who lives there looks for either. */
export async function namesOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = [...new Set(ids)]
  const countries = countryNames()
  const towns = asked.filter(isUuid)
  const rows =
    towns.length === 0
      ? []
      : await db
          .selectFrom('place_name')
          .innerJoin('place', 'place.id', 'place_name.place_id')
          .select(['place.id', 'place.country', 'place_name.name'])
          .where('place.id', 'in', towns)
          .orderBy('place_name.language')
          .orderBy('place_name.plain')
          .execute()
  const own = Map.groupBy(rows, ({ id }) => id)
  return new Map(
    asked.map((id) => {
      const names = own.get(id) ?? []
      return [id, [...names.map(({ name }) => name), ...(countries.get(names[0]?.country ?? id) ?? [])]]
    }),
  )
}
