import { addTown, townShape } from './commands/import-places.ts'
import { called, namesOf } from './queries/called.ts'
import { alike, byPath, found, named, townsOf, townsWithin, within, type Place } from './queries/place.ts'
import { stockOf, type Stock } from './queries/stock.ts'

export type { Place, Stock }

/** What other rooms may ask of this one. A place is a country by its code in capitals, or a town or region by its id. */
export const places = {
  stockOf,
  /** Those of these that there are, by id, called as the reader knows them. */
  named,
  /** Countries and towns by what somebody wrote, whatever accents, case and language: the nearest first. */
  found,
  /** Those that a text names, in whatever language, as a whole, among other words or by the beginning; no slips. */
  called,
  /** Every name of each of these in all languages, of a town with those of its country: to find by. */
  namesOf,
  /** By the two parts of its address; null where there is none. */
  byPath,
  /** Itself and, of a country, its towns; of a town, its country. */
  within,
  /** Each of these with what lies in it, in one reading: a country with its towns, a town by itself. */
  townsWithin,
  /** The towns and regions of a country, by name. */
  townsOf,
  /** Ids of towns of a country whose names hold these letters or are nearly written so. */
  alike,
  /** Adds a town in the caller's transaction; the caller decides who may. */
  addTown,
  townShape,
}
