import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type Props = { readonly page: Page; readonly name: string; readonly then: string | undefined; readonly problem?: Problem }

export function NameForm({ page, name, then, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('person.name-title')} index={false}>
      <h1>{say('person.name-title')}</h1>
      <p class="lead">{say('person.name-lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/me/name')}>
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
        {then === undefined ? null : <input type="hidden" name="then" value={then} />}
        <p class="actions">
          <button type="submit">{say('person.name-keep')}</button>
          <a class="button quiet" href={href(page, then ?? '/me')}>
            {say('person.name-later')}
          </a>
        </p>
      </Form>
    </Layout>
  )
}
