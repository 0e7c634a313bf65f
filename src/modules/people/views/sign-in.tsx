import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type Asked = {
  readonly page: Page
  readonly email: string
  readonly minutes: number
  readonly byMail: boolean
  /** The mail server does not take letters at the moment. */
  readonly late: boolean
}

/** The same words for every address: who reads this page learns nothing of who has an account. */
export function LinkAsked({ page, email, minutes, byMail, late }: Asked) {
  const { say } = page
  return (
    <Layout page={page} title={say('sign-in-asked.title')} index={false}>
      <h1>{say('sign-in-asked.title')}</h1>
      <p class="lead">{say('sign-in-asked.what', { email: `\u2068${email}\u2069`, minutes })}</p>
      {late ? <p class="note">{say('sign-in.late')}</p> : null}
      {byMail ? <p>{say('sign-in-asked.nothing')}</p> : <p class="note">{say(page.demo ? 'sign-in.on-console' : 'sign-in.no-mail')}</p>}
      <p class="actions">
        <a class="button quiet" href={href(page, '/sign-in')}>
          {say('sign-in-asked.again')}
        </a>
      </p>
    </Layout>
  )
}

/** A button, because programs that check mail follow links, and a link works once. */
export function LinkOpened({ page, token, joining }: { page: Page; token: string; joining?: Child }) {
  const { say } = page
  return (
    <Layout page={page} title={say('sign-in-link.title')} index={false}>
      <h1>{say('sign-in-link.title')}</h1>
      <p class="lead">{say('sign-in-link.lead')}</p>
      <Form page={page} action={href(page, `/sign-in/${token}`)}>
        {joining}
        <p class="actions">
          <button type="submit">{say('sign-in-link.use')}</button>
        </p>
      </Form>
    </Layout>
  )
}

export function LinkSpent({ page, problem }: { page: Page; problem: Problem }) {
  const { say } = page
  return (
    <Layout page={page} title={say('sign-in-link.spent-title')} index={false}>
      <div role="alert">
        <h1>{say('sign-in-link.spent-title')}</h1>
        <p class="lead">{problem.sentence}</p>
      </div>
      <p class="actions">
        <a class="button" href={href(page, '/sign-in')}>
          {say('sign-in-link.ask-new')}
        </a>
      </p>
    </Layout>
  )
}
