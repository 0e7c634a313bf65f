import { nobody } from '../../../core/actor.ts'
import { idsOf, type Publications, type Published } from '../../../core/published.ts'
import type { Runner } from '../../../core/perform.ts'
import { refuse, no } from '../../../core/refused.ts'
import { places, type Place } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'

export type Shared = {
  readonly thing: Published
  /** What such a thing is called, by its key in the books. */
  readonly label: string
  /** Where it takes place or belongs: the narrowest place of it. */
  readonly place: Place | null
}

export type Named = { readonly sort: string; readonly id: string }

/**
 * As somebody without an account may see it now, whoever asks: what is shared goes to strangers. What is hidden, withdrawn, for members or was
 * never there is asked for in the same words, and is a page that is not there.
 */
export async function sharedThing(runner: Runner, publications: Publications, { sort, id }: Named, locale: string): Promise<Shared> {
  if (sort === 'place') return (await sharedPlace(runner, id, locale)) ?? refuse(no('page.missing'))
  if (sort === 'topic') return (await sharedTopic(runner, id, locale)) ?? refuse(no('page.missing'))
  const publication = publications.named(sort)
  if (publication === null || id.length > 80) return refuse(no('page.missing'))
  const reading = { actor: nobody(locale), now: runner.outside.now(), outside: runner.outside }
  const [thing] = await publication.byIds(runner.db, [id], reading)
  if (thing === undefined || !thing.open) return refuse(no('page.missing'))
  return { thing, label: publication.label, place: await placeOf(runner, thing, locale) }
}

/** Nobody publishes the page of a place or a topic: it is there, and what it is for is said in the reader’s language (views/words.ts). */
const pageOf = (now: Date, of: Pick<Published, 'sort' | 'id' | 'path' | 'title' | 'text' | 'language'>): Published => ({
  ...{ ...of, at: now, starts: null, until: null, checkedOn: null, by: null, subjects: [], open: true },
})

async function sharedPlace({ db, outside }: Runner, id: string, locale: string): Promise<Shared | null> {
  const place = (await places.named(db, [id], locale)).get(id)
  if (place === undefined) return null
  const { path, name: title, language, country, town } = place
  return {
    thing: pageOf(outside.now(), { sort: 'place', id, path, title, text: '', language }),
    label: 'share.place',
    // A town may have the name of another: its country says which.
    place: town ? ((await places.named(db, [country], locale)).get(country) ?? null) : null,
  }
}

async function sharedTopic({ db, outside }: Runner, id: string, locale: string): Promise<Shared | null> {
  const topic = (await topics.named(db, [id], locale)).get(id)
  // The key of one that was merged is no address of its own.
  if (topic?.key !== id) return null
  const { path, name: title, language } = topic
  return { thing: pageOf(outside.now(), { sort: 'topic', id, path, title, text: '', language }), label: 'share.topic', place: null }
}

async function placeOf({ db }: Runner, { subjects }: Published, locale: string): Promise<Place | null> {
  const ids = idsOf(subjects, 'place')
  if (ids.length === 0) return null
  const all = await places.named(db, ids, locale)
  const known = ids.flatMap((id) => all.get(id) ?? [])
  const towns = known.filter(({ town }) => town)
  const narrow = towns.length > 0 ? towns : known
  // Of several it is nowhere in particular.
  return narrow.length === 1 ? (narrow[0] ?? null) : null
}
