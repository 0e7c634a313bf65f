import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Frame } from '../queries/session-facts.ts'
import { CONSENTS, FORMS, LONGEST, ROLES } from '../rules.ts'
import { LanguageField, questionOptions, type Place } from './pieces.tsx'

/** The fields as they were sent, by name. */
export type Values = Readonly<Record<string, string>>

/** What was taken down last: the code is shown now and nowhere else. */
export type Captured = { readonly path: string; readonly link: string; readonly code: string }

export type Meeting = {
  readonly id: string
  readonly title: string
  readonly language: string
  readonly day: string
  readonly count: number
}

export type CaptureProps = {
  readonly page: Page
  readonly session: Place
  readonly frame: Frame
  readonly sending: string
  readonly values: Values
  readonly captured: Captured | null
  /** Where contributions on paper are typed in: the meeting that they come from. */
  readonly meeting: Meeting | null
  readonly problem?: Problem | undefined
}

/** A fast screen for whoever takes notes: the words first; role, language and question stay as they were for the next one. */
export function CapturePage(props: CaptureProps) {
  const { page, session, meeting, problem } = props
  const { say } = page
  const title = meeting === null ? say('interventions.capture') : say('interventions.paper.title')
  return (
    <Layout page={page} title={title} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{title}</h1>
      {meeting === null ? null : (
        <p class="lead">
          <InLanguage language={meeting.language}>{meeting.title}</InLanguage> ·{' '}
          {say('interventions.paper.so-far', { count: meeting.count })}
        </p>
      )}
      {props.captured === null ? null : <CapturedNote page={page} captured={props.captured} />}
      <ProblemNote page={page} problem={problem} />
      <CaptureForm {...props} />
      {meeting === null ? (
        <p>
          <a href={href(page, `${session.path}/kit/entry`)}>{say('interventions.paper.title')}</a>
        </p>
      ) : null}
    </Layout>
  )
}

function CaptureForm(props: CaptureProps) {
  const { page, session, frame, values, meeting, problem } = props
  const { say } = page
  return (
    <Form page={page} action={href(page, `${session.path}/interventions`)}>
      <input type="hidden" name="sending" value={props.sending} />
      {meeting === null ? null : <input type="hidden" name="meeting" value={meeting.id} />}
      <TextArea
        name="text"
        label={say('intervention.text')}
        value={values['text']}
        rows={6}
        most={LONGEST.text}
        required
        problem={problem}
      />
      {meeting === null ? (
        <RadioField
          name="form"
          label={say('intervention.form')}
          value={values['form'] ?? 'verbatim'}
          options={FORMS.map((form) => ({ value: form, label: say(`intervention.form.${form}`) }))}
          problem={problem}
        />
      ) : (
        <input type="hidden" name="form" value="verbatim" />
      )}
      <LanguageField page={page} session={session} value={values['language']} problem={problem} />
      <SelectField
        name="role"
        label={say('intervention.role')}
        value={values['role'] ?? 'participant'}
        options={ROLES.map((role) => ({ value: role, label: say(`intervention.role.${role}`) }))}
        problem={problem}
      />
      <SelectField
        name="question"
        label={say('intervention.question')}
        value={values['question']}
        options={questionOptions(page, frame.questions, say('intervention.question.none'))}
        problem={problem}
      />
      {meeting === null ? <Spoken {...props} /> : null}
      <Told {...props} />
      <TextField
        name="code"
        label={say('intervention.slip')}
        hint={say('intervention.slip.hint')}
        value={values['code']}
        autocomplete="off"
        problem={problem}
      />
      <button>{say('intervention.capture.do')}</button>
    </Form>
  )
}

/** Who spoke and when: for those who work for the session. */
function Spoken({ page, frame, values, problem }: CaptureProps) {
  const { say } = page
  return (
    <>
      <SelectField
        name="speaker"
        label={say('intervention.speaker')}
        hint={say('intervention.speaker.hint')}
        value={values['speaker']}
        options={[
          { value: '', label: say('intervention.speaker.other') },
          ...frame.speakers.map(({ id, name, language }) => ({ value: id, label: name, lang: language })),
        ]}
        problem={problem}
      />
      <details>
        <summary>{say('intervention.more')}</summary>
        <TextField
          name="notedSpeaker"
          label={say('intervention.noted')}
          hint={say('intervention.noted.hint')}
          value={values['notedSpeaker']}
          most={LONGEST.noted}
          problem={problem}
        />
        <SelectField
          name="block"
          label={say('intervention.block')}
          value={values['block']}
          options={[
            { value: '', label: say('intervention.block.none') },
            ...frame.blocks.map(({ id, title, language }) => ({ value: id, label: title, lang: language })),
          ]}
          problem={problem}
        />
        <TextField
          name="saidAt"
          label={say('intervention.said-at')}
          hint={say('intervention.said-at.hint')}
          value={values['saidAt']}
          most={5}
          problem={problem}
        />
      </details>
    </>
  )
}

/** What the speaker said about being named; nothing is chosen for somebody who was not asked. */
function Told({ page, values, meeting, problem }: CaptureProps) {
  const { say } = page
  const choices = meeting === null ? (['unchosen', 'speaker', 'label', 'none'] as const) : (['none', 'label'] as const)
  return (
    <details open={meeting !== null || (values['choice'] ?? 'unchosen') !== 'unchosen' || problem?.fields.has('consent') === true}>
      <summary>{say('intervention.told')}</summary>
      <RadioField
        name="choice"
        label={say('intervention.choice.how')}
        value={values['choice'] ?? choices[0]}
        options={choices.map((choice) => ({ value: choice, label: say(`intervention.choice.${choice}`) }))}
        problem={problem}
      />
      <TextField
        name="label"
        label={say('intervention.label')}
        hint={say('intervention.label.hint')}
        value={values['label']}
        most={LONGEST.label}
        problem={problem}
      />
      {meeting === null ? (
        <SelectField
          name="consent"
          label={say('intervention.consent')}
          value={values['consent']}
          options={[
            { value: '', label: say('intervention.consent.not-asked') },
            ...CONSENTS.map((consent) => ({ value: consent, label: say(`intervention.consent.${consent}`) })),
          ]}
          problem={problem}
        />
      ) : (
        <label class="choice">
          <input type="checkbox" name="consent" value="written" required checked={values['consent'] === 'written'} />
          <span>{say('intervention.consent.paper')}</span>
        </label>
      )}
    </details>
  )
}

function CapturedNote({ page, captured }: { page: Page; captured: Captured }) {
  const { say } = page
  return (
    <section class="done" role="status">
      <p>
        <strong>{say('intervention.captured')}</strong> <a href={href(page, captured.path)}>{say('intervention.captured.read')}</a>
      </p>
      <p>{say('intervention.captured.hand-over')}</p>
      <p class="proof" dir="ltr">
        {captured.code}
      </p>
      <details>
        <summary>{say('intervention.captured.link')}</summary>
        <p class="proof" dir="ltr">
          {address(page, `/interventions/${captured.link}`)}
        </p>
      </details>
    </section>
  )
}
