import { isOrigin } from '#countries'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'

/** Where those live who were born in one country, as the newest year of the loaded table counts them, or the year that was asked for. */
export type Stock = {
  readonly year: number
  readonly source: string
  readonly licence: string
  /** Days of a calendar, as `2026-03-01`. */
  readonly retrievedOn: string | null
  readonly importedOn: string
  /** Numbers of a demonstration, which are true of nobody. */
  readonly invented: boolean
  /** Names of the table that are no single country, and are in none of these numbers. */
  readonly leftOut: readonly string[]
  readonly total: number
  /** Largest first. Countries where nobody is counted are absent. */
  readonly byDestination: readonly { readonly country: string; readonly count: number }[]
}

/** Null: no table is loaded, or it counts nobody from there. */
export async function stockOf(db: Reader, origin: string, year?: number): Promise<Stock | null> {
  const of = year ?? (await yearsOf(db, origin)).at(-1)
  if (of === undefined) return null
  const rows = await db
    .selectFrom('migrant_stock as stock')
    .innerJoin('migrant_stock_year as known', 'known.year', 'stock.year')
    .select(['known.year', 'known.source', 'known.licence', 'known.retrieved_on', 'known.imported_on', 'known.invented', 'known.left_out'])
    .select(['stock.destination', 'stock.people'])
    .where('stock.year', '=', of)
    .where('stock.origin', '=', origin)
    .orderBy('stock.people', 'desc')
    .orderBy('stock.destination')
    .execute()
  const [first] = rows
  if (first === undefined) return null
  return {
    year: first.year,
    source: first.source,
    licence: first.licence,
    retrievedOn: first.retrieved_on,
    importedOn: first.imported_on,
    invented: first.invented,
    leftOut: first.left_out,
    total: rows.reduce((sum, { people }) => sum + people, 0),
    byDestination: rows.map(({ destination, people }) => ({ country: destination, count: people })),
  }
}

/** The years in which somebody from there is counted, oldest first. */
async function yearsOf(db: Reader, origin: string): Promise<readonly number[]> {
  const rows = await db.selectFrom('migrant_stock').select('year').distinct().where('origin', '=', origin).orderBy('year').execute()
  return rows.map(({ year }) => year)
}

const day = z.iso.date()

export const migrantStock = query({
  name: 'places.migrant-stock',
  summary: 'Where those live who were born in one country: the table that is loaded here, with its source, its licence and its day',
  route: 'GET /places/stock/{origin}',
  input: z.object({
    origin: z.string().refine(isOrigin, { message: 'field.invalid' }).describe('ISO 3166-1, two letters'),
    year: z.coerce.number().int().min(1900).max(2200).optional().describe('Left out: the newest'),
  }),
  output: z.object({
    origin: z.string(),
    year: z.number().int(),
    years: z.array(z.number().int()).describe('All years that the table has of this origin'),
    source: z.string(),
    licence: z.string(),
    retrievedOn: day.nullable().describe('When the table was taken from its source, where that is known'),
    importedOn: day,
    invented: z.boolean().describe('Numbers of a demonstration'),
    leftOut: z.array(z.string()).describe('Names of the table that are no single country, and are in none of these numbers'),
    total: z.number().int(),
    byDestination: z.array(z.object({ country: z.string(), count: z.number().int() })).describe('Largest first'),
  }),
  async read(db, { input: { origin, year } }) {
    const stock = (await stockOf(db, origin, year)) ?? refuse(no('stock.missing'))
    const { leftOut, byDestination } = stock
    return { origin, ...stock, years: [...(await yearsOf(db, origin))], leftOut: [...leftOut], byDestination: [...byDestination] }
  },
})
