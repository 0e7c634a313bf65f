import { Checkbox, Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { KINDS } from '../tables.ts'

export type Written = { readonly language: string; readonly name: string; readonly summary: string }

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
}: {
  page: Page
  prefix: string
  written: Written
  problem?: Problem | undefined
  more?: readonly string[]
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
    </>
  )
}

type EditProps = {
  readonly page: Page
  readonly slug: string
  readonly texts: readonly Written[]
  readonly written: Written
  readonly problem?: Problem
}

export function EditBodyForm({ page, slug, texts, written, problem }: EditProps) {
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
        <TextFields page={page} prefix="" written={written} problem={problem} more={texts.map(({ language }) => language)} />
        <Confirmation page={page} problem={problem} />
        <p class="actions">
          <button type="submit">{say('body-form.keep')}</button>
          <a class="button quiet" href={href(page, path)}>
            {say('body-form.back')}
          </a>
        </p>
      </Form>
    </Layout>
  )
}
