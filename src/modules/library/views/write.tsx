import {
  Checkbox,
  CheckboxField,
  Form,
  LanguageField,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyName } from '../queries/shapes.ts'
import { fieldsOf, KINDS, KNOWN, LICENCES, LONGEST, MOST_MONTHS, mostOf, MOST_UNITS, nameOf, RISKS, type WordField } from '../rules.ts'
import type { Kind } from '../tables.ts'
import { bodyOptions, Crumb, type Values } from './pieces.tsx'

/** Which of the four it is to be: each is asked for what others need of it. */
export function ChoosePage({ page }: { page: Page }) {
  const { say } = page
  return (
    <Layout page={page} title={say('library.write')} index={false}>
      <Crumb page={page} to="/library" label={say('library.title')} />
      <h1>{say('library.write')}</h1>
      <p class="lead">{say('library.write.lead')}</p>
      <ul class="cards">
        {KINDS.map((kind) => (
          <li class="card">
            <h2>
              <a href={href(page, `/library/new/${kind}`)}>{say(`library.kind.${kind}`)}</a>
            </h2>
            <p>{say(`library.kind.${kind}.what`)}</p>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export type WriteProps = {
  readonly page: Page
  readonly kind: Kind
  /** Null: it is begun. */
  readonly entry: { readonly path: string; readonly version: number; readonly waits: boolean } | null
  readonly bodies: readonly BodyName[]
  readonly topics: readonly Option[]
  readonly values: Values
  readonly chosen: readonly string[]
  readonly problem?: Problem | undefined
}

export function WritePage(props: WriteProps) {
  const { page, kind, entry, values, problem } = props
  const { say } = page
  const title = say(entry === null ? `library.new.${kind}` : 'library.edit')
  return (
    <Layout page={page} title={title} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} to={entry?.path ?? '/library'} label={say('library.title')} />
      <h1>{title}</h1>
      <p class="lead">{say(entry === null ? 'library.new.lead' : entry.waits ? 'library.edit.waits' : 'library.edit.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form
        page={page}
        action={href(page, entry === null ? '/library' : `${entry.path}/edit`)}
        draft={entry === null ? `/library/new/${kind}` : `${entry.path}/edit`}
      >
        <input type="hidden" name="kind" value={kind} />
        {entry === null ? (
          <input type="hidden" name="sending" value={values['sending']} />
        ) : (
          <input type="hidden" name="follows" value={String(entry.version)} />
        )}
        {entry === null ? <Whose {...props} /> : null}
        <TextField name="title" label={say('library.word.title')} value={values['title']} most={LONGEST.title} required problem={problem} />
        <TextArea
          name="summary"
          label={say('library.word.summary')}
          hint={say('library.word.summary.hint')}
          value={values['summary']}
          rows={3}
          most={LONGEST.summary}
          required
          problem={problem}
        />
        {fieldsOf(kind)
          .filter(({ key }) => !key.startsWith('unit-'))
          .map((field) => (
            <Word {...props} field={field} />
          ))}
        {kind === 'course' ? <Units {...props} /> : null}
        {kind === 'tool' ? <Tool {...props} /> : null}
        <Filing {...props} />
        <button>{say('library.save')}</button>
      </Form>
    </Layout>
  )
}

function Whose({ page, bodies, values, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      {bodies.length === 0 ? null : (
        <SelectField
          name="body"
          label={say('library.in-name-of')}
          hint={say('library.in-name-of.hint')}
          value={values['body']}
          options={[{ value: '', label: say('library.in-own-name') }, ...bodyOptions(bodies)]}
          problem={problem}
        />
      )}
      <LanguageField page={page} label={say('library.written-in')} value={values['language']} problem={problem} />
    </>
  )
}

function Word({ page, field, values, problem }: WriteProps & { field: WordField }) {
  const { say } = page
  const name = `words.${field.key}`
  const label = nameOf(field.key)
  const hinted = HINTED.has(label)
  const given = {
    ...{ name, label: say(`library.word.${label}`), value: values[name], most: mostOf(field), required: field.required, problem },
    hint: hinted ? say(`library.word.${label}.hint`) : undefined,
  }
  return field.form === 'line' ? <TextField {...given} /> : <TextArea {...given} rows={field.form === 'text' ? 10 : 4} />
}

const HINTED = new Set(['did', 'failed', 'when', 'text', 'steps', 'unit-links', 'unit-questions', 'unit-text', 'data', 'keeper'])

function Units(props: WriteProps) {
  const { page, values, problem } = props
  return (
    <>
      {Array.from({ length: MOST_UNITS }, (_, at) => at + 1).map((number) => {
        const fields = fieldsOf('course').filter(({ key }) => key.startsWith(`unit-${number}-`))
        const used = number === 1 || fields.some(({ key }) => (values[`words.${key}`] ?? '') !== '' || problem?.fields.has(`words.${key}`))
        return (
          <details open={used}>
            <summary>{page.say('library.unit', { number })}</summary>
            {fields.map((field) => (
              <Word {...props} field={field} />
            ))}
          </details>
        )
      })}
    </>
  )
}

function Tool({ page, values, problem }: WriteProps) {
  const { say } = page
  const options = KNOWN.map((value) => ({ value, label: say(`library.known.${value}`) }))
  const known = (name: string, label: string) => (
    <RadioField name={name} label={label} value={values[name] ?? 'unknown'} options={options} problem={problem} />
  )
  return (
    <>
      {known('facts.oldPhones', say('library.old-phones'))}
      {known('facts.offline', say('library.offline'))}
      <h2>{say('library.risks')}</h2>
      <p class="quiet">{say('library.risks.ask')}</p>
      {RISKS.map((code) => (
        <div class="card">
          {known(`facts.risks.${code}.answer`, say(`library.risk.${code}`))}
          <TextField
            name={`facts.risks.${code}.evidence`}
            type="url"
            label={say('library.evidence.ask')}
            value={values[`facts.risks.${code}.evidence`]}
            most={500}
            problem={problem}
          />
        </div>
      ))}
    </>
  )
}

function Filing({ page, kind, topics, values, chosen, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      <details open={chosen.length > 0 || problem?.fields.has('topics') === true}>
        <summary>{say('library.topics')}</summary>
        <CheckboxField name="topics" label={say('library.topics.choose')} options={topics} chosen={chosen} problem={problem} />
      </details>
      <TextField
        name="places"
        label={say('library.where')}
        hint={say('library.names.hint')}
        value={values['places']}
        most={400}
        problem={problem}
      />
      <TextField
        name="bodies"
        label={say('library.about-bodies')}
        hint={say('library.names.hint')}
        value={values['bodies']}
        most={600}
        problem={problem}
      />
      <TextArea
        name="facts.sources"
        label={say('library.sources')}
        hint={say('library.sources.hint')}
        value={values['facts.sources']}
        most={LONGEST.sources}
        problem={problem}
      />
      <SelectField
        name="licence"
        label={say('library.licence')}
        hint={say('library.licence.hint')}
        value={values['licence'] ?? 'cc-by'}
        options={LICENCES.map((value) => ({ value, label: say(`library.licence.${value}`) }))}
        problem={problem}
      />
      <TextField
        name="reviewMonths"
        type="number"
        label={say('library.months')}
        hint={say('library.months.hint')}
        value={values['reviewMonths'] ?? '12'}
        min={1}
        max={MOST_MONTHS}
        required
        problem={problem}
      />
      {kind === 'guide' ? <Checkbox name="law" label={say('library.law')} checked={values['law'] === 'on'} /> : null}
    </>
  )
}
