import { Checkbox, CheckboxField, Form, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { EditionCard } from '../../gatherings/index.ts'
import type { AskedQuestion, Plan } from '../queries/plan.ts'
import type { Own } from '../queries/own.ts'
import type { Told } from '../queries/shapes.ts'
import { ACCESS_NEEDS, DIETS, MODES, wordsOf } from '../rules.ts'
import type { Mode } from '../tables.ts'

export type RegistrationValues = {
  readonly mode: string
  readonly quiet: boolean
  readonly letter: boolean
  readonly told: Omit<Told, 'access' | 'diet'> & { readonly access: readonly string[]; readonly diet: readonly string[] }
}

type Props = {
  readonly page: Page
  readonly edition: EditionCard
  readonly plan: Plan
  readonly full: Readonly<Record<Mode, boolean>>
  readonly own: Own | null
  readonly questions: readonly AskedQuestion[]
  readonly values: RegistrationValues
  readonly action: string
  readonly problem?: Problem | undefined
}

export function RegistrationForm({ page, edition, plan, full, own, questions, values, action, problem }: Props) {
  const { say } = page
  const { told } = values
  const offered = MODES.filter((mode) => plan.places[mode] !== 0 || own?.mode === mode)
  return (
    <Form page={page} action={href(page, action)}>
      <RadioField
        name="mode"
        label={say('registration.which-mode')}
        options={offered.map((mode) => ({
          value: mode,
          label: say(`registration.mode.${mode}`),
          ...(full[mode] && own?.mode !== mode ? { hint: say('registration.would-wait') } : {}),
        }))}
        value={values.mode}
        problem={problem}
      />
      <TextField
        name="badge"
        label={say('registration.badge')}
        hint={say('registration.badge-hint')}
        value={told.badge}
        most={60}
        problem={problem}
      />
      <Checkbox name="quiet" label={say('registration.quiet')} hint={say('registration.quiet-hint')} checked={values.quiet} />
      <Questions page={page} questions={questions} answers={told.answers} problem={problem} />
      <p class="note">{say('registration.sealed')}</p>
      <CheckboxField
        name="access"
        label={say('registration.access')}
        options={ACCESS_NEEDS.map((value) => ({ value, label: say(`registration.access.${value}`) }))}
        chosen={told.access}
        problem={problem}
      />
      <CheckboxField
        name="languages"
        label={say('registration.languages')}
        options={edition.languages.map((value) => ({ value, label: say.language(value) }))}
        chosen={told.languages}
        problem={problem}
      />
      <CheckboxField
        name="diet"
        label={say('registration.diet')}
        options={DIETS.map((value) => ({ value, label: say(`registration.diet.${value}`) }))}
        chosen={told.diet}
        problem={problem}
      />
      <TextArea
        name="note"
        label={say('registration.note')}
        hint={say('registration.note-hint')}
        value={told.note}
        rows={3}
        most={1000}
        problem={problem}
      />
      <Checkbox name="letter" label={say('registration.letter')} hint={say('registration.letter-hint')} checked={values.letter} />
      <p class="actions">
        <button>{say(own === null ? 'registration.do' : 'registration.keep')}</button>
      </p>
    </Form>
  )
}

type QuestionsProps = {
  readonly page: Page
  readonly questions: readonly AskedQuestion[]
  readonly answers: Readonly<Record<string, string>>
  readonly problem: Problem | undefined
}

function Questions({ page, questions, answers, problem }: QuestionsProps) {
  const { say } = page
  return (
    <>
      {questions.map((question) => {
        const { text, choices } = wordsOf(question, say.locale)
        const name = `answer-${question.id}`
        const label = question.required ? text : say('registration.optional', { question: text })
        const value = answers[question.id] ?? ''
        if (question.sort === 'text')
          return <TextField name={name} label={label} value={value} most={1000} required={question.required} problem={problem} />
        const options =
          question.sort === 'yes-no'
            ? (['yes', 'no'] as const).map((one) => ({ value: one as string, label: say(`registration.${one}`) }))
            : choices.map((choice, at) => ({ value: String(at), label: choice }))
        const none = question.required ? [] : [{ value: '', label: say('registration.no-answer') }]
        return <RadioField name={name} label={label} options={[...options, ...none]} value={value} problem={problem} />
      })}
    </>
  )
}
