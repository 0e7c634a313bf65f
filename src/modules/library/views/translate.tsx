import { Form, languageOptions, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Whole } from '../queries/shapes.ts'
import { fieldsOf, LONGEST, mostOf, nameOf } from '../rules.ts'
import { Crumb, type Values } from './pieces.tsx'

type Props = { readonly page: Page; readonly entry: Whole; readonly values: Values; readonly problem?: Problem | undefined }

/** Every part of the original above the field for it. */
export function TranslatePage({ page, entry, values, problem }: Props) {
  const { say } = page
  const original = (text: string) => (
    <InLanguage as="blockquote" language={entry.original}>
      {text}
    </InLanguage>
  )
  return (
    <Layout page={page} title={say('library.translate')} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} to={entry.path} label={entry.text.title} language={entry.original} />
      <h1>{say('library.translate')}</h1>
      <p class="lead">{say('library.translate.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={`${href(page, entry.path)}/translation`} draft={`${entry.path}/translation`}>
        <input type="hidden" name="follows" value={String(entry.version)} />
        <SelectField
          name="language"
          label={say('library.translate.into')}
          value={values['language']}
          options={languageOptions(page, [...page.locales, 'es', 'pt', 'de', 'it', 'tr', 'wo', 'ff']).filter(
            ({ value }) => value !== entry.original,
          )}
          problem={problem}
        />
        {original(entry.text.title)}
        <TextField name="title" label={say('library.word.title')} value={values['title']} most={LONGEST.title} required problem={problem} />
        {original(entry.text.summary)}
        <TextArea
          name="summary"
          label={say('library.word.summary')}
          value={values['summary']}
          most={LONGEST.summary}
          required
          problem={problem}
        />
        {fieldsOf(entry.kind).map((field) => {
          const text = entry.text.words[field.key]
          if (text === undefined) return null
          const name = `words.${field.key}`
          const given = {
            ...{ name, label: say(`library.word.${nameOf(field.key)}`), value: values[name] },
            ...{ most: mostOf(field), required: true, problem },
          }
          return (
            <>
              {original(text)}
              {field.form === 'line' ? <TextField {...given} /> : <TextArea {...given} rows={field.form === 'text' ? 8 : 4} />}
            </>
          )
        })}
        <RadioField
          name="translator"
          label={say('library.translator')}
          value={values['translator'] ?? 'person'}
          options={(['person', 'machine'] as const).map((value) => ({ value, label: say(`library.translator.${value}`) }))}
          problem={problem}
        />
        <TextField
          name="translatorName"
          label={say('library.translator-name')}
          hint={say('library.translator-name.hint')}
          value={values['translatorName']}
          most={160}
          problem={problem}
        />
        <button>{say('library.save')}</button>
      </Form>
    </Layout>
  )
}
