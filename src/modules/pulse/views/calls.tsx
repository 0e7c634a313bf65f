import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Call } from '../queries/shapes.ts'
import { Way } from './pieces.tsx'

export function CallsPage({ page, calls }: { page: Page; calls: readonly Call[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('calls.title')} index>
      <h1>{say('calls.title')}</h1>
      <p class="lead">{say('calls.lead')}</p>
      {calls.length === 0 ? <p class="empty">{say('calls.none')}</p> : <CallRows page={page} calls={calls} heading="h2" />}
      <EndAll page={page} />
    </Layout>
  )
}

/** The switch lies with what a reader follows: here is the press, there it is seen and taken back. */
function EndAll({ page }: { page: Page }) {
  const { say } = page
  if (page.actor.account === null) return null
  return (
    <Form page={page} action={href(page, '/me/feed/mute/kind')} label={say('calls.end-all')}>
      <input type="hidden" name="kind" value="call" />
      <p>{say('calls.end-all.means')}</p>
      <p class="actions">
        <button class="quiet">{say('calls.end-all')}</button>
      </p>
    </Form>
  )
}

export function CallRows({ page, calls, heading }: { page: Page; calls: readonly Call[]; heading: 'h2' | 'h3' }) {
  const { say } = page
  return (
    <ul class="rows">
      {calls.map((call) => (
        <li>
          <InLanguage as={heading} language={call.language}>
            <a href={href(page, call.path)}>{call.title}</a>
          </InLanguage>
          <p>
            {say('calls.from', { name: call.sender.name })} · {say('calls.ends', { day: dayInWords(page, call.endsOn) })}
          </p>
        </li>
      ))}
    </ul>
  )
}

export type SubjectName = { readonly sort: string; readonly name: string | null; readonly language: string; readonly path: string | null }
type CallProps = {
  readonly page: Page
  readonly call: Call
  readonly audience: readonly SubjectName[]
  readonly mayWithdraw: boolean
  readonly sections: readonly Child[]
}

export function CallPage({ page, call, audience, mayWithdraw, sections }: CallProps) {
  const { say } = page
  return (
    <Layout
      page={page}
      title={call.title}
      description={call.text.slice(0, 200)}
      index={!call.over}
      shared={call.over ? undefined : { sort: 'call', id: call.id }}
      scripts={['keep-draft.js']}
    >
      <Way page={page} to={call.sender} />
      <InLanguage as="h1" language={call.language}>
        {call.title}
      </InLanguage>
      <p class="status">
        {say('calls.from', { name: call.sender.name })} ·{' '}
        {call.over ? say('calls.over') : say('calls.ends', { day: dayInWords(page, call.endsOn) })}
      </p>
      {call.text.split(/\n\s*\n/).map((part) => (
        <InLanguage as="p" language={call.language}>
          {part}
        </InLanguage>
      ))}
      <p class="actions">
        <a class="button" href={`/calls/${call.id}/go`} rel="nofollow">
          {say('calls.go')}
        </a>
      </p>
      <section>
        <h2>{say('calls.audience')}</h2>
        <p>{say('calls.audience.lead')}</p>
        <AudienceList page={page} audience={audience} />
        <p>{say('calls.no-list')}</p>
        <p class="quiet">{say('calls.languages-mean')}</p>
        <p>
          {say('calls.enough')} <a href={href(page, `/me/feed/mute?thing=call:${call.id}`)}>{say('calls.mute')}</a>
        </p>
        <EndAll page={page} />
      </section>
      <section>
        <h2>{say('calls.measured')}</h2>
        <p>{call.opened === null ? say('calls.opened.few') : say('calls.opened', { count: call.opened })}</p>
        <p class="quiet">{say('calls.measured.how')}</p>
      </section>
      {mayWithdraw ? (
        <section>
          <h2>{say('calls.withdraw')}</h2>
          <p>{say('calls.withdraw.means')}</p>
          <Form page={page} action={href(page, `${call.path}/withdrawal`)} label={say('calls.withdraw')}>
            <button class="quiet">{say('calls.withdraw')}</button>
          </Form>
        </section>
      ) : null}
      {[...sections]}
    </Layout>
  )
}

const AudienceList = ({ page, audience }: { page: Page; audience: readonly SubjectName[] }) => (
  <ul>
    {audience.map(({ name, language, path }) => (
      <li>
        {name === null ? (
          page.say('calls.gone')
        ) : path === null ? (
          <InLanguage language={language}>{name}</InLanguage>
        ) : (
          <a href={href(page, path)}>
            <InLanguage language={language}>{name}</InLanguage>
          </a>
        )}
      </li>
    ))}
  </ul>
)
