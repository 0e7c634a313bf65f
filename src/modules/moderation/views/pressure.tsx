import { Form, ProblemNote, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { Pressure } from '../queries/pressure.ts'
import { PrivateLink, tongues, Words } from './pieces.tsx'

type FormProps = {
  readonly page: Page
  readonly hours: number
  readonly values: { readonly text?: string; readonly language?: string }
  readonly problem?: Problem | undefined
}

/** Who reads it stands before the field in which one writes. */
export function PressureFormPage({ page, hours, values, problem }: FormProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('pressure.title')} index={false}>
      <h1>{say('pressure.title')}</h1>
      <p class="lead">{say('pressure.lead', { hours })}</p>
      <ul>
        {['who', 'not', 'kept', 'you'].map((point) => (
          <li>{say(`pressure.told.${point}`)}</li>
        ))}
      </ul>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/pressure')}>
        <TextArea
          name="text"
          label={say('pressure.text')}
          hint={say('pressure.text.hint')}
          value={values.text}
          most={2000}
          rows={6}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('report.language')}
          value={values.language ?? say.locale}
          options={tongues(page)}
          problem={problem}
        />
        <button>{say('report.do')}</button>
      </Form>
    </Layout>
  )
}

export function PressurePage({ page, pressure }: { page: Page; pressure: Pressure }) {
  const { say } = page
  return (
    <Layout page={page} title={say('report.yours')} index={false}>
      <h1>{say('report.yours')}</h1>
      <Words say={say} text={pressure.text} language={pressure.language} />
      {pressure.answer === null ? (
        <p>
          {say('notice.due')} <Moment page={page} at={new Date(pressure.dueAt)} />
        </p>
      ) : (
        <section>
          <h2>{say('pressure.answer')}</h2>
          <Words say={say} text={pressure.answer.text} language={pressure.answer.language} />
        </section>
      )}
      <PrivateLink page={page} path={page.path} />
    </Layout>
  )
}

type DeskProps = { readonly page: Page; readonly reports: readonly Pressure[]; readonly inCircle: boolean }

/** For the circle alone. */
export function PressureDesk({ page, reports, inCircle }: DeskProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('pressure.desk')} index={false}>
      <p class="crumb">
        <a href={href(page, '/moderation/queue')}>{say('queue.title')}</a>
      </p>
      <h1>{say('pressure.desk')}</h1>
      <p class="lead">{say('pressure.desk.lead')}</p>
      <p>
        {say(inCircle ? 'pressure.circle.in' : 'pressure.circle.empty')}{' '}
        <a href={href(page, '/moderation/circle')}>{say('circle.title')}</a>
      </p>
      {reports.length === 0 ? <p class="empty">{say('pressure.none')}</p> : null}
      <ul class="rows">
        {reports.map((report) => (
          <li>
            <Words say={say} text={report.text} language={report.language} />
            <p class="quiet">
              <Day page={page} at={new Date(report.reportedAt)} />
            </p>
            {report.answer === null ? <AnswerForm page={page} report={report} /> : <Words say={say} {...report.answer} />}
          </li>
        ))}
      </ul>
    </Layout>
  )
}

function AnswerForm({ page, report }: { page: Page; report: Pressure }) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `/moderation/pressure/${report.id}/answer`)} label={say('pressure.answer')}>
      <TextArea name="text" id={`text-${report.id}`} label={say('pressure.answer')} most={5000} required />
      <SelectField name="language" id={`language-${report.id}`} label={say('report.language')} value={say.locale} options={tongues(page)} />
      <button>{say('pressure.answer.do')}</button>
    </Form>
  )
}
