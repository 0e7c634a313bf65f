import type { Child } from 'hono/jsx'
import { Checkbox, CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'

export type FormProps<Values> = {
  readonly page: Page
  readonly title: string
  readonly back: { readonly path: string; readonly label: string }
  readonly action: string
  readonly values: Values
  readonly languages: readonly Option[]
  readonly problem?: Problem | undefined
}

export type SummitValues = {
  readonly bodyId: string
  readonly slug: string
  readonly language: string
  readonly name: string
  readonly summary: string
}

type FrameProps = Pick<FormProps<unknown>, 'page' | 'title' | 'back' | 'action' | 'problem'> & {
  /** What stands above the form. */
  readonly before?: Child
  readonly children?: Child
}

/** A page that is one form. */
export const FormFrame = ({ page, title, back, action, problem, before, children }: FrameProps) => (
  <Layout page={page} title={title} index={false}>
    <Crumb page={page} path={back.path}>
      {back.label}
    </Crumb>
    <h1>{title}</h1>
    {before}
    <ProblemNote page={page} problem={problem} />
    <Form page={page} action={href(page, action)}>
      {children}
    </Form>
  </Layout>
)

export function SummitForm({
  page,
  title,
  back,
  action,
  values,
  languages,
  problem,
  bodies,
}: FormProps<SummitValues> & { bodies: readonly Option[] }) {
  const { say } = page
  return (
    <FormFrame
      page={page}
      title={title}
      back={back}
      action={action}
      problem={problem}
      before={<p class="lead">{say('summit.new-lead')}</p>}
    >
      <SelectField name="bodyId" label={say('summit.body')} value={values.bodyId} options={bodies} problem={problem} />
      <LanguageField page={page} value={values.language} languages={languages} problem={problem} />
      <TextField name="name" label={say('summit.name')} value={values.name} most={160} problem={problem} required />
      <TextArea name="summary" label={say('summit.summary')} value={values.summary} most={2000} problem={problem} />
      <SlugField page={page} value={values.slug} problem={problem} />
      <p class="actions">
        <button>{say('gathering.keep-draft')}</button>
      </p>
    </FormFrame>
  )
}

type FieldProps = { page: Page; value: string; problem: Problem | undefined }

export const LanguageField = ({ page, value, languages, problem }: FieldProps & { languages: readonly Option[] }) => (
  <SelectField name="language" label={page.say('gathering.language')} value={value} options={languages} problem={problem} />
)

const SlugField = ({ page, value, problem }: FieldProps) => (
  <TextField
    name="slug"
    label={page.say('gathering.address')}
    hint={page.say('gathering.address-hint')}
    value={value}
    most={60}
    problem={problem}
    required
  />
)

export type EditionPlanValues = {
  readonly zone: string
  readonly startsOn: string
  readonly endsOn: string
  readonly daysKnown: boolean
  readonly languages: readonly string[]
}
export type EditionTextValues = {
  readonly language: string
  readonly name: string
  readonly theme: string
  readonly summary: string
  readonly practical: string
}
type NewEdition = EditionPlanValues & EditionTextValues & { readonly slug: string }

export function EditionForm({ page, title, back, action, values, languages, problem }: FormProps<NewEdition>) {
  const { say } = page
  return (
    <FormFrame
      page={page}
      title={title}
      back={back}
      action={action}
      problem={problem}
      before={<p class="lead">{say('edition.new-lead')}</p>}
    >
      <LanguageField page={page} value={values.language} languages={languages} problem={problem} />
      <EditionTextFields page={page} values={values} problem={problem} />
      <EditionPlanFields page={page} values={values} languages={languages} problem={problem} />
      <SlugField page={page} value={values.slug} problem={problem} />
      <p class="actions">
        <button>{say('gathering.keep-draft')}</button>
      </p>
    </FormFrame>
  )
}

function EditionTextFields({ page, values, problem }: { page: Page; values: EditionTextValues; problem: Problem | undefined }) {
  const { say } = page
  const lang = values.language
  return (
    <>
      <TextField name="name" label={say('edition.name')} value={values.name} most={160} lang={lang} problem={problem} required />
      <TextField name="theme" label={say('edition.theme')} value={values.theme} most={300} lang={lang} problem={problem} />
      <TextArea
        name="summary"
        label={say('edition.summary')}
        hint={say('gathering.markdown')}
        value={values.summary}
        most={4000}
        lang={lang}
        problem={problem}
      />
      <TextArea
        name="practical"
        label={say('edition.practical')}
        hint={say('edition.practical-hint')}
        value={values.practical}
        most={20_000}
        lang={lang}
        problem={problem}
      />
    </>
  )
}

export type PlanProps = { page: Page; values: EditionPlanValues; languages: readonly Option[]; problem: Problem | undefined }

function EditionPlanFields({ page, values, languages, problem }: PlanProps) {
  const { say } = page
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  return (
    <>
      <TextField name="startsOn" type="date" label={say('edition.starts-on')} value={values.startsOn} problem={problem} required />
      <TextField name="endsOn" type="date" label={say('edition.ends-on')} value={values.endsOn} problem={problem} required />
      <div class="field">
        <Checkbox name="daysOpen" label={say('edition.days-open-mark')} hint={say('edition.days-open-hint')} checked={!values.daysKnown} />
      </div>
      <SelectField
        name="zone"
        label={say('edition.zone')}
        hint={say('edition.zone-hint')}
        value={values.zone}
        options={zones}
        problem={problem}
      />
      <CheckboxField name="languages" label={say('edition.languages')} options={languages} chosen={values.languages} problem={problem} />
    </>
  )
}

export function EditionPlanForm({ page, title, back, action, values, languages, problem }: FormProps<EditionPlanValues>) {
  return (
    <FormFrame page={page} title={title} back={back} action={action} problem={problem}>
      <EditionPlanFields page={page} values={values} languages={languages} problem={problem} />
      <p class="actions">
        <button>{page.say('gathering.keep')}</button>
      </p>
    </FormFrame>
  )
}

/** One language of the texts at a time; the tabs say which there are. */
type TextsProps<Values> = Omit<FormProps<Values>, 'languages'> & {
  readonly written: readonly string[]
  readonly languages: readonly Option[]
}

export function EditionTexts(props: TextsProps<EditionTextValues>) {
  const { page, title, back, action, values, problem } = props
  return (
    <FormFrame page={page} title={title} back={back} action={action} problem={problem} before={<Tabs {...props} />}>
      <input type="hidden" name="language" value={values.language} />
      <EditionTextFields page={page} values={values} problem={problem} />
      <p class="actions">
        <button>{page.say('gathering.keep')}</button>
      </p>
    </FormFrame>
  )
}

export function SummitTexts(props: TextsProps<Omit<SummitValues, 'bodyId' | 'slug'>>) {
  const { page, title, back, action, values, problem } = props
  const { say } = page
  return (
    <FormFrame page={page} title={title} back={back} action={action} problem={problem} before={<Tabs {...props} />}>
      <input type="hidden" name="language" value={values.language} />
      <TextField name="name" label={say('summit.name')} value={values.name} most={160} lang={values.language} problem={problem} required />
      <TextArea name="summary" label={say('summit.summary')} value={values.summary} most={2000} lang={values.language} problem={problem} />
      <p class="actions">
        <button>{say('gathering.keep')}</button>
      </p>
    </FormFrame>
  )
}

/** The languages in which there is something, the one at hand, and a way to others. */
export function Tabs({
  page,
  action,
  values,
  written,
  languages,
}: {
  page: Page
  action: string
  values: { readonly language: string }
  written: readonly string[]
  languages: readonly Option[]
}) {
  const { say } = page
  const there = [...new Set([...written, values.language])]
  return (
    <>
      <nav class="tabs" aria-label={say('gathering.texts')}>
        {there.map((language) => (
          <a href={href(page, `${action}?language=${language}`)} aria-current={language === values.language ? 'page' : undefined}>
            {say.language(language)}
          </a>
        ))}
      </nav>
      <form method="get" action={href(page, action)}>
        <SelectField
          name="language"
          id="other-language"
          label={say('gathering.another-language')}
          value={values.language}
          options={languages.filter(({ value }) => !there.includes(value) || value === values.language)}
        />
        <p class="actions">
          <button class="quiet">{say('gathering.write-in-it')}</button>
        </p>
      </form>
    </>
  )
}
