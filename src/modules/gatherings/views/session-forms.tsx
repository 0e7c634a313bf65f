import { CheckboxField, Form, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { EditionCard } from '../queries/editions.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { daysOf } from './pieces.tsx'
import { FormFrame, LanguageField, type FormProps, type PlanProps } from './plan-forms.tsx'

export type HoursValues = {
  readonly hours: 'fixed' | 'follow'
  readonly startsAt: string
  readonly endsAt: string
}
export type SessionPlanValues = HoursValues & {
  readonly languages: readonly string[]
  readonly correctionHours: string
}
type NewSession = SessionPlanValues & { readonly language: string; readonly title: string; readonly questions: string }

type Days = Pick<EditionCard, 'startsOn' | 'endsOn' | 'zone'>

/** A session can be announced before its hours are set: then it is planned for the days of its edition. */
export function HoursFields({ page, values, days, problem }: Pick<PlanProps, 'page' | 'problem'> & { values: HoursValues; days: Days }) {
  const { say } = page
  return (
    <>
      <RadioField
        name="hours"
        label={say('session.hours')}
        options={[
          { value: 'fixed', label: say('session.hours-fixed') },
          { value: 'follow', label: say('session.hours-follow'), hint: say('session.planned-for', { days: daysOf(page, days) }) },
        ]}
        value={values.hours}
        problem={problem}
      />
      <TextField
        name="startsAt"
        type="datetime-local"
        label={say('session.begins')}
        hint={say('session.clock-hint', { zone: days.zone })}
        value={values.startsAt}
        problem={problem}
      />
      <TextField name="endsAt" type="datetime-local" label={say('session.ends')} value={values.endsAt} problem={problem} />
    </>
  )
}

function SessionPlanFields({
  page,
  values,
  languages,
  days,
  problem,
}: Omit<PlanProps, 'values'> & { values: SessionPlanValues; days: Days }) {
  const { say } = page
  return (
    <>
      <HoursFields page={page} values={values} days={days} problem={problem} />
      <CheckboxField name="languages" label={say('session.languages')} options={languages} chosen={values.languages} problem={problem} />
      <TextField
        name="correctionHours"
        type="number"
        label={say('session.correction-hours')}
        hint={say('session.correction-hint')}
        value={values.correctionHours}
        min={1}
        max={720}
        problem={problem}
      />
    </>
  )
}

type NewSessionProps = FormProps<NewSession> & { readonly days: Days; readonly allLanguages: readonly Option[] }

export function SessionForm({ page, title, back, action, values, languages, allLanguages, days, problem }: NewSessionProps) {
  const { say } = page
  return (
    <FormFrame
      page={page}
      title={title}
      back={back}
      action={action}
      problem={problem}
      before={<p class="lead">{say('session.new-lead')}</p>}
    >
      <LanguageField page={page} value={values.language} languages={allLanguages} problem={problem} />
      <TextField name="title" label={say('session.headline')} value={values.title} most={240} problem={problem} required />
      <TextArea
        name="questions"
        label={say('session.questions')}
        hint={say('session.questions-hint')}
        value={values.questions}
        rows={6}
        problem={problem}
      />
      <SessionPlanFields page={page} values={values} languages={languages} days={days} problem={problem} />
      <p class="actions">
        <button>{say('gathering.keep-draft')}</button>
      </p>
    </FormFrame>
  )
}

type EditSessionProps = Omit<
  FormProps<SessionPlanValues & { readonly place: string; readonly online: string; readonly hosts: readonly string[] }>,
  'back'
> & {
  readonly session: SessionCard
  readonly days: Days
  readonly places: readonly Option[]
  readonly rooms: readonly Option[]
  readonly hosts: readonly Option[]
}

export function EditSessionForm({
  page,
  title,
  session,
  action,
  values,
  languages,
  days,
  places,
  rooms,
  hosts,
  problem,
}: EditSessionProps) {
  const { say } = page
  const none = { value: '', label: say('venue.none') }
  return (
    <Layout page={page} title={title} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{title}</h1>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, action)}>
        <SessionPlanFields page={page} values={values} languages={languages} days={days} problem={problem} />
        <SelectField name="place" label={say('session.place')} value={values.place} options={[none, ...places]} problem={problem} />
        <SelectField name="online" label={say('session.online')} value={values.online} options={[none, ...rooms]} problem={problem} />
        {hosts.length < 2 ? null : (
          <CheckboxField
            name="hosts"
            label={say('session.hosts')}
            hint={say('session.hosts-hint')}
            options={hosts}
            chosen={values.hosts}
            problem={problem}
          />
        )}
        <p class="actions">
          <button>{say('gathering.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}
