import type { Verdict } from '#base'
import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SignInAgain } from './departure.tsx'

type Props = { readonly page: Page; readonly token: string; readonly email: string; readonly name: string; readonly problem?: Problem }

export function OwnerForm({ page, token, email, name, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('owner-link.title')} index={false}>
      <h1>{say('owner-link.title')}</h1>
      <p class="lead">{say('owner-link.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `/sign-in/owner/${token}`)}>
        <TextField
          name="email"
          type="email"
          label={say('sign-in.email')}
          hint={say('owner-link.email-hint')}
          value={email}
          problem={problem}
          autocomplete="email"
          most={254}
          required
        />
        <TextField
          name="name"
          label={say('person.name')}
          hint={say('person.name-hint')}
          value={name}
          problem={problem}
          autocomplete="nickname"
          most={80}
          required
        />
        <p class="actions">
          <button type="submit">{say('owner-link.use')}</button>
        </p>
      </Form>
    </Layout>
  )
}

type OperatorsProps = {
  readonly page: Page
  readonly operators: readonly { readonly person: string; readonly name: string }[]
  /** No where the reader does not run the hub, or signed in too long ago. */
  readonly mayChange: Verdict
  /** Until when a link that nobody has used works. */
  readonly open: Date | null
  readonly problem: Problem | undefined
}

/** Everybody may know who runs the hub; whoever runs it also changes it here. */
export function OperatorsPage(props: OperatorsProps) {
  const { page, operators, mayChange, problem } = props
  const { say, actor } = page
  return (
    <Layout page={page} title={say('operator.title')}>
      <h1>{say('operator.title')}</h1>
      <p class="lead">{say('operator.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {operators.length === 0 ? <p class="empty">{say('privacy.who-nobody')}</p> : null}
      <ul class="rows">
        {operators.map((one) => (
          <li>
            <p>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>{' '}
              {one.person === actor.person ? say('operator.you') : null}
            </p>
            {mayChange.ok && operators.length > 1 ? <Withdrawal page={page} one={one} /> : null}
          </li>
        ))}
      </ul>
      {actor.operator ? <Inviting {...props} /> : null}
      {actor.operator ? (
        <p>
          <a href={href(page, '/operator/readings')}>{say('operator.look-up')}</a>
        </p>
      ) : null}
      {actor.operator ? (
        <p>
          <a href={href(page, '/operator/providers')}>{say('provider.keep-title')}</a>
        </p>
      ) : null}
      {actor.operator ? (
        <>
          <p>
            <a href={href(page, '/operator/credentials')}>{say('issuer.elsewhere')}</a>
          </p>
          <p>
            <a href={`${href(page, '/operator/credentials')}#least`}>{say('issuer.least')}</a>
          </p>
        </>
      ) : null}
    </Layout>
  )
}

function Withdrawal({ page, one }: { page: Page; one: OperatorsProps['operators'][number] }) {
  const { say } = page
  const name = `\u2068${one.name}\u2069`
  return (
    <details>
      <summary>{say('operator.change')}</summary>
      <Form page={page} action={href(page, `/operator/${one.person}/withdrawal`)}>
        <p>{say('operator.withdraw-what', { name })}</p>
        <p class="actions">
          <button type="submit" class="danger">
            {say('operator.withdraw', { name })}
          </button>
        </p>
      </Form>
    </details>
  )
}

function Inviting({ page, mayChange, open }: OperatorsProps) {
  const { say } = page
  return (
    <section aria-labelledby="another">
      <h2 id="another">{say('operator.invite-title')}</h2>
      <p>{say('operator.invite-what')}</p>
      {open === null ? null : <p>{say('operator.open', { day: say.day(open, page.zone ?? page.homeZone) })}</p>}
      {mayChange.ok ? (
        <Form page={page} action={href(page, '/operator/invitations')}>
          <p class="actions">
            <button type="submit">{say('operator.invite')}</button>
          </p>
        </Form>
      ) : (
        <SignInAgain page={page} then="/operator" />
      )}
    </section>
  )
}

/** The one page that shows the link. It is the answer to a form: nobody comes back to it by its address. */
export function OperatorLink({ page, url, until }: { page: Page; url: string; until: Date }) {
  const { say } = page
  return (
    <Layout page={page} title={say('operator.link-title')} index={false}>
      <h1>{say('operator.link-title')}</h1>
      <p class="lead">{say('operator.link-what', { day: say.day(until, page.zone ?? page.homeZone) })}</p>
      <p class="proof">
        <bdi>{url}</bdi>
      </p>
      <p class="actions">
        <a class="button" href={href(page, '/operator')}>
          {say('operator.link-done')}
        </a>
      </p>
    </Layout>
  )
}

type InvitedProps = { readonly page: Page; readonly token: string; readonly mayAccept: Verdict; readonly problem: Problem | undefined }

export function OperatorInvited({ page, token, mayAccept, problem }: InvitedProps) {
  const { say } = page
  const name = `\u2068${page.personName ?? ''}\u2069`
  const path = `/operator/invitation/${token}`
  return (
    <Layout page={page} title={say('operator-invitation.title')} index={false}>
      <h1>{say('operator-invitation.title')}</h1>
      <p class="lead">{say('operator-invitation.lead', { name })}</p>
      <p>{say('operator-invitation.others', { name })}</p>
      <ProblemNote page={page} problem={problem} />
      {mayAccept.ok ? (
        <Form page={page} action={href(page, path)}>
          <p class="actions">
            <button type="submit">{say('operator-invitation.accept', { name })}</button>
          </p>
        </Form>
      ) : mayAccept.refusal.code === 'session.stale' ? (
        <SignInAgain page={page} then={path} />
      ) : (
        <p class="note">{say(mayAccept.refusal.code, mayAccept.refusal.data)}</p>
      )}
    </Layout>
  )
}
