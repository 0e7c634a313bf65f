import { excerpt } from '../../../web/excerpt.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Order } from '../queries/list.ts'
import type { Shown } from '../queries/shapes.ts'
import { plainWords } from '../rules.ts'
import { Byline, titleOf, Waits } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly pinned: readonly Shown[]
  readonly threads: readonly Shown[]
  readonly next: string | null
  readonly order: Order
  readonly stories: boolean
  readonly waiting: boolean
  readonly drafts: readonly string[]
  readonly mayWrite: boolean
}

/** The conversations of a community. */
export function ListPage(props: ListProps) {
  const { page, community, pinned, threads, next, order, waiting, stories } = props
  const { say } = page
  const at = `${community.path}/posts`
  const more = new URLSearchParams({
    order,
    ...(waiting ? { show: 'waiting' } : stories ? { show: 'stories' } : {}),
    ...(next === null ? {} : { before: next }),
  })
  return (
    <Layout
      page={page}
      title={say('posts.title-of', { name: `\u2068${community.name}\u2069` })}
      index={community.readable === 'everybody'}
      scripts={['live.js', 'times.js']}
    >
      <p class="crumb">
        <a href={href(page, community.path)}>
          <InLanguage language={community.language}>{community.name}</InLanguage>
        </a>
      </p>
      <h1>{say('posts.title')}</h1>
      <Deeds {...props} />
      <nav class="tabs" aria-label={say('posts.order')}>
        {(['time', 'activity'] as const).map((one) => (
          <a href={href(page, `${at}?order=${one}`)} aria-current={one === order && !waiting && !stories ? 'page' : undefined}>
            {say(`posts.order.${one}`)}
          </a>
        ))}
        <a href={href(page, `${at}?show=waiting`)} aria-current={waiting ? 'page' : undefined}>
          {say('posts.waiting')}
        </a>
        <a href={href(page, `${at}?show=stories`)} aria-current={stories ? 'page' : undefined}>
          {say('posts.stories')}
        </a>
      </nav>
      <live-counts src={href(page, `${at}/live`)}>
        <p data-new-result hidden role="status">
          <a href={href(page, at)}>{say('posts.new-there')}</a>
        </p>
      </live-counts>
      {pinned.length + threads.length === 0 ? (
        <p class="empty">{say(waiting ? 'posts.none-waits' : stories ? 'posts.no-story' : 'posts.none')}</p>
      ) : null}
      <ul class="rows">
        {[...pinned, ...threads].map((post) => (
          <ThreadRow page={page} post={post} />
        ))}
      </ul>
      {next === null ? null : (
        <p class="actions">
          <a class="button quiet" rel="next" href={href(page, `${at}?${more.toString()}`)}>
            {say('posts.more')}
          </a>
        </p>
      )}
    </Layout>
  )
}

function Deeds({ page, community, mayWrite, drafts }: ListProps) {
  const { say } = page
  const at = href(page, `${community.path}/posts`)
  return (
    <>
      {drafts.length === 0 ? null : (
        <p class="note">
          {drafts.map((about) => (
            <a href={about === 'new' ? `${at}/new` : `${at}/${about}#reply`}>{say('posts.draft.go-on')}</a>
          ))}
        </p>
      )}
      <p class="actions">
        {mayWrite ? (
          <a class="button" href={`${at}/new`}>
            {say('posts.write')}
          </a>
        ) : null}
        {community.me === null ? null : (
          <a class="button quiet" href={`${at}/calls`}>
            {say('posts.calls')}
          </a>
        )}
        {community.leads ? (
          <a class="button quiet" href={`${at}/desk`}>
            {say('posts.desk')}
          </a>
        ) : null}
      </p>
      {mayWrite ? null : <p class="quiet">{say(community.state === 'ended' ? 'post.community-ended' : 'posts.read-only')}</p>}
    </>
  )
}

export function ThreadRow({ page, post }: { page: Page; post: Shown }) {
  const { say } = page
  if (post.state === 'withdrawn')
    return (
      <li>
        <a href={href(page, post.path)}>{say('post.withdrawn')}</a>
        <p class="quiet">{say('post.replies', { count: post.replies })}</p>
      </li>
    )
  return (
    <li>
      {post.pinned ? <p class="status">{say('post.pinned')}</p> : null}
      <InLanguage as="h2" language={post.title === '' ? say.locale : post.language}>
        <a href={href(page, post.path)}>{titleOf(page, post)}</a>
      </InLanguage>
      <InLanguage as="p" language={post.language}>
        {excerpt(plainWords(post.text), 200)}
      </InLanguage>
      <Byline page={page} post={post} brief />
      <p class="quiet">
        {say('post.replies', { count: post.replies })}
        {post.replies === 0 ? null : (
          <>
            {' · '}
            {say('post.moved')} <Day page={page} at={new Date(post.movedAt)} />
          </>
        )}
      </p>
      <Waits page={page} post={post} />
    </li>
  )
}
