import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

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
