import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Found } from '../commands/look-up-account.ts'

export type LookUpValues = { readonly email: string; readonly reason: string; readonly caseNumber: string }

type Props = {
  readonly page: Page
  readonly values: LookUpValues
  readonly reasons: readonly string[]
  /** Undefined: nobody was looked up yet; null: the address has no account. */
  readonly found?: Found | null
  readonly problem?: Problem | undefined
}

/** For whoever runs the hub: the least with which somebody who wrote can be helped. */
export function LookUpPage({ page, values, reasons, found, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('look-up.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('my-data.back')}</a>
      </p>
      <h1>{say('look-up.title')}</h1>
      <p class="lead">{say('look-up.lead')}</p>
      {found === undefined ? null : <Answer page={page} found={found} />}
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/operator/readings')}>
        <TextField
          name="email"
          type="email"
          label={say('look-up.email')}
          value={values.email}
          problem={problem}
          most={254}
          autocomplete="off"
          required
        />
        <RadioField
          name="reason"
          label={say('look-up.reason')}
          hint={say('look-up.reason-hint')}
          value={values.reason}
          options={reasons.map((reason) => ({ value: reason, label: say(`reading.reason.${reason}`) }))}
          problem={problem}
          required
        />
        <TextField
          name="caseNumber"
          label={say('look-up.case')}
          hint={say('look-up.case-hint')}
          value={values.caseNumber}
          problem={problem}
          most={20}
          autocomplete="off"
        />
        <p class="actions">
          <button type="submit">{say('look-up.do')}</button>
        </p>
      </Form>
    </Layout>
  )
}

function Answer({ page, found }: { page: Page; found: Found | null }) {
  const { say } = page
  if (found === null)
    return (
      <p class="done" role="status">
        {say('look-up.nobody')}
      </p>
    )
  const counts: readonly (readonly [string, string])[] = [
    [say('look-up.identities'), say.number(found.identities)],
    [say('look-up.sessions'), say.number(found.sessions)],
    [say('look-up.passkeys'), say.number(found.passkeys)],
    [say('look-up.codes'), say.number(found.codesLeft)],
  ]
  return (
    <section class="card" role="status">
      <h2>{say('look-up.found')}</h2>
      <dl class="facts">
        <dt>{say('look-up.since')}</dt>
        <dd>
          <Day page={page} at={found.since} />
        </dd>
        {found.lastSeen === null ? null : (
          <>
            <dt>{say('look-up.seen')}</dt>
            <dd>
              <Day page={page} at={found.lastSeen} />
            </dd>
          </>
        )}
        {found.leaving === null ? null : (
          <>
            <dt>{say('look-up.leaving')}</dt>
            <dd>
              <Day page={page} at={found.leaving} />
            </dd>
          </>
        )}
        {counts.map(([name, count]) => (
          <>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </>
        ))}
      </dl>
      <p class="quiet">{say('look-up.told')}</p>
    </section>
  )
}
