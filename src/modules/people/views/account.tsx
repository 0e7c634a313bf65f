import type { Verdict } from '#base'
import { Checkbox, Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { MyAccount } from '../queries/my-account.ts'

type Props = {
  readonly page: Page
  readonly account: MyAccount
  /** The session of this very browser. */
  readonly current: string | null
  readonly mayLeave: Verdict
  readonly problem: Problem | undefined
}

export function MyAccountPage({ page, account, current, mayLeave, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('account.title')} index={false}>
      <h1>{say('account.title')}</h1>
      <ProblemNote page={page} problem={problem} />
      <dl>
        <dt>{say('person.name')}</dt>
        <dd>
          <bdi>{account.name}</bdi> <a href={href(page, '/me/name')}>{say('account.rename')}</a>
        </dd>
        <dt>{say('account.email')}</dt>
        <dd>
          <bdi>{account.email}</bdi> <span class="hint">{say('account.email-sealed')}</span>
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
      {account.operator ? <p class="note">{say('account.operator')}</p> : null}
      <Form page={page} action={href(page, '/sign-out')}>
        <p class="actions">
          <button type="submit">{say('account.sign-out')}</button>
        </p>
      </Form>
      <section aria-labelledby="ways-in">
        <h2 id="ways-in">{say('ways-in.title')}</h2>
        <p>
          {say('ways-in.short')} <a href={href(page, '/me/ways-in')}>{say('ways-in.look')}</a>
        </p>
      </section>
      <Sessions page={page} account={account} current={current} />
      <Departure page={page} mayLeave={mayLeave} open={problem !== undefined} />
    </Layout>
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
      {account.sessions.length < 2 ? null : (
        <Form page={page} action={href(page, '/me/other-sessions/ending')}>
          <p class="actions">
            <button type="submit" class="quiet">
              {say('session.end-others')}
            </button>
          </p>
        </Form>
      )}
    </section>
  )
}

const dayOf = (page: Page, at: Date): string => page.say.day(at, page.zone ?? page.homeZone)

function Departure({ page, mayLeave, open }: Pick<Props, 'page' | 'mayLeave'> & { open: boolean }) {
  const { say } = page
  return (
    <section aria-labelledby="leave">
      <h2 id="leave">{say('account.leave-title')}</h2>
      <p>{say('account.leave-what')}</p>
      {mayLeave.ok ? (
        <details open={open}>
          <summary>{say('account.leave-open')}</summary>
          <Form page={page} action={href(page, '/me/departure')}>
            <Checkbox name="sure" label={say('account.leave-sure')} checked={false} />
            <p class="actions">
              <button type="submit" class="danger">
                {say('account.leave')}
              </button>
            </p>
          </Form>
        </details>
      ) : (
        <p class="note">{say(mayLeave.refusal.code, mayLeave.refusal.data)}</p>
      )}
    </section>
  )
}
