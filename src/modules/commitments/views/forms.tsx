import type { Child } from 'hono/jsx'
import { CheckboxField, Form, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'

export type Values = Readonly<Record<string, string>>

/** A field of a form; its sentence in the books is `commitment.field.<label>`. */
export type Field = {
  readonly name: string
  readonly label: string
  readonly sort: 'text' | 'area' | 'date' | 'number' | 'url' | 'choice' | 'radio' | 'goals'
  readonly required?: boolean
  readonly options?: readonly Option[]
}

export type FormProps = {
  readonly page: Page
  readonly heading: string
  readonly lead: string
  readonly back: { readonly path: string; readonly text: string; readonly language: string }
  readonly action: string
  readonly fields: readonly Field[]
  readonly values: Values
  readonly problem: Problem | undefined
  readonly hidden?: Values
  readonly button: string
  readonly above?: Child
}

/** One form, one column, whatever the deed. */
export function FormPage({ page, heading, lead, back, action, fields, values, problem, hidden = {}, button, above }: FormProps) {
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={back.path}>
        <InLanguage language={back.language}>{back.text}</InLanguage>
      </Crumb>
      <h1>{heading}</h1>
      <p class="lead">{lead}</p>
      <ProblemNote page={page} problem={problem} />
      {above}
      <Form page={page} action={href(page, action)}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <FieldOf page={page} field={field} values={values} problem={problem} />
        ))}
        <button>{button}</button>
      </Form>
    </Layout>
  )
}

/** Where a field wants a sentence beside its name. */
const HINTED: ReadonlySet<string> = new Set([
  'owner',
  'link',
  'lead',
  'unit',
  'check-text',
  'text',
  'question-text',
  'answer-text',
  'cost',
  'failed',
  'whom',
  'adoption-text',
])

function FieldOf({ page: { say }, field, values, problem }: { page: Page; field: Field; values: Values; problem: Problem | undefined }) {
  const { name, label: key, sort, required = false, options = [] } = field
  const value = values[name] ?? ''
  const hint = HINTED.has(key) ? say(`commitment.hint.${key}`) : undefined
  const common = { name, label: say(`commitment.field.${key}`), value, hint, problem, required }
  if (sort === 'area') return <TextArea {...common} rows={5} most={4000} />
  if (sort === 'choice') return <SelectField {...common} options={options} />
  if (sort === 'radio') return <RadioField {...common} options={options} />
  if (sort === 'goals')
    return (
      <details open={value !== ''}>
        <summary>{common.label}</summary>
        <CheckboxField {...common} options={options} chosen={value.split(' ')} />
      </details>
    )
  // A number of a field of type number would be refused with a comma, which half of Europe types.
  return <TextField {...common} type={sort === 'number' ? 'text' : sort} />
}
