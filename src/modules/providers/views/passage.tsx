import type { Child } from 'hono/jsx'
import { Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type OutProps = {
  readonly page: Page
  readonly name: string
  /** The provider's own address, with the question that it is asked. */
  readonly to: string
  readonly adding: boolean
}

/**
 * The last page before the provider. A form that was sent may lead nowhere else by the hub's policy (form-action), and who goes to another
 * site is told so: one press more.
 */
export function SetOutPage({ page, name, to, adding }: OutProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('provider.out-title', { name })} index={false}>
      <h1>{say('provider.out-title', { name })}</h1>
      <p class="lead">{say('provider.out-lead')}</p>
      <p>{say(adding ? 'provider.out-adding' : 'provider.out-what', { name })}</p>
      <p class="actions">
        <a class="button" href={to} rel="noreferrer">
          {say('provider.out-go', { host: new URL(to).host })}
        </a>
        <Back page={page} adding={adding} quiet />
      </p>
    </Layout>
  )
}

/** Somebody new, before there is an account: what everybody accepts who joins. */
export function JoinPage({ page, slug, joining, problem }: { page: Page; slug: string; joining: Child; problem: Problem | undefined }) {
  const { say } = page
  return (
    <Layout page={page} title={say('provider.join-title')} index={false}>
      <h1>{say('provider.join-title')}</h1>
      <p class="lead">{say('provider.join-lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `/sign-in/with/${slug}/arrival`)}>
        {joining}
        <p class="actions">
          <button type="submit">{say('provider.join')}</button>
        </p>
      </Form>
    </Layout>
  )
}

/** Why nobody was signed in, and the way back. */
export function NotSignedInPage({ page, problem, adding }: { page: Page; problem: Problem; adding: boolean }) {
  const { say } = page
  return (
    <Layout page={page} title={say(adding ? 'provider.not-added' : 'provider.not-signed-in')} index={false}>
      <div role="alert">
        <h1>{say(adding ? 'provider.not-added' : 'provider.not-signed-in')}</h1>
        <p class="lead">{problem.sentence}</p>
      </div>
      <p class="actions">
        <Back page={page} adding={adding} />
      </p>
    </Layout>
  )
}

function Back({ page, adding, quiet = false }: { page: Page; adding: boolean; quiet?: boolean }) {
  return (
    <a class={quiet ? 'button quiet' : 'button'} href={href(page, adding ? '/me/ways-in' : '/sign-in')}>
      {page.say(adding ? 'provider.back-to-ways' : 'provider.back-to-sign-in')}
    </a>
  )
}
