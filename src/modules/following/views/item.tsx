import { excerpt } from '../../../web/excerpt.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { Item } from '../queries/own-feed.ts'
import type { Named, NamedSubject } from '../queries/subjects.ts'
import { entryKey, sumOf, type Part } from '../rules.ts'

export type ItemProps = {
  readonly page: Page
  readonly item: Item
  readonly named: Named
  /** Whether it is one’s own feed: then it says “you”, and something can be muted. */
  readonly own: boolean
}

/** Isolated, since it may be of another direction than the sentence that it stands in. */
export const called = ({ name }: NamedSubject): string => `\u2068${name}\u2069`

/** A thing of a feed: what it is, whose, when, and why it is there. */
export function FeedItem({ page, item, named, own }: ItemProps) {
  const { say } = page
  const { thing } = item
  return (
    <li>
      <p class="quiet">
        {say(item.label)} · <Day page={page} at={thing.at} />
        {thing.by === null ? null : (
          <>
            {' · '}
            <bdi>{thing.by}</bdi>
          </>
        )}
      </p>
      <p>
        <a href={href(page, thing.path)}>
          <InLanguage language={thing.language}>{thing.title}</InLanguage>
        </a>
      </p>
      {thing.text === '' ? null : (
        <InLanguage as="p" language={thing.language}>
          {excerpt(thing.text, 200)}
        </InLanguage>
      )}
      <Hours page={page} item={item} />
      <p class="quiet">
        <Why page={page} item={item} named={named} own={own} />
        {item.parts.length === 0 ? null : <Points page={page} parts={item.parts} named={named} />}
        {own ? (
          <>
            {' · '}
            <a href={href(page, `/me/feed/mute?thing=${entryKey(item)}`)} rel="nofollow">
              {say('feed.mute')}
            </a>
          </>
        ) : null}
      </p>
    </li>
  )
}

function Hours({ page, item: { thing } }: Pick<ItemProps, 'page' | 'item'>) {
  const { say, now } = page
  const { starts, until } = thing
  if (starts !== null && starts > now)
    return (
      <p class="status">
        <strong>{say('feed.begins')}</strong> <Moment page={page} at={starts} />
      </p>
    )
  if (until === null || until <= now) return null
  return (
    <p class="status">
      <strong>{say('feed.until')}</strong> <Moment page={page} at={until} />
    </p>
  )
}

function Why({ page, item: { by }, named, own }: Omit<ItemProps, 'own'> & { readonly own: boolean }) {
  const { say } = page
  const found = by.flatMap((key) => named.get(key) ?? [])
  const [belonging, followed] = [found.filter(({ belongs }) => belongs), found.filter(({ belongs }) => !belongs)]
  const names = (of: readonly NamedSubject[]): string => say.list(of.map(called))
  if (!own) return <span>{found.length === 0 ? '' : say('feed.of', { names: names(found) })}</span>
  return (
    <span>
      {followed.length === 0 ? null : say('feed.why-follow', { names: names(followed) })}
      {followed.length > 0 && belonging.length > 0 ? ' ' : null}
      {belonging.length === 0 ? null : say('feed.why-belong', { names: names(belonging) })}
    </span>
  )
}

/** “12 = 8 fresh + 4 Health”: the sum that gave it its place. */
function Points({ page, parts, named }: { readonly page: Page; readonly parts: readonly Part[]; readonly named: Named }) {
  const { say } = page
  const told = parts.map(({ what, points, key }) => {
    const subject = key === undefined ? undefined : named.get(key)
    const count = say.number(points)
    return what === 'follow'
      ? say('feed.points.follow', { points: count, name: subject === undefined ? '' : called(subject) })
      : say(`feed.points.${what}`, { points: count })
  })
  return (
    <>
      {' · '}
      <bdi>
        {say('feed.points', { count: sumOf(parts) })} = {told.join(' + ')}
      </bdi>
    </>
  )
}
