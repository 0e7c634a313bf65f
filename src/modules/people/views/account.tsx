import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import { WaitingAnswers, WAITING_SCRIPTS } from '../../../web/waiting.tsx'
import type { MyAccount } from '../queries/my-account.ts'

type Props = {
  readonly page: Page
  readonly account: MyAccount
  /** Whose it is what waits on this device. */
  readonly own: string
  /** The session of this very browser. */
  readonly current: string | null
  /** What other rooms have to say here. */
  readonly notes: readonly Child[]
}

export function MyAccountPage({ page, account, own, current, notes }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('account.title')} scripts={WAITING_SCRIPTS} index={false} width="wide">
      <h1>{say('account.title')}</h1>
      {[...notes]}
      <Facts page={page} account={account} />
      {account.operator ? (
        <p class="note">
          {say('account.operator')} <a href={href(page, '/operator')}>{say('operator.title')}</a>
        </p>
      ) : null}
      <ul class="cards">
        <Part page={page} to="/me/seen" title="seen.title" ways={SEEN}>
          {say('own-card.lead', { name: `\u2068${account.name}\u2069` })}
        </Part>
        <Part page={page} to="/me/identities" title="identity.title" ways={NAMES}>
          {say('identity.short', { count: account.identities })}
        </Part>
        <Part
          page={page}
          to="/me/ways-in"
          title="ways-in.title"
          ways={[['/me/address', account.email === null ? 'account.add-email' : 'account.change-email']]}
        >
          {say('ways-in.short')}
        </Part>
        <Part page={page} to="/me/feed" title="following.title" ways={FEED}>
          {say('following.short')}
        </Part>
        <Part page={page} to="/notices" title="notices.title" ways={NEWS}>
          {say('account.news')}
        </Part>
        <Part page={page} to="/me/data" title="my-data.title" ways={DATA}>
          {say('my-data.lead')}
        </Part>
        <Part page={page} to="/safety" title="nav.safety" ways={SAFETY}>
          {say('safety.members.lead')}
        </Part>
      </ul>
      <WaitingAnswers page={page} own={own} leaving />
      <Sessions page={page} account={account} current={current} />
      <section aria-labelledby="leave">
        <h2 id="leave">{say('account.leave-title')}</h2>
        <p>
          {say('departure.short')} <a href={href(page, '/me/departure')}>{say('account.leave-open')}</a>
        </p>
      </section>
    </Layout>
  )
}

type Way = readonly [path: string, words: string]

const SEEN: readonly Way[] = [
  ['/me/card', 'own-card.title'],
  ['/me/hiding', 'hiding.title'],
  ['/me/consents', 'consents.title'],
]
const NAMES: readonly Way[] = [['/me/name', 'account.rename']]
const NEWS: readonly Way[] = [['/notices/settings', 'letters.title']]
const FEED: readonly Way[] = [
  ['/me/follows', 'follows.title'],
  ['/me/feed/order', 'order.title'],
]
const DATA: readonly Way[] = [['/me/tokens', 'access.title']]
const SAFETY: readonly Way[] = [['/safety/members', 'safety.lists']]

type PartProps = {
  readonly page: Page
  readonly to: string
  readonly title: string
  readonly ways: readonly Way[]
  readonly children?: Child
}

/** One matter: its own page behind the heading, what it is for, and what lies beside it. */
function Part({ page, to, title, ways, children }: PartProps) {
  const { say } = page
  return (
    <li class="card">
      <h2>
        <a href={href(page, to)}>{say(title)}</a>
      </h2>
      <p>{children}</p>
      <ul class="targets">
        {ways.map(([path, words]) => (
          <li>
            <a href={href(page, path)}>{say(words)}</a>
          </li>
        ))}
      </ul>
    </li>
  )
}

function Facts({ page, account }: Pick<Props, 'page' | 'account'>) {
  const { say } = page
  return (
    <dl class="facts">
      <dt>{say('person.name')}</dt>
      <dd>
        <bdi>{account.name}</bdi>
      </dd>
      <dt>{say('account.email')}</dt>
      <dd>
        {account.email === null ? say('account.no-email') : <bdi>{account.email}</bdi>}
        <span class="hint">{say('account.email-sealed')}</span>
      </dd>
      <dt>{say('account.language')}</dt>
      <dd>
        {say.language(account.language)} <a href={href(page, '/preferences')}>{say('nav.preferences')}</a>
      </dd>
      <dt>{say('account.since')}</dt>
      <dd>
        <Day page={page} at={account.createdAt} />
      </dd>
    </dl>
  )
}

function Sessions({ page, account, current }: Pick<Props, 'page' | 'account' | 'current'>) {
  const { say } = page
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{say('session.title')}</h2>
      <p>{say('session.what')}</p>
      {account.operator ? <p>{say('session.operator')}</p> : null}
      <ul class="rows">
        {account.sessions.map(({ session, createdAt, seenAt }, place) => (
          <li>
            <p id={`session-${place}`}>
              {say('session.since', { day: dayOf(page, createdAt), seen: dayOf(page, seenAt) })}
              {session === current ? <strong> {say('session.this')}</strong> : null}
            </p>
            {session === current ? null : (
              <Form page={page} action={href(page, `/me/sessions/${session}/ending`)}>
                <button type="submit" class="quiet" aria-describedby={`session-${place}`}>
                  {say('session.end')}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <div class="actions">
        <Form page={page} action={href(page, '/sign-out')}>
          <button type="submit">{say('account.sign-out')}</button>
        </Form>
        {account.sessions.length < 2 ? null : (
          <Form page={page} action={href(page, '/me/other-sessions/ending')}>
            <button type="submit" class="quiet">
              {say('session.end-others')}
            </button>
          </Form>
        )}
      </div>
    </section>
  )
}

const dayOf = (page: Page, at: Date): string => page.say.day(at, page.zone ?? page.homeZone)
