import { Form } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Item, OwnFeed } from '../queries/own-feed.ts'
import type { Ordering } from '../queries/state.ts'
import { cursorText, FRESH, HEAVIEST, ORDERS, WINDOW } from '../rules.ts'
import { FeedItem } from './item.tsx'

export type FeedProps = {
  readonly page: Page
  readonly feed: OwnFeed
  /** Whether muted things are shown as well. */
  readonly muted: boolean
  /** Whether this is the first page. */
  readonly first: boolean
  readonly done: 'marked' | 'adopted' | undefined
}

export function OwnFeedPage({ page, feed, muted, first, done }: FeedProps) {
  const { say } = page
  const shown = feed.items.filter((item) => muted || !item.muted)
  const kept = feed.items.length - shown.length
  return (
    <Layout page={page} title={say('following.title')} index={false}>
      <h1>{say('following.title')}</h1>
      <p class="lead">{say('following.lead')}</p>
      {done === undefined ? null : (
        <p class="done" role="status">
          {say(`feed.done.${done}`)}
        </p>
      )}
      <nav class="tabs" aria-label={say('feed.order')}>
        {ORDERS.map((order) => (
          <a href={href(page, `/me/feed?order=${order}`)} aria-current={order === feed.ordering.order ? 'page' : undefined}>
            {say(`feed.order.${order}`)}
          </a>
        ))}
      </nav>
      <Formula page={page} ordering={feed.ordering} />
      {feed.items.length === 0 ? <Empty page={page} follows={feed.follows} first={first} /> : null}
      <Items page={page} feed={feed} shown={shown} />
      {kept === 0 ? null : (
        <p class="quiet">
          {say('feed.muted', { count: kept })} <a href={here(page, feed, 'muted=show')}>{say('feed.muted.show')}</a>
        </p>
      )}
      {feed.next === null ? null : (
        <p class="actions">
          <a
            class="button quiet"
            rel="next"
            href={here(page, feed, `${muted ? 'muted=show&' : ''}after=${encodeURIComponent(cursorText(feed.next))}`)}
          >
            {say('feed.next')}
          </a>
        </p>
      )}
      {first && feed.items.length > 0 ? <Mark page={page} feed={feed} /> : null}
      <ul class="targets">
        <li>
          <a href={href(page, '/me/follows')}>{say('follows.title')}</a>
        </li>
        <li>
          <a href={href(page, '/me/feed/order')}>{say('order.title')}</a>
        </li>
        <li>
          <a href={href(page, '/feeds/new')}>{say('recipe.new')}</a>
        </li>
        <li>
          <a href={href(page, '/topics')}>{say('nav.topics')}</a>
        </li>
        <li>
          <a href={href(page, '/feeds')}>{say('nav.feeds')}</a>
        </li>
      </ul>
    </Layout>
  )
}

const here = (page: Page, { ordering }: OwnFeed, rest: string): string => href(page, `/me/feed?order=${ordering.order}&${rest}`)

/** In which order it stands, as a sentence that anybody can reckon by. */
export function Formula({ page, ordering: { order, weights, languages } }: { readonly page: Page; readonly ordering: Ordering }) {
  const { say } = page
  const text =
    order === 'points'
      ? say('formula.points', {
          ...{
            fresh: FRESH,
            half: weights.half,
            heaviest: HEAVIEST,
            language: weights.language,
            awaits: weights.awaits,
            running: weights.running,
          },
          ...{ languages: say.list(languages.map((one) => say.language(one))), window: WINDOW },
        })
      : say(`formula.${order}`, { window: WINDOW })
  return (
    <p class="quiet" id="formula">
      {text} {say('formula.fair')}
    </p>
  )
}

/** A line stands where the reader stopped, in the order of time: in another order there is no such place. */
function Items({ page, feed, shown }: { readonly page: Page; readonly feed: OwnFeed; readonly shown: readonly Item[] }) {
  const { say } = page
  const mark = feed.state.mark === null || feed.ordering.order !== 'time' ? null : new Date(feed.state.mark)
  const place = mark === null ? -1 : shown.findIndex(({ thing }) => thing.at <= mark)
  const list = (items: readonly Item[]) =>
    items.length === 0 ? null : (
      <ul class="rows">
        {items.map((item) => (
          <FeedItem page={page} item={item} named={feed.named} own={true} />
        ))}
      </ul>
    )
  if (place < 0) return list(shown)
  return (
    <>
      {list(shown.slice(0, place))}
      <p class="note">{say('feed.stopped-here')}</p>
      {list(shown.slice(place))}
    </>
  )
}

function Mark({ page, feed }: { readonly page: Page; readonly feed: OwnFeed }) {
  const { say } = page
  return (
    <Form page={page} action={href(page, '/me/feed/mark')}>
      <input type="hidden" name="until" value={feed.asOf.toISOString()} />
      <p class="actions">
        <button class="quiet">{say('feed.mark')}</button>
      </p>
      <p class="quiet">{say('feed.mark.what')}</p>
    </Form>
  )
}

const WHERE = [
  ['/topics', 'feed.empty.topics'],
  ['/bodies', 'feed.empty.bodies'],
  ['/communities', 'feed.empty.communities'],
  ['/abroad', 'feed.empty.places'],
  ['/dialogues', 'feed.empty.dialogues'],
] as const

function Empty({ page, follows, first }: { readonly page: Page; readonly follows: number; readonly first: boolean }) {
  const { say } = page
  if (!first) return <p class="empty">{say('feed.empty.end')}</p>
  return (
    <div class="empty">
      <p>{say(follows === 0 ? 'feed.empty.nothing' : 'feed.empty.quiet')}</p>
      <ul>
        {WHERE.map(([path, words]) => (
          <li>
            <a href={href(page, path)}>{say(words)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
