import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { FacetName } from '../queries/facets.ts'
import type { CommunityCard } from '../queries/find.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { FACETS } from '../tables.ts'
import { crossingPath, crossingsFrom, GENERATIONS, keyOf, type Facet } from '../rules.ts'

export type Values = Readonly<Record<string, string>>
export type Names = ReadonlyMap<string, FacetName>
export const NO_NAMES: Names = new Map()

/** Back to the community. */
export function Crumb({ page, community }: { page: Page; community: Pick<SeenCommunity, 'path' | 'name' | 'language'> }) {
  return (
    <p class="crumb">
      <a href={href(page, community.path)}>
        <InLanguage language={community.language}>{community.name}</InLanguage>
      </a>
    </p>
  )
}

/** What a facet is called: a generation by a sentence of the books, everything else by its name. */
export function facetText({ say }: Pick<Page, 'say'>, facet: Facet, name: FacetName | undefined): string {
  if (facet.sort !== 'generation') return name?.text ?? ''
  // An address may ask for one that there is not.
  const generation = GENERATIONS.find((one) => one === facet.value)
  return generation === undefined ? '' : say(`communities.generation.${generation}`)
}

/** What it is about, one line for each sort of thing. */
export function Facets({ page, facets, names, children }: { page: Page; facets: readonly Facet[]; names: Names; children?: Child }) {
  const { say } = page
  const known = facets.filter((facet) => names.has(keyOf(facet)))
  return (
    <dl class="facts">
      {FACETS.map((sort) => {
        const own = known.filter((facet) => facet.sort === sort)
        if (own.length === 0) return null
        return (
          <>
            <dt>{say(`communities.facet.${sort}`)}</dt>
            <dd>
              {own.map((facet, at) => {
                const name = names.get(keyOf(facet))
                const text = facetText(page, facet, name)
                return (
                  <>
                    {at === 0 ? null : ' · '}
                    {name?.path == null ? <bdi>{text}</bdi> : <a href={href(page, name.path)}>{text}</a>}
                  </>
                )
              })}
            </dd>
          </>
        )
      })}
      {children}
    </dl>
  )
}

/** Where others stand that are about two of the same things. */
export function Crossings({ page, facets, names }: { page: Page; facets: readonly Facet[]; names: Names }): Child {
  const pairs = crossingsFrom(facets.filter((facet) => names.has(keyOf(facet))))
  if (pairs.length === 0) return null
  return (
    <>
      <h3>{page.say('communities.crossings')}</h3>
      <ul class="targets">
        {pairs.map((pair) => (
          <li>
            <a href={href(page, crossingPath(pair))}>
              {page.say.list(pair.map((facet) => `\u2068${facetText(page, facet, names.get(keyOf(facet)))}\u2069`))}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One line of a list: name, sentence, how one comes in. */
export function Row({ page, card, names, heading = 'h2' }: { page: Page; card: CommunityCard; names: Names; heading?: 'h2' | 'h3' }) {
  const { say } = page
  const about = card.facets.flatMap((facet) => (names.has(keyOf(facet)) ? [facetText(page, facet, names.get(keyOf(facet)))] : []))
  return (
    <li>
      <InLanguage as={heading} language={card.language}>
        <a href={href(page, `/communities/${card.slug}`)}>{card.name}</a>
      </InLanguage>
      <InLanguage as="p" language={card.language}>
        {card.summary}
      </InLanguage>
      <p class="quiet">
        {say(`communities.sort.${card.sort}`)} ·{' '}
        {say(card.jointly ? 'communities.jointly.short' : `communities.access.${card.access}.short`)}
        {card.members === null ? null : ` · ${say('communities.members-count', { count: card.members })}`}
        {about.length === 0 ? null : (
          <>
            {' · '}
            <bdi>
              {about
                .slice(0, 5)
                .map((text) => `\u2068${text}\u2069`)
                .join(' · ')}
            </bdi>
          </>
        )}
      </p>
    </li>
  )
}
