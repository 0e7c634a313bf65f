import { refuse } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Kit } from '../../../web/manifest.ts'
import { href, type PageContext } from '../../../web/page.ts'
import { addressOf, seenCommunity, type SeenCommunity } from '../queries/seen-community.ts'
import { no } from '../refusals.ts'
import { folded } from '#findable'
import type { Reader } from '../../../platform/db.ts'
import type { Say } from '../../../web/say.ts'
import { places } from '../../places/index.ts'
import type { FacetSort } from '../tables.ts'
import type { Facet } from '../rules.ts'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

/** The community whose page it is, as this reader may know of it. What not everybody sees, no cache keeps. */
export async function communityAt(c: PageContext, kit: Kit): Promise<SeenCommunity> {
  const slug = c.req.param('slug') ?? ''
  const seen = (await seenCommunity(kit.runner.db, readingOf(c, kit), { slug })) ?? refuse(no('community.missing'))
  if (c.var.page.actor.account !== null || seen.readable === 'members') keepPrivate(c)
  return seen
}

/** Where an address that a community had before leads to now; null: nowhere that this reader may know of. */
export async function movedTo(c: PageContext, kit: Kit): Promise<Response | null> {
  const id = await addressOf(kit.runner.db, c.req.param('slug') ?? '')
  const seen = id === null ? null : await seenCommunity(kit.runner.db, readingOf(c, kit), { id })
  return seen === null ? null : c.redirect(href(c.var.page, seen.path), 302)
}

export const keepPrivate = (c: PageContext): void => c.header('cache-control', 'private, no-store')

/** Lines or words between commas, in any script. */
export const partsOf = (text: string): readonly string[] =>
  text
    .split(/[,;،؛\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('')
const known = new Map<string, ReadonlyMap<string, string>>()

/** The languages of two letters by what the reader calls them. */
function namesIn(say: Say): ReadonlyMap<string, string> {
  const before = known.get(say.locale)
  if (before !== undefined) return before
  const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  const tags = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((tag) => english.of(tag) !== undefined)
  const names = new Map(tags.map((tag) => [folded(say.language(tag)), tag]))
  known.set(say.locale, names)
  return names
}

/** Tags or names; what is neither is given on as it is, for the schema to refuse beside its field. */
export const languagesIn = (text: string, say: Say): readonly string[] => [
  ...new Set(partsOf(text).map((part) => namesIn(say).get(folded(part)) ?? part.toLowerCase())),
]

/** Places by what they are called; the value is the text itself where there is no such place, for the deed to refuse beside its field. */
export async function placesIn(db: Reader, sort: FacetSort, text: string, locale: string): Promise<readonly Facet[]> {
  const found: Facet[] = []
  for (const part of partsOf(text).slice(0, 20)) {
    const [nearest] = await places.found(db, part, locale, 1)
    found.push({ sort, value: nearest?.id ?? part.slice(0, 60) })
  }
  return found
}
