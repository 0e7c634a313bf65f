import type { Place } from '../../places/index.ts'
import { narrowed, type Directory, type Listed } from './listing.ts'
import { cardOf } from './list.ts'
import { joined, writeTable } from './table.ts'
import type { Chosen, Sort } from '../rules.ts'

/** A place as another hub knows it too: `ie`, or `ie/cork`. */
const placeWritten = (place: Place | undefined): string => place?.path.replace(/^\/abroad\//, '') ?? ''

function cellsOf(body: Listed, known: Directory['places']): Readonly<Record<string, string>> {
  const { slug, kind, name, language, summary, placeIds, topicKeys, entry, said, checkedOn } = body
  return {
    ...{ address: slug, kind, name, name_language: language, summary },
    places: joined(placeIds.map((id) => placeWritten(known.get(id))).filter((path) => path !== '')),
    ...{ origins: joined(entry?.origins ?? []), languages: joined(said?.languages ?? []), topics: joined(topicKeys) },
    ...{ accepts: joined(entry?.accepts ?? []), membership: entry?.membership ?? '' },
    ...{ web: said?.web ?? '', contact: said?.contact ?? '', postal: entry?.postal ?? '', hours: entry?.hours ?? '' },
    ...{ text_language: entry?.language ?? '', checked_on: checkedOn ?? '' },
    ...Object.fromEntries(Object.entries(entry?.fields ?? {}).map(([key, values]) => [`field:${key}`, joined(values)])),
  }
}

type Asked = { readonly chosen: Chosen; readonly sort: Sort; readonly locale: string }

export const csvOf = (directory: Directory, { chosen, sort, locale }: Asked): string =>
  writeTable(narrowed(directory, chosen, sort, locale).map((body) => cellsOf(body, directory.places)))

/** The same, for programs, with what fits each kind. */
export const jsonOf = (directory: Directory, { chosen, sort, locale }: Asked) =>
  narrowed(directory, chosen, sort, locale).map((body) => ({
    ...cardOf(body),
    placePaths: body.placeIds.map((id) => placeWritten(directory.places.get(id))),
    textLanguage: body.entry?.language ?? null,
    hours: body.entry?.hours ?? null,
    postal: body.entry?.postal ?? null,
    fields: body.entry?.fields ?? {},
  }))
