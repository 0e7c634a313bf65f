import type { Verdict } from '#base'
import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SignInAgain } from './departure.tsx'

type Props = {
  readonly page: Page
  /** In part; null where there is none. */
  readonly masked: string | null
  readonly email: string
  readonly mayChange: Verdict
  readonly problem: Problem | undefined
}

const isolated = (email: string): string => `\u2068${email}\u2069`

export function AddressForm({ page, masked, email, mayChange, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('address.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('account.title')}</a>
      </p>
      <h1>{say('address.title')}</h1>
      <p class="lead">{masked === null ? say('address.none') : say('address.now', { email: isolated(masked) })}</p>
      <ProblemNote page={page} problem={problem} />
      {mayChange.ok ? (
        <Form page={page} action={href(page, '/me/address')}>
          <TextField
            name="email"
            type="email"
            label={say('address.new')}
            hint={say('address.new-hint')}
            value={email}
            problem={problem}
            autocomplete="email"
            most={254}
            required
          />
          <p class="actions">
            <button type="submit">{say('address.send')}</button>
          </p>
        </Form>
      ) : (
        <SignInAgain page={page} then="/me/address" />
      )}
    </Layout>
  )
}

/** The same words for every address, taken or not. */
export function AddressAsked({ page, email, minutes }: { page: Page; email: string; minutes: number }) {
  const { say } = page
  return (
    <Layout page={page} title={say('sign-in-asked.title')} index={false}>
      <h1>{say('sign-in-asked.title')}</h1>
      <p class="lead">{say('address.asked', { email: isolated(email), minutes })}</p>
      <p class="actions">
        <a class="button quiet" href={href(page, '/me')}>
          {say('account.title')}
        </a>
      </p>
    </Layout>
  )
}

type LinkProps = { readonly page: Page; readonly token: string; readonly masked: string; readonly problem: Problem | undefined }

/** A button, because programs that check mail follow links. */
export function AddressLinkOpened({ page, token, masked, problem }: LinkProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('address.title')} index={false}>
      <h1>{say('address.title')}</h1>
      {problem === undefined ? (
        <>
          <p class="lead">{say('address-link.lead', { email: isolated(masked) })}</p>
          <Form page={page} action={href(page, `/me/address/${token}`)}>
            <p class="actions">
              <button type="submit">{say('address-link.use')}</button>
            </p>
          </Form>
        </>
      ) : (
        <>
          <p class="lead" role="alert">
            {problem.sentence}
          </p>
          <p class="actions">
            <a class="button" href={href(page, '/me/address')}>
              {say('address.title')}
            </a>
          </p>
        </>
      )}
    </Layout>
  )
}
