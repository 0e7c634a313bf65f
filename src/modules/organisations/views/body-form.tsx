import { countryOptions } from '../../../web/countries.ts'
import { Checkbox, CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { focusOf } from '../rules.ts'
import { KINDS, type BodyKind } from '../tables.ts'

export type Written = {
  readonly language: string
  readonly name: string
  readonly summary: string
  readonly focus: string
  readonly expectations: string
}

/** As it stands in the form. */
export type FactsWritten = {
  readonly founded: string
  readonly countries: readonly string[]
  readonly languages: readonly string[]
  readonly web: string
  readonly contact: string
}

/** What people write here in; the hub's own languages come first. */
const WRITTEN = [
  'am',
  'bn',
  'de',
  'es',
  'fa',
  'ff',
  'ga',
  'ha',
  'hi',
  'ht',
  'ig',
  'it',
  'kab',
  'ln',
  'mg',
  'pa',
  'pl',
  'ps',
  'pt',
  'ro',
  'ru',
  'so',
  'sw',
  'ta',
  'ti',
  'tl',
  'tr',
  'uk',
  'ur',
  'vi',
  'wo',
  'yo',
  'zh',
]

export function languageOptions({ say, locales }: Page, more: readonly string[] = []): readonly Option[] {
  const first = [...new Set([say.locale, ...locales, ...more])]
  const rest = WRITTEN.filter((code) => !first.includes(code))
  const named = (code: string): Option => ({ value: code, label: say.language(code) })
  const { compare } = new Intl.Collator(say.locale)
  return [...first.map(named), ...rest.map(named).toSorted((a, b) => compare(a.label, b.label))]
}

type NewProps = { readonly page: Page; readonly kind: string; readonly slug: string; readonly written: Written; readonly problem?: Problem }

export function NewBodyForm({ page, kind, slug, written, problem }: NewProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('body-form.new-title')} index={false}>
      <h1>{say('body-form.new-title')}</h1>
      <p class="lead">{say('body-form.new-lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/bodies')}>
        <SelectField
          name="kind"
          label={say('body-form.kind')}
          value={kind}
          options={KINDS.map((one) => ({ value: one, label: say(`body-kind.${one}`) }))}
          problem={problem}
        />
        <TextFields page={page} prefix="texts.0." written={written} problem={problem} />
        <TextField name="slug" label={say('body-form.slug')} hint={say('body-form.slug-hint')} value={slug} most={60} problem={problem} />
        <Confirmation page={page} problem={problem} />
        <p class="actions">
          <button type="submit">{say('body-form.create')}</button>
        </p>
      </Form>
    </Layout>
  )
}

/** Only where whoever runs the hub was told that the name looks like a verified body's. */
function Confirmation({ page, problem }: { page: Page; problem: Problem | undefined }) {
  return problem?.code === 'body.looks-like' ? <Checkbox name="confirmed" label={page.say('body-form.confirmed')} checked={false} /> : null
}

/** `prefix`: where the schema of the deed has these fields, so that its faults find them. */
function TextFields({
  page,
  prefix,
  written,
  problem,
  more = [],
  kind = null,
}: {
  page: Page
  prefix: string
  written: Written
  problem?: Problem | undefined
  more?: readonly string[]
  /** Null: the kind is not settled yet, so nothing is asked that belongs to one. */
  kind?: BodyKind | null
}) {
  const { say } = page
  return (
    <>
      <SelectField
        name={`${prefix}language`}
        label={say('body-form.language')}
        value={written.language}
        options={languageOptions(page, more)}
        problem={problem}
      />
      <TextField name={`${prefix}name`} label={say('body-form.name')} value={written.name} most={120} problem={problem} required />
      <TextArea
        name={`${prefix}summary`}
        label={say('body-form.summary')}
        hint={say('body-form.summary-hint')}
        value={written.summary}
        most={600}
        problem={problem}
        required
      />
      {kind === null ? null : <Beside page={page} kind={kind} written={written} problem={problem} />}
    </>
  )
}

function Beside({ page, kind, written, problem }: { page: Page; kind: BodyKind; written: Written; problem: Problem | undefined }) {
  const { say } = page
  const focus = focusOf(kind)
  return (
    <>
      {focus === null ? null : (
        <TextField name="focus" label={say(`body-focus.${focus}`)} value={written.focus} most={120} problem={problem} />
      )}
      <TextArea
        name="expectations"
        label={say('body.expectations')}
        hint={say('body-form.expectations-hint')}
        value={written.expectations}
        most={1000}
        problem={problem}
      />
    </>
  )
}

type EditProps = {
  readonly page: Page
  readonly slug: string
  readonly kind: BodyKind
  readonly texts: readonly Written[]
  readonly written: Written
  readonly problem?: Problem | undefined
  readonly facts: FactsWritten
  readonly factsProblem?: Problem | undefined
}

export function EditBodyForm({ page, slug, kind, texts, written, problem, facts, factsProblem }: EditProps) {
  const { say } = page
  const path = `/bodies/${encodeURIComponent(slug)}`
  return (
    <Layout page={page} title={say('body-form.edit-title')} index={false}>
      <h1>{say('body-form.edit-title')}</h1>
      <p class="lead">{say('body-form.edit-lead')}</p>
      <ul class="rows">
        {texts.map(({ language, name }) => (
          <li>
            <a
              href={href(page, `${path}/edit?language=${encodeURIComponent(language)}`)}
              aria-current={language === written.language ? 'true' : undefined}
            >
              {say.language(language)}
            </a>{' '}
            <InLanguage language={language}>{name}</InLanguage>
          </li>
        ))}
      </ul>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/edit`)}>
        <TextFields page={page} prefix="" written={written} problem={problem} more={texts.map(({ language }) => language)} kind={kind} />
        <Confirmation page={page} problem={problem} />
        <p class="actions">
          <button type="submit">{say('body-form.keep')}</button>
          <a class="button quiet" href={href(page, path)}>
            {say('body-form.back')}
          </a>
        </p>
      </Form>
      <FactsForm page={page} path={path} facts={facts} problem={factsProblem} />
    </Layout>
  )
}

type FactsProps = { readonly page: Page; readonly path: string; readonly facts: FactsWritten; readonly problem: Problem | undefined }

/** What is the same in every language. One country or language is added at a time; those that are there can be taken out. */
function FactsForm({ page, path, facts, problem }: FactsProps) {
  const { say } = page
  const nothing = { value: '', label: say('body-form.choose') }
  const countries = countryOptions(say)
  const languages = languageOptions(page, facts.languages)
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say('body-form.facts-title')}</h2>
      <p>{say('body-form.facts-lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/facts`)}>
        <TextField name="founded" type="number" label={say('body.founded')} value={facts.founded} min={1000} max={2100} problem={problem} />
        <Chosen name="countries" label={say('body.countries')} chosen={facts.countries} options={countries} problem={problem} />
        <SelectField
          name="country"
          label={say('body-form.add-country')}
          value=""
          options={[nothing, ...countries.filter(({ value }) => !facts.countries.includes(value))]}
        />
        <Chosen name="languages" label={say('body.languages')} chosen={facts.languages} options={languages} problem={problem} />
        <SelectField
          name="works-in"
          label={say('body-form.add-language')}
          value=""
          options={[nothing, ...languages.filter(({ value }) => !facts.languages.includes(value))]}
        />
        <TextField
          name="web"
          type="url"
          label={say('body.web')}
          hint={say('outside-account.url-hint')}
          value={facts.web}
          most={300}
          problem={problem}
        />
        <TextField
          name="contact"
          type="email"
          label={say('body.contact')}
          hint={say('body-form.contact-hint')}
          value={facts.contact}
          most={200}
          problem={problem}
        />
        <p class="actions">
          <button type="submit">{say('body-form.keep-facts')}</button>
        </p>
      </Form>
    </section>
  )
}

type ChosenProps = {
  readonly name: string
  readonly label: string
  readonly chosen: readonly string[]
  readonly options: readonly Option[]
  readonly problem: Problem | undefined
}

function Chosen({ name, label, chosen, options, problem }: ChosenProps) {
  const there = options.filter(({ value }) => chosen.includes(value))
  return there.length === 0 ? null : <CheckboxField name={name} label={label} options={there} chosen={chosen} problem={problem} />
}
