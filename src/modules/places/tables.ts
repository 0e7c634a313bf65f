/** Days are texts of a calendar (2026-03-01): a day has no time zone. */
type Day = string

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
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
