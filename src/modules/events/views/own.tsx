import { Form } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Card } from '../queries/shapes.ts'
import { EventLines } from './pieces.tsx'

type OwnProps = { readonly page: Page; readonly cards: readonly Card[]; readonly waiting: readonly Card[]; readonly feed: string | null }

/** Where the reader goes, for their own eyes; and the address at which a calendar follows it. */
export function OwnCalendarPage({ page, cards, waiting, feed }: OwnProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('events.mine')} index={false}>
      <Crumb page={page} path="/me">
        {say('nav.me')}
      </Crumb>
      <h1>{say('events.mine')}</h1>
      {cards.length + waiting.length === 0 ? (
        <div class="empty">
          <p>{say('events.mine.empty')}</p>
          <p class="actions">
            <a class="button" href={href(page, '/events')}>
              {say('events.title')}
            </a>
          </p>
        </div>
      ) : (
        <EventLines page={page} cards={cards} level="h2" />
      )}
      {waiting.length === 0 ? null : (
        <section>
          <h2>{say('event.waiting')}</h2>
          <EventLines page={page} cards={waiting} />
        </section>
      )}
      <section>
        <h2>{say('events.feed')}</h2>
        <p>{say('events.feed.what')}</p>
        {feed === null ? null : (
          <p class="proof" dir="ltr">
            {address(page, feed)}
          </p>
        )}
        <Form page={page} action={href(page, '/me/calendar/feed')} label={say('events.feed')}>
          <button class="quiet">{say(feed === null ? 'events.feed.make' : 'events.feed.again')}</button>
        </Form>
        {feed === null ? null : (
          <Form page={page} action={href(page, '/me/calendar/feed/end')} label={say('events.feed.end')}>
            <button class="quiet">{say('events.feed.end')}</button>
          </Form>
        )}
      </section>
    </Layout>
  )
}
