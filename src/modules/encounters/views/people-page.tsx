import { ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Moment } from '../../../web/time.tsx'
import type { List } from '../queries/list.ts'
import type { Suggested } from '../queries/shapes.ts'
import { DAYS_AFTER, SHOWN, WEIGHTS } from '../rules.ts'
import { EntryForm, type EntryValues } from './entry-form.tsx'
import { Newer, OneButton, ToldList, When, Who, type Place, type Question } from './pieces.tsx'

export type PeopleProps = {
  readonly page: Page
  readonly session: Place & { readonly zone: string }
  readonly questions: readonly Question[]
  readonly list: List
  readonly listed: boolean
  /** Another name of the account is on the list. */
  readonly byOther: boolean
  readonly quiet: boolean
  /** Opens small rooms, also without being on the list. */
  readonly leads: boolean
  readonly personName: string | null
  /** Why one cannot go on the list, in the reader's language; null: one can. */
  readonly closed: { readonly sentence: string; readonly signIn: boolean } | null
  readonly values: EntryValues
  readonly done: string | null
  readonly problem: Problem | undefined
}

export function PeoplePage(props: PeopleProps) {
  const { page, session, list, listed, closed, done, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('encounters.title')} index={false} scripts={listed ? ['live.js', 'times.js'] : ['times.js']}>
      <SessionWay page={page} session={session} />
      <h1>{say('encounters.title')}</h1>
      <p class="lead">{say('encounters.lead')}</p>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`encounters.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      {list.count === null ? null : <p>{say('encounters.count', { count: list.count })}</p>}
      {closed === null ? null : <Closed page={page} session={session} closed={closed} />}
      {props.leads ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${session.path}/people/rooms`)}>
            {say('encounters.rooms.lead-to')}
          </a>
        </p>
      ) : null}
      {listed && closed === null ? <OnTheList {...props} /> : null}
      {!listed && closed === null ? <Enter {...props} /> : null}
      {(listed && closed !== null) || props.byOther ? <Leave page={page} session={session} byOther={props.byOther} /> : null}
    </Layout>
  )
}

function Closed({ page, session, closed }: { page: Page; session: Place; closed: NonNullable<PeopleProps['closed']> }) {
  return (
    <div class="empty">
      <p>{closed.sentence}</p>
      {closed.signIn ? (
        <p class="actions">
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`${session.path}/people`)}`)}>
            {page.say('sign-in.do')}
          </a>
        </p>
      ) : null}
    </div>
  )
}

function Enter({ page, session, questions, values, problem, personName, quiet }: PeopleProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('encounters.enter')}</h2>
      <ul>
        <li>{say('encounters.enter.name', { name: personName ?? '' })}</li>
        {quiet ? <li>{say('encounters.enter.quiet')}</li> : null}
        <li>{say('encounters.enter.who')}</li>
        <li>{say('encounters.enter.both')}</li>
        <li>{say('encounters.enter.ends', { days: DAYS_AFTER })}</li>
      </ul>
      <EntryForm page={page} session={session} questions={questions} values={values} listed={false} problem={problem} />
    </section>
  )
}

function OnTheList(props: PeopleProps) {
  const { page, session, questions, list, values, problem } = props
  const { say } = page
  return (
    <Newer page={page} session={session} path={`${session.path}/people`}>
      {list.asking.length === 0 ? null : (
        <section>
          <h2>{say('encounters.asking')}</h2>
          <Persons {...props} persons={list.asking} kind="asking" />
        </section>
      )}
      <Times {...props} />
      <Talks {...props} />
      <section>
        <h2>{say('encounters.rooms')}</h2>
        <p>{say('encounters.rooms.short')}</p>
        <p class="actions">
          <a class="button quiet" href={href(page, `${session.path}/people/rooms`)}>
            {say('encounters.rooms.go')}
          </a>
        </p>
      </section>
      <section>
        <h2>{say('encounters.suggestions')}</h2>
        {list.suggestions.length === 0 ? (
          <div class="empty">
            <p>{say('encounters.suggestions.none')}</p>
          </div>
        ) : (
          <Persons {...props} persons={list.suggestions} kind="suggested" />
        )}
        <OneButton page={page} action={`${session.path}/people/more`} class="quiet" label={say('encounters.more')} />
        <Formula page={page} />
      </section>
      {list.asked.length === 0 ? null : (
        <details>
          <summary>
            <h2>{say('encounters.asked')}</h2> <span class="quiet">{say.number(list.asked.length)}</span>
          </summary>
          <Persons {...props} persons={list.asked} kind="asked" />
        </details>
      )}
      <details open={problem !== undefined}>
        <summary>
          <h2>{say('encounters.entry')}</h2>
        </summary>
        <EntryForm page={page} session={session} questions={questions} values={values} listed problem={problem} />
      </details>
      <Leave page={page} session={session} byOther={false} />
    </Newer>
  )
}

/** What one agreed to, in the order of time, and all of it for a calendar. */
function Times({ page, session, list }: PeopleProps) {
  const { say } = page
  if (list.times.length === 0) return null
  return (
    <section>
      <h2>{say('encounters.times')}</h2>
      <ul class="rows">
        {list.times.map((time) => (
          <li>
            <p>
              <When page={page} session={session} time={time} />
            </p>
            <p>
              <a href={href(page, `${session.path}/people/${time.pair ?? 'rooms'}`)}>
                <bdi>{time.name}</bdi>
              </a>
              {time.table === null ? null : <span class="quiet"> · {say('encounters.table', { number: time.table })}</span>}
              {time.place === '' ? null : (
                <span class="quiet">
                  {' · '}
                  <bdi>{time.place}</bdi>
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button quiet" href={href(page, `${session.path}/people/calendar.ics`)}>
          {say('encounters.meeting.calendar')}
        </a>
      </p>
    </section>
  )
}

function Talks({ page, session, list }: PeopleProps) {
  const { say } = page
  if (list.talks.length === 0) return null
  return (
    <section>
      <h2>{say('encounters.talks')}</h2>
      <ul class="rows">
        {list.talks.map(({ pair, name, state, at, muted }) => (
          <li>
            <p>
              <a href={href(page, `${session.path}/people/${pair}`)}>
                <Who page={page} name={name} state={state} />
              </a>
            </p>
            <p class="quiet">
              <Moment page={page} at={new Date(at)} />
              {muted ? ` · ${say('encounters.muted')}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Kind = 'suggested' | 'asking' | 'asked'
/** What one can do about somebody, first what one most likely wants. */
const DEEDS = {
  suggested: [
    ['asking', 'encounters.ask', undefined],
    ['passing', 'encounters.pass', 'quiet'],
  ],
  asking: [
    ['asking', 'encounters.accept', undefined],
    ['passing', 'encounters.decline', 'quiet'],
  ],
  asked: [['passing', 'encounters.take-back', 'quiet']],
} as const

function Persons({ page, session, questions, persons, kind }: PeopleProps & { persons: readonly Suggested[]; kind: Kind }) {
  const { say } = page
  return (
    <ul class="cards">
      {persons.map(({ entry, name, state, reasons, room }) => (
        <li class="card">
          <h3>
            <Who page={page} name={name} state={state} />
          </h3>
          {room === null ? null : (
            <p>
              {say('encounters.reason.room')} <bdi>{room}</bdi>
            </p>
          )}
          <ToldList page={page} told={reasons} questions={questions} kind="reason" />
          <div class="actions">
            {DEEDS[kind].map(([deed, label, name]) => (
              <OneButton page={page} action={`${session.path}/people/with/${entry}/${deed}`} class={name} label={say(label)} />
            ))}
          </div>
          <details>
            <summary>{say('encounters.block')}</summary>
            <p>{say('encounters.block.what')}</p>
            <OneButton
              page={page}
              action={`${session.path}/people/with/${entry}/block`}
              class="danger"
              label={say('encounters.block.do')}
            />
          </details>
        </li>
      ))}
    </ul>
  )
}

function Formula({ page }: { page: Page }) {
  const { say } = page
  return (
    <details>
      <summary>{say('encounters.formula')}</summary>
      <p>{say('encounters.formula.what', { ...WEIGHTS })}</p>
      <p>{say('encounters.formula.order')}</p>
      <p>{say('encounters.formula.room')}</p>
      <p>{say('encounters.formula.limit', { once: SHOWN.atOnce, day: SHOWN.aDay, all: SHOWN.inAll })}</p>
    </details>
  )
}

function Leave({ page, session, byOther }: { page: Page; session: Place; byOther: boolean }) {
  const { say } = page
  return (
    <details open={byOther}>
      <summary>
        <h2>{say('encounters.leave')}</h2>
      </summary>
      <p>{say(byOther ? 'encounters.leave.other' : 'encounters.leave.what')}</p>
      <OneButton page={page} action={`${session.path}/people/leaving`} class="danger" label={say('encounters.leave.do')} />
    </details>
  )
}
