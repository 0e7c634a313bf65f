import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Measure, Shown } from '../queries/shapes.ts'
import { CommunityWay, titleOf } from './pieces.tsx'
import { Post } from './post.tsx'
import { WriteForm, type WriteFormProps } from './write.tsx'

export type ThreadProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly start: Shown
  readonly replies: readonly Shown[]
  readonly next: string | null
  readonly measures: readonly Measure[]
  readonly pause: Measure | null
  readonly takesPart: boolean
  readonly young: boolean
  /** Why nothing can be written here now; null: it can. */
  readonly closed: string | null
  readonly form: Omit<WriteFormProps, 'page' | 'community' | 'reply'>
  readonly sections: readonly Child[]
}

/** A conversation: what began it, what was answered, and where one answers. */
export function ThreadPage(props: ThreadProps) {
  const { page, community, start, replies, next, takesPart } = props
  const { say } = page
  const at = `${community.path}/posts`
  const tops = replies.filter(({ parent }) => parent === null || replies.every(({ id }) => id !== parent))
  return (
    <Layout
      page={page}
      title={start.state === 'standing' ? excerpt(titleOf(page, start), 80) : say('posts.title')}
      index={community.readable === 'everybody' && start.state === 'standing'}
      shared={
        community.access !== 'hidden' && community.readable === 'everybody' && start.state === 'standing'
          ? { sort: 'post', id: start.id }
          : undefined
      }
      scripts={['live.js', 'times.js', 'keep-draft.js']}
    >
      <CommunityWay page={page} community={community} />
      <InLanguage as="h1" language={start.title === '' ? say.locale : start.language}>
        {start.state === 'withdrawn' ? say('post.withdrawn') : titleOf(page, start)}
      </InLanguage>
      <Elsewhere page={page} at={at} start={start} />
      <Measures {...props} />
      <Post page={page} post={start} takesPart={takesPart} leads={community.leads} young={props.young} sections={props.sections} />
      <section>
        <h2>{say('post.replies', { count: start.replies })}</h2>
        <live-counts src={href(page, `${at}/live`)}>
          <p data-new-result hidden role="status">
            <a href={href(page, start.path)}>{say('posts.new-there')}</a>
          </p>
        </live-counts>
        <ol class="rows">
          {tops.map((reply) => (
            <li>
              <Reply {...props} reply={reply} />
              {replies.some(({ parent }) => parent === reply.id) ? (
                <ol class="rows">
                  {replies
                    .filter(({ parent }) => parent === reply.id)
                    .map((under) => (
                      <li>
                        <Reply {...props} reply={under} />
                      </li>
                    ))}
                </ol>
              ) : null}
            </li>
          ))}
        </ol>
        {next === null ? null : (
          <p class="actions">
            <a class="button quiet" rel="next" href={`${href(page, start.path)}?after=${encodeURIComponent(next)}`}>
              {say('posts.more')}
            </a>
          </p>
        )}
      </section>
      {takesPart ? <Answering {...props} /> : null}
    </Layout>
  )
}

function Reply({ page, community, start, takesPart, young, reply }: ThreadProps & { reply: Shown }) {
  return (
    <>
      <Post page={page} post={reply} takesPart={takesPart} leads={community.leads} young={young} />
      {takesPart && reply.state === 'standing' ? (
        <p>
          <a href={`${href(page, start.path)}?to=${reply.id}#reply`}>{page.say('post.reply-to')}</a>
        </p>
      ) : null}
    </>
  )
}

/** Threads that belong together lead to one another. */
function Elsewhere({ page, at, start }: { page: Page; at: string; start: Shown }) {
  const { say } = page
  return (
    <>
      {start.beside === null ? null : (
        <p>
          <a href={href(page, `${at}/${start.beside}`)}>{say('post.beside')}</a>
        </p>
      )}
      {start.splitFrom === null ? null : (
        <p>
          <a href={href(page, `${at}/${start.splitFrom}`)}>{say('post.split-from')}</a>
        </p>
      )}
    </>
  )
}

export function Measures({ page, measures, pause }: Pick<ThreadProps, 'page' | 'measures' | 'pause'>) {
  const { say } = page
  return (
    <>
      {[...measures, ...(pause === null ? [] : [pause])].map((one) => (
        <div class="note">
          <p>
            <strong>{say(`post.measure.${one.sort}.told`, { seconds: one.seconds ?? 0 })}</strong>{' '}
            <Moment page={page} at={new Date(one.until)} />
          </p>
          <InLanguage as="p" language={one.language}>
            {one.reason}
          </InLanguage>
        </div>
      ))}
    </>
  )
}

function Answering({ page, community, start, closed, form }: ThreadProps) {
  const { say } = page
  const at = href(page, `${community.path}/posts`)
  return (
    <section id="reply">
      <h2>{say('post.reply')}</h2>
      {closed === null ? <WriteForm page={page} community={community} reply={start} {...form} /> : <p class="empty">{closed}</p>}
      <p class="actions">
        <a class="button quiet" href={`${at}/new?beside=${start.id}`}>
          {say('post.beside.begin')}
        </a>
        <a class="button quiet" href={`${at}/calls?thread=${start.id}`}>
          {say('post.call')}
        </a>
      </p>
    </section>
  )
}
