import type { Child } from 'hono/jsx'
import { Checkbox, Form, TextArea } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { OwnRemoval, OwnRequest } from '../queries/mine.ts'
import type { Appeal } from '../queries/removals.ts'
import type { Role } from '../tables.ts'
import { LONGEST } from '../rules.ts'

type Own = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly language: string
  readonly role: Role
  readonly youth: boolean
  readonly offered: boolean
  readonly asked: boolean
}

export type MineProps = {
  readonly page: Page
  readonly communities: readonly Own[]
  readonly requests: readonly OwnRequest[]
  readonly removals: readonly OwnRemoval[]
  /** What other rooms have that waits for the reader there, by the ids of the communities. */
  readonly waiting: ReadonlyMap<string, readonly Child[]>
  /** There are appeals to look at, for whoever runs the hub. */
  readonly appeals: boolean
  /** The reader said before that they are under 18, and does not any more. */
  readonly grownUp: boolean
}

/** Where one belongs by the name one acts under, what one asked for, and where one was taken out. For one's own eyes. */
export function MinePage({ page, communities, requests, removals, waiting, appeals, grownUp }: MineProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.mine')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('nav.me')}</a>
      </p>
      <h1>{say('communities.mine')}</h1>
      <p class="lead">
        {say('communities.mine.as')} <bdi>{page.personName ?? ''}</bdi>
      </p>
      {communities.length === 0 ? (
        <div class="empty">
          <p>{say('communities.mine.none')}</p>
          <p class="actions">
            <a class="button" href={href(page, '/communities')}>
              {say('communities.title')}
            </a>
          </p>
        </div>
      ) : null}
      <ul class="rows">
        {communities.map((one) => (
          <li>
            <a href={href(page, `/communities/${one.slug}`)}>
              <InLanguage language={one.language}>{one.name}</InLanguage>
            </a>{' '}
            <span class="quiet">{say(`communities.role.${one.role}`)}</span>
            {one.offered ? (
              <p class="status">
                {say('communities.you-are-offered')}{' '}
                <a href={href(page, `/communities/${one.slug}/members`)}>{say('communities.members')}</a>
              </p>
            ) : null}
            {one.asked ? (
              <p class="status">
                {say('news.communities.request-waits')}{' '}
                <a href={href(page, `/communities/${one.slug}/desk`)}>{say('communities.requests')}</a>
              </p>
            ) : null}
            {[...(waiting.get(one.id) ?? [])]}
            {grownUp && one.youth ? (
              <p>
                {say('communities.grown-up')} <a href={href(page, `/communities/${one.slug}/leave`)}>{say('communities.leave')}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <Requests page={page} requests={requests} />
      {removals.map((removal) => (
        <Removal page={page} removal={removal} />
      ))}
      {appeals ? (
        <p>
          <a href={href(page, '/community-appeals')}>{say('communities.appeals')}</a>
        </p>
      ) : null}
    </Layout>
  )
}

function Requests({ page, requests }: { page: Page; requests: readonly OwnRequest[] }) {
  const { say } = page
  if (requests.length === 0) return null
  return (
    <section>
      <h2>{say('communities.my-requests')}</h2>
      <ul class="rows">
        {requests.map((request) => (
          <li>
            <a href={href(page, `/communities/${request.slug ?? ''}`)}>
              <InLanguage language={request.language}>{request.name}</InLanguage>
            </a>
            <p class="status">
              <strong>{say(`communities.request.${request.state}`)}</strong>
              {request.state === 'waiting' ? ` · ${say('communities.request.by', { day: dayInWords(page, request.decideBy) })}` : null}
            </p>
            {request.reason === '' ? null : <blockquote dir="auto">{request.reason}</blockquote>}
            <Form page={page} action={href(page, `/me/communities/${request.community}/request`)}>
              <button class="quiet">
                {say(request.state === 'waiting' ? 'communities.request.withdraw' : 'communities.request.away')}
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Removal({ page, removal }: { page: Page; removal: OwnRemoval }) {
  const { say } = page
  return (
    <section class="note">
      <h2>
        {removal.name === '' ? say('communities.removed.hidden') : <InLanguage language={removal.language}>{removal.name}</InLanguage>}
      </h2>
      <p>{say(removal.banned ? 'communities.removed.banned' : 'communities.removed.once', { day: dayInWords(page, removal.removedOn) })}</p>
      <blockquote dir="auto">{removal.reason}</blockquote>
      {removal.answer === '' ? null : (
        <>
          <p>{say('communities.appeal.answered')}</p>
          <blockquote dir="auto">{removal.answer}</blockquote>
        </>
      )}
      {removal.appeal === '' ? (
        <Form page={page} action={href(page, `/me/communities/${removal.community}/appeal`)}>
          <TextArea
            name="text"
            id={`text-${removal.community}`}
            label={say('communities.appeal')}
            hint={say('communities.appeal.hint')}
            rows={4}
            most={LONGEST.reason}
            required
          />
          <button>{say('communities.appeal.do')}</button>
        </Form>
      ) : removal.answer === '' ? (
        <p>{say('communities.appeal.waits')}</p>
      ) : null}
    </section>
  )
}

/** For whoever runs the hub: neither the community nor a name is in it. */
export function AppealsPage({ page, appeals }: { page: Page; appeals: readonly Appeal[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.appeals')} index={false}>
      <h1>{say('communities.appeals')}</h1>
      <p class="lead">{say('communities.appeals.lead')}</p>
      {appeals.length === 0 ? <p class="empty">{say('communities.appeals.none')}</p> : null}
      {appeals.map(({ appeal, reason, text, removedOn }) => (
        <article class="card">
          <p class="quiet">{dayInWords(page, removedOn)}</p>
          <h2>{say('communities.appeals.reason')}</h2>
          <blockquote dir="auto">{reason}</blockquote>
          <h2>{say('communities.appeals.text')}</h2>
          <blockquote dir="auto">{text}</blockquote>
          <Form page={page} action={href(page, '/community-appeals')}>
            <input type="hidden" name="appeal" value={appeal} />
            <TextArea name="text" id={`text-${appeal}`} label={say('communities.appeals.answer')} rows={4} most={LONGEST.reason} required />
            <Checkbox name="lift" label={say('communities.appeals.lift')} checked={false} />
            <button>{say('communities.appeals.do')}</button>
          </Form>
        </article>
      ))}
    </Layout>
  )
}
