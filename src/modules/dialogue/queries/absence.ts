import type { Reader } from '../../../platform/db.ts'
import { places, type Stock } from '../../places/index.ts'
import type { Coverage } from './coverage.ts'
import type { Dialogue } from './dialogue-facts.ts'

/**
 * Where those live who take part, beside where those live who were born in the country that the dialogue is about. It is worked out from numbers that are
 * published already, the tens of the coverage and a public table, so it tells nothing that they do not.
 */
export type Absence = {
  readonly origin: string
  readonly stock: Pick<Stock, 'year' | 'source' | 'licence' | 'importedOn' | 'invented' | 'total'>
  /** So many at most said nothing, or are not counted yet; null where the number of participants is not shown. */
  readonly untold: number | null
  /** Which part of those who said where they live is in no ten that is shown, from 0 to 1: by so much the shares together are too low. Null: nothing is counted yet. */
  readonly inNoTen: number | null
  /** What is missing most comes first. */
  readonly places: readonly AbsencePlace[]
  /** Countries of the table with a small share each, where no ten of participants is shown. */
  readonly others: { readonly countries: number; readonly stockShare: number }
}

export type AbsencePlace = {
  readonly country: string
  /** As published: so many or more. Null: nobody, or too few to say. The two are never told apart. */
  readonly people: number | null
  /** `people` of all who said where they live, from 0 to 1. Both are tens that are surely reached, so it is a rough one. */
  readonly share: number | null
  /** Null for the country of origin itself, whose residents the table does not count. */
  readonly stock: number | null
  readonly stockShare: number | null
}

/** A country with less of the stock has no row of its own, unless people there take part. */
export const LEAST_STOCK_SHARE = 0.02

/** Null: the dialogue is about no one country, or nothing is known of its people abroad. */
export async function readAbsence(
  db: Reader,
  { peopleFrom }: Pick<Dialogue, 'peopleFrom'>,
  known: { readonly coverage: Coverage | null; readonly participants: number | null },
): Promise<Absence | null> {
  const stock = peopleFrom === null ? null : await places.stockOf(db, peopleFrom)
  return peopleFrom === null || stock === null ? null : absenceOf(peopleFrom, stock, known)
}

function absenceOf(
  origin: string,
  stock: Stock,
  { coverage, participants }: { readonly coverage: Coverage | null; readonly participants: number | null },
): Absence {
  const said = coverage?.said ?? 0
  const tens = new Map(coverage?.places.map(({ country, people }) => [country, people]))
  const living = new Map(stock.byDestination.map(({ country, count }) => [country, count]))
  const all = [...new Set([...tens.keys(), ...living.keys()])].map((country): AbsencePlace => {
    const people = tens.get(country) ?? null
    const counted = country === origin ? null : (living.get(country) ?? 0)
    return {
      country,
      people,
      share: people === null ? null : people / said,
      stock: counted,
      stockShare: counted === null ? null : counted / stock.total,
    }
  })
  const hasRow = ({ people, stockShare }: AbsencePlace): boolean => people !== null || (stockShare ?? 0) >= LEAST_STOCK_SHARE
  const small = all.filter((place) => !hasRow(place))
  const { year, source, licence, importedOn, invented, total } = stock
  return {
    origin,
    stock: { year, source, licence, importedOn, invented, total },
    untold: participants === null ? null : Math.max(0, participants - said),
    inNoTen: said === 0 ? null : 1 - [...tens.values()].reduce((sum, people) => sum + people, 0) / said,
    places: all.filter(hasRow).toSorted((a, b) => lack(b) - lack(a) || (a.country < b.country ? -1 : 1)),
    others: { countries: small.length, stockShare: small.reduce((sum, { stock: of }) => sum + (of ?? 0), 0) / total },
  }
}

/** How much larger a country's share of the stock is than its share of those who said where they live. */
const lack = ({ share, stockShare }: AbsencePlace): number => (stockShare ?? 0) - (share ?? 0)
