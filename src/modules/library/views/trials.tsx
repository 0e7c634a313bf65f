import { Form, LanguageField, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href } from '../../../web/page.ts'
import { LONGEST, TRIALS } from '../rules.ts'
import type { EntryProps } from './entry-props.ts'
import { BodyLink, bodyOptions, trialsSentence } from './pieces.tsx'

/** What came of it elsewhere: that it did not work stands there as large as that it did. */
export function Trials(props: EntryProps) {
  const { page, entry, trying } = props
  const { say } = page
  return (
    <section id="tried">
      <h2>{say('library.tried')}</h2>
      <p>{trialsSentence(page, entry.trials)}</p>
      <ul class="rows">
        {entry.tried.map(({ body, outcome, text, language, year }) => (
          <li>
            <p class="status">
              <strong>{say(`library.trial.${outcome}`)}</strong> · {say('library.trial.in', { year: String(year) })}
              {body === null ? null : (
                <>
                  {' '}
                  · <BodyLink page={page} body={body} />
                </>
              )}
            </p>
            <InLanguage as="p" language={language}>
              {text}
            </InLanguage>
            {body !== null && trying.some(({ id }) => id === body.id) ? (
              <Form page={page} action={`${href(page, entry.path)}/trials/withdrawal`}>
                <input type="hidden" name="body" value={body.id} />
                <button class="plain">{say('library.trial.withdraw')}</button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {trying.length === 0 ? null : <TrialForm {...props} />}
    </section>
  )
}

function TrialForm({ page, entry, trying, values, problem }: EntryProps) {
  const { say } = page
  return (
    <details open={problem !== undefined}>
      <summary>{say('library.trial.tell')}</summary>
      <Form page={page} action={`${href(page, entry.path)}/trials`} draft={`${entry.path}/trials`}>
        <SelectField name="body" label={say('library.in-name-of')} value={values['body']} options={bodyOptions(trying)} problem={problem} />
        <RadioField
          name="outcome"
          label={say('library.trial.outcome')}
          value={values['outcome']}
          options={TRIALS.map((outcome) => ({ value: outcome, label: say(`library.trial.${outcome}`) }))}
          problem={problem}
        />
        <TextField
          name="year"
          type="number"
          label={say('library.trial.year')}
          value={values['year'] ?? String(page.now.getUTCFullYear())}
          required
          problem={problem}
        />
        <TextArea name="text" label={say('library.trial.text')} value={values['text']} most={LONGEST.trial} required problem={problem} />
        <LanguageField page={page} label={say('library.written-in')} value={values['language']} problem={problem} />
        <button>{say('library.trial.do')}</button>
      </Form>
    </details>
  )
}
