import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import type { Meeting, Values } from './capture.tsx'
import { LanguageField, type Place } from './pieces.tsx'

export type EntryProps = {
  readonly page: Page
  readonly session: Place
  readonly meetings: readonly Meeting[]
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** First the meeting, then its sheets, one after the other. */
export function EntryPage({ page, session, meetings, sending, values, problem }: EntryProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('interventions.paper.title')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('interventions.paper.title')}</h1>
      <p class="lead">{say('interventions.paper.lead')}</p>
      {meetings.length === 0 ? null : (
        <section>
          <h2>{say('interventions.paper.meetings')}</h2>
          <ul class="rows">
            {meetings.map(({ id, title, language, day, count }) => (
              <li>
                <a href={href(page, `${session.path}/kit/entry/${id}`)}>
                  <InLanguage language={language}>{title}</InLanguage>
                </a>
                <p class="quiet">
                  <Day page={page} at={new Date(day)} /> · {say('interventions.paper.so-far', { count })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('interventions.paper.new')}</h2>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, `${session.path}/kit/entry`)}>
          <input type="hidden" name="sending" value={sending} />
          <TextField
            name="title"
            label={say('session-kit.return.meeting')}
            hint={say('interventions.paper.public')}
            value={values['title']}
            most={160}
            required
            problem={problem}
          />
          <LanguageField page={page} session={session} value={values['language']} problem={problem} />
          <TextField name="place" label={say('session-kit.return.place')} value={values['place']} most={120} problem={problem} />
          <TextField name="heldOn" label={say('session-kit.return.day')} type="date" value={values['heldOn']} required problem={problem} />
          <TextField
            name="people"
            label={say('session-kit.return.people')}
            type="number"
            min={1}
            value={values['people']}
            required
            problem={problem}
          />
          <button>{say('interventions.paper.begin')}</button>
        </Form>
      </section>
    </Layout>
  )
}
