import { Form, RadioField } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { BodyProfile, Officer } from '../queries/body-profile.ts'
import { INVITATION_ROLES, type InvitationRole } from '../tables.ts'
import { membersInWords, Officers } from './body.tsx'

export type OpenInvitation = { readonly id: string; readonly role: InvitationRole; readonly expiresAt: Date; readonly path: string }

type Props = {
  readonly page: Page
  readonly body: BodyProfile
  readonly invitations: readonly OpenInvitation[]
  readonly mayEnd: (officer: Officer) => boolean
}

/** For stewards: offices by name, members as a number only. */
export function BodyPeoplePage({ page, body, invitations, mayEnd }: Props) {
  const { say } = page
  const path = `/bodies/${encodeURIComponent(body.slug)}`
  return (
    <Layout page={page} title={say('body.people')} index={false}>
      <p class="quiet">
        <a href={href(page, path)}>
          <bdi>{body.name}</bdi>
        </a>
      </p>
      <h1>{say('body.people')}</h1>
      <section aria-labelledby="officers">
        <h2 id="officers">{say('body.officers')}</h2>
        <Officers page={page} body={body} mayEnd={mayEnd} />
        <p>{membersInWords(page, body.members)}</p>
        <p class="quiet">{say('body.members-why')}</p>
      </section>
      <section aria-labelledby="invite">
        <h2 id="invite">{say('invitation.make-title')}</h2>
        <p>{say('invitation.make-lead')}</p>
        <Form page={page} action={href(page, `${path}/invitations`)}>
          <RadioField
            name="role"
            label={say('invitation.role')}
            value="member"
            options={INVITATION_ROLES.toReversed().map((role) => ({
              value: role,
              label: say(`office.${role}`),
              hint: say(`office.${role}.what`),
            }))}
          />
          <p class="actions">
            <button type="submit">{say('invitation.make')}</button>
          </p>
        </Form>
      </section>
      <Open page={page} path={path} invitations={invitations} />
    </Layout>
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
                {say('invitation.until', {
                  role: say(`office.${invitation.role}`),
                  day: say.day(invitation.expiresAt, page.zone ?? page.homeZone),
                })}
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
