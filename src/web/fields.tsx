import type { Child } from 'hono/jsx'
import type { Problem } from './form.ts'
import { MOST } from './intake.ts'
import type { Page } from './page.ts'

/** Our own typed inputs: hono/jsx lets any misspelt attribute pass on plain ones. */
type FieldProps = {
  readonly name: string
  /** Where a page has several forms with a field of this name. */
  readonly id?: string
  /** A sentence of the books; what somebody wrote says in which language it is. */
  readonly label: Child
  readonly value?: string | undefined
  readonly hint?: string | undefined
  readonly problem?: Problem | undefined
  readonly required?: boolean
}

type FormProps = {
  readonly page: Page
  readonly action: string
  readonly class?: string
  readonly id?: string
  readonly label?: string
  /** It brings pictures, recordings or files along (`web/served.ts` reads them). More than the hub takes is refused in the browser (`keep-draft.js`). */
  readonly files?: boolean
  /** What is written stays on the device, under this name, until it was sent; the page brings `keep-draft.js`. */
  readonly draft?: string
  readonly children?: Child
}

/** Fields and boundaries come along with the files. */
const FILES_BYTES = MOST.uploadBytes - 2 ** 20

export function Form({ page, action, children, class: name, id, label, files = false, draft }: FormProps) {
  const { say } = page
  const form = (
    <form
      {...{ method: 'post', action, class: name, id, 'aria-label': label }}
      enctype={files ? 'multipart/form-data' : undefined}
      data-most={files ? String(FILES_BYTES) : undefined}
      data-too-large={files ? say('form.files-too-large', { megabytes: FILES_BYTES / 2 ** 20 }) : undefined}
    >
      <input type="hidden" name="_form" value={page.formSeal} />
      {children}
    </form>
  )
  if (draft === undefined) return form
  return (
    // Whoever else sits at this device, or acts under another name, does not find it.
    <keep-draft
      data-key={`${draft}/${page.actor.person ?? ''}`}
      data-kept={say('form.draft.kept')}
      data-found={say('form.draft.found')}
      data-again={say('form.draft.again')}
    >
      {form}
    </keep-draft>
  )
}

type NoteProps = {
  readonly page: Page
  readonly problem: Problem | undefined
  /** False: what was written is on purpose not in the form. */
  readonly kept?: boolean
}

/** Above a form that came back: what happened, what is kept. Each sentence leads to its field. */
export function ProblemNote({ page, problem, kept = true }: NoteProps) {
  if (problem === undefined) return null
  return (
    <div class="problem" role="alert" tabindex={-1} id="problem">
      <p>
        <strong>{problem.sentence}</strong>
        {kept ? ` ${page.say('form.kept')}` : null}
      </p>
      {problem.fields.size === 0 ? null : (
        <ul>
          {[...problem.fields].map(([field, sentence]) => (
            <li>
              <a href={`#field-${field}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Field({ name, id = name, label, hint, problem, required = false, children }: FieldProps & { children?: Child }) {
  const fault = problem?.fields.get(name)
  return (
    <div class={fault === undefined ? 'field' : 'field faulty'}>
      <label for={`field-${id}`}>
        {label}
        {required ? (
          <span class="required" aria-hidden="true">
            {'\u00a0'}*
          </span>
        ) : null}
      </label>
      {hint === undefined ? null : (
        <p class="hint" id={`hint-${id}`}>
          {hint}
        </p>
      )}
      {children}
      {fault === undefined ? null : (
        <p class="fault" id={`fault-${id}`}>
          {fault}
        </p>
      )}
    </div>
  )
}

const described = ({ name, id = name, hint, problem }: FieldProps): string | undefined =>
  [hint === undefined ? '' : `hint-${id}`, problem?.fields.has(name) === true ? `fault-${id}` : ''].filter((id) => id !== '').join(' ') ||
  undefined

const invalid = ({ name, problem }: FieldProps): 'true' | undefined => (problem?.fields.has(name) === true ? 'true' : undefined)

type TextType = 'text' | 'email' | 'url' | 'number' | 'date' | 'datetime-local' | 'search'

/** Words take the direction of what is written; addresses of mail and web are written from left to right on every page. */
const DIRECTION: Partial<Record<TextType, 'auto' | 'ltr'>> = { text: 'auto', search: 'auto', email: 'ltr', url: 'ltr' }

export function TextField(
  props: FieldProps & { type?: TextType; autocomplete?: string; most?: number; lang?: string; min?: number; max?: number },
) {
  const { name, value, type = 'text', autocomplete, most, required, lang, min, max } = props
  return (
    <Field {...props}>
      <input
        id={`field-${props.id ?? name}`}
        name={name}
        type={type}
        value={value ?? ''}
        autocomplete={autocomplete}
        maxlength={most}
        required={required}
        lang={lang}
        min={min}
        max={max}
        dir={DIRECTION[type]}
        aria-describedby={described(props)}
        aria-invalid={invalid(props)}
      />
    </Field>
  )
}

export function TextArea(props: FieldProps & { rows?: number; most?: number; lang?: string }) {
  const { name, value, rows = 4, most, required, lang } = props
  return (
    <Field {...props}>
      <textarea
        id={`field-${props.id ?? name}`}
        name={name}
        rows={rows}
        maxlength={most}
        required={required}
        lang={lang}
        dir="auto"
        aria-describedby={described(props)}
        aria-invalid={invalid(props)}
      >
        {value ?? ''}
      </textarea>
    </Field>
  )
}

/** A file of these sorts. What was chosen is not in a form that comes back: the page shows what was kept of it. */
export function FileField(props: Omit<FieldProps, 'value'> & { accept: string }) {
  const { name, accept } = props
  return (
    <Field {...props}>
      <input
        id={`field-${props.id ?? name}`}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={described(props)}
        aria-invalid={invalid(props)}
      />
    </Field>
  )
}

export type Option = { readonly value: string; readonly label: string; readonly lang?: string }

export function SelectField(props: FieldProps & { options: readonly Option[] }) {
  const { name, value, options, required } = props
  return (
    <Field {...props}>
      <select
        id={`field-${props.id ?? name}`}
        name={name}
        required={required}
        aria-describedby={described(props)}
        aria-invalid={invalid(props)}
      >
        {options.map((option) => (
          <option value={option.value} lang={option.lang} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Languages by their names: those that are named, then the hub's. What is of no known language, or not said yet, is none of them. */
export const languageOptions = ({ say, locales }: Pick<Page, 'say' | 'locales'>, first: readonly string[] = []): readonly Option[] =>
  [...new Set([...first, ...locales])]
    .filter((language) => language !== 'und' && language !== '')
    .map((language) => ({ value: language, label: say.language(language) }))

type LanguageProps = Omit<FieldProps, 'name'> & { readonly page: Page; readonly name?: string; readonly first?: readonly string[] }

/** In which language something is written: the reader's own, until another is chosen. */
export const LanguageField = ({ page, first, ...field }: LanguageProps) => (
  <SelectField name="language" {...field} value={field.value ?? page.say.locale} options={languageOptions(page, first)} />
)

/** Languages that people of the hub speak with one another, as the reader's language sorts their names. */
export function spokenOptions({ say, locales }: Pick<Page, 'say' | 'locales'>): readonly Option[] {
  const { compare } = new Intl.Collator(say.locale)
  const codes = [...new Set([...locales, 'es', 'pt', 'wo', 'ff', 'bm', 'sw', 'ha', 'ln', 'am', 'so', 'yo', 'ig', 'pl', 'uk', 'ga'])]
  return codes.map((value) => ({ value, label: say.language(value) })).toSorted((a, b) => compare(a.label, b.label))
}

type GroupProps = Omit<FieldProps, 'value'> & { options: readonly (Option & { hint?: string })[]; chosen: readonly string[] }

function Choices({ type, ...props }: GroupProps & { type: 'radio' | 'checkbox' }) {
  const { name, id = name, label, hint, options, chosen, problem } = props
  const fault = problem?.fields.get(name)
  return (
    <fieldset class={fault === undefined ? 'field' : 'field faulty'} id={`field-${id}`} aria-describedby={described(props)}>
      <legend>{label}</legend>
      {hint === undefined ? null : (
        <p class="hint" id={`hint-${id}`}>
          {hint}
        </p>
      )}
      {options.map((option) => (
        <label class="choice">
          <input type={type} name={name} value={option.value} checked={chosen.includes(option.value)} />
          <span lang={option.lang}>
            <bdi>{option.label}</bdi>
            {option.hint === undefined ? null : <span class="hint">{option.hint}</span>}
          </span>
        </label>
      ))}
      {fault === undefined ? null : (
        <p class="fault" id={`fault-${id}`}>
          {fault}
        </p>
      )}
    </fieldset>
  )
}

export const RadioField = (props: Omit<GroupProps, 'chosen'> & { value: string | undefined }) => (
  <Choices {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />
)

export const CheckboxField = (props: GroupProps) => <Choices {...props} type="checkbox" />

export function Checkbox({ name, label, checked, hint }: { name: string; label: string; checked: boolean; hint?: string }) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} value="on" checked={checked} />
      <span>
        {label}
        {hint === undefined ? null : <span class="hint">{hint}</span>}
      </span>
    </label>
  )
}
