import type { Verdict } from '#base'
import { Form, ProblemNote, SelectField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Holder } from '../queries/roles.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { SESSION_ROLES } from '../rules.ts'
import type { SessionRole } from '../tables.ts'
import { DeedButton, isolated, SessionTitle } from './pieces.tsx'

type OpenInvitation = {
  readonly id: string
  readonly role: SessionRole | null
  readonly speaker: string | null
  readonly expiresAt: Date
  readonly path: string
}

type RolesProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly holders: readonly Holder[]
  readonly invitations: readonly OpenInvitation[]
  /** Identities with an office in a host, by name. */
  readonly known: readonly Option[]
  readonly chosen: { readonly person: string; readonly role: string }
  readonly problem?: Problem | undefined
}

export function RolesPage({ page, session, holders, invitations, known, chosen, problem }: RolesProps) {
  const { say } = page
  const path = `${session.path}/roles`
  const roles = SESSION_ROLES.map((value) => ({ value, label: say(`role.${value}`) }))
  return (
    <Layout page={page} title={say('roles.title')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('roles.title')}</h1>
      <p class="lead">{say('roles.lead')}</p>
      {holders.length === 0 ? <p class="empty">{say('roles.none')}</p> : null}
      <ul class="rows">
        {holders.map(({ person, name, role }) => (
          <li>
            <p>
              <strong>{say(`role.${role}`)}</strong> <bdi>{name}</bdi>
            </p>
            <DeedButton
              page={page}
              action={`${path}/ending`}
              fields={{ person, role }}
              label={say('role.end', { name: isolated(name) })}
              look="plain"
            />
          </li>
        ))}
      </ul>
      <ProblemNote page={page} problem={problem} />
      {known.length === 0 ? null : (
        <section>
          <h2>{say('role.give')}</h2>
          <p>{say('role.give-what')}</p>
          <Form page={page} action={href(page, path)}>
            <SelectField name="role" label={say('role.which')} value={chosen.role} options={roles} problem={problem} />
            <SelectField name="person" label={say('role.who')} value={chosen.person} options={known} problem={problem} />
            <p class="actions">
              <button>{say('role.give')}</button>
            </p>
          </Form>
        </section>
      )}
      <section>
        <h2>{say('role.invite')}</h2>
        <p>{say('role.invite-what')}</p>
        <Form page={page} action={href(page, `${path}/invitations`)}>
          <SelectField name="role" id="invited-role" label={say('role.which')} value={chosen.role} options={roles} problem={problem} />
          <p class="actions">
            <button class="quiet">{say('role.make-link')}</button>
          </p>
        </Form>
      </section>
      {invitations.length === 0 ? null : (
        <section aria-labelledby="invitations">
          <h2 id="invitations">{say('role.open-links')}</h2>
          <ul class="rows">
            {invitations.map((invitation) => (
              <OpenLink page={page} path={path} invitation={invitation} />
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function OpenLink({ page, path, invitation }: { page: Page; path: string; invitation: OpenInvitation }) {
  const { say } = page
  const { id, role, speaker, expiresAt } = invitation
  return (
    <li>
      <p>
        <strong>{role === null ? say('speaker.link-of', { name: isolated(speaker ?? '') }) : say(`role.${role}`)}</strong>{' '}
        <span class="status">{say('role.link-until', { day: say.day(expiresAt, page.zone ?? page.homeZone) })}</span>
      </p>
      <p class="proof" dir="ltr">
        {`${page.publicUrl}${invitation.path}`}
      </p>
      <DeedButton
        page={page}
        action={`${path}/invitations/withdrawal`}
        fields={{ invitation: id }}
        label={say('role.withdraw-link')}
        look="plain"
      />
    </li>
  )
}

type InvitationProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly role: SessionRole | null
  readonly speaker: string | null
  readonly path: string
  readonly mayAccept: Verdict
}

/** Looking accepts nothing: messengers open links to draw a preview of them. */
export function InvitationPage({ page, session, role, speaker, path, mayAccept }: InvitationProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('session-invitation.title')} index={false}>
      <h1>{say('session-invitation.title')}</h1>
      <p class="lead">
        <SessionTitle page={page} session={session} />
      </p>
      <p>
        {role === null
          ? say('session-invitation.speaker', { name: isolated(speaker ?? '') })
          : say('session-invitation.role', { role: say(`role.${role}`) })}
      </p>
      <p>{say(role === null ? 'session-invitation.speaker-public' : 'session-invitation.role-public')}</p>
      {mayAccept.ok ? (
        <DeedButton
          page={page}
          action={path}
          label={say(role === null ? 'session-invitation.accept-speaker' : 'session-invitation.accept-role')}
        />
      ) : (
        <>
          <p class="note">{say(mayAccept.refusal.code, mayAccept.refusal.data)}</p>
          {mayAccept.refusal.code === 'sign-in.needed' ? (
            <p class="actions">
              <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(path)}`)}>
                {say('sign-in.do')}
              </a>
            </p>
          ) : null}
        </>
      )}
    </Layout>
  )
}
