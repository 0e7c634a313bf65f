import { Form, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { dayInWords, Moment } from '../../../web/time.tsx'
import type { MyInvitation } from '../queries/invitations.ts'
import type { WaitingRequest } from '../queries/requests.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { DECIDE_DAYS, INVITATION_DAYS, LONGEST, MOST_USES } from '../rules.ts'
import { Crumb, type Values } from './pieces.tsx'

export type DeskProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly requests: readonly WaitingRequest[]
  readonly problem?: Problem | undefined
}

/** For those who look after it: who asks to come in, and until when they have an answer. */
export function DeskPage({ page, community, requests, problem }: DeskProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.requests')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.requests')}</h1>
      <p class="lead">{say('communities.requests.lead', { days: DECIDE_DAYS })}</p>
      <ProblemNote page={page} problem={problem} />
      {requests.length === 0 ? <p class="empty">{say('communities.requests.none')}</p> : null}
      {requests.map((request) => (
        <article class="card">
          <h2>
            <bdi>{request.name}</bdi>
          </h2>
          <p class="quiet">
            {say('communities.requests.days', { asked: dayInWords(page, request.askedOn), by: dayInWords(page, request.decideBy) })}
          </p>
          {request.guardian ? <p>{say('communities.guardian.said')}</p> : null}
          <dl class="facts">
            {request.answers.map(({ question, answer }) => (
              <>
                <dt dir="auto">{question}</dt>
                <dd dir="auto">{answer}</dd>
              </>
            ))}
          </dl>
          <Form page={page} action={href(page, `${community.path}/requests/${request.id}`)}>
            <TextArea
              name="reason"
              id={`reason-${request.id}`}
              label={say('communities.requests.reason')}
              hint={say('communities.requests.reason.hint')}
              rows={2}
              most={LONGEST.reason}
            />
            <p class="actions">
              <button name="outcome" value="accepted">
                {say('communities.requests.accept')}
              </button>
              <button name="outcome" value="declined" class="quiet">
                {say('communities.requests.decline')}
              </button>
            </p>
          </Form>
        </article>
      ))}
    </Layout>
  )
}

export type InvitationsProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly invitations: readonly MyInvitation[]
  /** How many more this month; null: as many as one likes. */
  readonly left: number | null
  readonly may: boolean
  /** The address of the one that was just made: it is shown once. */
  readonly made: string | null
  readonly values: Values
  readonly problem?: Problem | undefined
}

export function InvitationsPage(props: InvitationsProps) {
  const { page, community, invitations, left, made, may, values, problem } = props
  const { say } = page
  const path = `${community.path}/invitations`
  return (
    <Layout page={page} title={say('communities.invitations')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.invitations')}</h1>
      <p class="lead">{say('communities.invitations.lead')}</p>
      {made === null ? null : (
        <section class="note">
          <h2>{say('communities.invitations.made')}</h2>
          <p>{say('communities.invitations.once')}</p>
          <p class="proof" dir="ltr">
            {address(page, made)}
          </p>
        </section>
      )}
      <ProblemNote page={page} problem={problem} />
      {left === null ? null : <p class="quiet">{say('communities.invitations.left', { count: left })}</p>}
      {may ? (
        <Form page={page} action={href(page, path)}>
          <TextField
            name="sentence"
            label={say('communities.invitations.sentence')}
            hint={say(community.access === 'hidden' ? 'communities.invitations.sentence.hidden' : 'communities.invitations.sentence.hint')}
            value={values['sentence']}
            most={LONGEST.sentence}
            required
            problem={problem}
          />
          <TextField
            name="uses"
            label={say('communities.invitations.uses')}
            type="number"
            min={1}
            max={MOST_USES}
            value={values['uses'] ?? '1'}
            problem={problem}
          />
          <TextField
            name="days"
            label={say('communities.invitations.days')}
            type="number"
            min={1}
            max={INVITATION_DAYS}
            value={values['days'] ?? '7'}
            problem={problem}
          />
          <button>{say('communities.invitations.make')}</button>
        </Form>
      ) : (
        <p class="empty">{say('communities.invitations.not-now')}</p>
      )}
      {invitations.length === 0 ? null : (
        <section>
          <h2>{say('communities.invitations.open')}</h2>
          <ul class="rows">
            {invitations.map(({ id, sentence, usesLeft, expiresAt }) => (
              <li>
                <p dir="auto">{sentence}</p>
                <p class="quiet">
                  {say('communities.invitations.uses-left', { count: usesLeft })} · {say('communities.invitations.until')}{' '}
                  <Moment page={page} at={expiresAt} />
                </p>
                <Form page={page} action={href(page, `${path}/${id}/withdrawal`)}>
                  <button class="quiet">{say('communities.invitations.withdraw')}</button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}
