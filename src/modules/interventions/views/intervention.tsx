import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { Form, SelectField, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { Earlier, Step } from '../queries/one.ts'
import type { Shown } from '../queries/shapes.ts'
import { Gone, Origin, questionOptions, type Place, type Question } from './pieces.tsx'

export type InterventionProps = {
  readonly page: Page
  readonly session: Place
  readonly shown: Shown
  readonly question: Question | null
  readonly questions: readonly Question[]
  readonly steps: readonly Step[]
  readonly earlier: readonly Earlier[]
  readonly team: boolean
  readonly takesNotes: boolean
  /** Who it was, as it was written down to find them again. */
  readonly noted: string | null
  /** The private page of whoever said it, for them. */
  readonly own: string | null
  /** What other rooms say of it: how to report it, and what was built on it. */
  readonly sections: readonly Child[]
  readonly label: readonly Child[]
}

/** One intervention under its own address, with what became of it by days. */
export function InterventionPage(props: InterventionProps) {
  const { page, session, shown, question, team, own } = props
  const { say } = page
  const gone = shown.state !== 'standing'
  return (
    <Layout
      page={page}
      title={say('intervention.title')}
      description={gone ? say('intervention.title') : excerpt(shown.text, 200)}
      index={!gone}
    >
      <SessionWay page={page} session={session} />
      <h1>{say('intervention.title')}</h1>
      {question === null ? null : (
        <p>
          {say('intervention.under')}{' '}
          <a href={`${href(page, `${session.path}/interventions`)}#question-${question.number}`}>
            <InLanguage language={question.language}>{question.text}</InLanguage>
          </a>
        </p>
      )}
      <article class="card">
        {gone ? (
          <Gone page={page} of={shown} />
        ) : (
          <>
            <Paragraphs text={shown.text} language={shown.language} class="statement" />
            <Origin page={page} of={shown} />
            {[...props.label]}
          </>
        )}
        {shown.version === 1 ? null : <p class="quiet">{say('intervention.version', { version: shown.version })}</p>}
      </article>
      {own === null ? null : (
        <p class="actions">
          <a class="button quiet" href={href(page, own)}>
            {say('intervention.own.go')}
          </a>
        </p>
      )}
      <Steps page={page} steps={props.steps} />
      {team && !gone ? <Team {...props} /> : null}
      {[...props.sections]}
    </Layout>
  )
}

function Steps({ page, steps }: { page: Page; steps: readonly Step[] }) {
  return (
    <section>
      <h2>{page.say('intervention.steps')}</h2>
      <ul class="rows">
        {steps.map(({ what, on }) => (
          <li>
            {page.say(`intervention.step.${what}`)} <Day page={page} at={new Date(on)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Team({ page, shown, questions, earlier, takesNotes, noted }: InterventionProps) {
  const { say } = page
  const at = href(page, shown.path)
  return (
    <section>
      <h2>{say('intervention.team')}</h2>
      {noted === null ? null : (
        <p>
          {say('intervention.noted.was')} <bdi>{noted}</bdi>
        </p>
      )}
      <Form page={page} action={`${at}/filing`}>
        <SelectField
          name="question"
          label={say('intervention.question')}
          value={shown.question === null ? '' : String(shown.question)}
          options={questionOptions(page, questions, say('intervention.question.none'))}
        />
        <button class="quiet">{say('intervention.file')}</button>
      </Form>
      {takesNotes && shown.source !== 'own' && shown.source !== 'intermediary' ? <OnBehalf page={page} at={at} /> : null}
      {earlier.length === 0 ? null : <EarlierTexts page={page} earlier={earlier} />}
    </section>
  )
}

/** What a speaker told somebody who takes notes: written down with how they said it. */
function OnBehalf({ page, at }: { page: Page; at: string }) {
  const { say } = page
  const consents = ['spoken', 'written'].map((value) => ({ value, label: say(`intervention.consent.${value}`) }))
  return (
    <details>
      <summary>{say('intervention.on-behalf')}</summary>
      <p>{say('intervention.on-behalf.what')}</p>
      <Form page={page} action={`${at}/attribution`} label={say('intervention.choice')}>
        <SelectField
          name="choice"
          id="behalf-choice"
          label={say('intervention.choice')}
          options={['none', 'speaker', 'label'].map((value) => ({ value, label: say(`intervention.choice.${value}`) }))}
        />
        <TextField name="label" id="behalf-label" label={say('intervention.label')} hint={say('intervention.label.hint')} most={60} />
        <SelectField name="consent" id="behalf-consent" label={say('intervention.consent')} options={consents} />
        <button class="quiet">{say('intervention.choice.do')}</button>
      </Form>
      <Form page={page} action={`${at}/withdrawal`} label={say('intervention.withdraw')}>
        <SelectField name="consent" id="withdrawal-consent" label={say('intervention.consent')} options={consents} />
        <button class="danger">{say('intervention.withdraw')}</button>
      </Form>
    </details>
  )
}

export function EarlierTexts({ page, earlier }: { page: Page; earlier: readonly Earlier[] }) {
  const { say } = page
  return (
    <details>
      <summary>{say('intervention.earlier')}</summary>
      <p class="quiet">{say('intervention.earlier.who')}</p>
      <ol class="rows">
        {earlier.map(({ version, text, language }) => (
          <li>
            <p class="quiet">{say('intervention.version', { version })}</p>
            <InLanguage as="blockquote" language={language}>
              {text}
            </InLanguage>
          </li>
        ))}
      </ol>
    </details>
  )
}
