import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { Shown } from '../queries/shapes.ts'
import { REACTIONS } from '../tables.ts'
import { Byline, Waits, Words } from './pieces.tsx'

export type PostProps = {
  readonly page: Page
  readonly post: Shown
  readonly takesPart: boolean
  readonly leads: boolean
  /** The reader said that they are under 18, and this is no space for the young: a no is nearer than everything else. */
  readonly young: boolean
  /** What other rooms show under it: the way to report. */
  readonly sections?: readonly Child[]
}

/** One post with all that can be done about it. */
export function Post(props: PostProps) {
  const { page, post, takesPart } = props
  const { say } = page
  if (post.state === 'withdrawn')
    return (
      <article class="card" id={`p-${post.id}`}>
        <p class="quiet">{say('post.withdrawn')}</p>
      </article>
    )
  if (post.state === 'hidden' && post.hidden === null)
    return (
      <article class="card" id={`p-${post.id}`}>
        <p class="quiet">{say('post.hidden')}</p>
      </article>
    )
  return (
    <article class="card" id={`p-${post.id}`}>
      {post.hidden === null ? null : <Hidden {...props} hidden={post.hidden} />}
      <Words page={page} post={post} />
      {post.poll === null ? null : <Poll {...props} poll={post.poll} />}
      <Provenance page={page} post={post} />
      <Byline page={page} post={post} />
      <Waits page={page} post={post} />
      <Translations {...props} />
      {post.state !== 'standing' ? null : post.thread === null ? <Reactions {...props} /> : <Counted page={page} post={post} />}
      {props.young && mayKeepApart(props) ? <NoContact {...props} /> : null}
      {takesPart || post.mine ? <Deeds {...props} /> : null}
      {[...(props.sections ?? [])]}
    </article>
  )
}

/** Of a story: where it is from, and how others may use it. */
function Provenance({ page, post: { story, language } }: Pick<PostProps, 'page' | 'post'>) {
  if (story === null) return null
  const { say } = page
  return (
    <p class="quiet">
      {story.source === '' ? null : (
        <>
          {say('post.story.from')} <InLanguage language={language}>{story.source}</InLanguage> ·{' '}
        </>
      )}
      {say(`post.licence.${story.licence}`)}
    </p>
  )
}

function Hidden({ page, post, hidden }: PostProps & { hidden: NonNullable<Shown['hidden']> }) {
  const { say } = page
  return (
    <div class="note">
      <p>
        <strong>{say(hidden.byModeration ? 'post.hidden.by-moderation' : 'post.hidden.by-leads')}</strong> {say(`post-rule.${hidden.rule}`)}
      </p>
      {hidden.text === '' ? null : (
        <InLanguage as="p" language={hidden.language}>
          {hidden.text}
        </InLanguage>
      )}
      {post.mine && !hidden.byModeration ? (
        <p>
          <a href={href(page, `/reports/new?about=${encodeURIComponent(post.path)}`)}>{say('post.hidden.appeal')}</a>
        </p>
      ) : null}
    </div>
  )
}

function Poll({ page, post, poll, takesPart }: PostProps & { poll: NonNullable<Shown['poll']> }) {
  const { say } = page
  return (
    <section>
      <p class="quiet">
        {say(poll.ended ? 'post.poll.ended' : 'post.poll.ends')} <Moment page={page} at={new Date(poll.endsAt)} /> ·{' '}
        {say(`post.poll.shown.${poll.shown}`)}
      </p>
      {poll.ended || !takesPart ? (
        <ul>
          {poll.answers.map((answer, place) => (
            <li>
              <InLanguage language={post.language}>{answer}</InLanguage>
              {poll.counts === null ? null : ` – ${say('post.poll.count', { count: poll.counts[place] ?? 0 })}`}
            </li>
          ))}
        </ul>
      ) : (
        <Form page={page} action={`${href(page, post.path)}/ballot`}>
          <fieldset class="field">
            <legend>{say('post.poll.answer')}</legend>
            {poll.answers.map((answer, place) => (
              <label class="choice">
                <input type="radio" name="answer" value={String(place)} checked={poll.mine === place} required />
                <span>
                  <InLanguage language={post.language}>{answer}</InLanguage>
                  {poll.counts === null ? null : <span class="hint">{say('post.poll.count', { count: poll.counts[place] ?? 0 })}</span>}
                </span>
              </label>
            ))}
          </fieldset>
          <button class="quiet">{say(poll.mine === null ? 'post.poll.do' : 'post.poll.change')}</button>
        </Form>
      )}
      {poll.counts === null && poll.ended ? <p class="quiet">{say('post.poll.too-few')}</p> : null}
    </section>
  )
}

function Translations({ page, post, takesPart }: PostProps) {
  const { say } = page
  return (
    <>
      {post.translations.map((one) => (
        <details open={one.language === say.locale}>
          <summary>{say('post.translation', { language: say.language(one.language) })}</summary>
          {one.title === '' ? null : (
            <InLanguage as="h2" language={one.language}>
              {one.title}
            </InLanguage>
          )}
          <InLanguage as="div" language={one.language}>
            {raw(renderMarkdown(one.text))}
          </InLanguage>
          <p class="quiet">
            {say(`post.translation.${one.madeBy}`)}
            {one.by === null ? null : (
              <>
                {' · '}
                <bdi>{one.by}</bdi>
              </>
            )}
            {' · '}
            {say(one.checked ? 'post.translation.checked' : 'post.translation.unchecked')}
            {one.stale ? ` · ${say('post.translation.stale')}` : ''}
          </p>
          {takesPart && !one.mine && !one.checked ? (
            <Form page={page} action={`${href(page, post.path)}/translations/${one.language}/check`}>
              <button class="quiet">{say('post.translation.check')}</button>
            </Form>
          ) : null}
        </details>
      ))}
    </>
  )
}

const toldReaction = (page: Page, post: Shown, sort: string): string => {
  const words = page.say(`post.reaction.${sort}`)
  const count = post.reactions.find((one) => one.sort === sort)?.count
  return count === undefined ? words : page.say('post.reaction.counted', { words, count })
}

/** The counts in words, for those who only read. */
function Counted({ page, post }: Pick<PostProps, 'page' | 'post'>) {
  return post.reactions.length === 0 ? null : (
    <p class="quiet">{page.say.list(post.reactions.map(({ sort }) => toldReaction(page, post, sort)))}</p>
  )
}

function Reactions(props: PostProps) {
  const { page, post, takesPart } = props
  if (!takesPart) return <Counted page={page} post={post} />
  return (
    <Form page={page} action={`${href(page, post.path)}/reaction`} class="actions">
      {REACTIONS.map((sort) => (
        <button
          class="quiet"
          name="reaction"
          value={post.reaction === sort ? '' : sort}
          aria-pressed={post.reaction === sort ? 'true' : 'false'}
        >
          {toldReaction(page, post, sort)}
        </button>
      ))}
    </Form>
  )
}

/** What can be done with it, apart from reading and answering. */
function Deeds(props: PostProps) {
  const { page, post, takesPart, leads } = props
  const { say } = page
  const at = href(page, post.path)
  return (
    <details>
      <summary>{say('post.more')}</summary>
      {post.thread !== null && post.state === 'standing' && takesPart ? <Reactions {...props} /> : null}
      <p class="actions">
        {takesPart && post.state === 'standing' ? (
          <a class="button quiet" href={`${at}/translate`}>
            {say('post.translate')}
          </a>
        ) : null}
        {post.mine && takesPart && post.state === 'standing' ? (
          <a class="button quiet" href={`${at}/edit`}>
            {say('post.edit')}
          </a>
        ) : null}
        {leads ? (
          <a class="button quiet" href={`${at}/care`}>
            {say('post.care')}
          </a>
        ) : null}
      </p>
      {post.kind === 'question' && (post.mine || leads) ? (
        <Form page={page} action={`${at}/answered`}>
          <input type="hidden" name="answered" value={post.answered ? '' : 'yes'} />
          <button class="quiet">{say(post.answered ? 'post.reopen' : 'post.complete')}</button>
        </Form>
      ) : null}
      {post.mine ? (
        <details>
          <summary>{say('post.withdraw')}</summary>
          <Form page={page} action={`${at}/withdrawal`}>
            <p class="hint">{say('post.withdraw.what')}</p>
            <button class="danger">{say('post.withdraw.now')}</button>
          </Form>
        </details>
      ) : null}
      {mayKeepApart(props) ? (
        <>
          <Form page={page} action={`${at}/mute`}>
            <p class="hint">{say('post.mute.what')}</p>
            <button class="quiet">{say('post.mute')}</button>
          </Form>
          {props.young ? null : <NoContact {...props} />}
        </>
      ) : null}
    </details>
  )
}

const mayKeepApart = ({ post, takesPart }: PostProps): boolean =>
  !post.mine && takesPart && post.author.as !== 'left' && post.author.as !== 'facilitators'

const NoContact = ({ page, post }: PostProps) => (
  <Form page={page} action={`${href(page, post.path)}/no-contact`}>
    <p class="hint">{page.say('post.no-contact.what')}</p>
    <button class="quiet">{page.say('post.no-contact')}</button>
  </Form>
)
