import { CheckboxField, Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Ordering } from '../queries/state.ts'
import type { Named } from '../queries/subjects.ts'
import { HIDDEN_FOR, LONGEST, MOST } from '../rules.ts'
import { Formula } from './feed.tsx'
import { called } from './item.tsx'

export type NewRecipeProps = {
  readonly page: Page
  /** What can be in it: open to everybody. */
  readonly named: Named
  readonly ordering: Ordering
  /** Made for this form, so that what is sent twice is one. */
  readonly sent: string
  readonly written: { readonly title: string; readonly language: string; readonly subjects: readonly string[] }
  readonly problem?: Problem | undefined
}

export function NewRecipePage({ page, named, ordering, sent, written, problem }: NewRecipeProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('recipe.new')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/feed')}>{say('following.title')}</a>
      </p>
      <h1>{say('recipe.new')}</h1>
      <p class="lead">{say('recipe.new.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {named.size === 0 ? (
        <p class="empty">{say('recipe.new.none')}</p>
      ) : (
        <Form page={page} action={href(page, '/feeds')}>
          <input type="hidden" name="sent" value={sent} />
          <TextField name="title" label={say('recipe.title')} value={written.title} most={LONGEST.title} problem={problem} required />
          <TextField name="language" label={say('recipe.language')} value={written.language} most={35} problem={problem} required />
          <CheckboxField
            name="subjects"
            label={say('recipe.subjects')}
            hint={say('recipe.subjects.hint', { most: MOST.recipe })}
            options={[...named].map(([key, found]) => ({
              value: key,
              label: `${called(found)} (${say(`follows.sort.${found.subject.sort}`)})`,
            }))}
            chosen={written.subjects}
            problem={problem}
          />
          <Formula page={page} ordering={ordering} />
          <details>
            <summary>{say('recipe.rules')}</summary>
            <ul>
              {HIDDEN_FOR.map((rule) => (
                <li>{say(`recipe-rule.${rule}`)}</li>
              ))}
            </ul>
          </details>
          <p class="actions">
            <button>{say('recipe.make')}</button>
          </p>
        </Form>
      )}
    </Layout>
  )
}
