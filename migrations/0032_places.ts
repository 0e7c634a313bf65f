import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // One table at a time: whoever imports another replaces it whole, for two tables cannot be compared. A row for each of its years.
  await sql`
    create table migrant_stock_year (
      year smallint not null,
      source text not null,
      licence text not null,
      retrieved_on date,
      imported_on date not null,
      left_out text[] not null,
      invented boolean not null,
      constraint migrant_stock_year_pk primary key (year)
    )`.execute(db)
  // Codes of ISO 3166-1, two letters. Where nobody is counted there is no row.
  await sql`
    create table migrant_stock (
      year smallint not null,
      origin text not null,
      destination text not null,
      people integer not null,
      constraint migrant_stock_pk primary key (year, origin, destination),
      constraint migrant_stock_of_year foreign key (year) references migrant_stock_year (year),
      constraint migrant_stock_counts check (people > 0)
    )`.execute(db)
}
