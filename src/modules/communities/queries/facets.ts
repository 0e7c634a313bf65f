import type { Reading } from '../../../core/published.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { GENERATIONS, keyOf, tooFine, type Facet } from '../rules.ts'
import { FACETS, type FacetSort } from '../tables.ts'
import { asked, countFound, find, type Found } from './find.ts'

/** Refuses what names no place, topic, language or generation, and for the young a place that is finer than a country. */
export async function demandFacets(db: Reader, facets: readonly Facet[], youth: boolean): Promise<void> {
  const there = await facetNames(db, facets, 'en', (language) => language)
  for (const facet of facets)
    if (!there.has(keyOf(facet)) || tooFine(youth, facet))
      refuse(noFromHub('input.invalid', { field: facet.sort }), [{ field: facet.sort, code: 'field.invalid', data: {} }])
}

export type FacetName = { readonly text: string; readonly language: string; readonly path: string | null }

/** What each of these is called in the reader's language, and where its page is. What is not there any more is absent. */
export async function facetNames(
  db: Reader,
  facets: readonly Facet[],
  locale: string,
  languageName: (tag: string) => string,
): Promise<ReadonlyMap<string, FacetName>> {
  const of = (sorts: readonly FacetSort[]) => [...new Set(facets.filter(({ sort }) => sorts.includes(sort)).map(({ value }) => value))]
  const where = await places.named(db, of(['origin', 'residence']), locale)
  const about = await topics.named(db, of(['topic']), locale)
  return new Map(
    facets.flatMap((facet): readonly (readonly [string, FacetName])[] => {
      const { sort, value } = facet
      const named = sort === 'topic' ? about.get(value) : sort === 'origin' || sort === 'residence' ? where.get(value) : undefined
      if (named !== undefined) return [[keyOf(facet), { text: named.name, language: named.language, path: named.path }]]
      if (sort === 'language' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value))
        return [[keyOf(facet), { text: languageName(value), language: locale, path: null }]]
      // Its name is a sentence of the books, which a query does not read.
      return sort === 'generation' && GENERATIONS.some((one) => one === value)
        ? [[keyOf(facet), { text: value, language: locale, path: null }]]
        : []
    }),
  )
}

export type Crossing = {
  readonly found: Found
  /** What they are called; what there is not is absent. */
  readonly names: ReadonlyMap<string, FacetName>
  /** How many there are without one of them. */
  readonly fewer: readonly { readonly facet: Facet; readonly count: number }[]
}

/** One value of each sort at most, in the order of the sorts: so that each combination has one address. */
export const inOneOrder = (facets: readonly Facet[]): readonly Facet[] =>
  FACETS.flatMap((sort) => facets.find((facet) => facet.sort === sort) ?? [])

/** Communities that are about all of these, as this reader may find them in the list; what they are about beside; and what each facet leaves out. */
export async function crossing(
  db: Reader,
  reading: Reading,
  { facets, part }: { readonly facets: readonly Facet[]; readonly part: number },
  languageName: (tag: string) => string,
): Promise<Crossing> {
  const wanted = (of: readonly Facet[]) => asked.parse({ ...Object.fromEntries(of.map(({ sort, value }) => [sort, value])), part })
  const found = await find(db, reading, wanted(facets))
  const all = [...facets, ...found.facets, ...found.communities.flatMap((card) => card.facets)]
  const fewer: { facet: Facet; count: number }[] = []
  for (const facet of facets.length < 2 ? [] : facets)
    fewer.push({ facet, count: await countFound(db, reading, wanted(facets.filter((one) => one !== facet))) })
  return { found, names: await facetNames(db, all, reading.actor.locale, languageName), fewer }
}
