import type { Child } from 'hono/jsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { ShownCard } from '../queries/read-card.ts'
import { Told } from './told.tsx'

type Props = { readonly page: Page; readonly card: ShownCard & { readonly own: boolean }; readonly sections: readonly Child[] }

/** Asked of search engines by `index`, and of everybody by words: a name that was shown to somebody can be passed on. */
export function CardPage({ page, card, sections }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={card.name} index={false}>
      <h1>
        <bdi>{card.name}</bdi>
      </h1>
      <Told page={page} card={card} />
      {[...sections]}
      {card.own ? (
        <p class="actions">
          <a class="button quiet" href={href(page, '/me/seen')}>
            {say('card.see-as-others')}
          </a>
        </p>
      ) : null}
      {card.own || page.actor.account === null ? null : (
        <p>
          <a href={href(page, `/me/hiding?person=${card.person}`)} rel="nofollow">
            {say('card.hide-from')}
          </a>
        </p>
      )}
    </Layout>
  )
}
