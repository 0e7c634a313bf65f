import { CheckboxField, Form, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Topic } from '../../topics/index.ts'
import type { Audience } from '../queries/audience.ts'
import type { Sender } from '../queries/senders.ts'
import { LONGEST, LONGEST_DAYS, MOST, RULES } from '../rules.ts'
import { first, Way, type Values } from './pieces.tsx'

export type WriteProps = {
  readonly page: Page
  readonly sender: Sender
  readonly sending: string
  readonly left: number
  readonly topics: readonly Topic[]
  readonly values: Values
  readonly problem: Problem | undefined
  /** Null: it was not asked for yet. */
  readonly audience: Audience | null
}

export function WriteCallPage(props: WriteProps) {
  const { page, sender, sending, left, topics, values, problem, audience } = props
  const { say } = page
  return (
    <Layout page={page} title={say('calls.write')} index={false} scripts={['keep-draft.js']}>
      <Way page={page} to={sender} />
      <h1>{say('calls.write')}</h1>
      <p class="lead">{say('calls.write.lead')}</p>
      <p>{say('calls.left', { count: left })}</p>
      <ProblemNote page={page} problem={problem} />
      {audience === null ? null : <Reach page={page} sender={sender} audience={audience} />}
      <Form page={page} action={href(page, '/calls')} draft={`${sender.id}/calls/new`}>
        <input type="hidden" name="sending" value={sending} />
        <input type="hidden" name="from" value={`${sender.sort}:${sender.id}`} />
        {page.locales.map((language) => (
          <Words page={page} language={language} values={values} problem={problem} />
        ))}
        <TextField
          name="to"
          label={say('calls.to')}
          hint={say('calls.to.hint')}
          value={first(values, 'to')}
          most={LONGEST.path}
          required
          problem={problem}
        />
        <CheckboxField
          name="topics"
          label={say('calls.topics')}
          hint={say('calls.topics.hint', { most: MOST.topics })}
          options={topics.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))}
          chosen={values['topics'] ?? []}
          problem={problem}
        />
        <TextArea
          name="places"
          label={say('calls.places')}
          hint={say('calls.places.hint', { most: MOST.places })}
          value={first(values, 'places')}
          rows={3}
          problem={problem}
        />
        <TextField
          name="endsOn"
          type="date"
          label={say('calls.ends-on')}
          hint={say('calls.ends-on.hint', { days: LONGEST_DAYS })}
          value={first(values, 'endsOn')}
          required
          problem={problem}
        />
        <section>
          <h2>{say('calls.rules')}</h2>
          <ul>
            {RULES.map((rule) => (
              <li>{say(`pulse-rule.${rule}`)}</li>
            ))}
          </ul>
        </section>
        <p>{say('calls.no-list')}</p>
        <p class="quiet">{say('calls.languages-mean')}</p>
        <p class="actions">
          <button name="step" value="preview" class="quiet">
            {say('calls.preview')}
          </button>
          <button name="step" value="send">
            {say('calls.send')}
          </button>
        </p>
      </Form>
    </Layout>
  )
}

function Words({ page, language, values, problem }: Pick<WriteProps, 'page' | 'values' | 'problem'> & { language: string }) {
  const { say } = page
  const [title, text] = [`title-${language}`, `text-${language}`]
  return (
    <fieldset>
      <legend>{say('calls.in-language', { language: say.language(language) })}</legend>
      <TextField
        name={title}
        label={say('calls.words.title')}
        value={first(values, title)}
        most={LONGEST.title}
        lang={language}
        problem={problem}
      />
      <TextArea
        name={text}
        label={say('calls.words.text')}
        value={first(values, text)}
        most={LONGEST.text}
        lang={language}
        problem={problem}
      />
    </fieldset>
  )
}

/** A number and never a name, in tens. */
function Reach({ page, sender, audience }: { page: Page; sender: Sender; audience: Audience }) {
  const { say } = page
  return (
    <section class="card">
      <h2>{say('calls.reach')}</h2>
      <p>
        <strong>{audience.least === null ? say('calls.reach.few') : say('calls.reach.least', { count: audience.least })}</strong>
      </p>
      <ul>
        {audience.subjects.map(({ name, language, id, count }) => (
          <li>
            <InLanguage language={id === sender.id ? sender.language : language}>
              {id === sender.id ? sender.name : (name ?? '')}
            </InLanguage>
            {' · '}
            {count === null ? say('calls.reach.each.few') : say('calls.reach.each', { count })}
          </li>
        ))}
      </ul>
      <p class="quiet">{say('calls.reach.why')}</p>
    </section>
  )
}
