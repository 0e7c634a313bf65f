import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Application, Call } from '../queries/calls.ts'
import type { Block } from '../queries/run-sheet.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { DeedButton, HostLinks, Prose } from './pieces.tsx'
import { BlockTitle } from './run-sheet.tsx'

export type ApplyValues = {
  readonly body: string
  readonly speaker: string
  readonly language: string
  readonly title: string
  readonly text: string
}
export type CallValues = { readonly language: string; readonly words: string; readonly closesAt: string }
export type AnswerValues = { readonly application: string; readonly chosen: string; readonly answer: string; readonly language: string }

export type CallProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly block: Block
  readonly call: Call | null
  readonly applications: readonly Application[]
  readonly organiser: boolean
  readonly languages: readonly Option[]
  /** Bodies in whose name the reader may apply now. */
  readonly bodies: readonly Option[]
  readonly apply: ApplyValues
  readonly applyProblem?: Problem | undefined
  readonly callValues: CallValues
  readonly callProblem?: Problem | undefined
  readonly answered: AnswerValues | null
  readonly answerProblem?: Problem | undefined
  /** Bodies whose applications the reader may withdraw. */
  readonly own: ReadonlySet<string>
}

export function CallPage(props: CallProps) {
  const { page, session, block, call, applications, organiser, bodies } = props
  const { say } = page
  return (
    <Layout page={page} title={say('call.title')}>
      <SessionWay page={page} session={session} />
      <Crumb page={page} path={`${session.path}/blocks/${block.id}`}>
        <BlockTitle page={page} block={block} />
      </Crumb>
      <h1>{say('call.title')}</h1>
      {call === null ? (
        <p class="empty">{say('call.none')}</p>
      ) : (
        <>
          <p class="status">
            <strong>{say(call.decided ? 'call.decided-state' : call.closesAt <= page.now ? 'call.over-state' : 'call.open-state')}</strong>{' '}
            {say('call.until', { moment: say.moment(call.closesAt, session.zone) })}
          </p>
          <Prose language={call.language} text={call.words} />
        </>
      )}
      {bodies.length === 0 ? null : <ApplyForm {...props} />}
      {call !== null && bodies.length === 0 && !organiser && call.closesAt > page.now && !call.decided ? (
        <p class="note">{say('call.who')}</p>
      ) : null}
      {call === null ? null : (
        <section>
          <h2>{say('applications.title')}</h2>
          <p class="quiet">{say('applications.what')}</p>
          {applications.length === 0 ? <p class="empty">{say('applications.none')}</p> : null}
          <ul class="rows">
            {applications.map((application) => (
              <ApplicationRow {...props} application={application} />
            ))}
          </ul>
        </section>
      )}
      {organiser && call?.decided !== true ? <CallForm {...props} /> : null}
    </Layout>
  )
}

function ApplicationRow(props: CallProps & { application: Application }) {
  const { page, session, block, application, organiser, own } = props
  const { say } = page
  const { body, state, answer, answerLanguage, words } = application
  return (
    <li id={`application-${application.id}`}>
      <p>
        <HostLinks page={page} hosts={[body]} />
        <span class="status">
          <strong>{say(`application.${state}`)}</strong>
        </span>
      </p>
      {answer === null ? null : (
        <InLanguage as="p" language={answerLanguage ?? 'und'}>
          {answer}
        </InLanguage>
      )}
      {words === null ? null : (
        <details open={organiser && state === 'waiting'}>
          <summary>{say('application.words')}</summary>
          <p>
            <strong>
              <InLanguage language={words.language}>{words.title}</InLanguage>
            </strong>{' '}
            · <bdi>{words.speaker}</bdi>
          </p>
          <Prose language={words.language} text={words.text} />
        </details>
      )}
      {organiser && state === 'waiting' ? <AnswerForm {...props} /> : null}
      {own.has(body.id) && state === 'waiting' ? (
        <DeedButton
          page={page}
          action={`${session.path}/blocks/${block.id}/call/withdrawal`}
          fields={{ application: application.id }}
          label={say('application.withdraw')}
          look="plain"
        />
      ) : null}
    </li>
  )
}

function AnswerForm({
  page,
  session,
  block,
  call,
  application,
  answered,
  answerProblem,
  languages,
}: CallProps & { application: Application }) {
  const { say } = page
  const mine = answered?.application === application.id
  const problem = mine ? answerProblem : undefined
  const choices = call?.decided === true ? (['declined'] as const) : (['chosen', 'declined'] as const)
  return (
    <>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${session.path}/blocks/${block.id}/call/answer`)}>
        <input type="hidden" name="application" value={application.id} />
        <RadioField
          name="chosen"
          id={`chosen-${application.id}`}
          label={say('application.answer')}
          value={mine ? answered.chosen : 'declined'}
          options={choices.map((value) => ({ value, label: say(`application.do-${value}`) }))}
        />
        <TextArea
          name="answer"
          id={`answer-${application.id}`}
          label={say('application.reason')}
          value={mine ? answered.answer : ''}
          most={1000}
          problem={problem}
          required
        />
        <SelectField
          name="language"
          id={`language-${application.id}`}
          label={say('gathering.language')}
          value={mine ? answered.language : page.say.locale}
          options={languages}
          problem={problem}
        />
        <p class="actions">
          <button>{say('application.send-answer')}</button>
        </p>
      </Form>
    </>
  )
}

function ApplyForm({ page, session, block, bodies, apply, applyProblem, languages }: CallProps) {
  const { say } = page
  const path = `${session.path}/blocks/${block.id}/call`
  return (
    <section aria-labelledby="apply">
      <h2 id="apply">{say('call.apply')}</h2>
      <p>{say('call.apply-what')}</p>
      <ProblemNote page={page} problem={applyProblem} />
      <Form page={page} action={href(page, `${path}/applications`)}>
        <SelectField name="body" label={say('call.body')} value={apply.body} options={bodies} problem={applyProblem} />
        <SelectField name="language" label={say('gathering.language')} value={apply.language} options={languages} problem={applyProblem} />
        <TextField name="title" label={say('call.example-title')} value={apply.title} most={160} problem={applyProblem} required />
        <TextArea
          name="text"
          label={say('call.example')}
          hint={say('call.example-hint')}
          value={apply.text}
          rows={16}
          most={10_000}
          problem={applyProblem}
          required
        />
        <TextField
          name="speaker"
          label={say('call.speaker')}
          hint={say('call.speaker-hint')}
          value={apply.speaker}
          most={120}
          problem={applyProblem}
          required
        />
        <p class="actions">
          <button>{say('call.send')}</button>
        </p>
      </Form>
    </section>
  )
}

function CallForm({ page, session, block, call, callValues, callProblem, languages }: CallProps) {
  const { say } = page
  const title = say(call === null ? 'call.open' : 'call.edit')
  return (
    <section aria-labelledby="call">
      <h2 id="call">{title}</h2>
      <ProblemNote page={page} problem={callProblem} />
      <Form page={page} action={href(page, `${session.path}/blocks/${block.id}/call`)}>
        <SelectField
          name="language"
          id="call-language"
          label={say('gathering.language')}
          value={callValues.language}
          options={languages}
          problem={callProblem}
        />
        <TextArea
          name="words"
          label={say('call.words')}
          hint={say('call.words-hint')}
          value={callValues.words}
          most={4000}
          problem={callProblem}
          required
        />
        <TextField
          name="closesAt"
          type="datetime-local"
          label={say('call.closes-at')}
          hint={say('session.clock-hint', { zone: session.zone })}
          value={callValues.closesAt}
          problem={callProblem}
          required
        />
        <p class="actions">
          <button class="quiet">{title}</button>
        </p>
      </Form>
    </section>
  )
}
