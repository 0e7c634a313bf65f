import type { Publications } from '../../../core/published.ts'
import type { Front } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { ownFeed } from '../queries/own-feed.ts'
import { FeedItem } from '../views/item.tsx'

const NEWEST = 3

/** On the first page of whoever is signed in: the newest of what they follow and where they belong, each with why it is there. */
export const frontOf =
  (publications: Publications): Front =>
  async (kit, page) => {
    if (page.actor.account === null) return null
    const { say } = page
    const reading = { actor: page.actor, now: page.now, outside: kit.runner.outside }
    const { db } = kit.forOnePage().runner
    const feed = await ownFeed(db, { publications, reading, order: undefined, cursor: null, most: NEWEST })
    const shown = feed.items.filter(({ muted }) => !muted)
    return (
      <section>
        <h2>{say('following.title')}</h2>
        {shown.length === 0 ? <p class="empty">{say(feed.follows === 0 ? 'feed.empty.nothing' : 'feed.empty.quiet')}</p> : null}
        <ul class="rows">
          {shown.map((item) => (
            <FeedItem page={page} item={item} named={feed.named} own={true} />
          ))}
        </ul>
        <p>
          <a href={href(page, '/me/feed')}>{say('feed.front.all')}</a>
        </p>
      </section>
    )
  }
