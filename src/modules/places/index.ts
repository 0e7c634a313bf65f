import { stockOf, type Stock } from './queries/stock.ts'

export type { Stock }

/** What other rooms may ask of this one. */
export const places = { stockOf }
