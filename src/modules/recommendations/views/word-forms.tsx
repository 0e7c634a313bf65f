import type { Child } from 'hono/jsx'
import { Form, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { MyPart } from '../queries/my-part.ts'
import type { Wording } from '../queries/wordings.ts'
import { FormPage, type Framed } from './plan-form.tsx'

/** Every field of a form by its name, as it was written. */
export type Values = Readonly<Record<string, string>>

export type WordFormProps = Omit<Framed, 'children'> & {
  readonly action: string
  readonly values: Values
  readonly languages: readonly string[]
}

type FieldsProps = { readonly page: Page; readonly values: Values; readonly problem: Problem | undefined }

export function LanguageField({ page: { say }, values, problem, languages }: FieldsProps & { languages: readonly string[] }) {
  return (
    <SelectField
      name="language"
      label={say('recommendation.field.language')}
      value={values['language']}
      options={languages.map((value) => ({ value, label: say.language(value) }))}
      problem={problem}
    />
  )
}

/** As who: themselves in one of three ways, if they attend, or a body of theirs. */
function SignatureFields({ page, values, problem, mine }: FieldsProps & { mine: Pick<MyPart, 'attends' | 'bodies'> }) {
  const { say } = page
  const own = mine.attends
    ? [
        { value: 'not-attributed', label: say('recommendation.sign.not-attributed'), hint: say('recommendation.sign.not-attributed.hint') },
        { value: 'pseudonymous', label: say('recommendation.sign.pseudonymous'), hint: say('recommendation.sign.pseudonymous.hint') },
        {
          value: 'named',
          label: say('recommendation.sign.named', { name: page.personName ?? '' }),
          hint: say('recommendation.sign.named.hint'),
        },
      ]
    : []
  const bodies = mine.bodies.map(({ id, name }) => ({ value: `body ${id}`, label: say('recommendation.sign.body', { name }) }))
  const options = [...own, ...bodies]
  return (
    <>
      <RadioField
        name="as"
        label={say('recommendation.sign')}
        value={values['as'] || options[0]?.value}
        options={options}
        problem={problem}
      />
      {mine.attends ? (
        <TextField name="label" label={say('recommendation.sign.label')} value={values['label']} most={60} problem={problem} />
      ) : null}
    </>
  )
}

type Spoken = WordFormProps & { readonly mine: Pick<MyPart, 'attends' | 'bodies'> }

export function StancePage({ action, values, languages, mine, ...framed }: Spoken) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.stance.lead')}</p>
      <Form page={page} action={href(page, action)}>
        <RadioField
          name="stance"
          label={say('recommendation.stance')}
          value={values['stance'] || 'support'}
          options={(['support', 'objection'] as const).map((value) => ({ value, label: say('recommendation.stance.do', { sort: value }) }))}
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('recommendation.field.reason')}
          hint={say('recommendation.stance.hint')}
          value={values['text']}
          problem={problem}
        />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <SignatureFields page={page} values={values} problem={problem} mine={mine} />
        <button>{say('recommendation.save')}</button>
      </Form>
    </FormPage>
  )
}

export function MinorityPage({ action, values, languages, mine, ...framed }: Spoken) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.minority.how')}</p>
      <Form page={page} action={href(page, action)}>
        <TextArea name="text" label={say('recommendation.minority.text')} value={values['text']} rows={8} problem={problem} required />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <SignatureFields page={page} values={values} problem={problem} mine={mine} />
        <button>{say('recommendation.save')}</button>
      </Form>
    </FormPage>
  )
}

export function AmendmentPage({ action, values, languages, mine, wording, ...framed }: Spoken & { readonly wording: Wording }) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.amend.lead', { language: say.language(wording.language) })}</p>
      <Form page={page} action={href(page, action)}>
        <input type="hidden" name="sending" value={values['sending']} />
        <TextFields page={page} values={values} problem={problem} language={wording.language} />
        <TextArea name="text" label={say('recommendation.amend.why')} value={values['text']} problem={problem} required />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <SignatureFields page={page} values={values} problem={problem} mine={mine} />
        <button>{say('recommendation.amend.do')}</button>
      </Form>
    </FormPage>
  )
}

/** The three texts of a recommendation, for an amendment and for whoever merges one. */
export function TextFields({ page: { say }, values, problem, language }: FieldsProps & { language: string }) {
  const common = { problem, lang: language }
  return (
    <>
      <TextField name="title" label={say('recommendation.field.title')} value={values['title']} most={240} required {...common} />
      <TextArea name="proposed" label={say('recommendation.field.text')} value={values['proposed']} rows={8} required {...common} />
      <TextArea name="call" label={say('recommendation.call')} value={values['call']} rows={2} {...common} />
    </>
  )
}

export function YouthPage({ action, values, languages, wording, ...framed }: WordFormProps & { readonly wording: Wording }) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.youth.lead')}</p>
      <InLanguage as="blockquote" language={wording.language}>
        {wording.text}
      </InLanguage>
      <Form page={page} action={href(page, action)}>
        <TextArea name="text" label={say('recommendation.youth.text')} value={values['text']} rows={8} problem={problem} required />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <button>{say('recommendation.save')}</button>
      </Form>
    </FormPage>
  )
}

/** So many parts a form offers; a program may give more. */
export const PARTS = 5

export function AnswerPage({
  action,
  values,
  languages,
  wording,
  outside,
  ...framed
}: WordFormProps & { readonly wording: Wording; readonly outside: boolean }) {
  const { page, problem } = framed
  const { say } = page
  const kinds = (['accepted', 'partly', 'refused'] as const).map((value) => ({
    value,
    label: say('recommendation.answer-kind', { answer: value }),
  }))
  return (
    <FormPage {...framed}>
      <p class="lead">{say(outside ? 'recommendation.answer.for-outside' : 'recommendation.answer.lead')}</p>
      <InLanguage as="blockquote" language={wording.language}>
        {[wording.text, wording.call].filter((part) => part !== '').join('\n')}
      </InLanguage>
      <Form page={page} action={href(page, action)}>
        <RadioField name="answer" label={say('recommendation.answer')} value={values['answer']} options={kinds} problem={problem} />
        <TextArea name="text" label={say('recommendation.field.reason')} value={values['text']} rows={8} problem={problem} required />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <details open={values['answer'] === 'partly'}>
          <summary>{say('recommendation.answer.parts')}</summary>
          <p class="hint">{say('recommendation.answer.parts.hint')}</p>
          {Array.from({ length: PARTS }, (_, index) => (
            <PartFields page={page} values={values} number={index + 1} />
          ))}
        </details>
        <button>{say('recommendation.answer.do')}</button>
      </Form>
    </FormPage>
  )
}

function PartFields({ page: { say }, values, number }: { page: Page; values: Values; number: number }): Child {
  return (
    <fieldset class="card">
      <legend>{say('recommendation.answer.part', { number })}</legend>
      <TextField name={`part-${number}`} label={say('recommendation.answer.part.what')} value={values[`part-${number}`]} most={600} />
      <SelectField
        name={`answer-${number}`}
        label={say('recommendation.answer')}
        value={values[`answer-${number}`] || 'accepted'}
        options={(['accepted', 'refused'] as const).map((value) => ({
          value,
          label: say('recommendation.answer-kind', { answer: value }),
        }))}
      />
      <TextArea name={`reason-${number}`} label={say('recommendation.field.reason')} value={values[`reason-${number}`]} rows={2} />
    </fieldset>
  )
}
