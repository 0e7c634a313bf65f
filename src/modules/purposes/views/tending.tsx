import { Form, LanguageField, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Entry, Whole } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { AFTERWARDS, OUTCOMES } from '../tables.ts'
import { amount, type Values } from './pieces.tsx'

/** Which form came back, as it was filled in. */
export type Filled = { readonly form: 'entry' | 'need' | 'closing'; readonly values: Values; readonly problem: Problem }

type Props = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly whole: Whole
  readonly sending: string
  /** The entry that the next one is to correct; null: none. */
  readonly correcting: Entry | null
  readonly filled: Filled | null
}

const valuesFor = ({ filled }: Props, form: Filled['form']): { readonly values: Values; readonly problem: Problem | undefined } =>
  filled?.form === form ? { values: filled.values, problem: filled.problem } : { values: {}, problem: undefined }

/** For whoever looks after the community. */
export function Tending(props: Props & { readonly decides: boolean }) {
  const { page, whole, decides } = props
  const { say } = page
  return (
    <>
      <section id="write">
        <h2>{say(props.correcting === null ? 'purposes.entry.write' : 'purposes.entry.correct')}</h2>
        <EntryForm {...props} />
        <Form page={page} action={`${href(page, whole.path)}/check`}>
          <p class="quiet">{say('purposes.looked', { day: dayInWords(page, whole.checkedOn) })}</p>
          <button class="quiet">{say('purposes.check')}</button>
        </Form>
      </section>
      <section id="need">
        <h2>{say('purposes.need.add')}</h2>
        <NeedForm {...props} />
      </section>
      {decides ? (
        <section id="close">
          <h2>{say('purposes.close')}</h2>
          <p>{say('purposes.close.lead')}</p>
          <ClosingForm {...props} />
        </section>
      ) : null}
    </>
  )
}

function EntryForm(props: Props) {
  const { page, community, whole, sending, correcting } = props
  const { say } = page
  const { values, problem } = valuesFor(props, 'entry')
  const before: Values =
    correcting === null
      ? {}
      : {
          ...{ happenedOn: correcting.happenedOn, text: correcting.text, source: correcting.source, language: correcting.language },
          amount: correcting.amount === null ? '' : String(correcting.amount),
          step: correcting.step === null ? '' : String(correcting.step),
        }
  const valueOf = (name: string): string | undefined => values[name] ?? before[name]
  return (
    <Form page={page} action={`${href(page, whole.path)}/entries`} draft={`${whole.id}/entries/${correcting?.id ?? ''}`}>
      <ProblemNote page={page} problem={problem} />
      <input type="hidden" name="sending" value={values['sending'] ?? sending} />
      {correcting === null ? null : <input type="hidden" name="corrects" value={correcting.id} />}
      <TextField
        name="happenedOn"
        id="happened"
        type="date"
        label={say('purposes.entry.day')}
        value={valueOf('happenedOn')}
        required
        problem={problem}
      />
      {whole.target === null ? null : (
        <TextField
          name="amount"
          label={say('purposes.entry.amount')}
          hint={say('purposes.entry.amount-hint')}
          value={valueOf('amount')}
          most={20}
          problem={problem}
        />
      )}
      {whole.steps.length === 0 ? null : (
        <SelectField
          name="step"
          label={say('purposes.entry.step')}
          value={valueOf('step') ?? ''}
          options={[
            { value: '', label: say('purposes.entry.no-step') },
            ...whole.steps.map(({ text }, index) => ({ value: String(index + 1), label: `${say.number(index + 1)}. ${text}` })),
          ]}
          problem={problem}
        />
      )}
      <TextArea
        name="text"
        id="entry-text"
        label={say('purposes.entry.text')}
        value={valueOf('text')}
        rows={3}
        most={LONGEST.entry}
        required
        problem={problem}
      />
      <TextField
        name="source"
        label={say('purposes.entry.source')}
        hint={say('purposes.entry.source-hint')}
        value={valueOf('source')}
        most={LONGEST.source}
        required
        problem={problem}
      />
      <LanguageField
        page={page}
        id="entry-language"
        label={say('purposes.written-in')}
        value={valueOf('language')}
        first={community.languages}
        problem={problem}
      />
      <button>{say(correcting === null ? 'purposes.entry.write' : 'purposes.entry.correct')}</button>
    </Form>
  )
}

function NeedForm(props: Props) {
  const { page, community, whole, sending } = props
  const { say } = page
  const { values, problem } = valuesFor(props, 'need')
  return (
    <Form page={page} action={`${href(page, whole.path)}/needs`} draft={`${whole.id}/needs`}>
      <ProblemNote page={page} problem={problem} />
      <input type="hidden" name="sending" value={values['sending'] ?? sending} />
      <TextField
        name="text"
        id="need-text"
        label={say('purposes.need.text')}
        value={values['text']}
        most={LONGEST.need}
        required
        problem={problem}
      />
      <TextField name="until" type="date" label={say('purposes.need.until')} value={values['until']} required problem={problem} />
      <TextField
        name="path"
        label={say('purposes.need.path')}
        hint={say('purposes.need.path-hint')}
        value={values['path']}
        most={300}
        problem={problem}
      />
      <LanguageField
        page={page}
        id="need-language"
        label={say('purposes.written-in')}
        value={values['language']}
        first={community.languages}
        problem={problem}
      />
      <button class="quiet">{say('purposes.need.add')}</button>
    </Form>
  )
}

function ClosingForm(props: Props) {
  const { page, whole } = props
  const { say } = page
  const { values, problem } = valuesFor(props, 'closing')
  return (
    <Form page={page} action={`${href(page, whole.path)}/closing`} draft={`${whole.id}/closing`}>
      <ProblemNote page={page} problem={problem} />
      {whole.value === null || whole.target === null ? null : (
        <p>{say('purposes.stands-at', { value: amount(say, whole.value), target: amount(say, whole.target) })}</p>
      )}
      <RadioField
        name="outcome"
        label={say('purposes.outcome')}
        value={values['outcome']}
        options={OUTCOMES.map((value) => ({ value, label: say(`purposes.state.${value}`) }))}
        problem={problem}
      />
      <TextArea
        name="reason"
        label={say('purposes.reason')}
        value={values['reason']}
        rows={3}
        most={LONGEST.text}
        required
        problem={problem}
      />
      <TextArea
        name="learned"
        label={say('purposes.learned')}
        value={values['learned']}
        rows={3}
        most={LONGEST.text}
        required
        problem={problem}
      />
      <RadioField
        name="afterwards"
        label={say('purposes.afterwards')}
        value={values['afterwards']}
        options={AFTERWARDS.map((value) => ({ value, label: say(`purposes.afterwards.${value}`) }))}
        problem={problem}
      />
      <button>{say('purposes.close')}</button>
    </Form>
  )
}
