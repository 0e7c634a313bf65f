import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { BodyProfile } from '../queries/body-profile.ts'
import type { Officer } from '../queries/officers.ts'
import { INVITATION_ROLES, type InvitationRole } from '../tables.ts'
import { ArchiveNote, membersInWords } from './body.tsx'
import { dayIn, officePath, Officers } from './officers.tsx'

export type OpenInvitation = {
  readonly id: string
  readonly role: InvitationRole
  readonly expiresAt: Date
  readonly path: string
  readonly delegatedUntil: Date | null
  readonly handover: boolean
}

export type InviteWritten = {
  readonly role: string
  readonly termEnds: string
  readonly delegatedUntil: string
  readonly delegating: boolean
}

type Props = {
  readonly page: Page
  readonly body: BodyProfile
  readonly invitations: readonly OpenInvitation[]
  readonly mayEnd: (officer: Officer) => boolean
  /** The only steward, who cannot go: the reader. */
  readonly onlySteward: Officer | null
  readonly mayInvite: boolean
  readonly mayDelegate: boolean
  readonly written: InviteWritten
  readonly problem?: Problem | undefined
}

/** For stewards: offices by name, members as a number only. */
export function BodyPeoplePage(props: Props) {
  const { page, body, invitations, mayEnd, onlySteward, mayInvite, mayDelegate, written, problem } = props
  const { say } = page
  const path = `/bodies/${encodeURIComponent(body.slug)}`
  return (
    <Layout page={page} title={say('body.people')} index={false}>
      <p class="crumb">
        <a href={href(page, path)}>
          <bdi>{body.name}</bdi>
        </a>
      </p>
      <h1>{say('body.people')}</h1>
      <section aria-labelledby="officers">
        <h2 id="officers">{say('body.officers')}</h2>
        <ArchiveNote page={page} body={body} />
        <Officers page={page} body={body} mayEnd={mayEnd} mayLookAfter={() => true} />
        {onlySteward === null ? null : (
          <p class="note">
            {say('office.only-steward')} <a href={href(page, `${officePath(body.slug, onlySteward)}#handover`)}>{say('handover.make')}</a>
          </p>
        )}
        <p>{membersInWords(page, body.members)}</p>
        <p class="quiet">{say('body.members-why')}</p>
      </section>
      {mayInvite ? <Invite page={page} path={path} written={written} problem={written.delegating ? undefined : problem} /> : null}
      {mayInvite && mayDelegate ? (
        <Delegate page={page} path={path} written={written} problem={written.delegating ? problem : undefined} />
      ) : null}
      <Open page={page} path={path} invitations={invitations} />
    </Layout>
  )
}

type InviteProps = { page: Page; path: string; written: InviteWritten; problem: Problem | undefined }

function Invite({ page, path, written, problem }: InviteProps) {
  const { say } = page
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{say('invitation.make-title')}</h2>
      <p>{say('invitation.make-lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/invitations`)}>
        <RadioField
          name="role"
          label={say('invitation.role')}
          value={written.role}
          options={INVITATION_ROLES.toReversed().map((role) => ({
            value: role,
            label: say(`office.${role}`),
            hint: say(`office.${role}.what`),
          }))}
        />
        <TextField
          name="termEnds"
          type="date"
          label={say('office-page.term')}
          hint={say('invitation.term-hint')}
          value={written.termEnds}
          problem={problem}
        />
        <p class="actions">
          <button type="submit">{say('invitation.make')}</button>
        </p>
      </Form>
    </section>
  )
}

const DELEGATED = ['convener', 'moderator'] as const

/** A part of what a steward may do, lent until a day. */
function Delegate({ page, path, written, problem }: InviteProps) {
  const { say } = page
  return (
    <section aria-labelledby="delegate">
      <h2 id="delegate">{say('delegation.title')}</h2>
      <p>{say('delegation.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/delegations`)}>
        <RadioField
          name="role"
          id="delegated-role"
          label={say('delegation.role')}
          value={DELEGATED.find((role) => role === written.role) ?? 'convener'}
          options={DELEGATED.map((role) => ({ value: role, label: say(`office.${role}`) }))}
        />
        <TextField
          name="delegatedUntil"
          type="date"
          label={say('delegation.day')}
          value={written.delegatedUntil}
          problem={problem}
          required
        />
        <p class="actions">
          <button type="submit">{say('invitation.make')}</button>
        </p>
      </Form>
    </section>
  )
}

function Open({ page, path, invitations }: { page: Page; path: string; invitations: readonly OpenInvitation[] }) {
  const { say } = page
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{say('invitation.open-title')}</h2>
      {invitations.length === 0 ? (
        <p class="empty">{say('invitation.none')}</p>
      ) : (
        <ul class="rows">
          {invitations.map((invitation) => (
            <li>
              <span class="status">
                {say(invitation.handover ? 'handover.open' : 'invitation.until', {
                  role: say(`office.${invitation.role}`),
                  day: dayIn(page, invitation.expiresAt),
                })}
                {invitation.delegatedUntil === null ? null : ` ${say('delegation.until', { day: dayIn(page, invitation.delegatedUntil) })}`}
              </span>
              <p class="proof" dir="ltr">
                {address(page, invitation.path)}
              </p>
              <Form page={page} action={href(page, `${path}/invitations/withdrawal`)}>
                <input type="hidden" name="invitation" value={invitation.id} />
                <button type="submit" class="plain">
                  {say('invitation.withdraw')}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
