import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { NoteText } from '../queries/note.ts'
import type { SessionCard } from '../queries/sessions.ts'

/** As the fields of the form hold it: the questions one in each line. */
export type NoteValues = {
  readonly language: string
  readonly title: string
  readonly overview: string
  readonly context: string
  readonly scope: string
  readonly lead: string
  readonly questions: string
  readonly method: string
  readonly closing: string
  readonly host: string
}

type FormProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly values: NoteValues
  readonly languages: readonly Option[]
  readonly problem: Problem | undefined
}

export function NoteForm({ unplaced, ...props }: FormProps & { readonly unplaced: string }) {
  const { page, session, values, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('note.edit')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('note.edit')}</h1>
      <p class="lead">{say('note.edit.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${session.path}/note/edit`)}>
        <Language values={values} languages={props.languages} problem={problem} label={say('note.language')} />
        <Fields page={page} values={values} problem={problem} />
        {unplaced === '' ? null : (
          <TextArea
            name="unplaced"
            label={say('note.unplaced')}
            hint={say('note.unplaced.what')}
            value={unplaced}
            rows={4}
            problem={problem}
          />
        )}
        <button>{say('note.save')}</button>
      </Form>
    </Layout>
  )
}

export type TranslationFormProps = FormProps & {
  readonly original: NoteText
  readonly translator: string
  readonly translatorName: string
}

export function TranslationForm({ original, translator, translatorName, ...props }: TranslationFormProps) {
  const { page, session, values, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('note.translate')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('note.translate')}</h1>
      <ProblemNote page={page} problem={problem} />
      <details>
        <summary>{say('note.original', { language: say.language(original.language) })}</summary>
        <InLanguage as="div" language={original.language}>
          <p>
            <strong>{original.title}</strong>
          </p>
          {[original.overview, original.context, original.scope, original.lead].map((text) => (
            <pre class="prose">{text}</pre>
          ))}
          <ol>
            {original.questions.map((question) => (
              <li>{question}</li>
            ))}
          </ol>
          {[original.method, original.closing, original.host].map((text) => (
            <pre class="prose">{text}</pre>
          ))}
        </InLanguage>
      </details>
      <Form page={page} action={href(page, `${session.path}/note/translation`)}>
        <Language values={values} languages={props.languages} problem={problem} label={say('note.into')} />
        <Fields page={page} values={values} problem={problem} />
        <RadioField
          name="translator"
          label={say('note.translator')}
          value={translator}
          options={(['person', 'machine'] as const).map((value) => ({ value, label: say(`note.translator.${value}`) }))}
          problem={problem}
        />
        <TextField
          name="translatorName"
          label={say('note.translator-name')}
          hint={say('note.translator-name.hint')}
          value={translatorName}
          most={160}
          problem={problem}
        />
        <button>{say('note.save')}</button>
      </Form>
    </Layout>
  )
}

type LanguageProps = Pick<FormProps, 'values' | 'languages' | 'problem'> & { readonly label: string }

const Language = ({ values, languages, problem, label }: LanguageProps) => (
  <SelectField name="language" label={label} value={values.language} options={languages} problem={problem} />
)

const LONG = ['overview', 'context', 'scope'] as const

function Fields({ page, values, problem }: Pick<FormProps, 'page' | 'values' | 'problem'>) {
  const { say } = page
  const area = (name: keyof NoteValues & ('overview' | 'context' | 'scope' | 'method' | 'closing'), rows: number) => (
    <TextArea name={name} label={say(`note.part.${name}`)} value={values[name]} rows={rows} problem={problem} />
  )
  return (
    <>
      <p class="quiet">{say('note.markdown')}</p>
      <TextField name="title" label={say('note.part.title')} value={values.title} most={240} problem={problem} required />
      {LONG.map((name) => area(name, 6))}
      <TextField name="lead" label={say('note.part.lead')} value={values.lead} most={1000} problem={problem} />
      <TextArea
        name="questions"
        label={say('note.part.questions')}
        hint={say('note.questions.hint')}
        value={values.questions}
        rows={6}
        problem={problem}
      />
      {area('method', 6)}
      {area('closing', 3)}
      <TextArea name="host" label={say('note.part.host')} hint={say('note.host.hint')} value={values.host} rows={2} problem={problem} />
    </>
  )
}
