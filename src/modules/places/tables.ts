/** Days are texts of a calendar (2026-03-01): a day has no time zone. */
type Day = string
export type PlaceSort = 'town' | 'region'

declare module '../../platform/db.ts' {
  interface Tables {
    /** A year of the table that is loaded, with where it comes from. `left_out`: names in it that are no single country. */
    migrant_stock_year: {
      year: number
      source: string
      licence: string
      retrieved_on: Day | null
      imported_on: Day
      left_out: string[]
      invented: boolean
    }
    /** How many people who were born in one country live in another. */
    migrant_stock: { year: number; origin: string; destination: string; people: number }
    /** Towns and regions; countries are codes and have no row. In hundredths of a degree, no nearer. */
    place: {
      id: string
      country: string
      slug: string
      sort: PlaceSort
      zone: string
      latitude_hundredths: number | null
      longitude_hundredths: number | null
      /** Whoever looks after its page as a body; null: nobody does. */
      owner_body: string | null
      added_on: Day
    }
    /** `plain`: for searching. The first of each language is what pages call it. */
    place_name: { place_id: string; language: string; name: string; plain: string; is_first: boolean }
  }
}
