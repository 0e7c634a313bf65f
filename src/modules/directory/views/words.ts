import { countryName } from '../../../web/countries.ts'
import type { Say } from '../../../web/say.ts'
import type { Place } from '../../places/index.ts'
import type { Topic } from '../../topics/index.ts'
import type { Facet } from '../rules.ts'

export type Names = { readonly places: ReadonlyMap<string, Place>; readonly topics: readonly Topic[] }

/** What a value of a facet is called. */
export function facetValue(say: Say, facet: Facet, value: string, { places, topics }: Names): string {
  switch (facet) {
    case 'kind':
      return say(`body-kind.${value}.many`)
    case 'place': {
      const place = places.get(value)
      return place === undefined ? value : placeName(say, place)
    }
    case 'origin':
      return countryName(say.locale, value)
    case 'language':
      return say.language(value)
    case 'topic':
      return topics.find(({ key }) => key === value)?.name ?? value
    case 'level':
      return say(`verification.short.${value}`)
    case 'accepts':
      return say(`directory.accepts.${value}`)
  }
}

/** A town with its country: there is more than one Vienna. */
export const placeName = (say: Say, { town, name, country }: Place): string =>
  town ? say('directory.town', { town: `\u2068${name}\u2069`, country: `\u2068${countryName(say.locale, country)}\u2069` }) : name
