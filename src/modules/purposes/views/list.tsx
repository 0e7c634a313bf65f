import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Card } from '../queries/shapes.ts'
import { Standing } from './pieces.tsx'

type Props = { readonly page: Page; readonly community: SeenCommunity; readonly cards: readonly Card[]; readonly mayBegin: boolean }

export function PurposesPage({ page, community, cards, mayBegin }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('purposes.title')} index={community.readable === 'everybody' && community.access !== 'hidden'}>
      <p class="crumb">
        <a href={href(page, community.path)}>
          <InLanguage language={community.language}>{community.name}</InLanguage>
        </a>
      </p>
      <h1>{say('purposes.title')}</h1>
      <p class="lead">{say('purposes.lead')}</p>
      {cards.length === 0 ? <p class="empty">{say(mayBegin ? 'purposes.none.steward' : 'purposes.none')}</p> : null}
      <Cards page={page} cards={cards} heading="h2" />
      {mayBegin ? <BeginLink page={page} community={community} /> : null}
    </Layout>
  )
}

export function Cards({ page, cards, heading }: { page: Page; cards: readonly Card[]; heading: 'h2' | 'h3' }) {
  return (
    <ul class="rows">
      {cards.map((card) => (
        <li>
          <InLanguage as={heading} language={card.language}>
            <a href={href(page, card.path)}>{card.goal}</a>
          </InLanguage>
          <Standing page={page} card={card} />
        </li>
      ))}
    </ul>
  )
}

export const BeginLink = ({ page, community }: { page: Page; community: SeenCommunity }) => (
  <p class="actions">
    <a class="button quiet" href={href(page, `${community.path}/purposes/new`)}>
      {page.say('purposes.begin')}
    </a>
  </p>
)
