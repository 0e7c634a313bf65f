import { countryName } from '../../../web/countries.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { ShownCard } from '../queries/read-card.ts'
import type { Facet } from '../tables.ts'

/** What somebody wrote keeps its own direction inside a sentence. */
export const isolated = (text: string): string => `\u2068${text}\u2069`

function valueInWords(say: Say, facet: Facet, value: string): string {
  switch (facet) {
    case 'origins':
    case 'residence':
      return countryName(say.locale, value)
    case 'languages':
      return say.language(value)
    case 'generation':
      return say(`generation.${value}`)
    case 'fields':
    case 'interests':
      return isolated(value)
  }
}

export const valuesInWords = (say: Say, facet: Facet, values: readonly string[]): string =>
  say.list(values.map((value) => valueInWords(say, facet, value)))

/** What a card tells below its name: the same wherever it is drawn. */
export function Told({ page, card }: { page: Page; card: ShownCard }) {
  const { say } = page
  return (
    <>
      {card.facets.length + card.offices.length > 0 ? null : <p class="quiet">{say('card.tells-nothing')}</p>}
      {card.facets.length === 0 ? null : (
        <dl class="facts">
          {card.facets.map(({ facet, values }) => (
            <>
              <dt>{say(`facet.${facet}`)}</dt>
              <dd>{valuesInWords(say, facet, values)}</dd>
            </>
          ))}
        </dl>
      )}
      {card.offices.length === 0 ? null : <Offices page={page} offices={card.offices} />}
    </>
  )
}

export function Offices({ page, offices }: { page: Page; offices: ShownCard['offices'] }) {
  const { say } = page
  return (
    <dl class="facts">
      {offices.map(({ slug, body, language, roles }) => (
        <>
          <dt>{say.list(roles.map((role) => say(`office.${role}`)))}</dt>
          <dd>
            <a href={href(page, `/bodies/${encodeURIComponent(slug)}`)}>
              <InLanguage language={language}>{body}</InLanguage>
            </a>
          </dd>
        </>
      ))}
    </dl>
  )
}
