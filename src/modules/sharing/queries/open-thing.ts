import { nobody } from '../../../core/actor.ts'
import type { Publications, Published } from '../../../core/published.ts'
import type { Runner } from '../../../core/perform.ts'
import { refuse, no } from '../../../core/refused.ts'
import { places, type Place } from '../../places/index.ts'

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
  const publication = publications.named(sort)
  if (publication === null || id.length > 80) return refuse(no('page.missing'))
  const reading = { actor: nobody(locale), now: runner.outside.now(), outside: runner.outside }
  const [thing] = await publication.byIds(runner.db, [id], reading)
  if (thing === undefined || !thing.open) return refuse(no('page.missing'))
  return { thing, label: publication.label, place: await placeOf(runner, thing, locale) }
}

async function placeOf({ db }: Runner, { subjects }: Published, locale: string): Promise<Place | null> {
  const ids = subjects.flatMap(({ sort, id }) => (sort === 'place' ? [id] : []))
  if (ids.length === 0) return null
  const all = await places.named(db, ids, locale)
  const known = ids.flatMap((id) => all.get(id) ?? [])
  const towns = known.filter(({ town }) => town)
  const narrow = towns.length > 0 ? towns : known
  // Of several it is nowhere in particular.
  return narrow.length === 1 ? (narrow[0] ?? null) : null
}
