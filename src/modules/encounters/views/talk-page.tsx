import type { Child } from 'hono/jsx'
import { CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Moment } from '../../../web/time.tsx'
import type { Conversation } from '../queries/conversation.ts'
import { LENGTHS, LONGEST, NEW_ACCOUNT_DAYS, RULES } from '../rules.ts'
import { Back, Lines, Newer, OneButton, ToldList, When, Who, type Place, type Question } from './pieces.tsx'

export type TalkProps = {
  readonly page: Page
  readonly session: Place & { readonly zone: string }
  readonly questions: readonly Question[]
  readonly talk: Conversation
  readonly sending: string
  readonly values: Readonly<Record<string, string>>
  /** Which form came back. */
  readonly faulty: string
  readonly problem: Problem | undefined
}

export const pathOf = ({ session, talk }: Pick<TalkProps, 'session' | 'talk'>): string => `${session.path}/people/${talk.pair}`

export function TalkPage(props: TalkProps) {
  const { page, session, talk, questions, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={talk.name} index={false} scripts={['live.js', 'times.js']}>
      <SessionWay page={page} session={session} part="people" />
      <Back page={page} session={session} />
      <h1>
        <Who page={page} name={talk.name} state={talk.state} />
      </h1>
      <p class="status">
        <strong>{say(`encounters.mode.${talk.mode}`)}</strong>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Newer page={page} session={session} path={pathOf(props)}>
        <details>
          <summary>{say('encounters.told', { name: talk.name })}</summary>
          <ToldList page={page} told={talk.told} questions={questions} kind="told" />
        </details>
        <Messages {...props} />
        <Part {...props} of="meetings" open={talk.meetings.length > 0}>
          <Meetings {...props} />
        </Part>
        <Part {...props} of="contact" open={talk.contact.theirs !== null}>
          <Contact {...props} />
        </Part>
        <Part {...props} of="report" open={false}>
          <Report {...props} />
        </Part>
        <Part {...props} of="stop" open={false}>
          <Stop {...props} />
        </Part>
      </Newer>
    </Layout>
  )
}

function Part({ page, of, open, faulty, children }: TalkProps & { of: string; open: boolean; children?: Child }) {
  return (
    <details open={open || faulty === of} id={of}>
      <summary>
        <h2>{page.say(`encounters.${of}`)}</h2>
      </summary>
      {children}
    </details>
  )
}

function Messages(props: TalkProps) {
  const { page, talk, values, problem, faulty } = props
  const { say } = page
  return (
    <section id="messages">
      <h2>{say('encounters.messages')}</h2>
      {talk.messages.length === 0 ? (
        <div class="empty">
          <p>{say('encounters.messages.none')}</p>
        </div>
      ) : (
        <ol class="rows plain">
          {talk.messages.map(({ mine, text, warned, hidden, at }) => (
            <li>
              <p class="quiet">
                <strong>{mine ? say('encounters.you') : <bdi>{talk.name}</bdi>}</strong> · <Moment page={page} at={new Date(at)} />
              </p>
              {hidden ? <p class="quiet">{say('encounters.hidden')}</p> : null}
              {hidden ? null : (
                <p dir="auto">
                  <Lines text={text} />
                </p>
              )}
              {warned && !mine && !hidden ? <p class="note">{say('encounters.warned')}</p> : null}
            </li>
          ))}
        </ol>
      )}
      <Form page={page} action={href(page, `${pathOf(props)}/messages`)}>
        <input type="hidden" name="sending" value={props.sending} />
        <TextArea
          name="text"
          label={say('encounters.write')}
          hint={say('encounters.write.hint', { days: NEW_ACCOUNT_DAYS })}
          value={faulty === 'messages' ? values['text'] : ''}
          most={LONGEST.message}
          required
          problem={faulty === 'messages' ? problem : undefined}
        />
        <button>{say('encounters.send')}</button>
      </Form>
    </section>
  )
}

function Meetings(props: TalkProps) {
  const { talk } = props
  return (
    <>
      {talk.meetings.length === 0 ? null : (
        <ul class="cards">
          {talk.meetings.map((meeting) => (
            <Meeting {...props} meeting={meeting} />
          ))}
        </ul>
      )}
      {talk.tables === null ? null : <AtTable {...props} tables={talk.tables} />}
      <Elsewhere {...props} />
    </>
  )
}

/** The organisers lend tables: one is chosen by its hour alone. */
function AtTable({ tables, ...props }: TalkProps & { tables: NonNullable<Conversation['tables']> }) {
  const { page, session, values, problem, faulty } = props
  const { say } = page
  if (tables.times.length === 0) return <p class="quiet">{say('encounters.tables.none-free')}</p>
  const own = faulty === 'meetings' && values['table'] !== undefined
  return (
    <Form page={page} action={href(page, `${pathOf(props)}/meetings`)} label={say('encounters.tables.book')}>
      <input type="hidden" name="sending" value={props.sending} />
      <input type="hidden" name="table" value="yes" />
      <input type="hidden" name="minutes" value={String(tables.minutes)} />
      <SelectField
        name="startsAt"
        id="table-startsAt"
        label={say('encounters.tables.at')}
        hint={say('encounters.tables.at.hint', { count: tables.minutes, zone: session.zone.replaceAll('_', ' ') })}
        value={own ? values['startsAt'] : undefined}
        options={tables.times.map((at) => ({ value: at, label: say.moment(new Date(at), session.zone) }))}
        problem={own ? problem : undefined}
      />
      <button>{say('encounters.tables.book')}</button>
    </Form>
  )
}

function Elsewhere(props: TalkProps) {
  const { page, session, values, problem, faulty } = props
  const { say } = page
  const mine = faulty === 'meetings' && values['table'] === undefined
  const own = mine ? { values, problem } : { values: {} as TalkProps['values'], problem: undefined }
  return (
    <>
      <Form page={page} action={href(page, `${pathOf(props)}/meetings`)} label={say('encounters.meeting.propose')}>
        <input type="hidden" name="sending" value={props.sending} />
        <TextField
          name="startsAt"
          type="datetime-local"
          label={say('encounters.meeting.at')}
          hint={say('encounters.meeting.at.hint', { zone: session.zone.replaceAll('_', ' ') })}
          value={own.values['startsAt']}
          required
          problem={own.problem}
        />
        <SelectField
          name="minutes"
          label={say('encounters.meeting.minutes')}
          value={own.values['minutes'] ?? '30'}
          options={LENGTHS.map((count) => ({ value: String(count), label: say('encounters.meeting.length', { count }) }))}
          problem={own.problem}
        />
        <TextField
          name="place"
          label={say('encounters.meeting.place')}
          hint={say('encounters.meeting.place.hint')}
          value={own.values['place']}
          most={LONGEST.place}
          problem={own.problem}
        />
        <button class="quiet">{say('encounters.meeting.propose')}</button>
      </Form>
    </>
  )
}

function Meeting({ meeting, ...props }: TalkProps & { meeting: Conversation['meetings'][number] }) {
  const { page, session } = props
  const { say } = page
  const at = `${pathOf(props)}/meetings/${meeting.id}`
  const agreed = meeting.state === 'agreed'
  return (
    <li class="card">
      <p class="status">
        <strong>
          {say(agreed ? 'encounters.meeting.agreed' : meeting.mine ? 'encounters.meeting.mine' : 'encounters.meeting.theirs')}
        </strong>
      </p>
      <p>
        <When page={page} session={session} time={meeting} />
      </p>
      {meeting.table === null ? null : <p>{say('encounters.table', { number: meeting.table })}</p>}
      {meeting.atTable && meeting.table === null ? <p>{say('encounters.table.later')}</p> : null}
      {meeting.place === '' ? null : <p dir="auto">{meeting.place}</p>}
      <div class="actions">
        {!agreed && !meeting.mine ? <OneButton page={page} action={`${at}/agreement`} label={say('encounters.meeting.agree')} /> : null}
        {agreed ? (
          <a class="button quiet" href={href(page, `${at}/calendar.ics`)}>
            {say('encounters.meeting.calendar')}
          </a>
        ) : null}
        <OneButton
          page={page}
          action={`${at}/cancelling`}
          class="quiet"
          label={say(agreed ? 'encounters.meeting.cancel' : meeting.mine ? 'encounters.take-back' : 'encounters.decline')}
        />
      </div>
    </li>
  )
}

function Contact(props: TalkProps) {
  const { page, talk, values, problem, faulty } = props
  const { say } = page
  const { mine, theirs, keeps, kept } = talk.contact
  const own = faulty === 'contact'
  return (
    <>
      <p>{say('encounters.contact.what')}</p>
      {theirs === null ? null : (
        <dl class="facts">
          <dt>
            <bdi>{talk.name}</bdi>
          </dt>
          <dd dir="auto">
            <Lines text={theirs} />
          </dd>
        </dl>
      )}
      {mine !== null && theirs === null ? <p class="note">{say('encounters.contact.waits')}</p> : null}
      <Form page={page} action={href(page, `${pathOf(props)}/contact`)} label={say('encounters.contact.save')}>
        <TextArea
          name="contact"
          label={say('encounters.contact.mine')}
          hint={say('encounters.contact.mine.hint')}
          rows={3}
          value={own ? values['contact'] : (mine ?? '')}
          most={LONGEST.contact}
          problem={own ? problem : undefined}
        />
        <button class="quiet">{say('encounters.contact.save')}</button>
      </Form>
      {theirs === null ? null : kept ? (
        <p>
          {say('encounters.kept')} <a href={href(page, '/me/contacts')}>{say('contacts.title')}</a>
        </p>
      ) : (
        <>
          <p>{say(keeps ? 'encounters.keep.waits' : 'encounters.keep.what')}</p>
          <OneButton
            page={page}
            action={`${pathOf(props)}/keeping`}
            class={keeps ? 'quiet' : undefined}
            label={say(keeps ? 'encounters.keep.not' : 'encounters.keep')}
          >
            <input type="hidden" name="keep" value={keeps ? 'no' : 'yes'} />
          </OneButton>
        </>
      )}
    </>
  )
}

function Report(props: TalkProps) {
  const { page, talk, problem, faulty } = props
  const { say } = page
  const theirs = talk.messages.filter(({ mine, hidden }) => !mine && !hidden)
  return (
    <>
      <p>{say('encounters.report.what')}</p>
      <ul>
        {RULES.map((rule) => (
          <li>{say(`encounter-rule.${rule}`)}</li>
        ))}
      </ul>
      {theirs.length === 0 ? (
        <p class="quiet">{say('encounters.report.none')}</p>
      ) : (
        <Form page={page} action={href(page, `${pathOf(props)}/handing-over`)}>
          <CheckboxField
            name="messages"
            label={say('encounters.report.which')}
            options={theirs.map(({ id, text }) => ({ value: id, label: text.length > 120 ? `${text.slice(0, 119)}…` : text }))}
            chosen={[]}
            problem={faulty === 'report' ? problem : undefined}
          />
          <button class="quiet">{say('encounters.report.do')}</button>
        </Form>
      )}
    </>
  )
}

function Stop(props: TalkProps) {
  const { page, session, talk } = props
  const { say } = page
  return (
    <ul class="rows">
      <li>
        <p>{say(talk.muted ? 'encounters.mute.now' : 'encounters.mute.what')}</p>
        <OneButton
          page={page}
          action={`${pathOf(props)}/muting`}
          class="quiet"
          label={say(talk.muted ? 'encounters.unmute' : 'encounters.mute')}
        >
          <input type="hidden" name="muted" value={talk.muted ? 'no' : 'yes'} />
        </OneButton>
      </li>
      <li>
        <p>{say('encounters.end.what')}</p>
        <OneButton page={page} action={`${pathOf(props)}/ending`} class="danger" label={say('encounters.end')} />
      </li>
      <li>
        <p>{say('encounters.block.what')}</p>
        <OneButton
          page={page}
          action={`${session.path}/people/with/${talk.entry}/block`}
          class="danger"
          label={say('encounters.block.do')}
        />
      </li>
    </ul>
  )
}
