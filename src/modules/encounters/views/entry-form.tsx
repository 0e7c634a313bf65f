import { Checkbox, CheckboxField, Form, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { Told } from '../rules.ts'
import type { Place, Question } from './pieces.tsx'

/** As it was typed, or as it stands. */
export type EntryValues = Record<'words' | 'seeks' | 'offers', string> & {
  readonly questions: readonly string[]
  readonly languages: readonly string[]
  readonly notToStates: boolean
}

export const EMPTY: EntryValues = { words: '', seeks: '', offers: '', questions: [], languages: [], notToStates: false }

export const valuesOf = ({ told, notToStates }: { readonly told: Told; readonly notToStates: boolean }): EntryValues => ({
  ...{ words: told.words.join(', '), seeks: told.seeks.join(', '), offers: told.offers.join(', ') },
  ...{ questions: told.questions.map(String), languages: told.languages, notToStates },
})

type EntryProps = {
  readonly page: Page
  readonly session: Place
  readonly questions: readonly Question[]
  readonly values: EntryValues
  readonly listed: boolean
  readonly problem: Problem | undefined
}

/** What one says of oneself for this session, all of it at will. */
export function EntryForm({ page, session, questions, values, listed, problem }: EntryProps) {
  const { say } = page
  const tongues = [...new Set([...session.languages, ...page.locales, ...values.languages])]
  return (
    <Form page={page} action={href(page, `${session.path}/people/entry`)}>
      {questions.length === 0 ? null : (
        <CheckboxField
          name="questions"
          label={say('encounters.entry.questions')}
          options={questions.map(({ number, text, language }) => ({
            ...{ value: String(number), label: `${say.number(number)}. ${text}`, lang: language },
          }))}
          chosen={values.questions}
          problem={problem}
        />
      )}
      {(['words', 'seeks', 'offers'] as const).map((name) => (
        <TextField
          name={name}
          label={say(`encounters.entry.${name}`)}
          hint={name === 'words' ? say('encounters.entry.words.hint') : undefined}
          value={values[name]}
          most={400}
          problem={problem}
        />
      ))}
      <CheckboxField
        name="languages"
        label={say('encounters.entry.languages')}
        options={tongues.map((value) => ({ value, label: say.language(value) }))}
        chosen={values.languages}
        problem={problem}
      />
      <Checkbox
        name="notToStates"
        label={say('encounters.entry.not-to-states')}
        hint={say('encounters.entry.not-to-states.hint')}
        checked={values.notToStates}
      />
      <button>{say(listed ? 'encounters.entry.change' : 'encounters.entry.enter')}</button>
    </Form>
  )
}
