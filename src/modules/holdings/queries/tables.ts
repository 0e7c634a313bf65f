import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Holding } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import { sortOfColumn } from '../rules.ts'
import type {} from '../tables.ts'

/** What the page needs to know of a room; main hands it over. */
export type Declared = { readonly name: string; readonly holds?: readonly Holding[] | undefined }

const declared = z.object({
  room: z.string(),
  tables: z.array(
    z.object({
      table: z.string(),
      about: z
        .enum(['account', 'person', 'tag', 'nobody'])
        .describe('Whose a row is: found from an account, from an identity, by a tag, or nobody’s'),
      keepsDays: z
        .number()
        .int()
        .nullable()
        .describe('A sweep takes it away, or empties it, after so many days; null: the sentence on the page says how long'),
      columns: z.array(z.object({ name: z.string(), sort: z.string(), sealed: z.boolean() })),
    }),
  ),
})
export type DeclaredRoom = z.infer<typeof declared>

export const readTables = (rooms: readonly Declared[]) =>
  query({
    name: 'holdings.tables',
    summary: 'Every table of the database by room: whose its rows are, how long they stay, and every column',
    route: 'GET /privacy/tables',
    input: z.object({}),
    output: z.array(declared),
    async read(db) {
      const columns = await columnsByTable(db)
      return rooms.flatMap(({ name, holds = [] }) => {
        const tables = holds.map(({ table, about, sealed = [], keeps }) => ({
          table,
          about,
          keepsDays: keeps?.days ?? null,
          columns: (columns.get(table) ?? []).map((column) => ({ ...column, sealed: sealed.includes(column.name) })),
        }))
        return tables.length === 0 ? [] : [{ room: name, tables }]
      })
    },
  })

export type Column = { readonly name: string; readonly sort: string }

/** What the database says of itself. What belongs to its migrations is no table of a room. */
export async function columnsByTable(db: Reader): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await db
    .selectFrom('information_schema.columns')
    .select(['table_name as table', 'column_name as name', 'data_type as type'])
    .where('table_schema', '=', 'public')
    .where('table_name', 'not like', 'kysely_%')
    .orderBy('table_name')
    .orderBy('ordinal_position')
    .execute()
  const groups = Map.groupBy(rows, ({ table }) => table)
  return new Map([...groups].map(([table, all]) => [table, all.map(({ name, type }) => ({ name, sort: sortOfColumn(type) }))]))
}
