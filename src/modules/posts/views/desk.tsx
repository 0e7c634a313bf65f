import { Form, LanguageField, languageOptions, ProblemNote, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Call, Pair } from '../queries/desk-page.ts'
import type { Measure, Shown } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { ThreadRow } from './list.tsx'
import { CommunityWay } from './pieces.tsx'
import type { Values } from './write.tsx'

export type DeskProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly waiting: readonly Shown[]
  readonly hidden: readonly Shown[]
  readonly calls: readonly Call[]
  readonly measures: readonly Measure[]
  readonly apart: readonly Pair[]
}

/** For those who look after the talk. */
export function DeskPage(props: DeskProps) {
  const { page, community, waiting, hidden, calls } = props
  const { say } = page
  const open = calls.filter(({ answer }) => answer === null)
  return (
    <Layout page={page} title={say('posts.desk')} index={false} scripts={['times.js']}>
      <CommunityWay page={page} community={community} />
      <h1>{say('posts.desk')}</h1>
      <section>
        <h2>{say('posts.desk.waiting', { count: waiting.length })}</h2>
        {waiting.length === 0 ? <p class="empty">{say('posts.none-waits')}</p> : null}
        <ul class="rows">
          {waiting.map((post) => (
            <ThreadRow page={page} post={post} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('posts.desk.calls', { count: open.length })}</h2>
        {open.length === 0 ? <p class="empty">{say('posts.desk.no-calls')}</p> : null}
        <ul class="rows">
          {open.map((call) => (
            <li>
              <CallShown page={page} community={community} call={call} />
              <AnswerForm page={page} community={community} call={call} />
            </li>
          ))}
        </ul>
      </section>
      <Holding {...props} />
      {hidden.length === 0 ? null : (
        <section>
          <h2>{say('posts.desk.hidden')}</h2>
          <ul class="rows">
            {hidden.map((post) => (
              <li>
                <ThreadRow page={page} post={post} />
                {post.hidden?.byModeration === true ? null : (
                  <Form page={page} action={`${href(page, post.path)}/care/show`}>
                    <button class="quiet">{say('post.show')}</button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

/** What was decided and holds: each with the way to undo it. */
function Holding({ page, community, measures, apart }: DeskProps) {
  const { say } = page
  const at = href(page, `${community.path}/posts`)
  if (measures.length + apart.length === 0) return null
  return (
    <section>
      <h2>{say('posts.desk.holds')}</h2>
      <ul class="rows">
        {measures.map((one) => (
          <li>
            <p>
              <strong>{say(`post.measure.${one.sort}`)}</strong> · {say('post.measure.until')}{' '}
              <Moment page={page} at={new Date(one.until)} />
              {one.thread === null ? null : (
                <>
                  {' · '}
                  <a href={`${at}/${one.thread}`}>{say('post.thread')}</a>
                </>
              )}
            </p>
            <InLanguage as="p" language={one.language}>
              {one.reason}
            </InLanguage>
            <Form page={page} action={`${at}/measures/${one.id}/end`}>
              <button class="quiet">{say('post.measure.end')}</button>
            </Form>
          </li>
        ))}
        {apart.map((pair) => (
          <li>
            <p>
              <strong>{say('post.no-contact')}</strong> ·{' '}
              {pair.names.map((name, place) => (
                <>
                  {place === 0 ? null : ', '}
                  <bdi>{name ?? say('post.by.left')}</bdi>
                </>
              ))}
            </p>
            <Form page={page} action={`${at}/apart/${pair.id}/end`}>
              <button class="quiet">{say('post.no-contact.end')}</button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

type OfCall = { readonly page: Page; readonly community: SeenCommunity; readonly call: Call }

function CallShown({ page, community, call }: OfCall) {
  const { say } = page
  return (
    <>
      <p class={call.overdue ? 'status late' : 'status'}>
        <strong>{say(`post.call.${call.sort}`)}</strong>
        {call.by === null ? null : (
          <>
            {' · '}
            <bdi>{call.by}</bdi>
          </>
        )}
        {' · '}
        {call.answer === null ? (
          <>
            {say(call.overdue ? 'post.overdue' : 'post.waits')} <Day page={page} at={new Date(call.lookBy)} />
          </>
        ) : (
          <>
            {say('post.answered')} <Day page={page} at={new Date(call.answer.at)} />
          </>
        )}
      </p>
      <InLanguage as="p" language={call.language}>
        {call.text}
      </InLanguage>
      {call.thread === null ? null : (
        <p>
          <a href={href(page, `${community.path}/posts/${call.thread}`)}>{say('post.thread')}</a>
        </p>
      )}
      {call.answer === null ? null : (
        <InLanguage as="blockquote" language={call.answer.language}>
          {call.answer.text}
        </InLanguage>
      )}
    </>
  )
}

function AnswerForm({ page, community, call }: OfCall) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${community.path}/posts/calls/${call.id}/answer`)}>
      <TextArea name="text" id={`text-${call.id}`} label={say('post.call.answer')} rows={3} most={LONGEST.reason} required />
      <SelectField
        name="language"
        id={`language-${call.id}`}
        label={say('post.language')}
        value={call.language}
        options={languageOptions(page, [call.language, ...community.languages])}
      />
      {call.sort === 'appeal' ? (
        <label class="choice">
          <input type="checkbox" name="ends" value="on" />
          <span>{say('post.call.ends')}</span>
        </label>
      ) : null}
      <button>{say('post.call.answer.do')}</button>
    </Form>
  )
}

export type CallsProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly calls: readonly Call[]
  readonly thread: string | null
  readonly paused: boolean
  readonly muted: boolean
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** For a member: ask those who look after the talk, and see what they answered. */
export function CallsPage({ page, community, calls, thread, paused, muted, sending, values, problem }: CallsProps) {
  const { say } = page
  const at = href(page, `${community.path}/posts`)
  const sorts = [...(thread === null ? [] : ['look' as const]), 'conflict' as const, ...(paused ? ['appeal' as const] : [])]
  return (
    <Layout page={page} title={say('posts.calls')} index={false} scripts={['times.js']}>
      <CommunityWay page={page} community={community} />
      <h1>{say('posts.calls')}</h1>
      <p class="lead">
        {say('posts.calls.what')} <a href={href(page, '/safety')}>{say('nav.safety')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={`${at}/calls`}>
        <input type="hidden" name="sending" value={sending} />
        {thread === null ? null : <input type="hidden" name="thread" value={thread} />}
        <SelectField
          name="sort"
          label={say('post.call.sort')}
          value={values['sort'] ?? sorts[0]}
          options={sorts.map((sort) => ({ value: sort, label: say(`post.call.${sort}`) }))}
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('post.call.text')}
          value={values['text']}
          rows={5}
          most={LONGEST.call}
          required
          problem={problem}
        />
        <LanguageField page={page} label={say('post.language')} value={values['language']} first={community.languages} problem={problem} />
        <button>{say('post.call.do')}</button>
      </Form>
      <section>
        <h2>{say('posts.calls.mine')}</h2>
        {calls.length === 0 ? <p class="empty">{say('posts.calls.none')}</p> : null}
        <ul class="rows">
          {calls.map((call) => (
            <li>
              <CallShown page={page} community={community} call={call} />
            </li>
          ))}
        </ul>
      </section>
      {muted ? (
        <Form page={page} action={`${at}/mutes/end`}>
          <button class="quiet">{say('post.mutes.end')}</button>
        </Form>
      ) : null}
    </Layout>
  )
}
