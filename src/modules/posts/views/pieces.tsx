import { raw } from 'hono/html'
import { InLanguage } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { PersonName } from '../../../web/parts.tsx'
import { Day, Moment } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Shown, ShownMedia } from '../queries/shapes.ts'

/** Above each page of a community's conversations: where one is. */
export function CommunityWay({ page, community }: { page: Page; community: SeenCommunity }) {
  return (
    <p class="crumb">
      <a href={href(page, community.path)}>
        <InLanguage language={community.language}>{community.name}</InLanguage>
      </a>{' '}
      <a href={href(page, `${community.path}/posts`)}>{page.say('posts.title')}</a>
    </p>
  )
}

/** Whose words, as they chose, when, in which language, and whether they were changed. */
export function Byline({ page, post, brief = false }: { page: Page; post: Shown; brief?: boolean }) {
  const { say } = page
  const { author } = post
  return (
    <p class="quiet">
      {author.as === 'name' ? <PersonName page={page} name={author.name ?? ''} card={author.card} /> : say(`post.by.${author.as}`)}
      {author.role === null || author.role === 'member' ? null : ` · ${say(`post.role.${author.role}`)}`} ·{' '}
      {brief ? <Day page={page} at={new Date(post.postedAt)} /> : <Moment page={page} at={new Date(post.postedAt)} />}
      {post.language === say.locale || post.language === 'und'
        ? null
        : ` · ${say('post.written-in', { language: say.language(post.language) })}`}
      {post.version > 1 ? (
        <>
          {' '}
          · <a href={`${href(page, post.path)}/history`}>{say('post.changed')}</a>
        </>
      ) : null}
    </p>
  )
}

/** What became of a question or an introduction. */
export function Waits({ page, post }: { page: Page; post: Shown }) {
  const { say } = page
  if (post.kind === 'question' && post.answered)
    return (
      <p class="status">
        <strong>{say('post.answered')}</strong>
      </p>
    )
  if (post.waits === null) return null
  return (
    <p class={post.waits.overdue ? 'status late' : 'status'}>
      <strong>{say(post.waits.overdue ? 'post.overdue' : 'post.waits')}</strong> <Day page={page} at={new Date(post.waits.lookBy)} />
    </p>
  )
}

/** Its words, its pictures with what can be seen on them, its recordings with what is said. */
export function Words({ page, post }: { page: Page; post: Shown }) {
  return (
    <>
      <InLanguage as="div" language={post.language}>
        {raw(renderMarkdown(post.text))}
      </InLanguage>
      {post.media.map((one) => (
        <Attached page={page} one={one} />
      ))}
    </>
  )
}

function Attached({ page, one }: { page: Page; one: ShownMedia }) {
  const { say } = page
  const at = href(page, one.path)
  if (one.sort === 'picture')
    return (
      <figure>
        <a href={at}>
          <img
            src={`${at}?size=small`}
            alt={one.text}
            lang={one.language}
            width={one.width ?? undefined}
            height={one.height ?? undefined}
            loading="lazy"
          />
        </a>
      </figure>
    )
  if (one.sort === 'sound')
    return (
      <figure>
        {/* A recording has no picture: its transcript stands beside it (WCAG 1.2.1). */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <audio controls preload="none" src={at} />
        <details>
          <summary>{say('post.transcript', { minutes: Math.max(1, Math.ceil((one.seconds ?? 0) / 60)) })}</summary>
          <InLanguage as="p" language={one.language}>
            {one.text}
          </InLanguage>
        </details>
      </figure>
    )
  return (
    <p>
      <a href={at} download>
        <bdi>{one.name}</bdi>
      </a>{' '}
      <span class="quiet">{say('post.file', { kilobytes: Math.ceil(one.length / 1024) })}</span>
    </p>
  )
}

export const titleOf = (page: Page, post: Shown): string => (post.title === '' ? page.say(`post.kind.${post.kind}`) : post.title)
