import { isCountry, isOrigin } from '#countries'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

const MOST_PEOPLE = 2 ** 31 - 1

const row = z.tuple([
  z.number().int().min(1900).max(2200),
  z.string().refine(isOrigin, { message: 'field.invalid' }),
  z.string().refine(isCountry, { message: 'field.invalid' }),
  z.number().int().positive().max(MOST_PEOPLE),
])

const areDifferent = (rows: readonly z.infer<typeof row>[]): boolean =>
  new Set(rows.map(([year, origin, destination]) => `${year} ${origin} ${destination}`)).size === rows.length

// No route: whole tables come in by the command line, from the file of their source.
export const importMigrantStock = command({
  name: 'places.import-migrant-stock',
  summary: 'Load a table of where those live who were born in another country; what was loaded before is replaced',
  input: z.object({
    source: z.string().trim().min(1).max(400),
    licence: z.string().trim().min(1).max(400),
    retrievedOn: z.iso.date().nullable(),
    invented: z.boolean().default(false).describe('Numbers of a demonstration'),
    leftOut: z.array(z.string().max(200)).max(500).default([]),
    rows: z.array(row).min(1).refine(areDifferent, { message: 'field.invalid' }).describe('Year, origin, destination, people'),
  }),
  output: z.object({ years: z.array(z.number().int()), countries: z.number().int(), rows: z.number().int() }),
  facts: async () => null,
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now }) {
    const { source, licence, retrievedOn, invented, leftOut, rows } = input
    // Of two imports at once the second waits, and replaces the first.
    await sql`lock table migrant_stock_year in share row exclusive mode`.execute(tx)
    await tx.deleteFrom('migrant_stock').execute()
    await tx.deleteFrom('migrant_stock_year').execute()
    const years = [...new Set(rows.map(([year]) => year))].toSorted((a, b) => a - b)
    const known = { source, licence, invented, retrieved_on: retrievedOn, imported_on: now.toISOString().slice(0, 10), left_out: leftOut }
    await tx
      .insertInto('migrant_stock_year')
      .values(years.map((year) => ({ year, ...known })))
      .execute()
    // Columns go over as arrays: a row each would be four parameters each.
    await sql`
      insert into migrant_stock (year, origin, destination, people)
      select * from unnest(${rows.map(([year]) => year)}::smallint[], ${rows.map(([, origin]) => origin)}::text[],
        ${rows.map(([, , destination]) => destination)}::text[], ${rows.map(([, , , people]) => people)}::integer[])`.execute(tx)
    const countries = new Set(rows.flatMap(([, origin, destination]) => [origin, destination])).size
    return { years, countries, rows: rows.length }
  },
  tell: ({ input, result }) => [
    {
      kind: 'places.migrant-stock.imported',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { source: input.source, newest: result.years.at(-1) ?? null, rows: result.rows },
      visibility: 'public',
    },
  ],
})
