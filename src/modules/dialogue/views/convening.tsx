import type { Child } from 'hono/jsx'
import { countryName, countryOptions } from '../../../web/countries.ts'
import {
  Checkbox,
  CheckboxField,
  Form,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PARTICIPATIONS } from '../rules.ts'

export type DialogueValues = {
  readonly bodyId: string
  readonly language: string
  readonly title: string
  readonly summary: string
  readonly background: string
  readonly questions: string
  readonly seeds: string
  readonly languages: readonly string[]
  readonly opensAt: string
  readonly closesAt: string
  readonly answerBy: string
  readonly participation: string
  readonly publication: string
  readonly mayAdd: boolean
  readonly moderation: string
  /** The code of a country, or empty. */
  readonly peopleFrom: string
  readonly rules: readonly string[]
  /** Id of a session, or empty. */
  readonly session: string
}

export type DialogueFormProps = {
  readonly page: Page
  readonly values: DialogueValues
  readonly bodies: readonly { readonly id: string; readonly name: string }[]
  /** Of the editions that the bodies host. */
  readonly sessions: readonly { readonly id: string; readonly title: string; readonly number: number }[]
  readonly languages: readonly string[]
  readonly rules: readonly string[]
  readonly action: string
  readonly problem: Problem | undefined
  readonly fresh: boolean
}

export function DialogueForm(props: DialogueFormProps) {
  const { page, values, problem, action, fresh } = props
  const { say } = page
  const title = say(fresh ? 'convene.new' : 'desk.edit')
  return (
    <Layout page={page} title={title} index={false}>
      <h1>{title}</h1>
      <p class="lead">{say('convene.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={action}>
        <Words {...props} />
        <h2>{say('convene.statements')}</h2>
        <TextArea
          name="seeds"
          label={say('convene.seeds')}
          hint={say('convene.seeds.hint')}
          value={values.seeds}
          problem={problem}
          rows={8}
        />
        <Checkbox name="mayAdd" label={say('convene.may-add')} checked={values.mayAdd} />
        <RadioField
          name="moderation"
          label={say('convene.moderation')}
          value={values.moderation}
          options={(['before', 'after'] as const).map((value) => ({ value, label: say(`convene.moderation.${value}`) }))}
          problem={problem}
        />
        <CheckboxField
          name="rules"
          label={say('convene.rules')}
          hint={say('convene.rules.hint')}
          chosen={values.rules}
          options={props.rules.map((value) => ({ value, label: say(`rule.${value}`) }))}
          problem={problem}
        />
        <When {...props} />
        <button>{say(fresh ? 'convene.save' : 'convene.save-changes')}</button>
      </Form>
    </Layout>
  )
}

function Words({ page, values, bodies, sessions, languages, problem, fresh }: DialogueFormProps) {
  const { say } = page
  const options: Option[] = languages.map((value) => ({ value, label: say.language(value) }))
  return (
    <>
      {fresh ? (
        <SelectField
          name="bodyId"
          label={say('convene.body')}
          value={values.bodyId}
          options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
          problem={problem}
        />
      ) : null}
      {sessions.length === 0 ? null : (
        <SelectField
          name="session"
          label={say('convene.session')}
          hint={say('convene.session.hint')}
          value={values.session}
          options={[
            { value: '', label: say('convene.session.none') },
            ...sessions.map(({ id, title, number }) => ({ value: id, label: `${number}. ${title}` })),
          ]}
          problem={problem}
        />
      )}
      <SelectField
        name="language"
        label={say('convene.language')}
        hint={say('convene.language.hint')}
        value={values.language}
        options={options}
        problem={problem}
      />
      <TextFields page={page} values={values} problem={problem} />
      <CheckboxField name="languages" label={say('convene.languages')} chosen={values.languages} options={options} problem={problem} />
      <PeopleFrom page={page} chosen={values.peopleFrom} problem={problem} />
    </>
  )
}

/** A code that stands in no list (the demonstration's republic) is offered where it was chosen, so that saving does not lose it. */
function PeopleFrom({ page, chosen, problem }: { page: Page; chosen: string; problem: Problem | undefined }) {
  const { say } = page
  const listed = countryOptions(say)
  const more =
    chosen === '' || listed.some(({ value }) => value === chosen) ? [] : [{ value: chosen, label: countryName(say.locale, chosen) }]
  return (
    <SelectField
      name="peopleFrom"
      label={say('convene.people-from')}
      hint={say('convene.people-from.hint')}
      value={chosen}
      options={[{ value: '', label: say('convene.people-from.none') }, ...more, ...listed]}
      problem={problem}
    />
  )
}

type TextValues = { readonly title: string; readonly summary: string; readonly background: string; readonly questions: string }

/** What is written once in each language: by the convener first, then by who translates it. */
function TextFields({ page, values, problem }: { page: Page; values: TextValues; problem: Problem | undefined }) {
  const { say } = page
  const { title, summary, background, questions } = values
  return (
    <>
      <TextField
        name="title"
        label={say('convene.title')}
        hint={say('convene.title.hint')}
        value={title}
        most={160}
        problem={problem}
        required
      />
      <TextArea
        name="summary"
        label={say('convene.summary')}
        hint={say('convene.summary.hint')}
        value={summary}
        most={400}
        rows={2}
        problem={problem}
        required
      />
      <TextArea
        name="background"
        label={say('dialogue.background')}
        hint={say('convene.background.hint')}
        value={background}
        rows={8}
        problem={problem}
      />
      <TextArea
        name="questions"
        label={say('dialogue.questions')}
        hint={say('convene.questions.hint')}
        value={questions}
        rows={6}
        problem={problem}
      />
    </>
  )
}

function When({ page, values, problem }: DialogueFormProps) {
  const { say } = page
  return (
    <>
      <h2>{say('convene.when')}</h2>
      <p class="hint">{say('convene.zone', { zone: page.homeZone })}</p>
      {(['opensAt', 'closesAt', 'answerBy'] as const).map((name) => (
        <TextField name={name} label={say(`convene.${name}`)} type="datetime-local" value={values[name]} problem={problem} required />
      ))}
      <RadioField
        name="participation"
        label={say('dialogue.who')}
        value={values.participation}
        options={PARTICIPATIONS.map((value) => ({
          value,
          label: say(`dialogue.who.${value}`),
          ...(value === 'members' ? { hint: say('convene.members-sealed') } : value === 'hidden' ? { hint: say('convene.hidden') } : {}),
        }))}
        problem={problem}
      />
      <RadioField
        name="publication"
        label={say('dialogue.published')}
        value={values.publication}
        options={(['votes', 'aggregates'] as const).map((value) => ({
          value,
          label: say(`dialogue.published.${value}`),
          hint: say(`convene.publication.${value}`),
        }))}
        problem={problem}
      />
    </>
  )
}

type TextsProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly problem: Problem | undefined
  readonly languages: readonly string[]
}

export type TranslationProps = TextsProps & {
  readonly values: {
    readonly language: string
    readonly title: string
    readonly summary: string
    readonly background: string
    readonly questions: string
  }
  /** The original beside the fields. */
  readonly original: {
    readonly title: string
    readonly summary: string
    readonly background: string
    readonly questions: string
    readonly language: string
  }
}

export function TranslationForm({ page, slug, title, problem, languages, values, original }: TranslationProps) {
  const { say } = page
  return (
    <Framed page={page} slug={slug} title={title} heading={say('desk.translate')}>
      <ProblemNote page={page} problem={problem} />
      <details>
        <summary>{say('convene.original', { language: say.language(original.language) })}</summary>
        <InLanguage as="div" language={original.language}>
          <p>
            <strong>{original.title}</strong>
          </p>
          <p>{original.summary}</p>
          <pre class="prose">{original.background}</pre>
          <pre class="prose">{original.questions}</pre>
        </InLanguage>
      </details>
      <Form page={page} action={href(page, `/dialogues/${slug}/translation`)}>
        <SelectField
          name="language"
          label={say('convene.into')}
          value={values.language}
          options={languages.map((value) => ({ value, label: say.language(value) }))}
          problem={problem}
        />
        <TextFields page={page} values={values} problem={problem} />
        <button>{say('convene.save-changes')}</button>
      </Form>
    </Framed>
  )
}

export type AnswerFormProps = TextsProps & { readonly values: { readonly language: string; readonly text: string } }

export function AnswerForm({ page, slug, title, problem, languages, values }: AnswerFormProps) {
  const { say } = page
  return (
    <Framed page={page} slug={slug} title={title} heading={say('desk.answer')}>
      <p>{say('answer.how')}</p>
      <p>
        <a href={href(page, `/dialogues/${slug}/result`)}>{say('dialogue.result')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `/dialogues/${slug}/answer`)}>
        <SelectField
          name="language"
          label={say('convene.language')}
          value={values.language}
          options={languages.map((value) => ({ value, label: say.language(value) }))}
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('answer.text')}
          hint={say('convene.background.hint')}
          value={values.text}
          rows={12}
          problem={problem}
          required
        />
        <button>{say('answer.do')}</button>
      </Form>
    </Framed>
  )
}

function Framed({
  page,
  slug,
  title,
  heading,
  children,
}: Pick<TextsProps, 'page' | 'slug' | 'title'> & { heading: string; children?: Child }) {
  return (
    <Layout page={page} title={heading} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{heading}</h1>
      {children}
    </Layout>
  )
}
