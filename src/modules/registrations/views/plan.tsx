import { Checkbox, Form, ProblemNote, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { EditionCard } from '../../gatherings/index.ts'
import type { AskedQuestion } from '../queries/plan.ts'
import { QUESTION_SORTS, wordsOf } from '../rules.ts'
import { Crumb, DeedButton, isolated, Link } from './pieces.tsx'

export type PlanValues = {
  readonly opensAt: string
  readonly closesAt: string
  readonly inPersonPlaces: string
  readonly onlinePlaces: string
  readonly byApproval: boolean
  readonly namesAtDoor: boolean
}

type PlanProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly values: PlanValues
  readonly problem?: Problem | undefined
}

export function PlanPage({ page, edition, values, problem }: PlanProps) {
  const { say } = page
  const at = `${edition.path}/registration`
  return (
    <Layout page={page} title={say('registration.plan')} index={false}>
      <Crumb page={page} edition={edition} />
      <h1>{say('registration.plan')}</h1>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${at}/plan`)}>
        <TextField
          name="opensAt"
          type="datetime-local"
          label={say('registration.opens')}
          hint={say('plan.clock', { zone: edition.zone })}
          value={values.opensAt}
          problem={problem}
          required
        />
        <TextField
          name="closesAt"
          type="datetime-local"
          label={say('registration.closes')}
          value={values.closesAt}
          problem={problem}
          required
        />
        <TextField
          name="inPersonPlaces"
          type="number"
          min={0}
          label={say('plan.in-person')}
          hint={say('plan.places-hint')}
          value={values.inPersonPlaces}
          problem={problem}
        />
        <TextField
          name="onlinePlaces"
          type="number"
          min={0}
          label={say('plan.online')}
          hint={say('plan.places-hint')}
          value={values.onlinePlaces}
          problem={problem}
        />
        <Checkbox name="byApproval" label={say('plan.by-approval')} hint={say('plan.by-approval-hint')} checked={values.byApproval} />
        <Checkbox name="namesAtDoor" label={say('plan.names-at-door')} hint={say('plan.names-hint')} checked={values.namesAtDoor} />
        <p class="actions">
          <button>{say('plan.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

export type QuestionValues = {
  readonly sort: string
  readonly required: boolean
  readonly texts: readonly { readonly language: string; readonly text: string; readonly choices: string }[]
}

type QuestionsProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly questions: readonly AskedQuestion[]
  readonly values: QuestionValues
  readonly problem?: Problem | undefined
}

export function QuestionsPage({ page, edition, questions, values, problem }: QuestionsProps) {
  const { say } = page
  const at = `${edition.path}/registration`
  return (
    <Layout page={page} title={say('registration.questions')} index={false}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={`${at}/desk`}>
            {say('registration.desk')}
          </Link>
        }
      />
      <h1>{say('registration.questions')}</h1>
      <p class="lead">{say('questions.lead')}</p>
      {questions.length === 0 ? <p class="empty">{say('questions.none')}</p> : null}
      <ul class="rows">
        {questions.map((question) => {
          const { text, language } = wordsOf(question, say.locale)
          return (
            <li>
              <p>
                <InLanguage language={language}>{text}</InLanguage>
              </p>
              <p class="status">
                {say(`questions.sort.${question.sort}`)} · {say(question.required ? 'questions.required' : 'questions.optional')}
              </p>
              <DeedButton
                page={page}
                action={`${at}/questions/removal`}
                fields={{ question: question.id }}
                label={say('questions.remove')}
                aloud={isolated(text)}
                look="plain"
              />
            </li>
          )
        })}
      </ul>
      <section>
        <h2>{say('questions.add')}</h2>
        <div class="note">
          <p>
            <strong>{say('questions.never')}</strong>
          </p>
          <ul>
            {(['papers', 'status', 'birth', 'health', 'belief', 'home'] as const).map((one) => (
              <li>{say(`questions.never.${one}`)}</li>
            ))}
          </ul>
        </div>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, `${at}/questions`)}>
          <RadioField
            name="sort"
            label={say('questions.sort')}
            options={QUESTION_SORTS.map((value) => ({ value, label: say(`questions.sort.${value}`) }))}
            value={values.sort}
            problem={problem}
          />
          <Checkbox name="required" label={say('questions.has-to')} checked={values.required} />
          {values.texts.map((text) => (
            <>
              <TextField
                name={`text-${text.language}`}
                label={say('questions.text', { language: say.language(text.language) })}
                value={text.text}
                most={300}
                lang={text.language}
                problem={problem}
              />
              <TextArea
                name={`choices-${text.language}`}
                label={say('questions.choices', { language: say.language(text.language) })}
                hint={say('questions.choices-hint')}
                value={text.choices}
                rows={3}
                lang={text.language}
                problem={problem}
              />
            </>
          ))}
          <p class="actions">
            <button>{say('questions.add-do')}</button>
          </p>
        </Form>
      </section>
    </Layout>
  )
}
