import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import { isolated } from './level.tsx'
import { dayIn } from './officers.tsx'
import type { InvitationRole } from '../tables.ts'

type Props = {
  readonly page: Page
  readonly body: BodyCard
  readonly role: InvitationRole
  readonly path: string
  /** Who hands the office over; null: nobody does. */
  readonly from: string | null
  readonly termEnds: Date | null
  readonly delegatedUntil: Date | null
  readonly mayAccept: Verdict
  /** What whoever joins has to accept. */
  readonly joining?: Child
}

export function InvitationPage({ page, body, role, path, from, termEnds, delegatedUntil, mayAccept, joining }: Props) {
  const { say } = page
  const more = [
    ...(from === null ? [] : [say('handover.from', { name: isolated(from) })]),
    ...(delegatedUntil === null ? [] : [say('delegation.until', { day: dayIn(page, delegatedUntil) })]),
    ...(termEnds === null ? [] : [say('office.term', { day: dayIn(page, termEnds) })]),
  ]
  return (
    <Layout page={page} title={say('invitation.title')} index={false}>
      <h1>{say('invitation.title')}</h1>
      <InLanguage as="p" language={body.language} class="lead">
        {body.name}
      </InLanguage>
      <p>
        <strong>{say(`office.${role}`)}</strong>
        <span class="status">{say(`office.${role}.what`)}</span>
      </p>
      {more.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <p>{say(role === 'member' ? 'invitation.member-public' : 'invitation.office-public')}</p>
      {mayAccept.ok ? (
        <Form page={page} action={href(page, path)}>
          {joining}
          <p class="actions">
            <button type="submit">{say('invitation.accept')}</button>
          </p>
        </Form>
      ) : (
        <Refused page={page} path={path} verdict={mayAccept} />
      )}
    </Layout>
  )
}

function Refused({ page, path, verdict }: { page: Page; path: string; verdict: Extract<Verdict, { ok: false }> }) {
  const { say } = page
  const { code, data } = verdict.refusal
  return (
    <>
      <p class="note">{say(code, data)}</p>
      {code === 'sign-in.needed' ? (
        <p class="actions">
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(path)}`)}>
            {say('sign-in.do')}
          </a>
        </p>
      ) : null}
    </>
  )
}
